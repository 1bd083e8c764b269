import importlib.util
import sys
from pathlib import Path

import pytest

from letapis.network.policy import Policy

NAME = "letapis_tests_raw_server"
if NAME not in sys.modules:
    spec = importlib.util.spec_from_file_location(NAME, Path(__file__).with_name("raw_server.py"))
    sys.modules[NAME] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[NAME])


@pytest.fixture
def server():
    made = sys.modules[NAME].RawServer()
    yield made
    made.close()


@pytest.fixture
def answer():
    return sys.modules[NAME].answer


@pytest.fixture
def policy_for():
    """A policy under which one server on this machine is asked, by the names that `names` leads there."""

    def make(server, names=None, **more):
        looked = []

        def resolve(host, _port):
            looked.append(host)
            found = (names or {}).get(host, ["127.0.0.1"])
            return found(len(looked)) if callable(found) else found

        policy = Policy(
            ports=frozenset({server.port, 80, 443}),
            reachable=frozenset({"127.0.0.1"}),
            seconds=5,
            resolve=resolve,
            **more,
        )
        return policy, looked

    return make
