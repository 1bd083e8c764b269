"""What is kept in a database: for now the index of names. The only room with SQL; it decides nothing about names.

Every function takes an open DB-API connection, of SQLite or of PostgreSQL, or one of Django, and never commits: the
caller does.
"""
