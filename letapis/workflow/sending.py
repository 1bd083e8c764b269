"""How anchors reach their services: by the one room that asks the network, within small limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace


def sender(proxy: str = "", tor: bool = False) -> Callable[[str, bytes, Mapping[str, str]], bytes]:
    """A function that sends a body to a URL (asks for it where the body is empty) and gives the answer.

    It raises NetworkError, also for every answer but 200.
    """
    from letapis.network.errors import NetworkError
    from letapis.network.policy import TOR, Policy, proxy_of
    from letapis.network.request import request

    through = proxy_of(TOR, tor=True) if tor else proxy_of(proxy) if proxy else None
    policy = replace(Policy(), proxy=through, redirects=0, body_bytes=1 << 16, unpacked_bytes=1 << 16, seconds=30.0)

    def send(url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        response = request("POST" if body else "GET", url, body=body, headers=dict(headers), policy=policy)
        if response.status != 200:
            told = response.body[:60].decode("ascii", "replace").strip()
            raise NetworkError(url, f"answers {response.status} {told}".strip(), "It is asked again the next time")
        return response.body

    return send
