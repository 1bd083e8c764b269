"""Searching, the pure half: words and their keys, what was typed, what is found of what, and what is shown of it.

No index and no database: `store` keeps what is made here, the same on both engines.
"""
