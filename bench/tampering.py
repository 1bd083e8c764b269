"""A thousand random bits turned over, in a plain and in a sealed archive: each named by `verify`, the rest readable.

.venv/bin/python bench/tampering.py [BITS]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
TEST = "tests/security/test_tampering.py"


def main(bits: int = 1000) -> int:
    """Run the tests of turned bits with so many of them for each form; the exit code is theirs."""
    command = [sys.executable, "-m", "pytest", TEST, "-q", "-k", "many_bits", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=CHECKOUT, env={**os.environ, "LETAPIS_FLIPS": str(bits)}, check=False)
    print(f"{bits} bits of each form: {'each named, the rest readable' if done.returncode == 0 else 'see above'}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
