"""Series of the record, each number with the claims behind it."""
