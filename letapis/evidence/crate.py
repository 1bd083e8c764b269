"""What lies in a package, for machines: RO-Crate 1.1 as plain JSON-LD. It repeats what is there and proves nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from letapis.evidence.files import Measured

NAME = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
TOOL = "#letapis"
MEDIA = {
    ".jsonl": "application/x-ndjson", ".json": "application/json", ".csv": "text/csv", ".txt": "text/plain",
    ".py": "text/x-python", ".wacz": "application/wacz", ".tlog-proof": "text/plain", ".vkey": "text/plain",
    ".tsr": "application/timestamp-reply", ".ots": "application/vnd.opentimestamps.v1", ".checkpoint": "text/plain",
}  # fmt: skip


def crate(title: str, moment: str, version: str, files: Iterable[Measured], names: dict[str, str]) -> bytes:
    """The metadata of the package; `names` gives the first name of each original."""
    held = sorted(files, key=lambda one: one.name)
    parts = [{"@id": one.name} for one in held]
    root = {
        "@id": "./", "@type": "Dataset", "name": title, "datePublished": moment, "hasPart": parts,
        "description": "Originals from an archive of Letapis with their line of custody and its proofs",
        "license": "Handle as evidence; a person's name may stand in it",
    }  # fmt: skip
    about = {"@id": NAME, "@type": "CreativeWork", "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
             "about": {"@id": "./"}}  # fmt: skip
    tool = {"@id": TOOL, "@type": "SoftwareApplication", "name": "Letapis", "version": version}
    graph = [about, root, tool, *(_file(one, names) for one in held), *filter(None, map(_action, held))]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1).encode() + b"\n"


def _file(one: Measured, names: dict[str, str]) -> dict[str, Any]:
    ending = "." + one.name.rpartition(".")[2]
    told = {"@id": one.name, "@type": "File", "contentSize": str(one.size), "sha256": one.hashes["sha256"]}
    told["name"] = names.get(one.name, one.name.rpartition("/")[2])
    told["encodingFormat"] = MEDIA.get(ending, "application/octet-stream")
    return told


def _action(one: Measured) -> dict[str, Any] | None:
    """What a working copy was made from, and with what."""
    folder, _, name = one.name.removeprefix("data/").partition("/")
    if folder not in {"documents", "claims", "captures"}:
        return None
    return {
        "@id": f"#made-{folder}-{name}", "@type": "CreateAction", "instrument": {"@id": TOOL},
        "object": {"@id": f"data/originals/{name.partition('.')[0]}"}, "result": {"@id": one.name},
    }  # fmt: skip
