"""The `letapis` commands; progress and tables live only here."""
