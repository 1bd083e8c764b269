"""Strikes: what the machine proposes of them, what a table of them shows, how they run by week."""
