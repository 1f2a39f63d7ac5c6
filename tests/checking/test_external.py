"""Many addresses asked: who is asked when, and what is remembered."""

import http.server
import json
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.checking import Answer, ask
from builder.checking.external import AT_ONCE
from tests.checking.conftest import Host, Reply
from tests.generator.conftest import ROOT

NOW = 1_800_000_000.0
HOUR = 60 * 60
DAY = 24 * HOUR
ONE = "https://one.example/"


def _says(asked: list[str], **answers: Answer) -> Callable[[str], Answer]:
    def asker(address: str) -> Answer:
        asked.append(address)
        return answers.get("all", Answer(address, "ok", status=200))

    return asker


def test_each_address_is_asked_once(tmp_path: Path) -> None:
    asked: list[str] = []
    told: list[tuple[int, int]] = []
    given = [f"{ONE}b", f"{ONE}a#x", f"{ONE}a", f"{ONE}a#y", f"{ONE}b", "https://[x"]
    answers = ask(given, tmp_path / "c.json", now=NOW, asker=_says(asked), progress=lambda *each: told.append(each))
    assert [answer.address for answer in answers] == list(dict.fromkeys(given))
    assert sorted(asked) == ["https://[x", f"{ONE}a", f"{ONE}b"]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_page_that_has_moved_keeps_its_places(tmp_path: Path) -> None:
    moved = Answer(f"{ONE}a", "moved", "has moved for good to https://two.example/", "https://two.example/", 200)
    answers = ask([f"{ONE}a#x"], tmp_path / "c.json", now=NOW, asker=_says([], all=moved))
    assert [(answer.address, answer.target) for answer in answers] == [(f"{ONE}a#x", "https://two.example/#x")]


def test_nothing_to_ask(tmp_path: Path) -> None:
    assert ask([], tmp_path / "c.json", now=NOW) == ()


AGES = [
    # state, age in seconds, whether it is asked again
    ("ok", 7 * DAY - 1, False),
    ("ok", 7 * DAY, True),
    ("moved", 7 * DAY - 1, False),
    ("moved", 7 * DAY, True),
    ("dead", DAY - 1, False),
    ("dead", DAY, True),
    ("unsure", 0, True),
    ("ok", -1, True),  # a clock that was wrong
]


@pytest.mark.parametrize(("state", "age", "again"), AGES, ids=[f"{row[0]} {row[1]}" for row in AGES])
def test_how_long_an_answer_counts(tmp_path: Path, state: str, age: float, again: bool) -> None:
    cache, asked = tmp_path / "new" / "c.json", list[str]()
    first = Answer(ONE, state, "words", "https://two.example/", 200)  # type: ignore[arg-type]
    assert ask([ONE], cache, now=NOW - age, asker=_says([], all=first)) == (first,)
    later = ask([ONE], cache, now=NOW, asker=_says(asked))
    assert asked == ([ONE] if again else [])
    assert later == ((Answer(ONE, "ok", status=200),) if again else (first,))


def test_what_is_remembered_of_others_stays_for_a_month(tmp_path: Path) -> None:
    cache = tmp_path / "c.json"
    for days, name in ((0, "a"), (1, "b"), (31, "c")):
        ask([ONE + name], cache, now=NOW + days * DAY - (days == 31), asker=_says([]))
    assert sorted(json.loads(cache.read_text())["answers"]) == [f"{ONE}b", f"{ONE}c"]
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


def test_the_same_answers_are_the_same_file(tmp_path: Path) -> None:
    for name, order in (("c.json", "ab"), ("d.json", "ba")):
        ask([ONE + each for each in order], tmp_path / name, now=NOW, asker=_says([]))
    assert (tmp_path / "c.json").read_bytes() == (tmp_path / "d.json").read_bytes()


FORM = "answers of web addresses, form 1"
ENTRY = {"state": "ok", "words": "", "target": "", "status": 200, "time": NOW}
DAMAGED = [
    ("nothing", b""),
    ("half", b'{"form": "' + FORM.encode() + b'", "answers": {"https'),
    ("no text", b"\xff\xfe\x00"),
    ("another's", b'{"version": 3, "answers": {}}'),
    ("a list", b"[1]"),
    ("a number", b"7"),
    ("nothing at all", b"null"),
    ("deep", b"[" * 100_000),
    ("another form", json.dumps({"form": "form 2", "answers": {ONE: ENTRY}}).encode()),
    ("no answers", json.dumps({"form": FORM}).encode()),
    ("answers as a list", json.dumps({"form": FORM, "answers": [ENTRY]}).encode()),
    *(
        (f"{key} as {value!r}", json.dumps({"form": FORM, "answers": {ONE: {**ENTRY, key: value}}}).encode())
        for key, value in (
            ("state", "fine"),
            ("state", "unsure"),
            ("state", ["ok"]),
            ("words", None),
            ("target", 3),
            ("status", "200"),
            ("time", "now"),
            ("time", float("nan")),
            ("time", NOW + 1),
        )
    ),
    ("an answer as text", json.dumps({"form": FORM, "answers": {ONE: "ok"}}).encode()),
]


