"""The tables of the store. Rows only: what they mean the core says, who may read them `store/opening.py`.

Every table has its archive, as one database may hold several. Inside, rows are tied by numbers; outside, by the ids of
the core, each once in its archive. `body` is the value of the core as JSON; the columns beside it are for looking up.
Sealed and Token columns are noise on a server that has a key (`sealed_fields.py`); ids, days, codes and counts are not.
Days are text, `2020-10-11`, empty where unknown: they sort as days do, and a day before the year 1 breaks no driver.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import CompositePrimaryKey, Index, Q, UniqueConstraint

from letapis.store.sealed_fields import SealedBytes, SealedText, TokenNumber, TokenText


def tie(model: str | type[models.Model], *, null: bool = False) -> models.ForeignKey[Any, Any]:
    """A row of another table, by its number. The writer keeps it right: a check of each would double the time."""
    return models.ForeignKey(
        model, models.DO_NOTHING, null=null, db_index=False, db_constraint=False, related_name="+"
    )


class Archive(models.Model):
    """An archive whose record is kept here."""

    number = models.SmallAutoField(primary_key=True)
    name = models.TextField(unique=True)

    class Meta:
        db_table = "letapis_archive"


class Row(models.Model):
    """What every table has."""

    number = models.BigAutoField(primary_key=True)
    archive = tie(Archive)

    class Meta:
        abstract = True


class Pair(models.Model):
    """What every table has that only ties two things."""

    archive = tie(Archive)

    class Meta:
        abstract = True


class State(Row):
    """What the store was made from: the heads of the logs, versions, how far a bulk insert came."""

    name = models.TextField()
    value = models.TextField()

    class Meta:
        db_table = "letapis_state"
        constraints: ClassVar = [UniqueConstraint(fields=["archive", "name"], name="letapis_state_one")]


class Copies(Row):
    """Reports that are copies of one another; `lead` is the one that the others copy."""

    lead = tie("Document", null=True)

    class Meta:
        db_table = "letapis_copies"


class Document(Row):
    """A report. One that only its claims name, and that has not come, has no body."""

    ident = models.TextField()
    original = models.TextField()
    title = SealedText()
    publisher = SealedText()
    language = models.TextField()
    published = models.TextField()  # as `Moment.iso()`, empty where unknown
    known = models.TextField()  # when the archive sealed it
    copies = tie(Copies, null=True)
    why = SealedText()  # reasons that it is a copy, as JSON
    body = SealedBytes(null=True)  # the document without its text
    text = SealedBytes(null=True)  # UTF-8, deflated

    class Meta:
        db_table = "letapis_document"
        constraints: ClassVar = [UniqueConstraint(fields=["archive", "ident"], name="letapis_document_one")]
        indexes: ClassVar = [
            Index(fields=["copies"], name="letapis_document_copies", condition=Q(copies__isnull=False))
        ]


class Mark(Pair):
    """A mark that copies share (`registry/duplicates.py`), with the first report that had it."""

    pk = CompositePrimaryKey("archive", "mark")
    mark = TokenNumber()
    document = tie(Document)

    class Meta:
        db_table = "letapis_mark"


class Origin(Row):
    """Where information comes from. `told` counts its labels and reasons, of which reports it is made `Credit` says."""

    ident = TokenText()
    kind = models.TextField()
    label = SealedText()
    told = SealedBytes()

    class Meta:
        db_table = "letapis_origin"
        constraints: ClassVar = [UniqueConstraint(fields=["archive", "ident"], name="letapis_origin_one")]


class Event(Row):
    """An event; `origins` and `claims` are how many it has, `confirmed` that a person accepted it."""

    ident = models.TextField()
    type = models.TextField()
    family = models.TextField()
    first = models.TextField()
    last = models.TextField()
    status = models.TextField()
    scope = models.TextField()
    origins = models.IntegerField()
    claims = models.IntegerField()
    confirmed = models.BooleanField()
    body = SealedBytes()

    class Meta:
        db_table = "letapis_event"
        constraints: ClassVar = [UniqueConstraint(fields=["archive", "ident"], name="letapis_event_one")]
        indexes: ClassVar = [Index(fields=["archive", "first"], name="letapis_event_first")]


class EventPlace(Pair):
    """A place that an event names, and every place that holds it: a filter on a country finds its towns."""

    pk = CompositePrimaryKey("archive", "place", "event")
    place = TokenText()
    event = tie(Event)

    class Meta:
        db_table = "letapis_event_place"
        indexes: ClassVar = [Index(fields=["event"], name="letapis_event_place_event")]


class Claim(Row):
    """A claim as people left it; `coded` as the coder gave it, where people changed it. Without an event: rejected."""

    ident = models.TextField()  # as the coder gave it: judgements name it so
    stands = models.TextField(null=True)  # noqa: DJ001  its id now, where people changed its type: events name it so
    document = tie(Document)
    event = tie(Event, null=True)
    origin = tie(Origin, null=True)
    anchor = models.BigIntegerField(null=True)  # number of the first claim of its group
    cell = TokenNumber()  # digest of the cell where claims meet that can be one event
    type = models.TextField()
    kin = models.TextField()
    standing = models.TextField()
    first = models.TextField()
    last = models.TextField()
    status = models.TextField()
    scope = models.TextField()
    place = SealedText()  # canonical names, with " / " between
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    confidence = models.FloatField()
    speaker = TokenText()  # key of the person it credits
    body = SealedBytes()
    coded = SealedBytes(null=True)

    class Meta:
        db_table = "letapis_claim"
        constraints: ClassVar = [UniqueConstraint(fields=["archive", "ident"], name="letapis_claim_one")]
        indexes: ClassVar = [
            Index(fields=["archive", "cell"], name="letapis_claim_cell"),
            Index(fields=["event"], name="letapis_claim_event"),
            Index(fields=["document"], name="letapis_claim_document"),
            Index(fields=["archive", "stands"], name="letapis_claim_stands", condition=Q(stands__isnull=False)),
            Index(fields=["archive", "speaker"], name="letapis_claim_speaker", condition=~Q(speaker="")),
            Index(fields=["archive", "kin"], name="letapis_claim_denied", condition=Q(standing="denied")),
        ]


class Credit(Pair):
    """How many claims of a report are of an origin, and what the report says for its label and reasons."""

    pk = CompositePrimaryKey("archive", "origin", "document")
    origin = tie(Origin)
    document = tie(Document)
    claims = models.IntegerField()
    label = SealedText()
    reasons = SealedText()  # as JSON, empty for none

    class Meta:
        db_table = "letapis_credit"


class Figure(Row):
    """A figure; `low` and `high` are the published value, `origins` how many stand behind it."""

    ident = models.TextField()
    event = tie(Event)
    measure = models.TextField()
    unit = SealedText()
    definition = SealedText()
    population = SealedText()
    scope = models.TextField()
    first = models.TextField()
    last = models.TextField()
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    origins = models.IntegerField()
    body = SealedBytes()

    class Meta:
        db_table = "letapis_figure"
        constraints: ClassVar = [UniqueConstraint(fields=["archive", "ident"], name="letapis_figure_one")]
        indexes: ClassVar = [
            Index(fields=["event"], name="letapis_figure_event"),
            Index(fields=["archive", "measure", "first"], name="letapis_figure_measure"),
        ]


class Total(Pair):
    """The numbers of the figures that are totals: two totals with one number may be taken for one another."""

    pk = CompositePrimaryKey("archive", "amount", "unit", "figure")
    amount = models.BigIntegerField()
    unit = TokenText()
    figure = tie(Figure)

    class Meta:
        db_table = "letapis_total"
        indexes: ClassVar = [Index(fields=["figure"], name="letapis_total_figure")]


class Link(Row):
    """A link between two groups of claims, each named by its first claim, and the rule that made it."""

    anchor = tie(Claim)
    target = tie(Claim)
    rule = models.TextField()
    kind = models.TextField()
    reason = SealedText()

    class Meta:
        db_table = "letapis_link"
        indexes: ClassVar = [
            Index(fields=["anchor"], name="letapis_link_anchor"),
            Index(fields=["target"], name="letapis_link_target"),
        ]


class PersonKey(Pair):
    """The key of a name that an event's group carries, and what links between one person's events need of the group."""

    pk = CompositePrimaryKey("archive", "key", "anchor")
    key = TokenText()
    anchor = tie(Claim)
    kin = models.TextField()
    standing = models.TextField()
    first = models.TextField()
    types = models.TextField()  # with spaces between

    class Meta:
        db_table = "letapis_person_key"
        indexes: ClassVar = [Index(fields=["anchor"], name="letapis_person_key_anchor")]


class CustodyClaim(Pair):
    """A claim that tells of the custody of a person, by the key of the person's name, also where its day is unknown."""

    pk = CompositePrimaryKey("archive", "key", "claim")
    key = TokenText()
    claim = models.TextField()  # its id, as the coder gave it

    class Meta:
        db_table = "letapis_custody_claim"


