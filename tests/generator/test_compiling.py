"""Templates compiled to plainer Python say what Jinja would say, and fail where it fails."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, Template, TemplateAssertionError, UndefinedError
from markupsafe import Markup

from builder.generator import compiling, prepare
from builder.generator.compiling import Compiled, Plain
from tests.generator.conftest import SAMPLE, TEMPLATES, TODAY


class _Plain(Environment):
    code_generator_class = Plain


@dataclass(frozen=True)
class Named:
    """Something with attributes."""

    name: str
    parts: tuple[str, ...] = ()


HELD: Mapping[str, Any] = {
    "text": "a & <b>",
    "html": Markup("<i>&amp;</i>"),
    "named": Named("x'", ("1", "2", "3")),
    "facts": {"name": "n", "items": "no method"},
    "number": 3,
    "nothing": None,
    "day": dt.date(2020, 1, 1),
    "double": lambda value, times=2: value * times,
}
"""What a page has."""

SHARED: Mapping[str, Any] = {"site": SimpleNamespace(title="T & S"), "shout": str.upper}
"""What every page has."""

PIECES = {
    "base": "<{% block title %}base{% endblock %}|{{ self.title() }}|{% block body %}{% endblock %}>{% set x = 1 %}{{ x }}",
    "macros": "{% set fixed = 'f' %}{% macro one(a, b='&', c=a) %}({{ a }}{{ b }}{{ c }}{{ site.title }}){% endmacro %}"
    "{% macro around(a) %}[{{ caller(a) }}]{% endmacro %}{% macro may() %}{% if caller is defined %}{{ caller() }}{% else %}-"
    "{% endif %}{% endmacro %}",
}
USE = "{% import 'macros' as m %}"

SAME = [
    ("text is escaped", "{{ text }} {{ 'a & b' }} {{ text|upper }}"),
    ("HTML is not", "{{ html }} {{ text|safe }}"),
    ("neither numbers nor nothing break it", "{{ number }}{{ nothing }}{{ 1.5 }}{{ day }}{{ true }}"),
    ("an attribute and a key", "{{ named.name }} {{ facts['name'] }} {{ facts['items'] }} {{ day.year }}"),
    ("a part of a list", "{{ named.parts[1:]|join(', ') }} {{ named.parts[0] }}"),
    ("a function", "{{ double(text) }} {{ double(text, times=3) }} {{ shout(text) }} {{ text.upper() }}"),
    ("what is put together", "{{ text ~ html ~ number }} {{ 'a' ~ number }} {{ (html ~ text)|length }}"),
    ("arithmetic and comparison", "{{ number + 1 }} {{ number > 2 and number < 4 }} {{ 'a' in text }} {{ -number }}"),
    ("a choice", "{% if number == 3 %}a{% elif number %}b{% else %}c{% endif %}{{ 'x' if not number else 'y' }}"),
    ("a loop", "{% for part in named.parts %}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ part }};{% endfor %}"),
    ("a loop that leaves some out", "{% for p in named.parts if p != '2' %}{{ p }}{{ '' if loop.last else ',' }}{% endfor %}"),
    ("a loop over nothing", "{% for p in [] %}{{ p }}{% else %}none{% endfor %}"),
    ("loops in loops", "{% for p in named.parts %}{% for q in p %}{{ loop.last }}{% endfor %}{{ loop.last }}{% endfor %}"),
    ("pairs", "{% for key, value in facts.items() %}{{ key }}={{ value }} {% endfor %}"),
    ("a macro", USE + "{{ m.one(text) }}{{ m.one(text, 'x') }}{{ m.one(html, c='y') }}{{ m.one(a='z') }}"),
    ("a macro's text is HTML", USE + "{{ m.one(text)|striptags }} {{ m.one(text) ~ text }}"),
    ("a macro that calls", USE + "{% call(it) m.around(text) %}<{{ it }}{{ number }}>{% endcall %}"),
    ("a macro that may call", USE + "{{ m.may() }}{% call m.may() %}{{ text }}{% endcall %}"),
    ("a macro of its own", "{% macro own(a) %}{{ a }}{{ text }}{% endmacro %}{{ own(number) }}"),
    ("what a macro file sets", USE + "{{ m.fixed }}"),
    ("a variable", "{% set a = text %}{{ a }}{% set b %}<{{ a }}>{% endset %}{{ b }}{% with c = 1 %}{{ c }}{% endwith %}"),
    ("a name that is also every page's, as a loop has it", "{% for site in ['s'] %}{{ site }}{% endfor %}{{ site.title }}"),
    ("a name that is also every page's, in a macro", "{% macro x(site) %}{{ site }}{% endmacro %}{{ x('a') }}"),
    ("a test", "{{ nothing is none }} {{ unheard is defined }} {{ number is odd }} {{ text is string }}"),
    ("a page that fills another", "{% extends 'base' %}{% block title %}{{ text }}{% endblock %}{% block body %}b{% endblock %}"),
    ("a page that fills nothing", "{% extends 'base' %}"),
    ("a page in a page", "{% include 'base' %}"),
]  # fmt: skip


def _drawn(kind: type[Environment], source: str) -> str:
    made = kind(
        loader=DictLoader({**PIECES, "page": source}),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=Compiled(),
    )
    made.globals.update(SHARED)
    return made.get_template("page").render(HELD)


@pytest.mark.parametrize("source", [row[1] for row in SAME], ids=[row[0] for row in SAME])
def test_it_says_what_jinja_says(source: str) -> None:
    assert _drawn(_Plain, source) == _drawn(Environment, source)


WRONG = [
    ("a name that nobody knows", "{{ unheard }}", UndefinedError),
    ("… of which something is asked", "{{ unheard.name }}", UndefinedError),
    ("… that is called", "{{ unheard() }}", UndefinedError),
    ("… in a condition", "{% if unheard %}a{% endif %}", UndefinedError),
    ("… in a loop", "{% for each in unheard %}a{% endfor %}", UndefinedError),
    ("… in a macro", "{% macro x() %}{{ unheard }}{% endmacro %}{{ x() }}", UndefinedError),
    ("… as a caller", USE + "{{ m.around('a') }}", UndefinedError),
    ("an attribute that is not there", "{{ named.age }}", AttributeError),
    ("a key by a dot", "{{ facts.name }}", AttributeError),
    ("an attribute by brackets", "{{ named['name'] }}", TypeError),
    ("a macro without what it needs", USE + "{{ m.one() }}", TypeError),
    ("a macro with what it does not know", USE + "{{ m.one('a', z='b') }}", TypeError),
]


@pytest.mark.parametrize(("source", "error"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_mistake_in_a_template_is_a_bug(source: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        _drawn(_Plain, source)


def test_macros_are_made_once() -> None:
    asked: list[int] = []
    held = {"m": "{% macro x() %}{{ ask(2) }}{% endmacro %}{{ ask(1) }}", "page": "{% import 'm' as m %}{{ m.x() }}"}
    made = _Plain(loader=DictLoader(held))

    def ask(number: int) -> str:
        asked.append(number)
        return "a"

    made.globals["ask"] = ask
    template: Template = made.get_template("page")
    assert [template.render(), template.render()] == ["a", "a"]
    assert asked == [1, 2, 2]


def test_macros_cannot_look_at_a_page() -> None:
    with pytest.raises(TemplateAssertionError, match="give them what they need"):
        _drawn(_Plain, "{% import 'macros' as m with context %}")


ESCAPED = [
    ("a & b", "a &amp; b"),
    (Markup("a & b"), "a & b"),
    (3, "3"),
    (None, "None"),
    ("'\"<>", "&#39;&#34;&lt;&gt;"),
]


@pytest.mark.parametrize(("value", "expected"), ESCAPED)
def test_escape(value: object, expected: str) -> None:
    assert compiling.escape(value) == expected


def test_undefined_values_are_never_written() -> None:
    with pytest.raises(UndefinedError):
        compiling.escape(StrictUndefined(name="a"))


def test_no_page_gives_another_meaning_to_what_every_page_has() -> None:
    for placed in prepare(SAMPLE, TEMPLATES, TODAY).pages.values():
        shared = placed.edition.drawing.standing(placed.edition.links, "/").globals
        assert {*placed.page.context()} & {*shared} == set(), placed.address
