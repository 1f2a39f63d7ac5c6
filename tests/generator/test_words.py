"""The pages' words in each language: all there, and as well formed as the English ones that the templates hold."""

import io
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from builder.generator.render import LOCALES
from tests.generator.conftest import ROOT, TEMPLATES

LANGUAGES = ("es", "pt", "fr")
FEW = range(200)
"""Numbers enough to tell two rules of the plural apart."""

_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%")
_HTML = re.compile(r"[<>]|&#?\w+;")
_MARK = re.compile(r"[.…:;?!]$")
_STRAIGHT = re.compile(r"[\"']")
_TIGHT = re.compile("[^\u00a0][:;?!»](?!\\w)|«[^\u00a0]")
"""French, without the no-break space that its signs want."""


def faults(english: Catalog, words: Catalog) -> list[str]:
    """What is wrong with the words of a language, each beside its message."""
    language = str(words.locale)
    found = [f"{_told(each)}: no longer in the templates" for each in words if each.id and english.get(each.id) is None]
    found += [f"{_told(each)}: no longer in the templates" for each in words.obsolete.values()]
    if not _has_plurals(words):
        found.append(f"Plural-Forms: not as in {language}")
    for message in english:
        if message.id:
            found += [f"{_told(message)}: {fault}" for fault in _faults(message, words.get(message.id), language)]
    return found


def _faults(english: Message, said: Message | None, language: str) -> Iterator[str]:
    if said is None:
        yield "missing"
        return
    if said.fuzzy:
        yield "fuzzy"
    originals, forms = _forms(english.id), _forms(said.string or "")
    if (len(originals), len(forms)) not in ((1, 1), (2, 2)):
        yield "wrong number of plural forms"
        return
    if not all(forms):
        yield "empty"
        return
    for original, form in zip(originals, forms, strict=True):
        yield from _faults_of_form(original, form, language)


def _faults_of_form(original: str, form: str, language: str) -> Iterator[str]:
    if sorted(_PLACEHOLDER.findall(original)) != sorted(_PLACEHOLDER.findall(form)):
        yield "other placeholders"
    if _HTML.search(form):
        yield "HTML"
    if _blanks(original) != _blanks(form):
        yield "other blanks at an end"
    if re.search(r"\s\s", form):
        yield "two blanks"
    if _mark(original) != _mark(form):
        yield "other punctuation at the end"
    if {_case(original), _case(form)} == {"capital", "small"}:
        yield "other kind of first letter"
    if _STRAIGHT.search(form):
        yield "straight quotes"
    if language == "es" and (form.count("?"), form.count("!")) != (form.count("¿"), form.count("¡")):
        yield "no sign where a question begins"
    if language == "fr" and _TIGHT.search(form):
        yield "no no-break space"


def _has_plurals(words: Catalog) -> bool:
    """Whether the file's own rule is that of its language, which the script of the search goes by."""
    rule = re.search(r"plural=([^;]+)", words.plural_forms)
    if words.num_plurals != 2 or rule is None or not re.fullmatch(r"[\sn()!=<>\d]+", rule[1]):
        return False
    known = Locale.parse(str(words.locale)).plural_form
    return all(int(eval(rule[1], {}, {"n": n})) == (known(n) != "one") for n in FEW)


def _told(message: Message) -> str:
    return _forms(message.id)[0]


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _case(text: str) -> str:
    return "capital" if text[:1].isupper() else "small" if text[:1].islower() else ""


