"""Against servers on this machine that do their worst."""

import gzip
import io
import itertools
import socket
import ssl
import time
import zlib
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from letapis.network.errors import (
    BrokenAnswerError,
    NetworkError,
    NotReachedError,
    RefusedError,
    TooLateError,
    TooMuchError,
)
from letapis.network.policy import Policy
from letapis.network.request import request

squeezed = partial(gzip.compress, mtime=0)  # else each process names these tests differently


def asked(server, policy, path="/", host="page.example"):
    return request("GET", f"http://{host}:{server.port}{path}", policy=policy)


def test_a_page_comes_with_every_byte_of_question_and_answer(server, answer, policy_for):
    server.answers["/a?b=c"] = answer(b"<p>Minsk</p>", content_type="text/html")
    policy, looked = policy_for(server)
    response = asked(server, policy, "/a?b=c")
    hop = response.hops[0]
    assert (response.status, response.body, response.header("content-TYPE")) == (200, b"<p>Minsk</p>", "text/html")
    assert hop.received == server.answers["/a?b=c"]
    assert hop.sent == server.requests[0]
    assert b"\r\nHost: page.example:%d\r\n" % server.port in hop.sent
    assert b"letapis" not in hop.sent.lower()  # the log of the server does not learn who took its page
    assert (hop.address, hop.via, hop.tls, looked) == ("127.0.0.1", "direct", None, ["page.example"])
    assert hop.began <= hop.ended


def test_an_answer_of_any_status_is_an_answer(server, policy_for):
    assert asked(server, policy_for(server)[0], "/gone").status == 404


def test_a_body_is_posted_and_not_led_on(server, answer, policy_for):
    server.answers["/"] = answer(b"", "307 Temporary Redirect", location="/b")
    policy, _ = policy_for(server)
    response = request("POST", f"http://page.example:{server.port}/", body=b"0" * 32, policy=policy)
    assert response.status == 307
    assert server.requests[0].count(b"POST / HTTP/1.1") == 1
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", squeezed(b"words " * 100)),
        ("x-gzip", squeezed(b"words " * 100)),
        ("deflate", zlib.compress(b"words " * 100)),
        ("deflate", zlib.compress(b"words " * 100)[2:-4]),
        ("identity", b"words " * 100),
        ("gzip, gzip", squeezed(squeezed(b"words " * 100))),
        ("gzip", squeezed(b"words " * 50) + squeezed(b"words " * 50)),
    ],
)
def test_a_packed_body_is_unpacked_and_kept_as_it_came(server, answer, policy_for, encoding, packed):
    server.answers["/"] = answer(packed, content_encoding=encoding)
    response = asked(server, policy_for(server)[0])
    assert response.body == b"words " * 100
    assert response.hops[0].received.endswith(packed)


def test_chunks_are_put_together_and_kept_as_they_came(server, policy_for):
    server.answers["/"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    response = asked(server, policy_for(server)[0])
    assert response.body == b"abcde"
    assert response.hops[0].received == server.answers["/"]


def test_what_is_sent_behind_the_end_is_not_taken(server, answer, policy_for):
    server.answers["/"] = answer(b"abc") + b"HTTP/1.1 200 OK\r\nX: smuggled\r\n\r\n"
    response = asked(server, policy_for(server)[0])
    assert response.body == b"abc"
    assert response.hops[0].received == answer(b"abc")


def test_redirects_are_followed_and_each_is_kept(server, answer, policy_for):
    policy, looked = policy_for(server)
    server.answers["/"] = answer(b"", "301 Moved", location="/next")
    server.answers["/next"] = answer(b"", "302 Found", location=f"//other.example:{server.port}/навіна")
    server.answers["/%D0%BD%D0%B0%D0%B2%D1%96%D0%BD%D0%B0"] = answer(b"here")
    response = request(
        "GET", f"http://page.example:{server.port}/", headers={"Authorization": "Bearer secret"}, policy=policy
    )
    assert [hop.status for hop in response.hops] == [301, 302, 200]
    assert response.body == b"here"
    assert (
        response.url
        == response.hops[-1].url
        == f"http://other.example:{server.port}/%D0%BD%D0%B0%D0%B2%D1%96%D0%BD%D0%B0"
    )
    assert looked == ["page.example", "page.example", "other.example"]
    assert [b"secret" in one for one in server.requests] == [True, True, False]  # another host is not told


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ("http://169.254.169.254/latest/meta-data/", RefusedError),
        ("http://10.0.0.1/", RefusedError),
        ("http://[::1]/", RefusedError),
        ("http://localhost/", RefusedError),
        ("http://2130706433/", RefusedError),
        ("file:///etc/passwd", RefusedError),
        ("gopher://page.example/", RefusedError),
        ("http://page.example:22/", RefusedError),
        ("http://user@page.example/", RefusedError),
        ("http:\\\\127.0.0.1/", RefusedError),
        ("\\\\127.0.0.1\\share", RefusedError),
        ("javascript:alert(1)", RefusedError),
        ("http://[", RefusedError),
        ("/", TooMuchError),
        ("", None),
    ],
)
def test_where_a_redirect_leads_is_judged_as_if_it_were_asked_for(server, answer, policy_for, place, error):
    server.answers["/"] = answer(b"", "302 Found", location=place)
    policy, _ = policy_for(server)
    if error is None:
        assert asked(server, policy).status == 302
        return
    with pytest.raises(error):
        asked(server, policy)
    assert server.connections == 1


