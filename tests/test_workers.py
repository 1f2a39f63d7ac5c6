"""Work shared out: whoever does it is gone when the build is, however that ended."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from builder import workers

ROOT = Path(__file__).parents[1]

KILLED = """
import os, signal, sys, time
from builder import workers

def wait_to_be_killed():
    os.close(1)  # only those who work keep it open
    os.kill(os.getpid(), signal.SIGKILL)

LONG = b"x" * 1_000_000
"""

WAYS: Mapping[str, str] = {
    "work shared out": """
def work(number, tasks):
    time.sleep(0.2)
    return LONG
import threading
threading.Timer(0.1, wait_to_be_killed).start()
list(workers.Team().share_out([1, 2, 3], work, 3))
""",
    "work ahead": """
def work(hand_over):
    time.sleep(0.2)
    hand_over(LONG)
    hand_over(LONG)
with workers.ahead(work), workers.ahead(work):
    time.sleep(0.1)
    wait_to_be_killed()
""",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_killed_build_leaves_nobody_who_waits_for_it(way: str) -> None:
    """Each of them keeps the pipe open that is read here, so reading ends when the last is gone."""
    command = [sys.executable, "-c", KILLED + way]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (-9, "", "")


def test_what_is_done_ahead_comes_by_and_by() -> None:
    parts = [b"one", b"x" * 3_000_000, b"last"]

    def work(hand_over: Callable[[bytes], None]) -> None:
        for each in parts:
            hand_over(each)

    with workers.ahead(work) as handed_over:
        by_now = [*handed_over(False)]
        assert by_now == parts[: len(by_now)]
        assert [*by_now, *handed_over(True)] == parts
        assert [*handed_over(False), *handed_over(True)] == []


def test_work_ahead_that_fails_has_nothing_more() -> None:
    def work(hand_over: Callable[[bytes], None]) -> None:
        hand_over(b"one")
        raise KeyError("a bug")

    with workers.ahead(work) as handed_over:
        assert [*handed_over(True)] == [b"one"]
