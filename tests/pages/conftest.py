"""One site for all tests of pages, built once and served under a path."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.published import Published, publish, publish_nothing


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The real content and more, built as it would be published."""
    folder = tmp_path_factory.mktemp("pages")
    return publish(folder / "content", folder / "published/catalogue")


@pytest.fixture(scope="session")
def where(site: Published, serve: Callable[[Path], str]) -> str:
    """Where the site is served, without a slash at the end."""
    return f"{serve(site.folder.parent)}/{site.folder.name}"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Where a catalogue is served that has no program yet, without a slash at the end."""
    folder = tmp_path_factory.mktemp("empty")
    publish_nothing(folder / "content", folder / "published")
    return serve(folder / "published")
