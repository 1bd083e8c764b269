"""How the tables came to be as they are; each released step stays as it was."""
