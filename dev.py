#!/usr/bin/env python3
"""Set up, try, test and measure Letapis: `python3 dev.py setup | demo | test | bench`.

Needs Python 3.11 or newer and nothing else. It makes `.venv` once, again when
pyproject.toml or constraints.txt change, and runs everything inside it.

  setup            make the environment and stop
  demo [--once]    chronicle of the reports in examples/
  test [OPTIONS]   lint, layers, types and tests; with options only pytest with them
  bench [NAME ...] the figures of bench/, all or those named
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "letapis.stamp"
BENCHES = ("chronicle", "reconcile", "sealing")


def run(*command: str | Path) -> int:
    """Run a command in the checkout and return its exit code."""
    sys.stdout.flush()
    return subprocess.run([str(part) for part in command], cwd=HERE, check=False).returncode


def wanted() -> str:
    """The fingerprint of what should be installed."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def extras() -> list[str]:
    """What is installed beside the product: the tools, and Spark (450 MB) only where it is required."""
    return ["dev", "spark"] if "spark" in os.environ.get("LETAPIS_REQUIRE", "").split(",") else ["dev"]


def make_environment() -> list[str | Path] | None:
    """Make `.venv` and give the pip that fills it; None where this Python can do neither."""
    if run(sys.executable, "-m", "venv", "--clear", VENV) == 0:
        return [BIN / "python", "-m", "pip"]
    # Debian without python3-venv: a bare environment, filled by the system's pip.
    print("dev.py: no ensurepip here, trying the system's pip instead")
    if run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV) == 0:
        return [sys.executable, "-m", "pip", "--python", BIN / "python"]
    return None


def setup(*_: str) -> int:
    """Make the virtual environment where it is missing or old."""
    installed = STAMP.read_text().split() if STAMP.exists() else []
    if installed[:1] == [wanted()] and set(extras()) <= {"dev", *installed}:
        return 0
    print("dev.py: making .venv, once")
    pip = make_environment()
    product = f".[{','.join(extras())}]"
    install = ("install", "--quiet", "--disable-pip-version-check", "-c", "constraints.txt", "-e", product)
    code = 1 if pip is None else run(*pip, *install)
    if code:
        print("dev.py: could not make .venv; on Debian or Ubuntu: apt-get install python3-venv python3-pip")
    else:
        STAMP.write_text(" ".join([wanted(), *extras()]))
    return code


def demo(*options: str) -> int:
    """Seal, code and reconcile the reports in examples/ and publish the chronicle."""
    return run(BIN / "letapis", "demo", *options)


def test(*options: str) -> int:
    """Run lint, layers, types and tests; with options, only pytest with them.

    pytest comes last and says at its end what was skipped and what would make it run (tests/conftest.py).
    """
    if options:
        return run(BIN / "python", "-m", "pytest", *options)
    checks = {"lint": ("ruff", "check", "."), "layers": ("lint-imports",), "types": ("mypy",)}
    failed = [name for name, (tool, *words) in checks.items() if run(BIN / tool, *words)]
    if run(BIN / "python", "-m", "pytest", "-n", "auto"):
        failed.append("tests")
    if failed:
        print(f"dev.py test: failed: {', '.join(failed)}")
    return 1 if failed else 0


def bench(*names: str) -> int:
    """Run the benchmarks: all of them, or those named."""
    return max(run(BIN / "python", Path("bench", f"{name}.py")) for name in names or BENCHES)


def main() -> int:
    """Choose by the first word."""
    if sys.version_info < (3, 11):
        print(f"dev.py: Letapis needs Python 3.11 or newer, this is {sys.version.split()[0]}")
        return 2
    commands = {"demo": demo, "test": test, "bench": bench}
    name, *rest = sys.argv[1:] or ["help"]
    if name == "setup":
        return setup()
    if name not in commands:
        print(__doc__)
        return 0 if name == "help" else 2
    return setup() or commands[name](*rest)


if __name__ == "__main__":
    sys.exit(main())
