"""What can be wrong with a proof, a note or a time stamp that somebody hands over."""

from __future__ import annotations


class ProofError(ValueError):
    """It does not hold, or cannot be read; `str()` says in one line what is wrong. It names no file: callers do."""
