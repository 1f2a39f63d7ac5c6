"""Never half a site, and always the same one: builds that are killed, a full disk, other machines. CATALOGUE_KILLS says how many are killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.generator.conftest import ROOT

CONTENT = ROOT / "tests/golden/expected/content"
KILLS = int(os.environ.get("CATALOGUE_KILLS", "5"))


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def command(content: Path, site: Path, *options: str) -> list[str]:
    where = ("--content", str(content), "--site", str(site), "--date", "2020-01-01")
    return [sys.executable, str(ROOT / "build.py"), *where, *options]


def run(arguments: Sequence[str], **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, capture_output=True, text=True, env={**os.environ, **more}, check=False, timeout=600
    )


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content"


def test_a_killed_build_leaves_a_whole_site(content: Path, tmp_path: Path) -> None:
    """Killed at any moment, with whoever it has started left alone; the next build recovers by itself."""
    site = tmp_path / "public/site"
    assert run(command(content, site)).returncode == 0
    old = files(site)
    settings = content / "site.yml"
    settings.write_text(settings.read_text("utf-8").replace("Golden", "Silver"), "utf-8")
    assert run(command(content, tmp_path / "other")).returncode == 0
    new = files(tmp_path / "other")
    assert new != old
    began = time.perf_counter()
    assert run(command(content, tmp_path / "other")).returncode == 0
    whole = time.perf_counter() - began
    chance = random.Random(7)
    for _ in range(KILLS):
        with subprocess.Popen(
            command(content, site, "--workers", "2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            time.sleep(chance.uniform(0, whole))
            running.send_signal(signal.SIGKILL)
        assert files(site) in (old, new)
    assert run(command(content, site)).returncode == 0
    assert files(site) == new
    assert [path.name for path in site.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_full_disk_leaves_the_old_site(content: Path, tmp_path: Path, workers: str) -> None:
    site = tmp_path / "public/site"
    assert run(command(content, site)).returncode == 0
    old = files(site)
    arguments = command(content, site, "--no-search", "--workers", workers)
    # no file may be larger than this: to a program, much the same as a disk that is full
    limited = ["/bin/sh", "-c", 'ulimit -f 20; exec "$@"', "sh", *arguments]
    done = run(limited)
    assert done.returncode == 1, done.stderr
    assert "cannot be written (File too large); make room, and build again" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(site) == old
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_folder_that_nobody_may_write_to_is_told(content: Path) -> None:
    done = run(command(content, Path("/proc/nowhere/site")))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_builds_at_once_leave_a_whole_site(content: Path, tmp_path: Path) -> None:
    site = tmp_path / "public/site"
    both = [subprocess.Popen(command(content, site), stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert run(command(content, tmp_path / "alone")).returncode == 0
    assert files(site) == files(tmp_path / "alone")


MACHINES: list[tuple[str, Mapping[str, str], Sequence[str]]] = [
    ("another order of sets", {"PYTHONHASHSEED": "1"}, ()),
    ("another language", {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, ()),
    ("no language", {"LC_ALL": "C", "PYTHONUTF8": "0"}, ()),
    ("the other side of the earth", {"TZ": "Pacific/Kiritimati"}, ()),
    ("three processes", {}, ("--workers", "3")),
]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("here")
    shutil.copytree(CONTENT, folder / "content")
    assert run(command(folder / "content", folder / "site", "--no-search"), PYTHONHASHSEED="0").returncode == 0
    return files(folder / "site")


@pytest.mark.parametrize(("more", "options"), [row[1:] for row in MACHINES], ids=[row[0] for row in MACHINES])
def test_every_machine_builds_the_same(
    here: dict[str, bytes], content: Path, tmp_path: Path, more: Mapping[str, str], options: Sequence[str]
) -> None:
    done = run(command(content, tmp_path / "another/folder/site", "--no-search", *options), **more)
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "another/folder/site") == here
