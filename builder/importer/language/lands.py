"""What the world's countries are called in the languages of the sheets."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from builder.facets import territories


@lru_cache(maxsize=1)
def _more() -> Mapping[str, Mapping[str, Any]]:
    """Beside the common names: other names and adjectives."""
    return yaml.load(Path(__file__).with_name("lands.yml").read_text("utf-8"), yaml.BaseLoader)  # type: ignore[no-any-return]


def codes() -> list[str]:
    """The countries of the world by their codes of ISO 3166-1, and the few unions that have one."""
    return sorted(code for code in territories("en") if len(code) == 2)


def names(code: str, language: str) -> list[str]:
    """What sheets of a language call a country: its common name, and others."""
    common = territories(language).get(code)
    return [*([common] if common else []), *_said(code, language).get("names", ())]


def people(code: str, language: str) -> list[str]:
    """A country's adjectives in a language, in the singular and the masculine."""
    return [*_said(code, language).get("people", ())]


def called(code: str) -> str:
    """What an English sheet calls a country."""
    return str(_more().get(code, {}).get("called") or territories("en")[code])


def _said(code: str, language: str) -> Mapping[str, Any]:
    said: Mapping[str, Any] = _more().get(code, {}).get(language, {})
    return said
