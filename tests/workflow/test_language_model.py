"""A model on this machine that answers as it should, and in every way in which it should not."""

import importlib.util
import json
import socket
from datetime import date
from pathlib import Path

import pytest

from letapis.archive.errors import ArchiveError
from letapis.claims.coder import CoderUnavailableError, NotCodedError
from letapis.claims.scoring.scores import score
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.workflow import asking, endpoint
from letapis.workflow.code import code, rule_coder
from letapis.workflow.coding import Coded, shelf
from letapis.workflow.endpoint import EndpointRefusedError, endpoint_of
from letapis.workflow.language_model import (
    LanguageModelError,
    Settings,
    allowed_endpoint,
    language_model_coder,
    settings_of,
)
from letapis.workflow.lines import Code
from letapis.workflow.spending import Price
from letapis.workflow.transform import transform


def _load():
    place = Path(__file__).with_name("model_server.py")
    specification = importlib.util.spec_from_file_location("model_server", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


served = _load()
TEXT = "Twelve people were detained in Minsk on Sunday."
DOCUMENT = Document(id="d", text=TEXT, language="en", published=Moment(date(2021, 3, 8)))
GOOD = served.claims(served.claim())


@pytest.fixture
def pauses():
    """No test waits; what would have been waited for is noted."""
    return []


@pytest.fixture
def ask(tmp_path, pauses):
    """Code one document by a server that behaves so: the claims, the account, the server."""

    def call(*behaviours, kind="llm", document=DOCUMENT, **settings):
        with served.ModelServer(*behaviours) as server:
            told = {"endpoint": server.address, "model": "m", "timeout": 5.0, **settings}
            coder, spending = language_model_coder(Settings(**told), tmp_path / "answers", kind)
            coder_ask = coder.ask if kind == "llm" else coder.model.ask
            coder_ask.sleep = pauses.append
            call.spending, call.server = spending, server
            return coder.code(document)

    return call


def test_an_answer_becomes_claims_and_the_account_is_kept(ask):
    [claim] = ask(GOOD, price=Price(2.5, 10.0, "EUR"))
    assert (claim.quote, claim.type) == ("Twelve people were detained in Minsk on Sunday", "detention")
    told = ask.spending.as_json()
    assert (told["calls"], told["answers"], told["kept_answers"]) == (1, 1, 0)
    assert (told["tokens_in"], told["tokens_out"], told["documents"], told["claims"]) == (1000, 100, 1, 1)
    assert (told["cost"], told["currency"]) == (0.0035, "EUR")
    [(path, headers, body)] = ask.server.requests
    assert path == "/v1/chat/completions"
    assert (body["model"], body["temperature"], body["stream"]) == ("m", 0, False)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert "Authorization" not in headers


def test_without_tokens_or_prices_no_cost_is_told(ask):
    ask(served.answers(GOOD, usage=False), price=Price(2.5, 10.0))
    assert ask.spending.cost is None
    assert "not told for 1 answer(s)" in ask.spending.as_lines()[1]


def test_a_second_run_asks_nothing(ask):
    first = ask(GOOD)
    assert ask(served.status(500)) == first
    assert (ask.spending.calls, ask.spending.kept, ask.server.requests) == (0, 1, [])


def test_another_model_or_text_is_asked(ask):
    ask(GOOD)
    ask(GOOD, model="n")
    assert ask.spending.calls == 1
    ask(GOOD, document=Document(id="e", text=TEXT + " It rained."))
    assert ask.spending.calls == 1


def test_a_damaged_answer_is_asked_for_again(ask, tmp_path):
    ask(GOOD)
    [kept] = (tmp_path / "answers").rglob("*.json")
    whole = json.loads(kept.read_bytes())
    for content in (b"", b'{"cut', b"[]", b'{"text": 1}'):
        kept.write_bytes(content)
        assert len(ask(GOOD)) == 1
        assert ask.spending.calls == 1
        assert json.loads(kept.read_bytes())["text"] == whole["text"]


@pytest.mark.parametrize(
    ("wrapped", "number"),
    [(f"```json\n{GOOD}\n```", 1), (f"Here you are: {GOOD} Good luck.", 1), (f"<think>hm</think>{GOOD}", 1)],
)
def test_an_answer_in_a_wrapper_is_read(ask, wrapped, number):
    assert len(ask(wrapped)) == number


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({"quote": "Ninety people were shot in Minsk on Sunday"}, "the quote is not in the text"),
        ({"type": "massacre"}, "unknown type"),
        ({"date": {"from": "2021-02-31", "to": "2021-02-31"}}, "impossible date"),
        ({"count": {"low": "twelve", "high": 12, "unit": "people"}}, "wrong shape: count"),
    ],
)
def test_what_cannot_be_is_dropped_and_counted(ask, written, reason):
    assert len(ask(served.claims(served.claim(), served.claim(**written)))) == 1
    assert ask.spending.reasons() == {reason: 1}
    assert f"Dropped: 1 claim(s): 1 x {reason}." in ask.spending.as_lines()


