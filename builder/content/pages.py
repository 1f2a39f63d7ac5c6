"""pages/*.md: the editors' own pages, such as "About"."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from builder.content import prose
from builder.content.files import check_name, markdown_files, read_text
from builder.content.prose import TextLink
from builder.content.told import told
from builder.problems import Problem
from builder.program import Text


class PageFacts(BaseModel):
    """The front matter of a page under pages/."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    title: Text = Field(examples=["About this catalogue"])
    """The page's heading."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the editors' own, such as "About"."""

    slug: str
    """Its address."""
    title: str
    """Its heading."""
    text: str
    """Markdown."""
    path: str
    """Where it was read from."""


def load_pages(folder: Path, problems: list[Problem], links: list[TextLink]) -> Iterator[Page]:
    """All of them by slug; what is wrong is added to `problems`, where they lead to within the site to `links`."""
    for path in markdown_files(folder / "pages", problems):
        text = read_text(path, problems)
        if text is None:
            continue
        problems.extend(check_name(path.stem, str(path)))
        mine, wrong = told(text, path.stem, str(path), "'title: …'")
        problems += wrong
        if mine is None:
            continue
        facts, wrong = mine.validated(PageFacts)
        problems += wrong
        leads, wrong = prose.check(mine.document.body, mine.path, mine.document.body_line)
        problems += wrong
        links += leads
        if facts:
            yield Page(path.stem, facts.title, mine.document.body.strip(), str(path))
