"""Which addresses belong to the public network. What is not known to be public is not."""

from __future__ import annotations

import ipaddress
import tomllib
from functools import cache
from importlib.resources import files

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

GIVEN_OUT = ipaddress.IPv6Network("2000::/3")  # all of version 6 that stands for single machines in public
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: how a network without version 4 writes an address of it


def why_not_public(address: str) -> str:
    """What an address is instead of a public one; empty for a public one. Raises ValueError for no address."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv4Address):
        return _named(found, _networks("four"))
    if found.scope_id:
        return "an address on a link of this machine"
    if found in TRANSLATED:
        inside = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
        return _named(inside, _networks("four"))
    if found not in GIVEN_OUT:
        return "outside of what is given out to public machines"
    return _named(found, _networks("six"))


def _named(address: ipaddress.IPv4Address | ipaddress.IPv6Address, networks: tuple[tuple[Network, str], ...]) -> str:
    return next((reason for network, reason in networks if address in network), "")


@cache
def _networks(version: str) -> tuple[tuple[Network, str], ...]:
    table = tomllib.loads(files("letapis.network").joinpath("not_public.toml").read_text(encoding="utf-8"))
    return tuple((ipaddress.ip_network(network), reason) for network, reason in table[version].items())