def test_wrong_offsets_do_no_harm(ask):
    [claim] = ask(served.claims(served.claim(paragraph=77, start=4000, end=3)))
    assert (claim.start, claim.end) == (0, 46)


@pytest.mark.parametrize(
    ("behaviours", "calls", "waited"),
    [
        ([served.status(500), GOOD], 2, [1.0]),
        ([served.status(503), served.status(502), served.status(504), GOOD], 4, [1.0, 2.0, 4.0]),
        ([served.status(429, Retry_After="7"), GOOD], 2, [7.0]),
        ([served.status(429, Retry_After="9999"), GOOD], 2, [60.0]),
        ([served.status(429, Retry_After="Fri, 05 Mar 2021 10:00:00 GMT"), GOOD], 2, [1.0]),
        ([served.status(429, Retry_After="-5"), GOOD], 2, [1.0]),
        ([served.breaks_off, GOOD], 2, [1.0]),
        ([served.no_http, GOOD], 2, [1.0]),
        (["no JSON at all", GOOD], 2, [1.0]),
        (['{"claims": "many"}', GOOD], 2, [1.0]),
        ([served.answers(None), GOOD], 2, [1.0]),
        ([served.answers(""), GOOD], 2, [1.0]),
    ],
)
def test_a_fault_that_passes_is_waited_for(ask, pauses, behaviours, calls, waited):
    assert len(ask(*behaviours)) == 1
    assert (len(ask.server.requests), pauses) == (calls, waited)


@pytest.mark.parametrize(
    ("behaviour", "calls", "words"),
    [
        (served.status(500, "out of memory"), 4, "it says 500: out of memory"),
        (served.status(429), 4, "it says 429"),
        (served.breaks_off, 4, "broke off"),
        (served.no_http, 4, "no HTTP"),
        ("I would rather not.", 2, "holds no list of claims: it begins 'I would rather not.'"),
        (served.endless, 1, "longer than"),
        (served.status(413, "too large"), 1, "413: too large"),
        (served.status(400, "context length exceeded"), 4, "400: context length exceeded"),
    ],
)
def test_a_fault_that_stays_sets_the_document_aside_and_nothing_is_kept(
    ask, tmp_path, monkeypatch, behaviour, calls, words
):
    monkeypatch.setattr(endpoint, "LONGEST", 3 << 20)
    with pytest.raises(NotCodedError, match=r".") as caught:
        ask(behaviour)
    assert words in str(caught.value)
    assert len(ask.server.requests) == calls
    assert not (tmp_path / "answers").exists()


@pytest.mark.parametrize("behaviour", [served.silent, served.drips, served.drips_headers])
def test_an_answer_that_does_not_come_to_its_end_is_given_up(ask, behaviour):
    with pytest.raises(NotCodedError, match=r"no whole answer came within 0\.3 seconds"):
        ask(behaviour, timeout=0.3)
    assert len(ask.server.requests) == 2


