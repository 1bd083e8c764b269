#!/usr/bin/env python3
"""Set up, try, test and measure Letapis: `python3 dev.py setup | demo | test | bench`.

Needs Python 3.11 or newer and nothing else. It makes `.venv` once, again when
pyproject.toml or constraints.txt change, and runs everything inside it.
"""
import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "letapis.stamp"


def run(*command: str | Path) -> int:
    """Run a command in the checkout and return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=HERE, check=False).returncode


def wanted() -> str:
    """The fingerprint of what should be installed."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def setup() -> int:
    """Make the virtual environment where it is missing or old."""
    if STAMP.exists() and STAMP.read_text() == wanted():
        return 0
    if run(sys.executable, "-m", "venv", "--clear", VENV):
        # Debian without python3-venv: a bare environment, filled by the system's pip.
        if run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV):
            return 1
        pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", BIN / "python"]
    else:
        pip = [BIN / "python", "-m", "pip"]
    code = run(*pip, "install", "--quiet", "--disable-pip-version-check", "-c", "constraints.txt", "-e", ".[dev]")
    if code == 0:
        STAMP.write_text(wanted())
    return code


def demo(*options: str) -> int:
    """Seal, code and reconcile the reports in examples/ and publish the chronicle."""
    return run(BIN / "letapis", "demo", *options)


def test(*options: str) -> int:
    """Run lint, layers, types and tests; with options, only pytest with them."""
    if options:
        return run(BIN / "python", "-m", "pytest", *options)
    steps = (
        (BIN / "ruff", "check", "."),
        (BIN / "lint-imports",),
        (BIN / "mypy",),
        (BIN / "python", "-m", "pytest", "-n", "auto"),
    )
    return max([run(*step) for step in steps])


def bench(*names: str) -> int:
    """Run the benchmarks: all of them, or those named."""
    chosen = names or sorted(path.stem for path in (HERE / "bench").glob("*.py"))
    return max([run(BIN / "python", Path("bench", f"{name}.py")) for name in chosen], default=0)


def main() -> int:
    """Choose by the first word."""
    commands = {"demo": demo, "test": test, "bench": bench, "setup": lambda: 0}
    name, *rest = sys.argv[1:] or ["help"]
    if name not in commands:
        print(__doc__)
        return 0 if name == "help" else 2
    return setup() or commands[name](*rest)


if __name__ == "__main__":
    sys.exit(main())
