"""Consent and time in the vault: what a person allows, what they took back, what is due, what is kept longer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from letapis.archive.errors import ArchiveError
from letapis.archive.keys.keyring import VAULT
from letapis.vault.consent import Answer, consent_of, permits
from letapis.vault.index import Entry
from letapis.vault.retention import due as due_on
from letapis.vault.retention import kept_until
from letapis.workflow.vault import Vault, add, looked

CONSENT = "consent"


def give(vault: Vault, person: str, purposes: Collection[str], told: Mapping[str, str], zone: str = VAULT) -> Entry:
    """Record a consent for some purposes. `told`: recipients, hide, until, how, witness and the other fields."""
    today = vault.archive.clock().date().isoformat()
    fields = {"given_on": today, "documenter": vault.by, **told, "purposes": ", ".join(sorted(purposes))}
    if not purposes:
        raise ArchiveError("the vault", "a consent is for something", "Name at least one purpose")
    consent = consent_of(fields)
    if consent.until is not None and consent.until.isoformat() < today:
        raise ArchiveError("the vault", f"the consent ended on {consent.until}", "Name a day to come")
    return add(vault, CONSENT, fields, person, zone)


def withdraw(vault: Vault, person: str, purposes: Collection[str], zone: str = VAULT) -> Entry:
    """Record that a person took back what they allowed, for some purposes. What was given stays readable."""
    today = vault.archive.clock().date().isoformat()
    fields = {"withdrawn_on": today, "documenter": vault.by, "withdrawn": ", ".join(sorted(purposes))}
    if not purposes:
        raise ArchiveError("the vault", "a withdrawal is of something", "Name at least one purpose")
    consent_of(fields)
    return add(vault, CONSENT, fields, person, zone)


def allowed(vault: Vault, person: str, purpose: str, recipient: str = "") -> Answer:
    """Whether a person allows a use today. Reading their consents is a look like any other."""
    found = [(zone, entry) for zone, entry in vault.entries() if (entry.person, entry.kind) == (person, CONSENT)]
    for zone, entry in found:
        looked(vault, zone, entry, CONSENT)
    consents = [consent_of(vault.read(entry)) for _, entry in found]
    return permits(consents, purpose, vault.archive.clock().date(), recipient)


def due(vault: Vault, today: date | None = None) -> tuple[Entry, ...]:
    """What is to be erased or kept longer."""
    vault.demand("list-vault")
    return due_on((entry for _, entry in vault.entries()), today or vault.archive.clock().date())


def keep(vault: Vault, id_: str, until: date) -> Entry:
    """Keep an entry longer, or less long."""
    zone, entry = vault.find(id_)
    changed = replace(entry, until=kept_until(entry.kind, vault.archive.clock().date(), until).isoformat())
    with vault.archive.locked():
        act = {"act": "vault-changed", "change": "kept-until-changed", "identity": entry.mark()}
        vault.archive.log([act], vault.by)
        vault.write(vault.keyring.key(zone), vault.index(zone).having(changed))
    return changed
