"""Spellings of places: read, looked up, resolved with what stands beside them."""