def test_an_answer_that_was_cut_off_is_asked_for_in_halves(ask):
    text = "\n\n".join(f"Sailor number {n} was detained in the harbour of Klaipeda." for n in range(20))
    half = served.claims({"type": "detention", "quote": "Sailor number 3 was detained"})
    rest = served.claims({"type": "detention", "quote": "Sailor number 19 was detained"})
    cut_off = served.answers('{"claims": [{"type": "deten', finish="length")
    claims = ask(cut_off, half, rest, document=Document(id="d", text=text))
    assert [claim.quote for claim in claims] == ["Sailor number 3 was detained", "Sailor number 19 was detained"]
    assert ask.spending.calls == 3
    assert len(ask(served.status(500), document=Document(id="d", text=text))) == 2
    assert (ask.spending.calls, ask.spending.kept) == (0, 3)


@pytest.mark.parametrize(
    ("takes", "calls"), [(("json_schema",), 1), (("json_object",), 2), (("text",), 3), (("bare",), 4)]
)
def test_a_server_that_refuses_a_form_is_asked_in_a_simpler_one_and_that_is_remembered(tmp_path, takes, calls):
    with served.ModelServer(served.takes_only(*takes, content=GOOD)) as server:
        coder, spending = language_model_coder(Settings(endpoint=server.address, model="m"), tmp_path, "llm")
        assert len(coder.code(DOCUMENT)) == 1
        assert spending.calls == calls
        coder.code(Document(id="e", text=TEXT + " It rained."))
        assert spending.calls == calls + 1


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (served.status(302, Location="http://203.0.113.9/v1"), "sends on to 'http://203.0.113.9/v1', which is not"),
        (served.status(307, Location="/elsewhere"), "which is not followed"),
        (served.status(401, "bad key s3cret"), "refuses the key (401: bad key [key])"),
        (served.status(403), "refuses the key"),
        (served.status(404, "no model m"), "no such model or address (404: no model m)"),
    ],
)  # fmt: skip
def test_what_no_document_could_pass_ends_the_run(ask, behaviour, words):
    with pytest.raises(CoderUnavailableError) as caught:
        ask(behaviour, key="s3cret")
    assert words in str(caught.value)
    assert "s3cret" not in str(caught.value)
    [(_, headers, _)] = ask.server.requests
    assert headers["Authorization"] == "Bearer s3cret"


def test_nobody_listens(tmp_path, pauses):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: no other program gets the port
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        coder, spending = language_model_coder(Settings(endpoint=address, model="m"), tmp_path, "llm")
        coder.ask.sleep = pauses.append
        with pytest.raises(CoderUnavailableError, match="Start it, or name another"):
            coder.code(DOCUMENT)
    assert (spending.calls, pauses) == (3, [1.0, 2.0])


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/v1", "http://127.8.9.1", "http://[::1]:11434/v1/", "http://localhost:8080", "https://localhost"],
)  # fmt: skip
def test_this_machine_is_allowed(address):
    assert not endpoint_of(address).named


@pytest.mark.parametrize("tail", ["", "/", "/chat/completions", "/chat/completions/"])
def test_the_address_may_end_as_people_write_it(tail):
    assert endpoint_of(f"http://127.0.0.1:11434/v1{tail}").path == "/v1"


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1/v1", "https://models.example.org/v1", "http://0.0.0.0/", "http://[::]/", "http://2130706433/",
        "http://0x7f.1/", "http://127.1/", "http://127.0.0.1.example.org/", "http://localhost.example.org/",
        "http://127.0.0.1@192.0.2.1/", "http://user:word@127.0.0.1/", "http://127.0.0.1/?to=x", "http://127.0.0.1/#x",
        "ftp://127.0.0.1/", "file:///etc/hosts", "127.0.0.1:80", "", "http://", "http://127.0.0.1:99999/", "http://[::1",
        "http://127.0.0.1/\r\nX: y", "http://127.0.0.1 /", "http://лакальны/", "http://localhost./", "//127.0.0.1/",
    ],
)  # fmt: skip
def test_all_else_is_refused_before_anything_is_looked_up(address, monkeypatch):
    monkeypatch.setattr(endpoint.socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("looked up"))
    with pytest.raises(EndpointRefusedError):
        endpoint_of(address)


def test_a_host_that_the_policy_names_is_allowed_over_https_only():
    assert endpoint_of("https://Models.Example.org/v1", ["models.example.org"]).named
    with pytest.raises(EndpointRefusedError, match="use https"):
        endpoint_of("http://models.example.org/v1", ["models.example.org"])
    with pytest.raises(EndpointRefusedError, match="does not allow"):
        endpoint_of("https://www.models.example.org/v1", ["models.example.org"])