def test_five_hops_are_followed_and_the_sixth_is_not(server, answer, policy_for):
    policy, _ = policy_for(server)
    for step in range(6):
        server.answers[f"/{step}"] = answer(b"", "302 Found", location=f"/{step + 1}")
    server.answers["/6"] = answer(b"end")
    assert asked(server, policy, "/1").body == b"end"
    with pytest.raises(TooMuchError, match="more than 5 times"):
        asked(server, policy, "/0")


def test_a_circle_ends(server, answer, policy_for):
    policy, _ = policy_for(server)
    server.answers["/a"] = answer(b"", "302 Found", location="/b")
    server.answers["/b"] = answer(b"", "302 Found", location="/a")
    with pytest.raises(TooMuchError, match="in a circle"):
        asked(server, policy, "/a")


def test_a_name_that_leads_home_is_refused_before_anybody_is_asked(server, policy_for):
    policy, _ = policy_for(server)
    home = Policy(ports=policy.ports, resolve=lambda _host, _port: ["127.0.0.1"])
    with pytest.raises(RefusedError, match=r"leads to 127\.0\.0\.1, which is this machine"):
        asked(server, home)
    assert server.connections == 0


@pytest.mark.parametrize(
    "answers", [["127.0.0.1", "10.0.0.1"], ["10.0.0.1", "127.0.0.1"], ["127.0.0.1", "::1"], ["127.0.0.1", "x"]]
)
def test_one_bad_answer_among_good_ones_refuses_them_all(server, policy_for, answers):
    policy, _ = policy_for(server, {"page.example": answers})
    with pytest.raises(RefusedError):
        asked(server, policy)
    assert server.connections == 0


def test_a_name_is_looked_up_once_so_that_a_second_answer_changes_nothing(server, answer, policy_for):
    """Rebinding: the first answer is allowed, every later one leads elsewhere."""
    server.answers["/"] = answer(b"first")
    policy, looked = policy_for(server, {"page.example": lambda times: ["127.0.0.1"] if times == 1 else ["10.0.0.1"]})
    assert asked(server, policy).body == b"first"
    assert looked == ["page.example"]
    with pytest.raises(RefusedError):
        asked(server, policy)


def many_headers(connected):
    connected.sendall(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(10_000)) + b"\r\n")


def one_long_header(connected):
    connected.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n")


def always_continue(connected):
    for _ in range(100_000):
        connected.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def endless_body(connected):
    connected.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connected.sendall(b"y" * 65_536)


def endless_chunks(connected):
    connected.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connected.sendall(b"1;" + b"x" * 1000 + b"\r\ny\r\n")


def bomb(packed, encoding=b"gzip"):
    def send(connected):
        connected.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (encoding, len(packed))
        )
        connected.sendall(packed)

    return send


def zeros(size):
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", compresslevel=9) as file:
        for _ in range(size >> 20):
            file.write(bytes(1 << 20))
    return made.getvalue()


@pytest.mark.parametrize(
    "send",
    [
        endless_body,
        endless_chunks,
        always_continue,
        bomb(zeros(1 << 28)),
        bomb(squeezed(zeros(1 << 28)), b"gzip, gzip"),
    ],
)
def test_too_much_is_stopped_on_the_way(server, policy_for, send):
    server.answers["/"] = send
    policy, _ = policy_for(server, body_bytes=2_000_000)
    with pytest.raises((TooMuchError, BrokenAnswerError)):
        asked(server, policy)


