"""Backups of a whole archive as it lies: sealed again to recipients, in parts of one size, signed, resumable."""
