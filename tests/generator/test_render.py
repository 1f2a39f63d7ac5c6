"""Templates speak the reader's language."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from markupsafe import Markup

from builder.generator import build, prepare, render
from builder.generator.render import environment, translations
from tests.generator.conftest import SAMPLE, TEMPLATES, TODAY


def translated(folder: Path) -> Path:
    """The templates with a little Spanish."""
    templates = folder / "templates"
    shutil.copytree(TEMPLATES, templates)
    words = Catalog("es")
    words.add("Countries", "Países")
    words.add("stated", 'dicho <b>"así"</b>')
    words.add(("%(shown)s program", "%(shown)s programs"), ("%(shown)s programa", "%(shown)s programas"))
    shutil.rmtree(templates / "locale", ignore_errors=True)
    path = templates / "locale/es/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, words)
    return templates


def test_a_site_in_another_language(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SAMPLE, content)
    settings = (content / "site.yml").read_text()
    (content / "site.yml").write_text(settings.replace("[en]", "[es]"))
    build(content, translated(tmp_path), tmp_path / "site", TODAY)
    text = (tmp_path / "site/programs/harbor-safety/index.html").read_text("utf-8")
    assert '<html lang="es">' in text
    assert ">Países</a>" in text
    assert '<time datetime="2017-04-12">12 de abril de 2017</time>' in text
    assert "<h1>Programa de Seguridad de los Puertos &lt;b&gt;</h1>" in text
    ballots = (tmp_path / "site/programs/ballots/index.html").read_text("utf-8")
    assert '<h1 lang="en">Ballots for Everyone</h1>' in ballots
    assert "Language of the text: inglés." in ballots
    # a translator's words are words as well
    assert "dicho &lt;b&gt;&#34;así&#34;&lt;/b&gt;" in text
    assert "2 programas" in (tmp_path / "site/countries/index.html").read_text("utf-8")


def test_without_a_translation_the_templates_own_english_stands(tmp_path: Path) -> None:
    assert translations(translated(tmp_path), "fr").gettext("Countries") == "Countries"


LANGUAGES = [
    ("the templates' own", "[en]", []),
    ("a kind of it", "[en-GB]", []),
    ("a translated one", "[es]", []),
    (
        "one that is not",
        "[fr]",
        ["languages[0]: nobody has translated the words of the pages into 'fr' yet; they stay English"],
    ),
    (
        "more than one",
        "[en, es, pt]",
        ["languages[2]: nobody has translated the words of the pages into 'pt' yet; they stay English"],
    ),
]


@pytest.mark.parametrize(("languages", "expected"), [row[1:] for row in LANGUAGES], ids=[row[0] for row in LANGUAGES])
def test_languages_that_are_not_translated_are_told(tmp_path: Path, languages: str, expected: list[str]) -> None:
    content = tmp_path / "content"
    shutil.copytree(SAMPLE, content)
    settings = (content / "site.yml").read_text()
    (content / "site.yml").write_text(settings.replace("[en]", languages))
    told = [
        str(problem) for problem in prepare(content, translated(tmp_path), TODAY).warnings if "site.yml" in problem.path
    ]
    assert told == [f"{content}/site.yml: warning: {line}" for line in expected]


FILTERS = [
    ("en", dt.date(2017, 4, 12), '<time datetime="2017-04-12">April 12, 2017</time>'),
    ("fr", dt.date(2017, 4, 1), '<time datetime="2017-04-01">1er avril 2017</time>'),
    ("fr", dt.date(2011, 1, 11), '<time datetime="2011-01-11">11 janvier 2011</time>'),
    ("es", dt.date(2017, 4, 1), '<time datetime="2017-04-01">1 de abril de 2017</time>'),
    ("pt", dt.date(2017, 4, 1), '<time datetime="2017-04-01">1º de abril de 2017</time>'),
    ("pt-BR", dt.date(2017, 4, 12), '<time datetime="2017-04-12">12 de abril de 2017</time>'),
]


@pytest.mark.parametrize(("language", "day", "expected"), FILTERS)
def test_day(language: str, day: dt.date, expected: str) -> None:
    assert environment(TEMPLATES, language, {}).filters["day"](day) == expected


def test_number() -> None:
    assert environment(TEMPLATES, "en", {}).filters["number"](10000) == "10,000"


def test_languages_share_code_and_no_words() -> None:
    told = [environment(TEMPLATES, language, {}).get_template("macros/show.html") for language in ("en", "es", "en")]
    assert [str(each.module.status_word("ongoing")) for each in told] == ["Ongoing", "En curso", "Ongoing"]


SENTENCES = [
    ("its variables are escaped, its own words are HTML", "{% trans a=x %}<b>{{ a }}{% endtrans %}", "<b>&amp;"),
    ("braces and percents", "{% trans a=x %}{0} {b} 5% {{ a }}{% endtrans %}", "{0} {b} 5% &amp;"),
    ("without variables", "{% trans %}5% {b}{% endtrans %}", "5% {b}"),
    ("one", "{% trans n=1, a=x %}{{ a }} day{% pluralize n %}{{ n }} {{ a }} days{% endtrans %}", "&amp; day"),
    ("several", "{% trans n=2, a=x %}{{ a }} day{% pluralize n %}{{ n }} {{ a }} days{% endtrans %}", "2 &amp; days"),
]


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES])
def test_sentences(source: str, expected: str) -> None:
    assert environment(TEMPLATES, "en", {}).from_string(source).render(x="&") == expected


def test_only_so_many_pieces_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "KEPT", 8)
    kept = environment(TEMPLATES, "en", {}).globals["kept"]
    drawn: list[int] = []

    def piece(number: int) -> Markup:
        drawn.append(number)
        return Markup("piece {}").format(number)

    for number in [*range(9), 8, 7, 0]:
        assert kept("piece", number, caller=lambda number=number: piece(number)) == f"piece {number}"
    assert drawn == [*range(9), 0]
