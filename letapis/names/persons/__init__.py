"""Names of persons: read, compared, explained, found."""
