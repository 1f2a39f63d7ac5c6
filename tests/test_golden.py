"""Two small booklets, all the way: from text to Markdown to pages, every file compared with the one expected.

`UPDATE_GOLDEN=1 pytest tests/test_golden.py` writes what is now made as what is expected; read the difference before you commit it.
"""

import datetime as dt
import os
import re
import shutil
from pathlib import Path

import pytest

from builder.generator import build
from builder.importer import import_booklets

HERE = Path(__file__).parent / "golden"
TEMPLATES = Path(__file__).parents[1] / "templates"
ASSETS = ("assets/", "pagefind/")
"""Copied as they are, or made by the indexer: their own tests know them better."""


_VERSION = re.compile(r"\?[0-9a-f]{8}\b")
"""A style sheet's own version in its address: no page changes with it."""


def files(folder: Path) -> dict[str, str]:
    names = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    texts = {
        name: path.read_text("utf-8")
        for name, path in names.items()
        if not name.startswith((*ASSETS, ".")) and path.suffix not in (".ico", ".xlsx", ".zip", ".sha256")
    }
    return {name: _VERSION.sub("?…", text) for name, text in texts.items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's content/ after the import, and its site/."""
    folder = tmp_path_factory.mktemp("golden")
    shutil.copytree(HERE / "content", folder / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)  # problems and ledgers name their files from here
        done = import_booklets(Path("content"), [Path("content/sheets")])
        assert done.problems == ()
        build(Path("content"), TEMPLATES, Path("site"), dt.date(2020, 1, 1))
    return folder


@pytest.mark.parametrize("part", ["content", "site"])
def test_every_file_is_as_expected(made: Path, part: str) -> None:
    expected = HERE / "expected" / part
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(expected, ignore_errors=True)
        for name, text in files(made / part).items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_text(text, "utf-8")
    now, then = files(made / part), files(expected)
    assert sorted(now) == sorted(then)
    for name, text in then.items():
        assert now[name] == text, f"{part}/{name} is not as expected"