def test_a_localhost_that_leads_away_is_not_connected(tmp_path, monkeypatch):
    away = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 80))]
    monkeypatch.setattr(endpoint.socket, "getaddrinfo", lambda *_a, **_k: away)
    monkeypatch.setattr(endpoint.socket, "create_connection", lambda *_a, **_k: pytest.fail("connected"))
    coder, _ = language_model_coder(Settings(endpoint="http://localhost/v1", model="m"), tmp_path, "llm")
    with pytest.raises(CoderUnavailableError, match=r"leads to 192\.0\.2\.7"):
        coder.code(DOCUMENT)


def test_proxies_of_the_surroundings_are_not_used(ask, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.8:3128")
    assert len(ask(GOOD)) == 1


def test_the_policy_refusal_names_the_host_and_the_way_out(tmp_path):
    archive_file = policy(tmp_path, 'model = "m"')
    with pytest.raises(LanguageModelError) as caught:
        allowed_endpoint(settings_of(tmp_path, "https://models.example.org/v1"))
    assert "models.example.org is not this machine" in str(caught.value)
    assert f'{archive_file}: [language_model] allowed_hosts = ["models.example.org"]' in str(caught.value)


def policy(folder, *lines):
    text = ['format = "letapis-archive"', "version = 1", "[language_model]", *lines]
    (folder / "archive.toml").write_text("\n".join(text), encoding="utf-8")
    return folder / "archive.toml"


def test_the_settings_of_an_archive(tmp_path, monkeypatch):
    key = tmp_path / "key.txt"
    key.write_text("word\n", encoding="utf-8")
    folder = tmp_path / "archive"
    folder.mkdir()
    policy(
        folder,
        'endpoint = "https://models.example.org/v1"',
        'model = "m"',
        'allowed_hosts = ["models.example.org"]',
        "timeout = 7",
        "longest_answer = 99",
        "price_in = 1",
        "price_out = 2.5",
        'currency = "EUR"',
        'key_file = "../key.txt"',
    )
    found = settings_of(folder)
    with pytest.raises(LanguageModelError, match="say it yourself, --endpoint https"):
        allowed_endpoint(found)
    assert allowed_endpoint(settings_of(folder, "https://models.example.org/v1")).host == "models.example.org"
    assert (found.model, found.timeout, found.longest_answer, found.price) == ("m", 7, 99, Price(1, 2.5, "EUR"))
    assert found.key == "word"
    assert "word" not in repr(found)
    told = settings_of(folder, "http://127.0.0.1:1/v1", "other")
    assert (told.endpoint, told.model) == ("http://127.0.0.1:1/v1", "other")
    monkeypatch.setenv("LETAPIS_LANGUAGE_MODEL_KEY", "nearer")
    assert settings_of(folder).key == "nearer"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('key = "word"', "holds a key"),
        ('allowed_host = ["a.example"]', "does not know 'allowed_host'"),
        ('allowed_hosts = "a.example"', "wrong value for 'allowed_hosts'"),
        ('allowed_hosts = ["*.example"]', "wrong value for 'allowed_hosts'"),
        ('allowed_hosts = ["https://a.example"]', "wrong value for 'allowed_hosts'"),
        ("timeout = 0", "wrong value for 'timeout'"),
        ("timeout = true", "wrong value for 'timeout'"),
        ("price_in = nan", "wrong value for 'price_in'"),
        ('key_file = "key.txt"', "is a key inside the archive"),
        ('key_file = "../none.txt"', "the key cannot be read"),
    ],
)
def test_a_slip_in_the_policy_is_told(tmp_path, line, words):
    folder = tmp_path / "archive"
    folder.mkdir()
    policy(folder, line)
    with pytest.raises(ArchiveError) as caught:
        settings_of(folder)
    assert words in str(caught.value)
    assert "word" not in str(caught.value)


