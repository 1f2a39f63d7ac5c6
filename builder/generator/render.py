"""Templates drawn: one environment for each language, one call for each page."""

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from builder import workers
from builder.checksum import checksum
from builder.generator import compiling, markdown, origins, policy
from builder.generator.links import ASSETS, Links
from builder.generator.pages import Page

BASE = "base.html"
"""The template that all pages fill."""

LOCALES = "locale"
"""The folder of translations under templates/, in gettext's own form: LANGUAGE/LC_MESSAGES/messages.po."""


KEPT = 24_000
"""How many pieces of pages are kept as they were drawn; what was kept first goes first."""

FIRSTS = {"fr": "1er", "pt": "1º"}
"""The first day of a month in languages that write it otherwise than the other days; CLDR does not tell."""


class Drawing(Environment):
    """The templates with the words of a language.

    What links depend on is where a page stands: how many folders deep. So the pages of each depth have a copy, which
    shares all but the links, and macros are made once for each of them.
    """

    code_generator_class = compiling.Plain
    told: Callable[[str], Markup]
    words: NullTranslations
    _standing: dict[int | None, "Drawing"]
    _read: dict[str, Template]

    def standing(self, links: Links, here: str | None) -> "Drawing":
        """The copy for the page at `here`."""
        depth = links.depth(here)
        if depth not in self._standing:
            made = self.overlay()
            url = links.from_page(here)
            versions: Mapping[str, str] = self.globals["versions"]  # type: ignore[assignment]
            own = {"url": url, "asset": partial(_asset, url, versions), "absolute": links.absolute}
            made.globals, made._read = {**self.globals, **own}, {}
            self._standing[depth] = made
        return self._standing[depth]

    def get_template(self, name: Any, *others: Any) -> Template:
        """The template with a name; it is read once."""
        if name not in self._read:
            self._read[name] = super().get_template(name, *others)
        return self._read[name]

    def sentence(self, message: str, names: Sequence[str]) -> Callable[..., str]:
        """Tells the message, given the HTML of the variables with these names."""
        places = {name: f"{{{number}}}" for number, name in enumerate(names)}
        words = self.words.gettext(message).replace("{", "{{").replace("}", "}}")
        return _VARIABLE.sub(lambda found: places[found[1]], words).replace("%%", "%").format


_COMPILED = compiling.Compiled()
_VARIABLE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language."""

    language: str
    """Its code."""
    name: str
    """What the language calls itself."""
    drawing: Drawing
    """The templates with its words."""
    links: Links
    """The way from one of its pages to another."""
    everywhere: str = ""
    """A checksum of what all of its pages show, whatever else is on them."""

    @property
    def downloads(self) -> str:
        """A checksum of what all files to take home hold, whatever else is in them."""
        return checksum(self.everywhere, self.drawing.globals["sources"])

    def words(self, message: str) -> str:
        """A message in its language."""
        told: Callable[[str], Markup] = self.drawing.globals["_"]  # type: ignore[assignment]
        return str(told(message).unescape())


@contextmanager
def read_ahead(edition: Edition, first: Iterable[str]) -> Iterator[Callable[[], None]]:
    """Begins to compile the templates in another process, those needed `first` before all others.

    Whoever draws here takes over what is there by then; what this gives waits for all.
    All pages have the same code, so those of one depth will do.
    """
    drawing = edition.drawing.standing(edition.links, "/programs/")
    names: Mapping[str, str] = drawing.globals["sources"]  # type: ignore[assignment]

    def work(hand_over: Callable[[bytes], None]) -> None:
        _COMPILED.hand_over = hand_over
        for name in dict.fromkeys((BASE, *first, *names)):
            if name.endswith(".html"):
                drawing.get_template(name)

    with workers.ahead(work) as handed_over:
        _COMPILED.arrived = partial(handed_over, False)
        try:
            yield lambda: _COMPILED.take(handed_over(True))
        finally:
            _COMPILED.arrived = tuple


@dataclass(frozen=True, slots=True)
class Placed:
    """A page in its language."""

    page: Page
    """The page."""
    edition: Edition
    """The site that it is part of."""
    others: tuple[Edition, ...] = ()
    """The site in every language in which the page is there, this one among them."""

    @property
    def address(self) -> str:
        """Where it stands in the whole site: `/es/about/`."""
        return f"/{self.edition.links.prefix}{self.page.address[1:]}"

    @property
    def made_from(self) -> str:
        """A checksum of all that it is made from; empty where it is drawn each time."""
        page, edition = self.page, self.edition
        if page.shows is None or not edition.everywhere:
            return ""
        template: str = edition.drawing.globals["sources"][page.template]  # type: ignore[index]
        told = [(each.language, each.links.prefix) for each in self.others]
        return checksum(edition.everywhere, template, page.address, page.listed, told, page.shows())


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as text."""

    text: str
    """What its file holds."""
    dead: tuple[str, ...]
    """Links in an editor's text that lead to no page."""


def _counted(
    words: Callable[[str, str, int], str], singular: str, plural: str, num: int, **variables: object
) -> Markup:
    """The sentence that fits the number, with the variables in it."""
    held = {name: compiling.escape(value) for name, value in variables.items()}
    return compiling.marked(words(singular, plural, num) % {"num": num, **held})


def _kept(known: dict[object, Markup], *key: object, caller: Callable[[], Markup]) -> Markup:
    """What stands inside the block, drawn once for each key."""
    told = known.get(key)
    if told is None:
        if len(known) >= KEPT:
            for old in [*islice(known, KEPT // 4)]:
                del known[old]
        told = known[key] = caller()
    return told


def environment(templates: Path, language: str, shared: Mapping[str, Any]) -> Drawing:
    """The templates with the words of a language.

    `shared` is what every page has, among it `versions`, which tells the assets' present selves from their former ones,
    and `sources`, which tells those of the templates.
    """
    made = Drawing(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
        bytecode_cache=_COMPILED,
        optimized=False,
    )
    made._standing, made._read = {}, {}
    made.policies["ext.i18n.trimmed"] = True
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.words = words = translations(templates, language)
    locale = locale_of(language)
    # where words stand alone, they are told when a template is read
    made.globals["_"] = made.told = lru_cache(maxsize=None)(lambda message: escape(words.gettext(message)))
    made.globals["ngettext"] = partial(_counted, lru_cache(maxsize=1 << 12)(words.ngettext))
    made.globals["kept"] = partial(_kept, {})
    made.filters["day"] = lru_cache(maxsize=None)(partial(_day, locale=locale))
    made.filters["number"] = lru_cache(maxsize=None)(partial(format_decimal, locale=locale))
    made.filters["tuple"] = tuple
    made.filters["striptags"] = _bare
    made.filters["by_kind"] = origins.by_kind
    made.filters["for_machines"] = _for_machines
    made.filters["with_territory"] = lru_cache(maxsize=None)(_with_territory)
    made.filters["language_name"] = partial(_language_name, locale=locale)
    made.globals.update(
        language=language,
        in_language=lru_cache(maxsize=None)(partial(_in_language, language)),
        **shared,
    )
    return made


def locale_of(language: str) -> Locale:
    """How a language writes days and numbers."""
    return Locale.parse(language, sep="-")


def is_translated(templates: Path, language: str) -> bool:
    """Whether the pages' own words exist in the language; they are written in English."""
    return language.partition("-")[0] == "en" or type(translations(templates, language)) is not NullTranslations


@cache
def translations(templates: Path, language: str) -> NullTranslations:
    """The interface in a language; the templates' own English where there is no translation."""
    path = _messages(templates, language)
    if path is None:
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=path.parts[-3]))
    compiled.seek(0)
    return Translations(compiled)


def _messages(templates: Path, language: str) -> Path | None:
    names = (language.replace("-", "_"), language.partition("-")[0])
    paths = (templates / LOCALES / name / "LC_MESSAGES" / "messages.po" for name in names)
    return next((path for path in paths if path.is_file()), None)


_USED = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")


def sources(templates: Path) -> Mapping[str, str]:
    """A checksum of each template with all that it uses, by its name."""
    folders = (templates, templates / "macros")
    texts = {
        path.relative_to(templates).as_posix(): path.read_text("utf-8")
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.is_file()
    }

    def used(name: str, found: dict[str, str]) -> dict[str, str]:
        if name not in found:
            found[name] = texts[name]
            for other in used_in(texts[name]):
                used(other, found)
        return found

    return {name: checksum(sorted(used(name, {}).items())) for name in texts}


def used_in(source: str) -> list[str]:
    """The templates that a template names."""
    return _USED.findall(source)


def words_of(templates: Path, language: str) -> str:
    """A checksum of the interface in a language."""
    path = _messages(templates, language)
    return checksum(path and path.read_bytes())


def own_name(language: str) -> str:
    """What a language calls itself, as the beginning of a sentence."""
    name = locale_of(language).get_display_name() or language
    return name[:1].upper() + name[1:]


def draw(placed: Placed) -> Drawn:
    """The page's text. Raises what Jinja raises: a mistake in a template is a bug."""
    page, links = placed.page, placed.edition.links
    here = None if page.anywhere else page.address
    made = placed.edition.drawing.standing(links, here)
    url: Callable[[str], str] = made.globals["url"]  # type: ignore[assignment]
    dead: list[str] = []
    told = {
        **page.context(),
        "here": page.address,
        "canonical": links.absolute(page.address) if page.listed else None,
        "editions": [
            (
                each.language,
                each.name,
                links.link(page.address, here, each.links.prefix),
                each.links.absolute(page.address),
            )
            for each in placed.others
        ],
        "markdown": partial(_markdown, url, links, dead),
    }
    template = made.get_template(page.template)
    try:
        # what every page has is in the templates already
        text = "".join(template.root_render_func(template.new_context(told, shared=True)))
    except Exception:
        made.handle_exception()
    return Drawn(policy.allowing(text), tuple(dead))


def _markdown(url: Callable[[str], str], links: Links, dead: list[str], text: str, level: int) -> Markup:
    rendered = markdown.render(text, level, lambda target: url(target) if links.knows(target) else None)
    dead.extend(rendered.dead)
    return rendered.html


def _bare(html: str) -> str:
    """Without tags, blanks told once, and no sign written as an entity."""
    return Markup(html).striptags() if "<" in html else unescape(" ".join(html.split()))


# what JSON-LD says stays readable
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _for_machines(told: object) -> Markup:
    """As JSON that no script can be ended by."""
    text = _JSON.encode(told)
    for sign in "<>&'":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return compiling.marked(text)


def _day(value: dt.date, locale: Locale) -> Markup:
    told = format_date(value, "long", locale)
    if value.day == 1 and locale.language in FIRSTS:
        told = told.replace("1", FIRSTS[locale.language], 1)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), told)


def _language_name(code: str, locale: Locale) -> str:
    return str(locale.languages.get(code.partition("-")[0], code))


def _with_territory(code: str) -> str:
    """A language as those ask for it who know it only with a country: `pt_BR`."""
    whole = code.replace("-", "_")
    known = Locale.parse(get_global("likely_subtags").get(whole, whole))
    return f"{known.language}_{known.territory}" if known.territory else known.language


def _in_language(page: str, text: str) -> Markup:
    """The attribute of a text whose language is not the page's."""
    return Markup("") if text == page else Markup(' lang="{}"').format(text)


def _asset(url: Callable[[str], str], versions: Mapping[str, str], name: str) -> str:
    # a browser keeps a file as long as its address is the same, so the address changes with the file
    return f"{url(ASSETS + name)}?{versions[name]}"
