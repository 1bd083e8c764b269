import importlib.util
import sys
from pathlib import Path

import pytest

from letapis.archive.archive import Archive
from letapis.network.policy import Policy
from letapis.network.request import request

NAME = "letapis_tests_raw_server"
if NAME not in sys.modules:
    place = Path(__file__).parents[1] / "network" / "raw_server.py"
    spec = importlib.util.spec_from_file_location(NAME, place)
    sys.modules[NAME] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[NAME])


@pytest.fixture
def server():
    made = sys.modules[NAME].RawServer()
    yield made
    made.close()


@pytest.fixture
def canary():
    """A server that nothing may come to."""
    made = sys.modules[NAME].RawServer()
    yield made
    made.close()


@pytest.fixture
def answer():
    return sys.modules[NAME].answer


@pytest.fixture
def page(answer):
    """The answer that is a page with these words."""

    def make(words, head="", body="", **headers):
        markup = (
            f"<html><head><title>Yard</title>{head}</head><body><article><p>{words}</p></article>{body}</body></html>"
        )
        return answer(markup.encode(), content_type="text/html; charset=utf-8", **headers)

    return make


@pytest.fixture
def policy(server):
    """Under it one server on this machine is asked, by every name that ends in example."""
    return Policy(
        ports=frozenset({server.port}), reachable=frozenset({"127.0.0.1"}), seconds=10,
        resolve=lambda host, _port: ["127.0.0.1"] if host.endswith(".example") else ["10.0.0.1"],
    )  # fmt: skip


@pytest.fixture
def ask(policy):
    return lambda url: request("GET", url, policy=policy)


@pytest.fixture
def at(server):
    """The address of a path on the server."""
    return lambda path, host="page.example": f"http://{host}:{server.port}{path}"


@pytest.fixture
def archive(tmp_path):
    return Archive.create(tmp_path / "archive", "anna")
