"""content/, read and checked: program files, facet files, settings, pages and pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder import frontmatter
from builder.content.body import format_program
from builder.content.facetfiles import load_facets
from builder.content.files import read_text
from builder.content.leads import dead_links
from builder.content.memory import Memory, rows
from builder.content.pages import Page, load_pages
from builder.content.pictures import Picture, load_pictures
from builder.content.programs import load_programs, parse_program, remember
from builder.content.prose import TextLink
from builder.facets import Facets
from builder.formwords import load_form_words
from builder.ledger import Entry, load_ledgers
from builder.problems import Problem, ProblemsError, errors
from builder.program import Program
from builder.settings import Site

__all__ = [
    "Content",
    "Memory",
    "Page",
    "Picture",
    "TextLink",
    "format_program",
    "load",
    "load_facets",
    "load_programs",
    "parse_program",
    "remember",
    "rows",
]


@dataclass(frozen=True, slots=True)
class Content:
    """All that the editors own, checked."""

    site: Site
    """site.yml."""
    facets: Facets
    """The four facet files."""
    programs: tuple[Program, ...]
    """programs/*.md, by slug."""
    pages: tuple[Page, ...]
    """pages/*.md, by slug."""
    pictures: tuple[Picture, ...] = ()
    """images/, by name."""
    links: tuple[TextLink, ...] = ()
    """Where the texts lead to within the site."""
    ledgers: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """sheets/: what became of the sheets of each booklet, by its place in that folder."""

    def written(self, source: str, target: str) -> tuple[TextLink, ...]:
        """Where in a file of a program or a page, or in a translation of it, a text leads to the target."""
        begin = source.removesuffix("md")
        return tuple(link for link in self.links if link.target == target and link.path.startswith(begin))


def load(folder: Path, memory: Memory | None = None, workers: int | None = None) -> tuple[Content, list[Problem]]:
    """Everything in `content/`, and the warnings it gives.

    Raises ProblemsError with all errors at once. With a `memory`, files that have not changed are not read again; the
    others are read by so many `workers`, as many as are worth it where nobody says.
    """
    problems: list[Problem] = []
    links: list[TextLink] = []
    site = _settings(folder / "site.yml", problems)
    facets = load_facets(folder, problems)
    load_form_words(folder, problems)
    programs = load_programs(folder, facets, problems, links, memory, workers)
    pages = tuple(load_pages(folder, problems, links))
    pictures = tuple(load_pictures(folder, problems))
    ledgers = load_ledgers(folder / "sheets", problems)
    if links:
        published = {each.slug: not each.facts.draft for each in programs}
        published |= {alias: not each.facts.draft for each in programs for alias in each.facts.aliases}
        # a program that cannot be read is still there
        published |= {path.stem: True for path in (folder / "programs").glob("*.md") if path.stem not in published}
        shown = {each.address for each in pictures}
        problems += dead_links(links, published, facets, {page.slug for page in pages}, shown)
    if errors(problems) or site is None:
        raise ProblemsError(problems)
    return Content(site, facets, programs, pages, pictures, tuple(links), ledgers), problems


def _settings(path: Path, problems: list[Problem]) -> Site | None:
    source = read_text(path, problems)
    if source is None:
        return None
    reading = frontmatter.read(source, str(path))
    problems += reading.problems
    if not reading.is_read:
        return None
    data = reading.data
    if isinstance(data, dict | None):
        data = {key: value for key, value in (data or {}).items() if value not in ("", None)}
    site, wrong = frontmatter.validate(Site, data, reading.source, str(path))
    problems += wrong
    return site