class Outline(Pair):
    """The days, places and people of a group that general denials are compared by: a denial, or what happened."""

    pk = CompositePrimaryKey("archive", "kin", "standing", "first", "anchor")
    anchor = tie(Claim)
    ident = models.TextField()  # of the anchor, as it stands
    kin = models.TextField()
    standing = models.TextField()  # denied or happened
    first = models.TextField()  # of a denial: the first day of which it speaks
    last = models.TextField()
    body = SealedBytes()

    class Meta:
        db_table = "letapis_outline"
        indexes: ClassVar = [Index(fields=["anchor"], name="letapis_outline_anchor")]


class Weekly(Pair):
    """The event that stands in its day for those alike that may come every week."""

    pk = CompositePrimaryKey("archive", "cell", "key")
    cell = TokenNumber()
    key = TokenNumber()  # digest of what must be the same from week to week
    anchor = tie(Claim)

    class Meta:
        db_table = "letapis_weekly"


class Judgement(Row):
    """A decision, as the log has it: appended, never changed and never deleted; the database itself refuses both."""

    matter = models.TextField()  # claims or persons
    ident = models.TextField()
    kind = models.TextField()
    by = SealedText()
    at = models.TextField()
    reason = SealedText()
    body = SealedBytes()

    class Meta:
        db_table = "letapis_judgement"
        constraints: ClassVar = [UniqueConstraint(fields=["archive", "matter", "ident"], name="letapis_judgement_one")]