@pytest.mark.parametrize("key", ["two words", "line\r\nX: y", "ключ", "k" * 5000])
def test_a_key_that_is_none_is_refused_and_not_shown(tmp_path, monkeypatch, key):
    monkeypatch.setenv("LETAPIS_LANGUAGE_MODEL_KEY", key)
    with pytest.raises(LanguageModelError) as caught:
        settings_of(tmp_path)
    assert key not in str(caught.value)


@pytest.mark.parametrize("name", ["", "x" * 121, "a\nb"])
def test_a_model_needs_a_name(tmp_path, name):
    with pytest.raises(LanguageModelError, match="--model NAME"):
        language_model_coder(Settings(endpoint="http://127.0.0.1:1", model=name), tmp_path, "llm")


def write(path, values):
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in values), encoding="utf-8")
    return path


def lines(path):
    return [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]


def documents(number):
    return [{"id": f"d{n}", "text": f"{TEXT} Bus {n} stood still."} for n in range(number)]


def run(tmp_path, server, name="out.jsonl", **settings):
    told = Settings(endpoint=server.address, model="m", **settings)
    coder, spending = language_model_coder(told, tmp_path / "answers", "llm")
    coder.ask.sleep = lambda _: None
    return transform(tmp_path / "docs.jsonl", tmp_path / name, Code(coder), "k", spread=False), spending


def test_one_document_that_fails_is_set_aside_and_tried_again_by_the_next_run(tmp_path):
    write(tmp_path / "docs.jsonl", documents(4))
    with served.ModelServer(GOOD, *[served.status(500)] * 4, GOOD) as server:
        done, _ = run(tmp_path, server)
        assert (done.documents, [one.place for one in done.refused]) == (3, ["line 2"])
        assert "it says 500" in str(done.refused[0])
        assert "Run the same command again" in str(done.refused[0])
        again, spending = run(tmp_path, server)
    assert (again.documents, again.refused, spending.calls, spending.kept) == (4, [], 1, 3)
    assert [one["id"] for one in lines(tmp_path / "out.jsonl")] == ["d0", "d1", "d2", "d3"]


