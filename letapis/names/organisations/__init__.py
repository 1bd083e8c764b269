"""Names of organisations: read, compared, recognised."""
