"""The sample site, built once."""

import datetime as dt
from collections.abc import Iterator
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
