import pytest

from letapis.archive.keys import process, stretching
from letapis.workflow import passphrases

CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1, "most": {"memory_kib": 65536, "passes": 3, "lanes": 4}}


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Argon2id with the least work, and a process that may still be traced."""
    monkeypatch.setattr(stretching, "chosen", lambda: CHEAP)
    monkeypatch.setattr(process, "harden", lambda: None)
    monkeypatch.setattr(passphrases, "_taken", {})
    for name in ("LETAPIS_PASSPHRASE", "LETAPIS_PASSPHRASE_FILE", "LETAPIS_KEY_FILE", "LETAPIS_BY"):
        monkeypatch.delenv(name, raising=False)
