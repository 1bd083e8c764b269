"""Organisations, offices, memberships and closures: what the machine proposes, and what tables of them show."""
