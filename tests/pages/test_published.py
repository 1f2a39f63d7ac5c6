"""Whether every kind of page is among those that are looked at."""

import re

from tests.pages.published import ADDRESSES, LANGUAGES, PAGES, TEMPLATES, Published, placed


def test_every_template_has_its_pages() -> None:
    """Whoever adds a template adds a page of it here, and so has it tested in every way."""
    own = {path.name: path.read_text("utf-8") for path in TEMPLATES.glob("*.html")}
    extended = {name for text in own.values() for name in re.findall(r'\{% extends "(.+?)" %\}', text)}
    assert sorted(PAGES) == sorted(own.keys() - extended)


def test_the_pages_are_drawn_by_their_templates(site: Published) -> None:
    drawn = {
        address: {site.templates.get(placed(language, address.partition("?")[0])) for language in LANGUAGES}
        for address in ADDRESSES
    }
    assert drawn == {address: {template} for template, addresses in PAGES.items() for address in addresses}


def test_the_site_has_the_languages_of_its_settings(site: Published) -> None:
    said = {
        path.parent.name: re.findall(r'<html lang="(.+?)"', path.read_text("utf-8"))
        for path in (site.folder / "index.html", *site.folder.glob("*/index.html"))
        if path.parent == site.folder or path.parent.name in LANGUAGES
    }
    assert said == {site.folder.name: [LANGUAGES[0]], **{language: [language] for language in LANGUAGES[1:]}}
