"""An encrypted store shows nothing without its key, says so in one line, and keeps nothing that was deleted."""

from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from letapis.claims.claim import Claim
from letapis.names.persons.keys import VERSION
from letapis.sources.document import Document
from letapis.store import key_ring, migrating
from letapis.store.erasing import purge, rekey
from letapis.store.name_index import add_names, create_tables, find, remove_names
from letapis.store.opening import StoreError, open_store
from letapis.store.sqlite_file import connect, errors, open_to_read, open_to_write

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
PAGE, BEHIND = 8192, 48  # bytes of a page, and of what SQLCipher keeps at its end: the vector and the digest
TEXT = "Zinaida Kanarovich was detained in Minsk. Quibblewort stood there. "


def decrypted(path, key):
    """Every byte of the pages, as somebody reads them who has the key and looks behind what SQLite shows."""
    data, found = Path(path).read_bytes(), []
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        vector = page[PAGE - BEHIND : PAGE - BEHIND + 16]
        opened = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        found.append(opened.update(page[16 if start == 0 else 0 : PAGE - BEHIND]))  # the first page begins with salt
    return b"".join(found)


def report(number):
    text = f"{TEXT}Her neighbour was Kanarok{number}."
    quote = "Zinaida Kanarovich was detained in Minsk"
    claim = Claim(f"r{number}", "detention", quote, 0, len(quote), whom=("Zinaida Kanarovich",))
    return Document(f"r{number}", text, "en", f"Kanarok{number} told", publisher=f"Canary Post {number}"), claim


def filled(place, key, numbers=range(3)):
    from letapis.store.growing import add
    from letapis.store.search_updating import update

    store = open_store(place, "one", key)
    reports = [report(number) for number in numbers]
    add(store, [document for document, _ in reports], [claim for _, claim in reports])
    update(store)
    return store


def beside(place):
    """All that lies around the file, the log of writes with it."""
    return {path.name: path.read_bytes() for path in Path(place).parent.glob(f"{Path(place).name}*")}


@pytest.fixture
def place(tmp_path):
    return str(tmp_path / "store.sqlite3")


SEEN = [b"Kanarovich", b"Canary Post", b"kanarovich", b"quibblewort", b"letapis_claim", b"SQLite format"]


@pytest.mark.parametrize(("key", "shown"), [(None, len(SEEN)), (KEY, 0)])
def test_no_word_and_no_name_of_a_table_stands_on_the_disk(place, key, shown):
    store = filled(place, key)
    open_files = b"".join(beside(place).values())
    store.close()
    closed = b"".join(beside(place).values())
    assert sum(word in open_files + closed for word in SEEN) == shown  # without a key all are found: the test sees


def test_closing_leaves_no_log_of_writes(place):
    store = filled(place, KEY)
    assert beside(place)["store.sqlite3-wal"]
    store.close()
    assert list(beside(place)) == ["store.sqlite3"]


@pytest.mark.parametrize("key", [OTHER, None])
def test_another_key_or_none_is_told_in_one_line_and_the_right_one_opens_afterwards(place, capfd, key):
    filled(place, KEY).close()
    with pytest.raises(StoreError, match=r"store\.sqlite3: .*\(file is not a database\).*reconcile --anew") as caught:
        open_store(place, "one", key)
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")  # SQLCipher tells of it on standard error where it is let
    store = open_store(place, "one", KEY)
    assert store.fetch("SELECT count(*) FROM letapis_claim WHERE archive_id = %s") == [(3,)]
    store.close()


def changed(place, at):
    data = bytearray(Path(place).read_bytes())
    data[at] ^= 1
    Path(place).write_bytes(data)


def test_a_changed_byte_of_the_first_page_is_told(place, capfd):
    filled(place, KEY).close()
    changed(place, 20)
    with pytest.raises(StoreError, match=r"its first page is damaged"):
        open_store(place, "one", KEY)
    assert capfd.readouterr() == ("", "")


def test_a_changed_byte_of_any_other_page_is_named(place, capfd):
    from letapis.store.faults import telling

    filled(place, KEY).close()
    pages = Path(place).stat().st_size // PAGE
    for page in range(2, pages + 1):
        changed(place, (page - 1) * PAGE + 70)
    with closing(connect(place, KEY)) as connection:
        found = [told for (told,) in connection.execute("PRAGMA cipher_integrity_check")]
        assert found == [f"HMAC verification failed for page {page}" for page in range(2, pages + 1)]
        with pytest.raises(StoreError, match=r"is damaged .*--anew"), telling(place):
            connection.execute("SELECT * FROM letapis_claim").fetchall()
    assert capfd.readouterr() == ("", "")


