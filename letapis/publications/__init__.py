"""Output: a record and its policy to files that need neither network nor JavaScript."""
