"""A backend of Django for SQLite files that SQLCipher encrypts."""
