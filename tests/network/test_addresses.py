"""Forms of addresses and tricks of URLs, each with what it must come to."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.network.address import target_of
from letapis.network.errors import RefusedError
from letapis.network.policy import TOR, Policy, proxy_of
from letapis.network.public import why_not_public

POLICY = Policy()
NOT_PUBLIC = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.31.196.1",
    "192.175.48.1",
    "192.52.193.1",
    "::",
    "::1",
    "::7f00:1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.215.14",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::7f00:1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:5db8:d70e::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2620:4f:8000::1",
    "4000::1",
    "fe80::1%eth0",
]
PUBLIC = [
    "8.8.8.8",
    "93.184.215.14",
    "172.15.255.255",
    "172.32.0.1",
    "100.128.0.1",
    "192.0.1.1",
    "2a00:1450:4001:82a::200e",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_public_is_told_so(address):
    assert why_not_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_let_through(address):
    assert why_not_public(address) == ""


REFUSED = [
    # forms of 127.0.0.1 and its neighbours
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://0x7f.1/", "http://0x7f000001/", "http://2130706433/",
    "http://017700000001/", "http://0177.0.0.1/", "http://127.0.0.01/", "http://0/", "http://0.0.0.0/", "http://00000127.1/",
    "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://127．0．0．1/", "http://１２７.0.0.1/", "http://0x7F.0.0.0x1/",
    "http://127.0.0.1./", "http://256.256.256.256/", "http://1.1.1.1.1/", "http://999/", "http://0x/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/", "http://[::127.0.0.1]/",
    "http://[5f00::1]/", "http://[fe80::1%25eth0]/", "http://[fd00::1]/", "http://[::]/", "http://[127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/", "http://192.88.99.1/", "http://[v1.127.0.0.1]/", "http://[::1/", "http://::1/",
    # names of our own networks
    "http://localhost/", "http://LOCALHOST./", "http://a.localhost/", "http://printer/", "http://nas.local/", "http://x.internal/",
    "http://1.0.0.127.in-addr.arpa/", "http://abc.onion/", "http://ⓛocalhost/", "http://loc\u00adalhost/",
    # tricks of URLs
    "http://user@example.org/", "http://user:word@example.org/", "http://example.org@127.0.0.1/", "http://example.org#@127.0.0.1/",
    "http://example.org?@127.0.0.1/", "http://example.org\\@127.0.0.1/", "http:\\\\example.org/", "http://example.org:80:81/",
    "http://example.org:/@x", "http://example.org:0/", "http://example.org:65536/", "http://example.org:22/",
    "http://example.org:6379/", "http://example.org:８０/", "http://exam\r\nple.org/", "http://example.org/\r\nHost: x",
    "http://exam\tple.org/", "http://exam ple.org/", "http://example.org/\x00", "http://example.org%00.x.org/",
    "http://example.org%2f@x/", "http://example..org/", "http://-a.org/", "http://.org/", "http:///etc/passwd", "http://",
    "//example.org/", "example.org", "", "/etc/passwd", "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/",
    "javascript:alert(1)", "data:text/html,x", "http:example.org", "jar:http://example.org!/", "view-source:http://example.org/",
    "http://" + "a" * 300 + ".org/", "http://example.org/" + "a" * 9000, "http://exam\u200bple.org/", "http://exam\u202eple.org/",
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_what_can_be_read_in_two_ways_is_refused_in_one_line(url):
    with pytest.raises(RefusedError) as told:
        target_of(url, POLICY)
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 500


READ = [
    ("http://example.org", "http://example.org/"),
    ("HTTP://Example.ORG:80/A?b=c#d", "http://example.org/A?b=c"),
    ("https://example.org:8443/a", "https://example.org:8443/a"),
    ("https://example.org.", "https://example.org/"),
    ("https://8.8.8.8/", "https://8.8.8.8/"),
    ("https://[2a00:1450::1]/", "https://[2a00:1450::1]/"),
    ("https://бел.example.org/навіна?д=1", "https://xn--90ais.example.org/%D0%BD%D0%B0%D0%B2%D1%96%D0%BD%D0%B0?%D0%B4=1"),
    ("https://t.me/s/kanal?before=100", "https://t.me/s/kanal?before=100"),
    ("https://example.org/@writer/post", "https://example.org/@writer/post"),
    ("https://example.org/a%20b", "https://example.org/a%20b"),
    ("https://a_b.example.org/", "https://a_b.example.org/"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "read"), READ)
def test_an_address_is_written_in_one_form(url, read):
    assert str(target_of(url, POLICY)) == read


def test_a_hidden_service_is_asked_through_tor_only():
    policy = Policy(proxy=proxy_of(TOR, tor=True))
    assert target_of("http://abcdefgh.onion/", policy).host == "abcdefgh.onion"


@pytest.mark.parametrize(
    "text", ["", "127.0.0.1:9050", "socks4://h:1", "http://h", "http://h:0", "http://h:99999", "http://u@h:1"]
)
def test_a_proxy_that_cannot_be_read_is_refused_without_its_words(text):
    with pytest.raises(RefusedError, match=re.escape("--proxy: is no address")):
        proxy_of(text)


def test_the_password_of_a_proxy_shows_nowhere():
    proxy = proxy_of("http://anna:hemlig@proxy.example:3128")
    assert (proxy.user, proxy.password) == ("anna", "hemlig")
    assert "hemlig" not in f"{proxy} {proxy!r} {Policy(proxy=proxy)!r}"


PIECES = st.sampled_from([
    "http", "https", "://", ":", "/", "\\", "@", "#", "?", "%", ".", "..", "[", "]", "::1", "127.0.0.1", "example.org",
    "a", "8.8.8.8", "80", "0x7f", "①", "。", "ł", "ё", "xn--", "-", "_", " ", "\t", "\n", "\x00", "%00", "%2e", "&",
    "=", "localhost",
])  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        st.lists(PIECES, max_size=12).map("".join),
        st.lists(PIECES, max_size=9).map(lambda made: "http://example.org" + "".join(made)),
    )
)
def test_what_is_not_refused_is_read_by_others_in_the_same_way(url):
    try:
        target = target_of(url, POLICY)
    except RefusedError:
        return
    written = str(target)
    assert target_of(written, POLICY) == target
    assert written.isascii()
    assert written.isprintable()
    parts = urlsplit(written)
    assert (parts.scheme, parts.hostname, parts.username) == (target.scheme, target.host, None)
    assert (parts.port or {"http": 80, "https": 443}[parts.scheme]) == target.port
