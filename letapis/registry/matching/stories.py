"""Stories: which reports of mentions belong together, where nobody said so. Mentions are compared within one story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from letapis.registry.matching.mentions import Mention
from letapis.registry.matching.reports import told_events
from letapis.registry.matching.traits import traits_of
from letapis.sources.document import Document


def with_topics(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions, those without a topic with that of the story that their report belongs to."""
    held = list(mentions)
    sentences: dict[str, set[str]] = defaultdict(set)
    for mention in held:
        if not mention.topic:
            sentences[mention.document].add(mention.sentence)
    documents = (Document(document, "\n\n".join(sorted(told))) for document, told in sentences.items())
    stories = told_events(traits_of(document) for document in documents)
    return [
        mention if mention.topic else replace(mention, topic=f"story:{stories[mention.document].event}")
        for mention in held
    ]
