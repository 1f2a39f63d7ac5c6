"""A small content folder, copied as often as it is needed, and previews of the copies."""

import datetime as dt
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from builder.preview import Preview
from builder.problems import Problem

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
SAMPLE = Path(__file__).parent / "sample"
LONG = 120
"""Seconds that nothing takes; after them a test fails instead of waiting for ever."""


def today() -> dt.date:
    """The day that counts."""
    return dt.date(2020, 1, 1)


class Said:
    """What a preview tells the terminal."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.problems: list[tuple[Problem, ...]] = []
        self._changed = threading.Condition()

    def __call__(self, words: str, problems: Sequence[Problem]) -> None:
        with self._changed:
            self.lines.append(words)
            self.problems.append(tuple(problems))
            self._changed.notify_all()

    def until(self, words: str) -> str:
        """Waits for a line that holds the words, and gives it."""
        with self._changed:
            found = self._changed.wait_for(lambda: next((each for each in self.lines if words in each), ""), LONG)
        assert found, f"nobody said '{words}', but {self.lines}"
        return found


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Copies the sample."""

    def copy() -> Path:
        folder = tmp_path_factory.mktemp("preview") / "content"
        shutil.copytree(SAMPLE, folder)
        return folder

    return copy


@pytest.fixture(scope="module")
def running() -> Iterator[Callable[..., Preview]]:
    """Starts previews, and ends them."""
    with ExitStack() as stack:

        def start(content: Path, templates: Path = TEMPLATES, port: int = 0, said: Said | None = None) -> Preview:
            return stack.enter_context(Preview(content, templates, today, port, said or Said()))

        yield start
