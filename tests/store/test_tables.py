"""The tables are as their migrations make them, each has its archive, and no statement of ours leaves it out."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import letapis.store

STORE = Path(letapis.store.__file__).parent
# Rows that are found by numbers which belong to one archive: of the index, of a table that an archive is told by.
WITHOUT = re.compile(r"letapis_search_\w+|max\(number\)")
TOUCHES = re.compile(r"\b(FROM|JOIN|UPDATE)\s+(letapis_(?!archive)\w+|\{\})", re.IGNORECASE)


def models():
    from letapis.store import engine

    engine.configure()
    from django.apps import apps

    return list(apps.get_app_config(engine.APP).get_models())


def test_every_table_has_its_archive():
    for model in models():
        names = {field.name for field in model._meta.fields}
        assert model.__name__ == "Archive" or "archive" in names, model.__name__


def test_every_table_is_described():
    page = (STORE.parents[1] / "docs" / "reference" / "store.md").read_text(encoding="utf-8")
    assert [model._meta.db_table for model in models() if f"`{model._meta.db_table}`" not in page] == []


def test_the_migrations_make_the_models():
    models()
    from django.core.management import call_command

    call_command("makemigrations", "letapis_store", check=True, dry_run=True, verbosity=0)


def test_in_a_file_what_ties_two_things_is_held_once(tmp_path):
    """A row with a number and an index of its key would hold the key twice."""
    from letapis.store.models import Pair
    from letapis.store.opening import open_store

    store = open_store(tmp_path / "store.sqlite3", "one")
    pairs = sorted(model._meta.db_table for model in models() if issubclass(model, Pair))
    held = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%% WITHOUT ROWID' AND name IN"
    made = store.base.rows(f"{held} ({', '.join('%s' for _ in pairs)}) ORDER BY name", pairs)
    store.close()
    assert [name for (name,) in made] == pairs


def statements(path):
    """The texts of a module, those written in several pieces as one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.Constant) else "{}" for one in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_statement_leaves_out_the_archive():
    whole = []
    for path in sorted(STORE.glob("*.py")):
        if path.stem.startswith(("search", "name_", "moving")):
            continue  # these have tables and tests of their own
        texts = list(statements(path))
        for line, text in texts:
            if not TOUCHES.search(text) or WITHOUT.search(text) or "archive" in text:
                continue
            # A piece of a longer text that does name it.
            if not any(text in longer and "archive" in longer for _, longer in texts if longer != text):
                whole.append(f"{path.name}:{line}: {text[:80]}")
    assert whole == []


def test_help_starts_without_the_database():
    told = "import sys, letapis.cli.main; print([one for one in sys.modules if one.split('.')[0] == 'django'])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
