"""What models answered, kept by what they were asked: a question asked once is not asked again.

A file holds the words of the answer, not the question. It is deleted at will: then the question is asked again, and the
model may answer otherwise.
"""

from __future__ import annotations

from pathlib import Path

from letapis.archive.canonical import canonical, digest
from letapis.claims.language_model.answer import Answer
from letapis.claims.language_model.prompt import Question, version
from letapis.workflow.derived import Json, decode, encode, replacing


class Answers:
    """The answers in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where the answer to a question stands."""
        return self.folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> Answer | None:
        """The answer that was given; None where there is none that can be read."""
        try:
            found = decode(self.path(key).read_bytes())
            return Answer(
                text=str(found["text"]),
                whole=bool(found["whole"]),
                tokens_in=found["tokens_in"],
                tokens_out=found["tokens_out"],
                seconds=float(found["seconds"]),
                kept=True,
            )
        except (OSError, ValueError, KeyError, TypeError):
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
        with replacing(self.path(key)) as file:
            file.write(encode(value))


def key_of(model: str, question: Question, options: Json) -> str:
    """One key for the model, the prompt with its version, the text, and the options; not for the endpoint."""
    asked = {"model": model, "prompt": version(), "messages": question.messages, "options": options}
    return digest(canonical(asked))