@pytest.mark.parametrize(
    "send",
    [
        many_headers,
        one_long_header,
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabcdefgh\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip,gzip,gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 30\r\n\r\n" + squeezed(b"y" * 9000)[:30],
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x00\x01\x02" * 100,
        b"HTTP/1.1 99999 Odd\r\n\r\n",
        b"",
    ],
)
def test_an_answer_that_is_none_is_told_so(server, policy_for, send):
    server.answers["/"] = send
    with pytest.raises(BrokenAnswerError) as told:
        asked(server, policy_for(server)[0])
    assert str(told.value).isprintable()


def dripping(head):
    def send(connected):
        connected.sendall(head)
        for _ in itertools.repeat(None):
            time.sleep(0.05)
            connected.sendall(b"x")

    return send


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"])
def test_an_answer_that_drips_ends_with_the_time(server, policy_for, head):
    server.answers["/"] = dripping(head)
    policy, _ = policy_for(server)
    quick = Policy(ports=policy.ports, reachable=policy.reachable, resolve=policy.resolve, seconds=0.5)
    with pytest.raises(TooLateError):
        asked(server, quick)


def test_a_name_that_nobody_answers_for_ends_with_the_time():
    quick = Policy(seconds=0.3, resolve=lambda _host, _port: time.sleep(3) or ["8.8.8.8"])
    with pytest.raises(NotReachedError):
        request("GET", "http://page.example/", policy=quick)


def test_nobody_listens(server, policy_for):
    policy, _ = policy_for(server)
    server.close()
    with pytest.raises(NotReachedError, match="nobody answers"):
        asked(server, policy)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """An authority of our own, and a certificate for page.example by it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    folder = tmp_path_factory.mktemp("authority")
    now = datetime.now(UTC)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, word)]) for word in ("Authority", "page.example")]
    pems = []
    for key, name, top in zip(keys, names, (True, False), strict=True):
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(names[0]).public_key(key.public_key())
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(1))
        builder = builder.not_valid_after(now + timedelta(1))
        builder = builder.add_extension(x509.BasicConstraints(ca=top, path_length=None), critical=True)
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("page.example")]), critical=False)
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        if not top:
            above = x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key())
            builder = builder.add_extension(above, critical=False)
        pems.append(builder.sign(keys[0], hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "authority.pem").write_bytes(pems[0])
    private = keys[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "page.pem").write_bytes(private + pems[1] + pems[0])
    return folder


@pytest.fixture
def covered(authority, server):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "page.pem")
    server.covered = context
    return server


def test_a_covered_page_comes_with_the_chain_of_its_certificates(authority, covered, answer, policy_for, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority / "authority.pem"))
    covered.answers["/"] = answer(b"covered")
    policy, _ = policy_for(covered)
    response = request("GET", f"https://page.example:{covered.port}/", policy=policy)
    tls = response.hops[0].tls
    assert response.body == b"covered"
    assert tls.version.startswith("TLSv1.")
    assert tls.cipher
    assert len(tls.chain) == 2
    own = (authority / "page.pem").read_text("ascii")
    assert own.partition("-----BEGIN CERTIFICATE-----")[2].startswith(
        tls.chain[0].partition("-----BEGIN CERTIFICATE-----")[2][:200]
    )


@pytest.mark.parametrize("host", ["other.example", "page.example"])
def test_a_certificate_of_another_name_or_of_nobody_is_refused(authority, covered, policy_for, monkeypatch, host):
    if host == "other.example":  # the authority is known, the name is another
        monkeypatch.setenv("SSL_CERT_FILE", str(authority / "authority.pem"))
    policy, _ = policy_for(covered)
    with pytest.raises(NotReachedError, match="its certificate does not hold"):
        request("GET", f"https://{host}:{covered.port}/", policy=policy)
    assert covered.requests == []


def test_a_greeting_that_never_comes_ends_with_the_time():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        policy = Policy(
            ports=frozenset({listener.getsockname()[1]}), reachable=frozenset({"127.0.0.1"}), seconds=0.4,
            resolve=lambda _host, _port: ["127.0.0.1"],
        )  # fmt: skip
        with pytest.raises(TooLateError):
            request("GET", f"https://page.example:{listener.getsockname()[1]}/", policy=policy)


def test_every_fault_is_one_line(server, policy_for):
    policy, _ = policy_for(server)
    with pytest.raises(NetworkError) as told:
        request("GET", "http://evil.example/\x1b[31m\r\n", policy=policy)
    assert str(told.value).isprintable()