class JudgementTarget(Row):
    """What a judgement is about: the id of a claim, a report, a person's record or another judgement."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, db_index=False, related_name="+")
    target = TokenText()

    class Meta:
        db_table = "letapis_judgement_target"
        indexes: ClassVar = [Index(fields=["archive", "target"], name="letapis_judgement_target_at")]


class EntryVersion(Row):
    """An entry of the register as it stood: true from `first` to `last`, known from `known_from` to `known_to`.

    A new version closes the one before; none is changed otherwise. Empty days are unknown or still open.
    """

    ident = TokenText()  # the same for all versions
    kind = models.TextField()  # episode, hearing, recognition ...
    subject = TokenText()
    first = models.TextField()
    last = models.TextField()
    reach = models.IntegerField()  # how long it is at most, of a few lengths (`entry_rows.REACHES`)
    known_from = models.TextField()
    known_to = models.TextField()
    status = models.TextField()
    brief = SealedBytes(null=True)  # what a snapshot of a day needs of it
    body = SealedBytes()

    class Meta:
        db_table = "letapis_entry_version"
        indexes: ClassVar = [
            Index(fields=["archive", "ident"], name="letapis_entry_version_ident"),
            Index(
                fields=["archive", "kind", "subject", "first", "last", "known_to", "known_from", "status"],
                name="letapis_entry_version_subject",
            ),
            Index(  # all that tells whether a version is looked for, so that only the right ones are read
                fields=["archive", "kind", "reach", "first", "last", "known_to", "known_from", "status", "subject"],
                name="letapis_entry_version_first",
            ),
            Index(  # those without a told end, to be counted
                fields=["archive", "kind", "last", "known_to", "known_from", "status"],
                name="letapis_entry_version_open",
                condition=Q(status__in=["proposed_open", "stated_open"]),
            ),
        ]
