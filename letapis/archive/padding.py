"""How long a file is made so that its length tells little: at most 12 % more, and a block of the disk at least.

Method: Padmé, of Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs"
(PoPETs 2019).
"""

from __future__ import annotations

LEAST = 4096  # a file takes no less on a disk anyway


def padded(size: int) -> int:
    """The length for so many bytes."""
    if size <= LEAST:
        return LEAST
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask
