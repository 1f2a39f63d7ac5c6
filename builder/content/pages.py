"""pages/*.md: the editors' own pages, such as "About"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from builder.content import prose
from builder.content.files import check_name, markdown_files, read_text
from builder.content.prose import TextLink
from builder.content.told import told
from builder.problems import Problem, did_you_mean
from builder.program import Text, is_language, spoken_in


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
    translations: "Mapping[str, Page]" = field(default_factory=dict)
    """By the code of the language: what `SLUG.es.md` tells."""
    lang: str = ""
    """The language of its words, where that is not the site's main one."""

    def said_in(self, language: str) -> "Page":
        """The page as it is told in a language, or in the main one where it is not."""
        told = spoken_in(self.translations, language)
        return replace(told, lang=language) if told else self


def load_pages(folder: Path, problems: list[Problem], links: list[TextLink]) -> Iterator[Page]:
    """All of them by slug; what is wrong is added to `problems`, where they lead to within the site to `links`."""
    pages: dict[str, Page] = {}
    translations: dict[str, dict[str, Page]] = {}
    for path in markdown_files(folder / "pages", problems):
        slug, _, language = path.stem.partition(".")
        problems.extend(check_name(slug, str(path)))
        if language:
            problems.extend(_check_translation(path, slug, language))
        page = _page(path, slug, problems, links)
        if page and language:
            translations.setdefault(slug, {})[language] = page
        elif page:
            pages[slug] = page
    return (replace(page, translations=translations.get(slug, {})) for slug, page in pages.items())


def _page(path: Path, slug: str, problems: list[Problem], links: list[TextLink]) -> Page | None:
    text = read_text(path, problems)
    mine, wrong = told(text, slug, str(path), "'title: …'") if text is not None else (None, [])
    problems += wrong
    if mine is None:
        return None
    facts, wrong = mine.validated(PageFacts)
    problems += wrong
    leads, wrong = prose.check(mine.document.body, mine.path, mine.document.body_line)
    problems += wrong
    links += leads
    return Page(slug, facts.title, mine.document.body.strip(), str(path)) if facts else None


def _check_translation(path: Path, slug: str, language: str) -> Iterator[Problem]:
    if not is_language(language):
        hint = did_you_mean(language, ("en", "es", "pt", "fr")) or ""
        message = f"'{language}' is no language{hint}; a translation is named {slug}.es.md, .pt.md or .fr.md"
        yield Problem(str(path), 0, 0, "", message)
    if not path.with_name(f"{slug}.md").is_file():
        message = f"is a translation of {slug}.md, which is not there; give it the name of its page"
        yield Problem(str(path), 0, 0, "", message)
