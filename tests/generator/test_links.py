"""Links lead to the same page from everywhere, wherever the site stands."""

import pytest

from builder.generator.links import Links, file_of

KNOWN = frozenset({"/", "/countries/", "/countries/belize/", "/search/", "/404.html"})
LINKS = Links("https://example.org/catalogue/", KNOWN)

LED = [
    ("from the top to the top", "/", "/", "./"),
    ("from the top down", "/countries/belize/", "/", "countries/belize/"),
    ("from below to the top", "/", "/countries/belize/", "../../"),
    ("from branch to branch", "/search/", "/countries/belize/", "../../search/"),
    ("with a question", "/search/?q=a/b", "/", "search/?q=a/b"),
    ("with a place", "/countries/#x", "/countries/", "../countries/#x"),
    ("a place on the page", "#x", "/countries/", "#x"),
    ("to a file", "/404.html", "/countries/", "../404.html"),
    ("to an asset", "/assets/style.css", "/countries/belize/", "../../assets/style.css"),
    ("to the index", "/pagefind/", "/search/", "../pagefind/"),
    ("from a page that stands anywhere", "/countries/", None, "/catalogue/countries/"),
    ("to the top from anywhere", "/", None, "/catalogue/"),
]


@pytest.mark.parametrize(("target", "here", "expected"), [row[1:] for row in LED], ids=[row[0] for row in LED])
def test_link(target: str, here: str | None, expected: str) -> None:
    assert LINKS.link(target, here) == expected


IN_SPANISH = [
    ("a page of the language", "/countries/", "/", "../es/countries/"),
    ("an asset is shared", "/assets/style.css", "/", "../assets/style.css"),
    ("from below", "/", "/countries/belize/", "../../../es/"),
    ("from anywhere", "/countries/", None, "/catalogue/es/countries/"),
    ("a list to take home", "/data/v1/countries/belize.csv", "/", "../es/data/v1/countries/belize.csv"),
    ("a file to take home that is the same in all", "/data/all/iati.xml", "/", "../data/all/iati.xml"),
]


@pytest.mark.parametrize(
    ("target", "here", "expected"), [row[1:] for row in IN_SPANISH], ids=[row[0] for row in IN_SPANISH]
)
def test_another_language_has_its_folder(target: str, here: str | None, expected: str) -> None:
    assert Links("https://example.org/catalogue/", KNOWN, prefix="es/").link(target, here) == expected


def test_a_link_to_no_page_is_a_mistake() -> None:
    with pytest.raises(LookupError, match="/countries/atlantis/"):
        LINKS.link("/countries/atlantis/", "/")


def test_absolute() -> None:
    assert LINKS.absolute("/countries/") == "https://example.org/catalogue/countries/"
    spanish = Links("https://example.org/catalogue/", KNOWN, prefix="es/")
    assert spanish.absolute("/countries/") == "https://example.org/catalogue/es/countries/"
    assert spanish.absolute("/data/all/iati.xml") == "https://example.org/catalogue/data/all/iati.xml"


@pytest.mark.parametrize(
    ("address", "file"), [("/", "index.html"), ("/about/", "about/index.html"), ("/404.html", "404.html")]
)
def test_file_of(address: str, file: str) -> None:
    assert file_of(address) == file