def test_five_that_fail_one_after_another_end_the_run(tmp_path):
    write(tmp_path / "docs.jsonl", documents(9))
    with served.ModelServer(GOOD, served.status(500)) as server:
        with pytest.raises(CoderUnavailableError):
            run(tmp_path, server)
        assert len(server.requests) == 1 + 5 * 4
        assert not (tmp_path / "out.jsonl").exists()
        server.then(GOOD)
        done, spending = run(tmp_path, server)
    assert (done.documents, spending.calls, spending.kept) == (9, 8, 1)


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path):
    write(tmp_path / "docs.jsonl", documents(5))

    def stop(*_):
        raise KeyboardInterrupt

    with served.ModelServer(GOOD) as server:
        told = Settings(endpoint=server.address, model="m")
        coder, _ = language_model_coder(told, tmp_path / "answers", "llm")
        with pytest.raises(KeyboardInterrupt):
            transform(tmp_path / "docs.jsonl", tmp_path / "out.jsonl", Code(coder), "k", stop, spread=False)
        done, spending = run(tmp_path, server)
        assert (done.documents, spending.calls, spending.kept) == (5, 4, 1)
        run(tmp_path, server, "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".part"]


def test_the_originals_of_an_archive(opened, reports):
    (reports / "d.txt").write_text(TEXT, encoding="utf-8")
    opened.add([reports])
    archive = opened.archive

    def coder_at(server):
        told = Settings(endpoint=server.address, model="m")
        coder, spending = language_model_coder(told, (archive.root / "derived") / "answers", "both")
        coder.model.ask.sleep = lambda _: None
        return coder, spending

    fails_once = lambda model, body: (  # noqa: E731
        model.give(500) if "Twelve people" in body["messages"][1]["content"] else model.say(served.claims())
    )
    with served.ModelServer(fails_once) as server:
        coder, _ = coder_at(server)
        done = code(archive, coder)
        assert (done.coded, [one.file for one in done.refused]) == (4, ["d.txt"])
        server.then(GOOD)
        coder, spending = coder_at(server)
        done = code(archive, coder)
        assert (done.coded, done.refused, spending.calls) == (1, [], 1)
        coder, spending = coder_at(server)
        assert (code(archive, coder).coded, spending.calls, spending.kept) == (0, 0, 0)
    found = [claim for _, coded in Coded(archive, coder) for one in coded for claim in one.claims]
    assert {claim.coder for claim in found} == {f"both {coder.version}"}
    assert shelf(archive.files, coder).folder != shelf(archive.files, rule_coder()).folder
    assert opened.verify().intact


def test_what_leaves_the_machine_stands_in_the_custody_log_before_it_leaves(opened, monkeypatch):
    allowed = Settings(endpoint="https://models.example.org/v1", model="m", allowed_hosts=("models.example.org",))
    logged = {}

    def post(*_):
        logged.update(list(opened.archive.custody.entries())[-1])
        raise endpoint.NotThereError("nobody")

    monkeypatch.setattr(asking, "post", post)
    answers = (opened.archive.root / "derived") / "answers"
    coder, _ = language_model_coder(allowed, answers, "llm", archive=opened.archive, by="anna")
    coder.ask.sleep = lambda _: None
    with pytest.raises(CoderUnavailableError):
        coder.code(DOCUMENT)
    assert {key: logged[key] for key in ("act", "host", "model", "who")} == {
        "act": "asked",
        "host": "models.example.org",
        "model": "m",
        "who": "anna",
    }
    assert [entry["act"] for entry in opened.archive.custody.entries()].count("asked") == 1
    assert opened.verify().intact


def test_what_stays_on_the_machine_does_not_stand_there(opened, reports):
    opened.add([reports])
    with served.ModelServer(GOOD) as server:
        told = Settings(endpoint=server.address, model="m")
        answers = (opened.archive.root / "derived") / "answers"
        code(opened.archive, language_model_coder(told, answers, "both", archive=opened.archive)[0])
    assert {entry["act"] for entry in opened.archive.custody.entries()} == {"created", "collected"}


def test_the_record_of_an_archive_does_not_rest_on_a_model(opened, reports):
    opened.add([reports])
    before = opened.reconcile().record
    with served.ModelServer(GOOD) as server:
        told = Settings(endpoint=server.address, model="m")
        code(opened.archive, language_model_coder(told, (opened.archive.root / "derived") / "answers", "both")[0])
    after = opened.reconcile()
    assert (after.record, after.fresh) == (before, False)


def test_rules_model_and_both_are_scored_alike(tmp_path):
    gold = served.RECORDED
    bare = [{key: one[key] for key in one if key not in ("claims", "answer")} for one in gold]
    write(tmp_path / "docs.jsonl", bare)
    scores = {}
    with served.ModelServer() as server:
        for kind in ("llm", "both"):
            told = Settings(endpoint=server.address, model="recorded")
            coder, spending = language_model_coder(told, tmp_path / "answers", kind)
            transform(tmp_path / "docs.jsonl", tmp_path / kind, Code(coder), kind, spread=False)
            scores[kind] = score(gold, lines(tmp_path / kind))
            assert scores[kind].bad_quotes == 0
            assert spending.reasons() == {
                "impossible date": 1,
                "the quote is not in the text": 1,
                "unknown type": 1,
            }
    transform(tmp_path / "docs.jsonl", tmp_path / "rules", Code(rule_coder()), "rules")
    rules = score(gold, lines(tmp_path / "rules"))
    assert (scores["llm"].detection.right, scores["llm"].detection.predicted) == (10, 11)
    assert scores["both"].detection.recall >= max(rules.detection.recall, scores["llm"].detection.recall)
    assert scores["both"].detection.f1 >= scores["llm"].detection.f1


def test_a_model_that_is_always_right_loses_nothing_in_the_checks(tmp_path):
    def right(model, body):
        [one] = [one for one in served.RECORDED if one["text"].splitlines()[0] in body["messages"][1]["content"]]
        model.say(served.claims(*one["claims"]))

    write(tmp_path / "docs.jsonl", served.RECORDED)
    with served.ModelServer(right) as server:
        run(tmp_path, server)
    scores = score(served.RECORDED, lines(tmp_path / "out.jsonl"))
    assert (scores.detection.f1, scores.strict.f1) == (1.0, 1.0)
