"""The sample site, built once, and repositories to commit to."""

import datetime as dt
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from builder.generator import build

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SAMPLE = HERE / "sample"
TEMPLATES = ROOT / "templates"
TODAY = dt.date(2020, 1, 1)


@pytest.fixture(scope="package", autouse=True)
def _unchecked() -> Iterator[None]:
    """What the check of texts refuses must do no harm on a page even so: the sample is full of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builder.content.prose.check", lambda *_: ((), []))
        yield


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built as it would be published: under the path /catalogue/."""
    folder = tmp_path_factory.mktemp("published") / "catalogue"
    build(SAMPLE, TEMPLATES, folder, TODAY)
    return folder


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of whoever runs the tests, and no repository around them."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@dataclass
class Repository:
    """A repository whose commits are a day apart, from the first of January 2026 on."""

    top: Path
    count: int = field(default=0)

    def git(self, *arguments: str) -> str:
        """Runs git in it, as the same person on the same day wherever the test runs."""
        day = f"{dt.date(2026, 1, 1) + dt.timedelta(days=self.count)}T23:30:00-05:00"
        who = {f"GIT_{role}_{what}": word for role in ("AUTHOR", "COMMITTER") for what, word in _WHO.items()}
        told = subprocess.run(
            ["git", *arguments],
            cwd=self.top,
            env={**os.environ, **who, "GIT_AUTHOR_DATE": "2025-06-01T12:00:00Z", "GIT_COMMITTER_DATE": day},
            capture_output=True,
            text=True,
            check=False,
        )
        assert not told.returncode, told.stderr
        return told.stdout.strip()

    def commit(self, message: str, files: Mapping[str, str | None]) -> str:
        """Writes files, or removes those that are None, and commits them; gives the commit's hash."""
        for name, text in files.items():
            path = self.top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_text(text, "utf-8")
        self.git("add", "-A")
        self.git("commit", "--allow-empty", "-m", message)
        self.count += 1
        return self.git("rev-parse", "HEAD")

    @property
    def content(self) -> Path:
        """The editors' folder."""
        return self.top / "content"


_WHO = {"NAME": "Ana García", "EMAIL": "ana@example.org"}


@pytest.fixture
def repository(tmp_path: Path, no_settings: None) -> Repository:
    """An empty one."""
    made = Repository(tmp_path / "repository")
    made.top.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    return made
