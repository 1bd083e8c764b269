"""The index of names, as others use it: make it, add to it, take away from it, find in it, and find while typing."""

from letapis.store.name_completion import Completed, complete
from letapis.store.name_finding import Found, find
from letapis.store.name_tables import OldIndexError, check_version, create_tables, drop_tables
from letapis.store.name_writing import add_names, remove_names

__all__ = [
    "Completed",
    "Found",
    "OldIndexError",
    "add_names",
    "check_version",
    "complete",
    "create_tables",
    "drop_tables",
    "find",
    "remove_names",
]
