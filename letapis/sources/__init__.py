"""Bytes to documents: readers, encodings, languages, what a text says of itself."""
