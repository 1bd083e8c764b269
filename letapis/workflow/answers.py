"""What models answered, kept by what they were asked: a question asked once is not asked again.

A file holds the words of the answer, not the question. It is deleted at will: then the question is asked again, and the
model may answer otherwise.
"""

from __future__ import annotations

from letapis.archive.canonical import canonical, digest
from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files
from letapis.claims.language_model.answer import Answer
from letapis.claims.language_model.prompt import Question, version
from letapis.workflow.derived import Json, decode, encode


class Answers:
    """The answers in a folder among the files of an archive, or among files of their own."""

    def __init__(self, files: Files, folder: str = "") -> None:
        self.files = files
        self.folder = folder

    def name(self, key: str) -> str:
        """The file of the answer to a question."""
        return f"{self.folder}/{key[:2]}/{key}.json".lstrip("/")

    def get(self, key: str) -> Answer | None:
        """The answer that was given; None where there is none that can be read."""
        try:
            found = decode(self.files.read(self.name(key)))
            return Answer(
                text=str(found["text"]),
                whole=bool(found["whole"]),
                tokens_in=found["tokens_in"],
                tokens_out=found["tokens_out"],
                seconds=float(found["seconds"]),
                kept=True,
            )
        except (OSError, ValueError, KeyError, TypeError, ArchiveError):
            return None

    def put(self, key: str, model: str, answer: Answer) -> None:
        """Keep an answer, whole or not at all."""
        value: Json = {
            "model": model,
            "prompt": version(),
            "text": answer.text,
            "whole": answer.whole,
            "tokens_in": answer.tokens_in,
            "tokens_out": answer.tokens_out,
            "seconds": round(answer.seconds, 3),
        }
        self.files.write(self.name(key), encode(value))


def key_of(model: str, question: Question, options: Json) -> str:
    """One key for the model, the prompt with its version, the text, and the options; not for the endpoint."""
    asked = {"model": model, "prompt": version(), "messages": question.messages, "options": options}
    return digest(canonical(asked))
