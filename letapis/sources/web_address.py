"""One spelling of the address of a page, so that two captures of it are known to be of one page. Nothing is asked."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
DEFAULT_PORT = re.compile(r":(?:80|443)?$")
# What is added to an address on the way to tell who sent the reader; the page is the same without it.
TOLD_ON_THE_WAY = re.compile(r"(?:utm_[a-z_]+|fbclid|gclid|yclid|mc_[ce]id|igshid|_openstat)(?:=|$)", re.IGNORECASE)


def one_spelling(url: str) -> str:
    """Small host, no default port, no marks of the way, no fragment, no lone slash at the end; else as it is."""
    found = ADDRESS.match(url.strip())
    if not found:
        return url.strip()
    scheme, host, path, query = found[1].lower(), found[2].lower(), found[3], found[4] or ""
    kept = "&".join(one for one in query.split("&") if one and not TOLD_ON_THE_WAY.match(one))
    host = DEFAULT_PORT.sub("", host).removesuffix(".")
    return f"{scheme}://{host}{path.rstrip('/') or '/'}{'?' + kept if kept else ''}"
