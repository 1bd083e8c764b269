"""A language model that replays recorded answers on this machine, and misbehaves when it is told to.

As a script it serves until Ctrl-C: `python tests/workflow/model_server.py 8080`, then
`letapis code DOCS.jsonl -o OUT.jsonl --coder both --endpoint http://127.0.0.1:8080/v1 --model recorded`.
"""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RECORDED = [json.loads(line) for line in Path(__file__).with_name("recorded.jsonl").read_text("utf-8").splitlines()]
DETENTION = {
    "type": "detention",
    "quote": "Twelve people were detained in Minsk on Sunday",
    "paragraph": 1,
    "date": {"from": "2021-03-07", "to": "2021-03-07"},
    "place": ["Minsk"],
    "count": {"low": 12, "high": 12, "unit": "people"},
    "who": [],
    "whom": [],
    "status": "happened",
    "scope": "event",
    "said_by": None,
}


def claim(**other):
    return {**DETENTION, **other}


def claims(*found):
    return json.dumps({"claims": list(found)}, ensure_ascii=False)


def recorded_for(report):
    """The answer recorded for a report, or no claims."""
    for one in RECORDED:
        if one["text"].splitlines()[0] in report:
            return json.dumps(one["answer"], ensure_ascii=False)
    return claims()


class Model(BaseHTTPRequestHandler):
    """Each request takes the next behaviour of the server's list, the last of them for good."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, dict(self.headers), body))
        behaviours = self.server.behaviours
        behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        if callable(behaviour):
            behaviour(self, body)
        else:
            self.say(behaviour if isinstance(behaviour, str) else recorded_for(body["messages"][1]["content"]))

    def say(self, content, finish="stop", usage=True):
        """A chat completion."""
        reply = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}]}
        if usage:
            reply["usage"] = {"prompt_tokens": 1000, "completion_tokens": 100}
        self.give(200, json.dumps(reply).encode())

    def give(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing."""


def status(number, words="no", **headers):
    return lambda model, _body: model.give(number, json.dumps({"error": {"message": words}}).encode(), **headers)


def answers(content, **more):
    return lambda model, _body: model.say(content, **more)


def takes_only(*kinds, content):
    """Refuses other kinds of response_format, or every option where `kinds` is empty."""

    def behave(model, body):
        kind = body.get("response_format", {}).get("type", "text" if "temperature" in body else "bare")
        if kind in kinds:
            model.say(content)
        else:
            model.give(400, b'{"error": {"message": "response_format is not supported"}}')

    return behave


def silent(model, _body):
    model.server.ended.wait(20)
    model.close_connection = True


def drips(model, _body):
    """A byte now and then: each arrives in time, the whole never does."""
    model.send_response(200)
    model.send_header("Content-Length", "1000000")
    model.end_headers()
    write_on(model, b" ", 0.05)


def drips_headers(model, _body):
    model.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    write_on(model, b"x", 0.05)


def endless(model, _body):
    model.send_response(200)
    model.send_header("Connection", "close")
    model.end_headers()
    write_on(model, b" " * (1 << 20), 0)


def write_on(model, data, pause):
    model.close_connection = True
    with contextlib.suppress(OSError):
        while not model.server.ended.is_set():
            model.wfile.write(data)
            model.wfile.flush()
            time.sleep(pause)


def breaks_off(model, _body):
    model.send_response(200)
    model.send_header("Content-Length", "5000")
    model.end_headers()
    model.wfile.write(b'{"choices": [')
    model.close_connection = True


def no_http(model, _body):
    model.wfile.write(b"220 mail ready\r\n\r\n")
    model.close_connection = True


class ModelServer:
    """The server on a free port of this machine, for as long as the block lasts."""

    def __init__(self, *behaviours, port=0):
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Model)
        self.server.daemon_threads = True
        self.server.behaviours = list(behaviours) or [None]
        self.server.requests = []
        self.server.ended = threading.Event()
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    @property
    def requests(self):
        return self.server.requests

    def then(self, *behaviours):
        self.server.behaviours = list(behaviours)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.ended.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


if __name__ == "__main__":
    with ModelServer(port=int(sys.argv[1])) as running:
        sys.stdout.write(f"{running.address}\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
