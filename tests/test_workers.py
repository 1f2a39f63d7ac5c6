"""Work shared out: whoever does it is gone when the build is, however that ended."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

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


AHEAD = """
from builder import workers

PARTS = [b"one", b"x" * 3_000_000, b"last"]

def work(hand_over):
    for each in PARTS:
        hand_over(each)
    raise SystemExit

with workers.ahead(work) as handed_over:
    by_now = [*handed_over(False)]
    assert by_now == PARTS[: len(by_now)]
    assert [*by_now, *handed_over(True)] == PARTS
    assert [*handed_over(False), *handed_over(True)] == []
"""


def test_what_is_done_ahead_comes_by_and_by() -> None:
    """Whether who does it ends well or not; in a process of its own, for no other threads may run beside."""
    subprocess.run([sys.executable, "-c", AHEAD], cwd=ROOT, check=True, timeout=60)
