"""A site made by others: whoever they are, and wherever, it is the same."""

import json
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from build import main
from builder.generator import Team, build
from tests.generator.conftest import ROOT, TEMPLATES, TODAY
from tests.generator.test_whole import CONTENT, files

EXECUTORS: list[tuple[str, Callable[[], Executor]]] = [
    ("threads", lambda: ThreadPoolExecutor(2)),
    ("processes that know nothing yet", lambda: ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))),
]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = tmp_path_factory.mktemp("alone") / "site"
    build(CONTENT, TEMPLATES, site, TODAY, searched=False)
    return files(site)


@pytest.mark.parametrize("start", [row[1] for row in EXECUTORS], ids=[row[0] for row in EXECUTORS])
def test_any_executor_makes_the_same_site(
    start: Callable[[], Executor], alone: dict[str, bytes], tmp_path: Path
) -> None:
    with start() as executor:
        for cache in (None, tmp_path / "cache", tmp_path / "cache"):
            build(CONTENT, TEMPLATES, tmp_path / "site", TODAY, searched=False, team=Team(2, executor), cache=cache)
            assert files(tmp_path / "site") == alone


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., None]]:
    """Starts one of Dask's programs, as the README tells."""
    with ExitStack() as until:

        def start(name: str, *options: str, folder: Path = ROOT) -> None:
            command = [sys.executable, "-m", f"distributed.cli.{name}", "--no-dashboard", *options]
            log = until.enter_context((tmp_path_factory.mktemp("log") / name).open("wb"))
            process = until.enter_context(subprocess.Popen(command, cwd=folder, stdout=log, stderr=log))
            until.callback(process.terminate)

        yield start


@pytest.fixture(scope="module")
def scheduler(started: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of one that has no workers yet."""
    told = tmp_path_factory.mktemp("scheduler") / "scheduler.json"
    started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    for _ in range(600):
        if told.exists() and told.read_bytes():
            break
        time.sleep(0.1)
    return str(json.loads(told.read_bytes())["address"])


def test_whoever_cannot_help_is_told_of(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builder.generator.cluster.PATIENCE", 1)
    where = ["--content", str(CONTENT), "--site", str(tmp_path / "site"), "--cluster"]
    assert main([*where, "tcp://127.0.0.1:9"]) == 1
    assert "no scheduler answers at 'tcp://127.0.0.1:9'; start one" in capsys.readouterr().err
    assert main([*where, scheduler]) == 1
    assert f"no worker has joined the scheduler at '{scheduler}'; start some" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def run(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    where = ["--content", str(CONTENT), "--date", TODAY.isoformat(), "--no-search", "--site", str(site)]
    command = [sys.executable, str(ROOT / "build.py"), *where, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_a_cluster_makes_the_same_site(scheduler: str, started: Callable[..., None], tmp_path: Path) -> None:
    """And with the history of its content, which is that of this project."""
    for _ in range(2):
        started("dask_worker", scheduler, "--nthreads", "1")
    for site, options in [("alone", ["--workers", "1"]), ("cluster", ["--cluster", scheduler])]:
        done = run(tmp_path / site, *options)
        assert (done.returncode, done.stderr) == (0, "")
    assert files(tmp_path / "cluster") == files(tmp_path / "alone")


def test_a_worker_with_another_program_is_told_of(scheduler: str, started: Callable[..., None], tmp_path: Path) -> None:
    started("dask_worker", scheduler, "--nthreads", "1", folder=tmp_path)
    for _ in range(20):  # until it has joined the others
        done = run(tmp_path / "site", "--cluster", scheduler)
        if done.returncode:
            break
    assert done.returncode == 1
    assert done.stderr.count("has another version of this program, of Python or of a package, or none") == 1
