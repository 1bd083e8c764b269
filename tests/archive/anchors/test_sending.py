import pytest

from letapis.network import request as asking
from letapis.network.errors import NetworkError, RefusedError
from letapis.network.request import Response
from letapis.workflow.sending import sender


@pytest.fixture
def asked(monkeypatch):
    """The network answers what is put into it; what was asked is kept."""
    seen = []

    def request(method, url, *, body, headers, policy):
        seen.append((method, url, body, headers, policy))
        return Response(seen.status, (), b"answer", url)

    class Seen(list):
        status = 200

    seen = Seen()
    monkeypatch.setattr(asking, "request", request)
    return seen


def test_a_body_is_posted_and_without_one_it_is_asked_for(asked):
    send = sender()
    assert send("https://tsa.example", b"body", {"Content-Type": "x"}) == b"answer"
    assert send("https://calendar.example/timestamp/00", b"", {}) == b"answer"
    assert [one[:4] for one in asked] == [
        ("POST", "https://tsa.example", b"body", {"Content-Type": "x"}),
        ("GET", "https://calendar.example/timestamp/00", b"", {}),
    ]


def test_little_is_taken_nothing_is_followed_and_the_way_is_that_of_the_user(asked):
    sender(tor=True)("https://tsa.example", b"body", {})
    sender("http://proxy.example:3128")("https://tsa.example", b"body", {})
    first, second = (one[4] for one in asked)
    assert (first.redirects, first.body_bytes, str(first.proxy)) == (0, 1 << 16, "Tor")
    assert str(second.proxy) == "http://proxy.example:3128"
    with pytest.raises(RefusedError):
        sender("ftp://proxy.example")


@pytest.mark.parametrize("status", [302, 404, 409, 500])
def test_another_answer_than_200_is_none(asked, status):
    asked.status = status
    with pytest.raises(NetworkError, match=f"answers {status} answer"):
        sender()("https://witness.example/add-checkpoint", b"body", {})
