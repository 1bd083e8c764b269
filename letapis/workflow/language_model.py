"""The settings of a language model, and the coder that is made of them.

They stand in the table `[language_model]` of the archive's `archive.toml`; what a command is told goes over them. The
key stands in neither: it comes from the surroundings or from a file outside the archive.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.plain_files import PlainFiles
from letapis.claims.coder import Coder
from letapis.claims.language_model.coder import LanguageModelCoder
from letapis.claims.language_model.merging import BothCoder
from letapis.workflow.answers import Answers
from letapis.workflow.asking import Asker, Options
from letapis.workflow.code import rule_coder
from letapis.workflow.endpoint import Endpoint, EndpointRefusedError, endpoint_of
from letapis.workflow.spending import Price, Spending

ANSWERS = "derived/answers"
TABLE = "language_model"
KEY = "LETAPIS_LANGUAGE_MODEL_KEY"
KEY_FILE = "LETAPIS_LANGUAGE_MODEL_KEY_FILE"
LONGEST_KEY = 4096
LONGEST_NAME = 120
TIMEOUT = 300.0  # seconds for one answer, all in all
LONGEST_ANSWER = 4096  # tokens
KINDS: dict[str, tuple[type, ...]] = {
    "endpoint": (str,),
    "model": (str,),
    "allowed_hosts": (list,),
    "timeout": (int, float),
    "longest_answer": (int,),
    "price_in": (int, float),
    "price_out": (int, float),
    "currency": (str,),
    "key_file": (str,),
}


class LanguageModelError(ValueError):
    """The call lacks something, or the policy forbids it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is reached and what it costs."""

    endpoint: str = ""
    model: str = ""
    allowed_hosts: tuple[str, ...] = ()
    timeout: float = TIMEOUT
    longest_answer: int = LONGEST_ANSWER
    price: Price = field(default_factory=Price)
    key: str = field(default="", repr=False)
    file: str = "archive.toml"  # where the policy stands, or would stand
    archived: bool = False  # whether it stands there
    chosen: bool = True  # False where nobody but the archive names the endpoint


def settings_of(folder: Path, endpoint: str = "", model: str = "", archive: Archive | None = None) -> Settings:
    """The settings of the archive in a folder, if there is one, with what the command was told going over them.

    A sealed archive comes open. Raises ArchiveError where the archive's settings cannot be read.
    """
    if archive is None and (folder / "archive.toml").is_file():
        archive = Archive.open_(folder)
    file = archive.settings_place if archive else str(folder / "archive.toml")
    told = archive.settings(TABLE) if archive else {}
    _check(file, told)
    found = Settings(
        endpoint=told.get("endpoint", ""),
        model=told.get("model", ""),
        allowed_hosts=tuple(told.get("allowed_hosts", ())),
        timeout=float(told.get("timeout", TIMEOUT)),
        longest_answer=told.get("longest_answer", LONGEST_ANSWER),
        price=Price(told.get("price_in"), told.get("price_out"), told.get("currency", "")),
        key=_key(folder, told.get("key_file", "")),
        file=file,
        archived=archive is not None,
        chosen=bool(endpoint),
    )
    return replace(found, endpoint=endpoint or found.endpoint, model=model or found.model)


def language_model_coder(  # noqa: PLR0913  the settings, and where the coder works
    settings: Settings,
    answers: Path | None,
    kind: str,
    table: str = "schema",
    *,
    archive: Archive | None = None,
    by: str = "unnamed",
) -> tuple[Coder, Spending]:
    """The coder `llm` or `both`, and the account that it keeps. Raises LanguageModelError; nothing is connected yet.

    Answers are kept in the folder `answers`, else in the archive. For the reports of an `archive`, its custody log is
    told before any of them goes to another machine.
    """
    endpoint = allowed_endpoint(settings)
    name = settings.model
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise LanguageModelError("say which model is to be asked: --model NAME, as the endpoint calls it")
    spending = Spending(settings.price)
    options = Options(name, settings.timeout, settings.longest_answer, settings.key)
    opening = logged(archive, endpoint, name, by) if archive and endpoint.named else None
    asker = Asker(endpoint, options, _answers(answers, archive), spending, opening)
    coder = LanguageModelCoder(name, asker, spending.coded, table)
    return (BothCoder(rule_coder(table, archive), coder, table=table) if kind == "both" else coder), spending


def _answers(folder: Path | None, archive: Archive | None) -> Answers:
    if folder is not None:
        return Answers(PlainFiles(folder))
    if archive is None:
        raise ValueError("answers need a folder or an archive")
    return Answers(archive.files, ANSWERS)


def logged(archive: Archive, endpoint: Endpoint, model: str, by: str) -> Callable[[], None]:
    """What is called before reports of an archive go to another machine: then it stands in the custody log."""

    def note() -> None:
        with archive.locked():
            archive.log([{"act": "asked", "host": endpoint.host, "model": model}], by)

    return note


def allowed_endpoint(settings: Settings) -> Endpoint:
    """The endpoint, if there is one and the policy allows it. Raises LanguageModelError with the way out."""
    if not settings.endpoint:
        raise LanguageModelError(
            "a language model needs an endpoint: start one on this machine and say --endpoint http://127.0.0.1:PORT/v1 "
            f"--model NAME, or put both into [{TABLE}] of {settings.file}. --coder rules needs none"
        )
    try:
        endpoint = endpoint_of(settings.endpoint, settings.allowed_hosts)
    except EndpointRefusedError as error:
        raise LanguageModelError(f"{error}.{_way_out(settings)}") from error
    if endpoint.named and not settings.chosen:
        raise LanguageModelError(
            f"{settings.file} names an endpoint on another machine. An archive may come from others: say it yourself, "
            f"--endpoint {endpoint}"
        )
    return endpoint


def _way_out(settings: Settings) -> str:
    from urllib.parse import urlsplit

    try:
        host = urlsplit(settings.endpoint).hostname
    except ValueError:
        host = None
    if not host or host in settings.allowed_hosts:
        return ""
    begin = "" if settings.archived else "begin an archive with `letapis init`, name it with --archive, and "
    return (
        f" Reports would leave this machine. If those who answer for them have agreed to that, {begin}write into "
        f'{settings.file}: [{TABLE}] allowed_hosts = ["{host}"]'
    )


def _check(file: str, told: Mapping[str, Any]) -> None:
    """A slip in a policy must not pass in silence."""
    for name, value in told.items():
        if name == "key":
            problem, way_out = "holds a key", f"Take it out of the archive, and put it into {KEY} or into a file"
        elif name not in KINDS:
            problem, way_out = f"does not know {name!r} in [{TABLE}]", f"It may hold {', '.join(KINDS)}"
        elif not isinstance(value, KINDS[name]) or isinstance(value, bool) or not _fits(name, value):
            problem, way_out = f"has a wrong value for {name!r} in [{TABLE}]", "docs/reference/settings.md tells each"
        else:
            continue
        raise ArchiveError(file, problem, way_out)


def _fits(name: str, value: Any) -> bool:  # noqa: ANN401  whatever stands in the file
    if name == "allowed_hosts":
        return all(isinstance(one, str) and one and "*" not in one and "/" not in one for one in value)
    if name in {"timeout", "longest_answer"}:
        return bool(0 < value < 1_000_000)
    return name not in {"price_in", "price_out"} or bool(0 <= value < float("inf"))


def _key(folder: Path, told: str) -> str:
    """The key from the surroundings, else from a file; empty where there is none. It is never shown."""
    key = os.environ.get(KEY, "")
    path = (
        Path(os.environ[KEY_FILE]) if os.environ.get(KEY_FILE) else folder / Path(told).expanduser() if told else None
    )
    if not key and path:
        key = _from_file(folder, path)
    key = key.strip()
    if not (key.isascii() and key.isprintable()) or " " in key or len(key) > LONGEST_KEY:
        raise LanguageModelError("the key of the language model is not one word of plain letters")
    return key


def _from_file(folder: Path, path: Path) -> str:
    if path.resolve().is_relative_to(folder.resolve()):
        raise ArchiveError(str(path), "is a key inside the archive", "Keep it outside: copies of the archive go far")
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(LONGEST_KEY + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(
            str(path), "the key cannot be read from there", "Look at `key_file` and its rights"
        ) from error
