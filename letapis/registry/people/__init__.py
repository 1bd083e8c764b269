"""Records of lists brought together into persons: only by judgements, never by the machine alone."""