def test_the_key_is_in_no_setting_and_in_no_repr(place):
    from django.conf import settings
    from django.db import connections

    store = filled(place, KEY)
    shown = " ".join(map(repr, (store, store.connection, store.connection.settings_dict, connections.settings,
                                vars(settings._wrapped), store.connection.get_connection_params())))  # fmt: skip
    store.close()
    assert KEY.hex() not in shown
    assert repr(KEY)[2:-1] not in shown


def test_a_key_that_was_let_go_opens_nothing(place):
    store = filled(place, KEY)
    store.close()
    key_ring.forget(store.alias)
    with pytest.raises(key_ring.NoKeyError, match="unlock the archive first"):
        store.fetch("SELECT 1 FROM letapis_claim WHERE archive_id = %s")


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_another_size_is_refused(size):
    with pytest.raises(ValueError, match="32 bytes"):
        key_ring.hold("nothing", bytes(size))


def test_the_copy_that_a_migration_keeps_is_under_the_same_key(place):
    filled(place, KEY).close()
    with pytest.raises(RuntimeError), migrating._copied(place, KEY, filled=True):
        raise RuntimeError("a step failed")
    copy = Path(place + migrating.ASIDE)
    assert not any(word in copy.read_bytes() for word in SEEN)
    with closing(connect(copy, KEY)) as connection:
        assert connection.execute("SELECT count(*) FROM letapis_claim").fetchall() == [(3,)]


def test_who_has_the_key_finds_no_deleted_row(tmp_path):
    path = tmp_path / "rows.sqlite3"
    words = [f"kanarok-{number:03}" for number in range(400)]
    with closing(connect(path, KEY)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE told (word TEXT, more TEXT)")
        connection.executemany("INSERT INTO told VALUES (?, ?)", [(word, "x" * 300) for word in words])
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert sum(word.encode() in decrypted(path, KEY) for word in words) == 400  # so the look goes deep enough
        connection.execute("DELETE FROM told WHERE word < 'kanarok-200'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = decrypted(path, KEY)
    assert [word for word in words[:200] if word.encode() in found] == []
    assert all(word.encode() in found for word in words[200:])


def test_after_a_purge_no_word_of_a_deleted_report_stays(place):
    store = filled(place, KEY)
    store.base.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"kanarok2" in decrypted(place, KEY).lower()
    with store.writing():
        for table, column in (("document", "ident"), ("claim", "ident")):
            store.base.run(f"DELETE FROM letapis_{table} WHERE archive_id = %s AND {column} LIKE %s", [1, "r2%"])
    purge(store)
    store.close()
    found = decrypted(place, KEY).lower()
    assert b"kanarok2" not in found
    assert b"kanarok1" in found


def test_a_file_gets_another_key(place):
    store = filled(place, KEY)
    store.close()
    with pytest.raises(StoreError, match="its key could not be changed"):
        rekey(Path(place), OTHER, KEY)
    rekey(Path(place), KEY, OTHER)
    with pytest.raises(StoreError, match="does not open with the key"):
        open_store(place, "one", KEY)
    again = open_store(place, "one", OTHER)
    assert again.fetch("SELECT count(*) FROM letapis_document WHERE archive_id = %s") == [(3,)]
    again.close()


def test_an_index_of_names_is_found_in_only_with_its_key(tmp_path):
    path = tmp_path / "names.sqlite3"
    with closing(open_to_write(path, KEY)) as connection:
        create_tables(connection)
        add_names(connection, [("a", "Zinaida Kanarovich"), ("b", "Pavel Verabei")])
        remove_names(connection, ["b"])
        connection.commit()
    assert not any(word in path.read_bytes() for word in (b"Kanarovich", b"Verabei", b"name_text"))
    assert b"Kanarovich" in decrypted(path, KEY)
    assert b"Verabei" not in decrypted(path, KEY)
    with closing(open_to_read(path, KEY)) as connection:
        assert [one.name_id for one in find(connection, "Зинаида Канарович")] == ["a"]
        assert connection.execute("SELECT version FROM name_state").fetchall() == [(VERSION,)]
        with pytest.raises(errors()):
            connection.execute("DELETE FROM name_text")
    for key in (OTHER, None):
        with pytest.raises(errors()):
            open_to_read(path, key)
