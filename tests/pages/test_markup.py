"""The Nu HTML checker finds no error and no warning on one page of every template and language."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.pages.published import ADDRESSES, LANGUAGES, Published, placed

CHECKER = Path(sys.prefix) / "nu/node_modules/vnu-jar/build/dist/vnu.jar"
"""Where `make test` installs it."""


@pytest.fixture(scope="module")
def checker() -> Sequence[str]:
    """How the checker is called. Where tests count for everyone, a missing one is a failure."""
    java = shutil.which("java")
    if java and CHECKER.is_file():
        return (
            java,
            "-Dnu.validator.servlet.allow-forbidden-hosts=true",
            "-jar",
            str(CHECKER),
            "--format",
            "json",
            "--stdout",
        )
    message = "the Nu HTML checker is not installed; `make test` does it" if java else "Java is not installed"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def complaints(checker: Sequence[str], places: Sequence[str], *options: str) -> list[str]:
    """What it says of files or web addresses, each line with its place."""
    command = [*checker, *options, *places]
    answer = json.loads(subprocess.run(command, capture_output=True, check=False, text=True).stdout)
    return [
        f"{each['url']}:{each.get('lastLine', 0)}: {each['type']}: {each['message']}\n  {each.get('extract', '')}"
        for each in answer["messages"]
    ]


def test_html_is_valid(checker: Sequence[str], where: str) -> None:
    """Asked by their web addresses, for the Content-Security-Policy is checked too, and speaks of the page's own host."""
    paths = dict.fromkeys(address.partition("?")[0] for address in ADDRESSES)
    assert complaints(checker, [where + placed(language, path) for language in LANGUAGES for path in paths]) == []


def test_pictures_are_valid(checker: Sequence[str], site: Published) -> None:
    assert complaints(checker, sorted(map(str, site.folder.glob("**/*.svg"))), "--svg") == []


def test_the_checker_finds_what_is_wrong(checker: Sequence[str], tmp_path: Path) -> None:
    """Both kinds of complaint are seen, so that finding none means something."""
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>A</title><section><p></b></section>', "utf-8")
    assert [line.split(": ")[1] for line in complaints(checker, [str(page)])] == ["error", "info"]