def test_the_file_that_the_damage_is_done_to_is_read(tmp_path: Path) -> None:
    asked: list[str] = []
    (tmp_path / "c.json").write_text(json.dumps({"form": FORM, "answers": {ONE: ENTRY}}))
    assert ask([ONE], tmp_path / "c.json", now=NOW, asker=_says(asked)) == (Answer(ONE, "ok", status=200),)
    assert asked == []


@pytest.mark.parametrize(("title", "data"), DAMAGED, ids=[row[0] for row in DAMAGED])
def test_a_damaged_file_is_written_anew(tmp_path: Path, title: str, data: bytes) -> None:
    cache, asked = tmp_path / "c.json", list[str]()
    cache.write_bytes(data)
    ask([ONE], cache, now=NOW, asker=_says(asked))
    assert asked == [ONE]
    assert list(json.loads(cache.read_text())["answers"]) == [ONE]


@pytest.mark.parametrize("count", [2, 3])
def test_where_no_host_answers_it_is_this_computer(tmp_path: Path, count: int) -> None:
    names = [f"https://{name}.example/" for name in ("one", "two", "three")[:count]]
    answers = ask(names, tmp_path / "c.json", now=NOW, asker=lambda address: Answer(address, "dead", "leads nowhere"))
    offline = "could not be asked now: no host answered at all, so this computer may be offline"
    told = ("unsure", offline) if count == 3 else ("dead", "leads nowhere")
    assert [(answer.state, answer.words) for answer in answers] == [told] * count
    assert len(json.loads((tmp_path / "c.json").read_text())["answers"]) == (0 if count == 3 else count)


def test_where_one_host_answers_the_others_are_dead(tmp_path: Path) -> None:
    def asker(address: str) -> Answer:
        return Answer(address, "ok", status=200) if "one" in address else Answer(address, "dead", "leads nowhere")

    names = [f"https://{name}.example/" for name in ("one", "two", "three")]
    assert [answer.state for answer in ask(names, tmp_path / "c.json", now=NOW, asker=asker)] == ["ok", "dead", "dead"]


def test_a_bug_is_raised_and_what_was_learned_is_kept(tmp_path: Path) -> None:
    def asker(address: str) -> Answer:
        if address.endswith("b"):
            raise ZeroDivisionError
        return Answer(address, "ok", status=200)

    with pytest.raises(ZeroDivisionError):
        ask([f"{ONE}a", f"{ONE}b", f"{ONE}c"], tmp_path / "c.json", now=NOW, asker=asker)
    assert list(json.loads((tmp_path / "c.json").read_text())["answers"]) == [f"{ONE}a"]


def test_an_interrupt_ends_it_at_once_and_keeps_what_was_learned(tmp_path: Path) -> None:
    """Also while a host stays silent."""
    program = """
        import signal, sys, threading
        from pathlib import Path
        from builder.checking import Answer, ask

        # who starts tests in the background has them ignore it
        signal.signal(signal.SIGINT, signal.default_int_handler)

        def asker(address):
            if "two" in address:
                threading.Event().wait()
            return Answer(address, "ok", status=200)

        ask(["https://one.example/", "https://two.example/"], Path(sys.argv[1]), now=1.0, asker=asker,
            progress=lambda *_: print("learned", flush=True))
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(tmp_path / "c.json")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stdout.readline() == "learned\n"
        running.send_signal(signal.SIGINT)
        _, told = running.communicate()
    assert told.rstrip().endswith("KeyboardInterrupt")
    assert list(json.loads((tmp_path / "c.json").read_text())["answers"]) == [ONE]


def test_eight_hosts_are_asked_at_once_and_no_more(tmp_path: Path, host: Host) -> None:
    eight = threading.Barrier(AT_ONCE)

    def reply(_: http.server.BaseHTTPRequestHandler) -> Reply:
        eight.wait(timeout=60)  # or the test would wait for ever where fewer are asked
        host.ended.wait(0.1)  # time for a ninth to come
        return 200, {}

    host.replies["/a"] = reply
    addresses = [host("/a", f"h{number}.example") for number in range(3 * AT_ONCE)]
    answers = ask(addresses, tmp_path / "c.json", now=NOW, asker=host.asker(timeout=60))
    assert {answer.state for answer in answers} == {"ok"}
    assert host.most["all"] == AT_ONCE


def test_a_host_is_asked_one_at_a_time(tmp_path: Path, host: Host) -> None:
    """Also by way of redirects from others; what waits at the host is asked before another goes on."""
    met: list[int] = []

    def reply(_: http.server.BaseHTTPRequestHandler) -> Reply:
        met.append(host.running["shared.example"])
        host.ended.wait(0.02)
        met.append(host.running["shared.example"])
        return 200, {}

    host.replies["/shared"] = reply
    host.replies["/a"] = (302, {"Location": host("/shared", "shared.example")})
    addresses = [host("/a", f"h{number}.example") for number in range(6)]
    addresses += [host(f"/{number}", "own.example") for number in range(4)]
    answers = ask(addresses, tmp_path / "c.json", now=NOW, asker=host.asker())
    assert {answer.state for answer in answers} == {"ok"}
    assert met == [1] * 12
    assert (host.most["shared.example"], host.most["own.example"]) == (1, 1)
    assert host.slept == [1] * (5 + 3)  # between two requests to one host, and nowhere else
