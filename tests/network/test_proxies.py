"""SOCKS5 and CONNECT: the name goes to the proxy, and nothing is looked up on this machine."""

import contextlib
import socket
import threading

import pytest

from letapis.network.errors import NotReachedError, RefusedError
from letapis.network.policy import Policy, proxy_of
from letapis.network.request import request

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nMinsk"


def never(host, _port):
    raise AssertionError(f"{host} was looked up here")


@pytest.fixture
def proxy():
    """A proxy that follows a script of (bytes that it expects, bytes that it answers), then is the page."""
    listener = socket.create_server(("127.0.0.1", 0))
    seen = []

    def start(script):
        def serve():
            while True:
                try:
                    connected, _ = listener.accept()
                except OSError:
                    return
                with contextlib.suppress(OSError), connected:
                    connected.settimeout(3)
                    for size, reply in script:
                        got = b""
                        while (len(got) < size) if size else (b"\r\n\r\n" not in got):
                            part = connected.recv((size - len(got)) if size else 4096)
                            if not part:
                                break
                            got += part
                        seen.append(got)
                        connected.sendall(reply)
                    asked = b""
                    while b"\r\n\r\n" not in asked and (part := connected.recv(4096)):
                        asked += part
                    seen.append(asked)
                    connected.sendall(PAGE)

        threading.Thread(target=serve, daemon=True).start()
        return listener.getsockname()[1], seen

    yield start
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


NAME = b"\x05\x01\x00\x03\x0cpage.example\x00\x50"
DONE = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"


def test_socks_is_given_the_name(proxy):
    port, seen = proxy([(3, b"\x05\x00"), (len(NAME), DONE)])
    response = request(
        "GET", "http://page.example/", policy=Policy(proxy=proxy_of(f"socks5h://127.0.0.1:{port}"), resolve=never)
    )
    assert response.body == b"Minsk"
    assert seen[:2] == [b"\x05\x01\x00", NAME]
    assert seen[2].startswith(b"GET / HTTP/1.1\r\n")
    hop = response.hops[0]
    assert (hop.address, hop.via) == ("", f"socks5://127.0.0.1:{port}")


def test_tor_gets_another_name_each_time_so_that_roads_are_apart(proxy):
    script = [(3, b"\x05\x02"), (1 + 1 + 16 + 1 + 7, b"\x01\x00"), (len(NAME), DONE)]
    port, seen = proxy(script)
    policy = Policy(proxy=proxy_of(f"socks5h://127.0.0.1:{port}", tor=True), resolve=never)
    assert [request("GET", "http://page.example/", policy=policy).hops[0].via for _ in range(2)] == ["Tor", "Tor"]
    assert seen[1] != seen[5]
    assert (seen[1][:2], seen[5][:2]) == (b"\x01\x10", b"\x01\x10")


def test_a_proxy_of_http_is_asked_to_connect(proxy):
    port, seen = proxy([(0, b"HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n")])
    response = request(
        "GET", "http://page.example/a", policy=Policy(proxy=proxy_of(f"http://u:w@127.0.0.1:{port}"), resolve=never)
    )
    assert response.body == b"Minsk"
    assert seen[0] == (
        b"CONNECT page.example:80 HTTP/1.1\r\nHost: page.example:80\r\nProxy-Authorization: Basic dTp3\r\n\r\n"
    )
    assert b"Proxy-Authorization" not in seen[1]


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ([(3, b"\x05\xff")], "wants another password"),
        ([(3, b"\x04\x00")], "no SOCKS5"),
        ([(3, b"\x05\x00"), (len(NAME), b"\x05\x05\x00\x01")], "nobody listens there"),
        ([(3, b"\x05\x00"), (len(NAME), b"\x05\x02\x00\x01")], "does not allow it"),
        ([(3, b"\x05\x00"), (len(NAME), b"\x05\x63\x00\x01")], "code 99"),
        ([(3, b"\x05\x00"), (len(NAME), b"\x05\x00\x00\x09" + bytes(9))], "an unknown kind"),
    ],
)
def test_what_a_proxy_refuses_is_told(proxy, script, told):
    port, _ = proxy(script)
    policy = Policy(proxy=proxy_of(f"socks5h://127.0.0.1:{port}"), resolve=never, seconds=5)
    with pytest.raises(NotReachedError, match=told):
        request("GET", "http://page.example/", policy=policy)


@pytest.mark.parametrize(
    "reply", [b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", b"x" * 20_000, b"SSH-2.0\r\n\r\n"]
)
def test_a_proxy_of_http_that_does_not_connect_is_told(proxy, reply):
    port, _ = proxy([(0, reply)])
    policy = Policy(proxy=proxy_of(f"http://127.0.0.1:{port}"), resolve=never, seconds=5)
    with pytest.raises(NotReachedError, match="the proxy answers"):
        request("GET", "http://page.example/", policy=policy)


def test_no_proxy_there():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NotReachedError, match="does not answer"):
        request(
            "GET", "http://page.example/", policy=Policy(proxy=proxy_of(f"socks5h://127.0.0.1:{port}"), resolve=never)
        )


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/", "http://localhost/"])
def test_a_proxy_is_not_asked_for_what_is_not_public(url):
    with pytest.raises(RefusedError):
        request("GET", url, policy=Policy(proxy=proxy_of("socks5h://127.0.0.1:1"), resolve=never))