def _blanks(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _mark(text: str) -> str:
    found = _MARK.search(text.rstrip())
    return found[0] if found else ""


def in_templates() -> Catalog:
    """The words of the templates and of the data files, found as `make messages` finds them."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(each["pattern"], each["method"]) for each in mappings]
    options = {
        each["pattern"]: {key: value for key, value in each.items() if key not in ("method", "pattern")}
        for each in mappings
    }
    catalog = Catalog()
    for folder in (TEMPLATES, ROOT / "builder/generator/data"):
        for _, _, words, comments, context in extract_from_dir(folder, methods, options):
            catalog.add(words, auto_comments=comments, context=context)
    return catalog


def in_file(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@pytest.fixture(scope="module")
def english() -> Catalog:
    return in_templates()


def test_the_templates_words_are_found(english: Catalog) -> None:
    assert len(english) > 200
    assert english.get("Search programs")
    assert english.get(("%(shown)s program", "%(shown)s programs"))
    assert english.get("The program’s page.")
    assert english.get("Programs that changed, the newest first.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_in_each_language(english: Catalog, language: str) -> None:
    assert faults(english, in_file(TEMPLATES / LOCALES / language / "LC_MESSAGES" / "messages.po", language)) == []


HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
HOME = 'msgid "Home"\nmsgstr "Accueil"\n\n'
WHY = 'msgid "Why, %(name)s?"\nmsgstr "Pourquoi, %(name)s\u00a0?"\n\n'
QUOTED = 'msgid "See “more”: {n}"\nmsgstr "Voir «\u00a0plus\u00a0»\u00a0: {n}"\n\n'
PROGRAMS = 'msgid "%(n)s program"\nmsgid_plural "%(n)s programs"\nmsgstr[0] "%(n)s programme"\nmsgstr[1] "%(n)s programmes"\n\n'
WHOLE = HEAD + HOME + WHY + QUOTED + PROGRAMS

FAULTS = [
    # what an editor did to the file, by which other words; what the check says
    ("nothing", "", "", []),
    ("left a word out", HOME, "", ["Home: missing"]),
    ("left a word empty", '"Accueil"', '""', ["Home: empty"]),
    ("left a plural form empty", '"%(n)s programmes"', '""', ["%(n)s program: empty"]),
    ("left a plural form out", 'msgstr[1] "%(n)s programmes"\n', "", ["%(n)s program: empty"]),
    ("did not look at a guess", HOME, "#, fuzzy\n" + HOME, ["Home: fuzzy"]),
    ("kept a word", HOME, HOME + HOME.replace("Home", "House"), ["House: no longer in the templates"]),
    ("kept it aside", HOME, HOME + '#~ msgid "House"\n#~ msgstr "Maison"\n', ["House: no longer in the templates"]),
    ("translated a placeholder", "%(name)s\u00a0?", "%(nom)s\u00a0?", ["Why, %(name)s?: other placeholders"]),
    ("left a placeholder out", "Pourquoi, %(name)s", "Pourquoi", ["Why, %(name)s?: other placeholders"]),
    ("cut one", "Pourquoi, %(name)s", "Pourquoi, %(name)", ["Why, %(name)s?: other placeholders"]),
    ("cut the script's", "\u00a0: {n}", "\u00a0: n", ["See “more”: {n}: other placeholders"]),
    ("left one out of one form", '"%(n)s programme"', '"Un programme"', ["%(n)s program: other placeholders"]),
    ("wrote HTML", '"Accueil"', '"<b>Accueil</b>"', ["Home: HTML"]),
    ("wrote an entity", '"Accueil"', '"Accueil&nbsp;"', ["Home: HTML", "Home: other punctuation at the end", "Home: no no-break space"]),
    ("began with a blank", '"Accueil"', '" Accueil"', ["Home: other blanks at an end"]),
    ("ended with a blank", '"Accueil"', '"Accueil "', ["Home: other blanks at an end"]),
    ("wrote two blanks", "Pourquoi, %", "Pourquoi,  %", ["Why, %(name)s?: two blanks"]),
    ("added a full stop", '"Accueil"', '"Accueil."', ["Home: other punctuation at the end"]),
    ("forgot the question mark", "%(name)s\u00a0?", "%(name)s", ["Why, %(name)s?: other punctuation at the end"]),
    ("wrote a small letter", '"Accueil"', '"accueil"', ["Home: other kind of first letter"]),
    ("wrote straight quotes", "«\u00a0plus\u00a0»", "'plus'", ["See “more”: {n}: straight quotes"]),
    ("wrote a plain space", "\u00a0?", " ?", ["Why, %(name)s?: no no-break space"]),
    ("forgot the space", "«\u00a0plus", "«plus", ["See “more”: {n}: no no-break space"]),
    ("took another language's plural", "plural=(n > 1)", "plural=(n != 1)", ["Plural-Forms: not as in fr"]),
    ("took one form for all", "nplurals=2; plural=(n > 1)", "nplurals=1; plural=0", ["Plural-Forms: not as in fr", "%(n)s program: wrong number of plural forms"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_the_check_finds_each_kind_of_fault(before: str, after: str, expected: list[str]) -> None:
    assert before in WHOLE
    good = read_po(io.BytesIO(WHOLE.encode()), locale="fr")
    changed = WHOLE.replace(before, after, 1) if before else WHOLE
    assert faults(good, read_po(io.BytesIO(changed.encode()), locale="fr")) == expected


def test_a_question_in_spanish_has_a_sign_at_its_beginning() -> None:
    assert list(_faults_of_form("Why?", "Por qué?", "es")) == ["no sign where a question begins"]
    assert list(_faults_of_form("Why?", "¿Por qué?", "es")) == []
