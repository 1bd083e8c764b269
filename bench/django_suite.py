"""Django's own tests against our backend of encrypted files: no failure that the stock backend does not have as well.

Run: python bench/django_suite.py [--apps backends queries ...] [--all] [--suite FOLDER] [--folder FOLDER]
The tests come with the sources of the installed Django, which pip fetches where --suite names none.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import django

CHECKOUT = Path(__file__).resolve().parent.parent
APPS = (
    "backends", "queries", "expressions", "aggregation", "aggregation_regress", "transactions", "atomic_requests",
    "migrations", "migrations2", "schema", "model_fields", "lookup", "annotations", "bulk_create", "db_functions",
    "indexes", "constraints", "expressions_window", "custom_lookups", "delete", "update", "select_for_update",
    "db_utils", "get_or_create", "introspection", "ordering", "composite_pk", "foreign_object", "many_to_many",
)  # fmt: skip
# What fails on ours and not on the stock backend, and why that is no fault.
EXPLAINED = {
    "test_check_database_version_supported (backends.sqlite.tests.Tests.test_check_database_version_supported)": (
        "it sets the version of the standard library's SQLite, and asks whether the backend sees it"
    ),
}
SETTINGS = """
import os
from letapis.store import key_ring

KEY = bytes(range(32))
for alias in ("default", "other"):
    key_ring.hold(alias, KEY)
BACKEND, FOLDER = os.environ["SUITE_BACKEND"], os.environ["SUITE_FOLDER"]
DATABASES = {
    alias: {"ENGINE": BACKEND, "NAME": f"{FOLDER}/{alias}", "TEST": {"NAME": f"{FOLDER}/test_{alias}.sqlite3"}}
    for alias in ("default", "other")
}
SECRET_KEY = "for these tests only"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
USE_TZ = False
"""
BROKEN = re.compile(r"^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (\S+ \([\w.]+\))", re.MULTILINE)
RAN = re.compile(r"^Ran (\d+) tests? in ([\d.]+)s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one backend gave."""

    tests: int
    seconds: float
    broken: frozenset[str]


def fetch(folder: Path) -> Path:
    """The folder of the tests that belong to the installed Django."""
    wanted = f"django=={django.get_version()}"
    options = ["--no-binary", ":all:", "--no-deps", "--quiet", "-d", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, wanted], check=True)
    (packed,) = folder.glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.glob("*/tests"))


def run(suite: Path, backend: str, apps: list[str], folder: Path) -> Outcome:
    """The tests of some apps, or all, on one backend; its databases are files."""
    place = folder / backend
    place.mkdir(parents=True, exist_ok=True)
    (place / "letapis_suite.py").write_text(SETTINGS, encoding="utf-8")
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join((str(place), str(CHECKOUT))), "SUITE_BACKEND": backend,
        "SUITE_FOLDER": str(place), "TMPDIR": str(place),
    }  # fmt: skip
    command = [sys.executable, "runtests.py", "--settings=letapis_suite", "--parallel=1", "--noinput", *apps]
    with (place / "log.txt").open("w", encoding="utf-8") as log:
        subprocess.run(command, cwd=suite, env=environment, stdout=log, stderr=subprocess.STDOUT, check=False)
    told = (place / "log.txt").read_text(encoding="utf-8", errors="replace")
    ran = RAN.search(told)
    if ran is None:
        raise SystemExit(f"{place / 'log.txt'}: the tests did not run to their end\n{told[-3000:]}")
    return Outcome(int(ran[1]), float(ran[2]), frozenset(BROKEN.findall(told)))


def main() -> int:
    """Both backends, and the difference; 1 where a test fails on ours alone and nobody has explained it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--apps", nargs="+", default=list(APPS))
    parser.add_argument("--all", action="store_true", help="the whole suite: a quarter of an hour for each backend")
    parser.add_argument("--suite", type=Path, help="the folder `tests` of Django's sources, where it is here already")
    parser.add_argument("--folder", type=Path, help="where databases and logs are kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        suite = given.suite or fetch(Path(aside))
        apps = [] if given.all else [app for app in given.apps if (suite / app).is_dir()]
        folder = given.folder or Path(aside) / "runs"
        found = {name: run(suite.resolve(), name, apps, folder.resolve())
                 for name in ("django.db.backends.sqlite3", "letapis.store.sqlcipher")}  # fmt: skip
    stock, ours = found.values()
    for name, one in found.items():
        print(f"{name:<30} {one.tests:>6} tests {len(one.broken):>4} fail {one.seconds:>8.1f} s")
    print(f"Django {django.get_version()}; time {ours.seconds / stock.seconds:.2f} of the stock backend's")
    new = sorted(ours.broken - stock.broken)
    for name in new:
        print(f"only on ours: {name}: {EXPLAINED.get(name, 'NOT EXPLAINED')}")
    for name in sorted(stock.broken - ours.broken):
        print(f"only on stock: {name}")
    return 1 if set(new) - EXPLAINED.keys() or ours.tests < stock.tests else 0


if __name__ == "__main__":
    start = time.perf_counter()
    code = main()
    print(f"{time.perf_counter() - start:.0f} s")
    sys.exit(code)
