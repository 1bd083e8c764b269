"""Asking an OpenAI-compatible endpoint: structured output where it can, patience where it is busy, nothing asked twice.

What one document suffers from sets that document aside (NotCodedError); what every document would suffer from ends the
run (CoderUnavailableError). No key ever stands in a message.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from letapis.claims.coder import CoderUnavailableError, NotCodedError
from letapis.claims.language_model.answer import Answer, AnswerError, answer_of, claims_of
from letapis.claims.language_model.prompt import NAME, Question, shape
from letapis.workflow.answers import Answers, key_of
from letapis.workflow.derived import Json
from letapis.workflow.endpoint import (
    Endpoint,
    EndpointRefusedError,
    NoResponseError,
    NotThereError,
    Response,
    TooLateError,
    TooLongError,
    post,
)
from letapis.workflow.spending import Spending

TRIES = 4  # for an endpoint that is busy or breaks off
MISSING_TRIES = 3  # for one that cannot be connected: it may be starting
SLOW_TRIES = 2  # for one that does not answer in time, or answers nonsense: each costs
PAUSE = 1.0  # seconds before the second try, twice as long before each further one
LONGEST_PAUSE = 60.0  # of what Retry-After asks for
IN_A_ROW = 5  # documents that fail at the endpoint one after another before the run ends
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
REFUSED_OPTION = frozenset({400, 415, 422, 501})
AGAIN = "Run the same command again: what was answered is kept"


@dataclass(frozen=True, slots=True)
class Options:
    """What of a question is not its words."""

    model: str
    seconds: float = 300.0  # for one answer, all in all
    tokens: int = 4096  # of one answer
    key: str = field(default="", repr=False)


class Busy(Exception):  # noqa: N818  no error yet: it is tried again
    """The endpoint did not do it this time."""

    def __init__(self, problem: str, pause: float | None = None, tries: int = TRIES) -> None:
        self.problem = problem
        self.pause = pause
        self.tries = tries
        super().__init__(problem)


class Asker:
    """Asks one model at one endpoint, and keeps the account."""

    def __init__(
        self,
        endpoint: Endpoint,
        options: Options,
        answers: Answers,
        spending: Spending,
        opening: Callable[[], None] | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.options = options
        self.answers = answers
        self.spending = spending
        self.opening = opening  # called once, before the first request
        self.sleep: Callable[[float], None] = time.sleep
        self.forms = list(FORMS)  # the first is tried first
        self.failed = 0  # documents in a row

    def __call__(self, question: Question) -> tuple[str, bool]:
        """The words of the answer and whether they are whole. Raises NotCodedError, CoderUnavailableError."""
        key = key_of(self.options.model, question, {"tokens": self.options.tokens, "temperature": 0})
        answer = self.answers.get(key)
        if answer is None:
            answer = self._asked(question)
            self.answers.put(key, self.options.model, answer)
        self.spending.answered(answer)
        return answer.text, answer.whole

    def _asked(self, question: Question) -> Answer:
        if self.opening is not None:
            self.opening()
            self.opening = None
        began = time.monotonic()
        try:
            answer = self._patiently(question)
        finally:
            self.spending.seconds += time.monotonic() - began
        self.failed = 0
        return Answer(answer.text, answer.whole, answer.tokens_in, answer.tokens_out, time.monotonic() - began)

    def _patiently(self, question: Question) -> Answer:
        pause = PAUSE
        for tried in range(1, TRIES + 1):
            try:
                return self._in_some_form(question)
            except Busy as busy:
                if tried >= busy.tries:
                    raise self._given_up(busy) from busy
                self.sleep(pause if busy.pause is None else max(busy.pause, pause))
                pause *= 2
        raise AssertionError  # the last try returns or raises

    def _given_up(self, busy: Busy) -> Exception:
        self.failed += 1
        if isinstance(busy.__cause__, NotThereError) or self.failed >= IN_A_ROW:
            return self._unavailable(busy.problem, f"Start it, or name another with --endpoint. {AGAIN}")
        return NotCodedError(f"{self.endpoint} did not answer: {busy.problem}", AGAIN)

    def _in_some_form(self, question: Question) -> Answer:
        """In the form that the endpoint took last; each that it refuses is left for a simpler one."""
        for form in tuple(self.forms):
            response = self._sent({**form(self.options), "messages": question.messages})
            if response.status in REFUSED_OPTION and form is not FORMS[-1]:
                continue
            answer = self._read(response)
            self.forms = self.forms[self.forms.index(form) :]
            return answer
        raise AssertionError  # the last form returns or raises

    def _sent(self, body: Json) -> Response:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.options.key:
            headers["Authorization"] = f"Bearer {self.options.key}"
        self.spending.calls += 1
        try:
            return post(self.endpoint, json.dumps(body).encode(), headers, self.options.seconds)
        except EndpointRefusedError as error:
            raise self._unavailable(str(error), "Name the host in the archive's policy, or use this machine") from error
        except TooLongError as error:
            raise NotCodedError(f"{self.endpoint}: {error}", AGAIN) from error
        except TooLateError as error:
            raise Busy(str(error), tries=SLOW_TRIES) from error
        except NotThereError as error:
            raise Busy(str(error), tries=MISSING_TRIES) from error
        except NoResponseError as error:
            raise Busy(str(error)) from error
        except OSError as error:
            raise Busy(f"the connection broke off ({error.strerror or error})") from error

    def _read(self, response: Response) -> Answer:
        status = response.status
        if status == 200:
            return self._readable(response.body)
        if status in BUSY:
            raise Busy(f"it says {status}{self._words(response.body)}", _seconds(response.retry_after))
        if 300 <= status < 400:
            where = self._plain(response.location)
            raise self._unavailable(f"it sends on to {where!r}, which is not followed", "Name the right address")
        if status in {401, 403}:
            way_out = "Put the right key into LETAPIS_LANGUAGE_MODEL_KEY, or into the file that `key_file` names"
            raise self._unavailable(f"it refuses the key ({status}{self._words(response.body)})", way_out)
        if status in {404, 405}:
            way_out = "Look at --endpoint (it mostly ends in /v1) and at --model"
            raise self._unavailable(
                f"it knows no such model or address ({status}{self._words(response.body)})", way_out
            )
        raise NotCodedError(f"{self.endpoint} refuses it: {status}{self._words(response.body)}", "Read what it says")

    def _readable(self, body: bytes) -> Answer:
        try:
            answer = answer_of(body)
            if answer.whole:
                claims_of(answer.text)
        except AnswerError as error:
            raise Busy(f"its answer cannot be read: {self._plain(str(error))}", tries=SLOW_TRIES) from error
        return answer

    def _unavailable(self, problem: str, way_out: str) -> CoderUnavailableError:
        return CoderUnavailableError(f"{self.endpoint}: {problem}", way_out)

    def _words(self, body: bytes) -> str:
        """What an endpoint says of an error, short and harmless."""
        text = body[:2000].decode("utf-8", "replace")
        try:
            told = json.loads(text)["error"]
            text = told["message"] if isinstance(told, dict) else str(told)
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
        words = self._plain(text)
        return f": {words}" if words else ""

    def _plain(self, text: str) -> str:
        """One line without the key, which some endpoints repeat."""
        if self.options.key:
            text = text.replace(self.options.key, "[key]")
        return "".join(letter if letter.isprintable() else " " for letter in text)[:160].strip()


def _with_schema(options: Options) -> Json:
    schema: dict[str, Any] = {"name": NAME, "strict": True, "schema": shape()}
    return {**_plainly(options), "response_format": {"type": "json_schema", "json_schema": schema}}


def _with_object(options: Options) -> Json:
    return {**_plainly(options), "response_format": {"type": "json_object"}}


def _plainly(options: Options) -> Json:
    return {**_barely(options), "temperature": 0, "max_tokens": options.tokens, "stream": False}


def _barely(options: Options) -> Json:
    """For endpoints that refuse every option."""
    return {"model": options.model}


FORMS: tuple[Callable[[Options], Json], ...] = (_with_schema, _with_object, _plainly, _barely)


def _seconds(retry_after: str) -> float | None:
    """Retry-After in seconds; a date, or nonsense, is left to our own pause."""
    return min(float(retry_after), LONGEST_PAUSE) if retry_after.isascii() and retry_after.isdigit() else None
