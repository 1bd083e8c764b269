"""Names of bodies, places and persons across scripts and spellings."""
