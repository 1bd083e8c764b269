"""What the worst servers cost: each asked by a process of its own, whose memory and seconds are measured at its end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
MEGABYTES, SECONDS = 512, 10
CHILD = """
import gzip, io, json, resource, sys
sys.path[:0] = [{checkout!r}, {here!r}]
from raw_server import RawServer
from letapis.network.errors import NetworkError
from letapis.network.policy import Policy
from letapis.network.request import request

def zeros(size):
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", compresslevel=9) as file:
        for _ in range(size >> 20):
            file.write(bytes(1 << 20))
    return made.getvalue()

def headers(connected):
    lines = b"".join(b"X-%d: y\\r\\n" % number for number in range(10_000))
    connected.sendall(b"HTTP/1.1 200 OK\\r\\n" + lines + b"\\r\\n")

def endless(connected):
    connected.sendall(b"HTTP/1.1 200 OK\\r\\n\\r\\n")
    while True:
        connected.sendall(b"y" * 65_536)

def chunks(connected):
    connected.sendall(b"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n")
    while True:
        connected.sendall(b"1\\r\\ny\\r\\n" * 10_000)

def bomb(connected, encoding=b"gzip", packed=None):
    packed = packed or zeros(1 << 30)
    connected.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Encoding: %s\\r\\n\\r\\n" % encoding + packed)

def nested(connected):
    bomb(connected, b"gzip, gzip", gzip.compress(zeros(1 << 30)))

server = RawServer()
server.answers["/"] = globals()[sys.argv[1]]
names = lambda host, port: ["127.0.0.1"]
policy = Policy(ports=frozenset({{server.port}}), reachable=frozenset({{"127.0.0.1"}}), resolve=names, seconds=20)
try:
    outcome = request("GET", f"http://page.example:{{server.port}}/", policy=policy).status
except NetworkError as error:
    outcome = type(error).__name__
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss: that of a child begins with what its parent held.
held = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps([outcome, int(held.split()[1]) / 1024, used.ru_utime + used.ru_stime]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured as Linux tells it")
@pytest.mark.parametrize(
    ("server", "outcome"),
    [
        ("headers", "BrokenAnswerError"),
        ("endless", "TooMuchError"),
        ("chunks", "TooMuchError"),
        ("bomb", "TooMuchError"),
        ("nested", "TooMuchError"),
    ],
)
def test_a_hostile_server_costs_little(server, outcome):
    """The seconds are those of the processor, of both sides, so that a busy machine changes nothing."""
    code = CHILD.format(checkout=str(CHECKOUT), here=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", code, server], capture_output=True, text=True, check=True, timeout=120)
    told, megabytes, seconds = json.loads(done.stdout)
    assert told == outcome
    assert megabytes < MEGABYTES
    assert seconds < SECONDS * 3  # the child also makes the bomb and sends it
