"""Whatever stands in a link or a file, it is judged, and nothing breaks."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.checking import links, markup
from builder.checking.addresses import Base, Inside, Outside, Wrong, leads, malformed
from builder.checking.asking import _redirected

BASE = Base.of("https://example.org/catalogue/")
PIECES = st.sampled_from(
    [
        *(
            "http:",
            "https://",
            "//",
            "/",
            "..",
            ".",
            "%2e",
            "%zz",
            "%",
            "#",
            "?",
            ":",
            "@",
            "[",
            "]",
            "::1",
            "example.org",
        ),
        *(
            "/catalogue",
            "about/",
            "\\",
            " ",
            "\n",
            "\0",
            "ñ",
            "℀",
            "xn--",
            "\ud800",
            "mailto:",
            "tel:",
            "data:",
            "a" * 70,
        ),
    ]
)
LINKS = st.one_of(st.text(), st.lists(PIECES, max_size=8).map("".join))


@given(
    link=LINKS,
    here=st.sampled_from([None, "", "about/", "a/b/c.html"]),
    whole=st.sampled_from(["never", "may", "must"]),
)
def test_every_link_leads_somewhere_or_is_wrong(link: str, here: str | None, whole: str) -> None:
    led = leads(link, here, BASE, whole=whole)  # type: ignore[arg-type]
    assert led is None or isinstance(led, Inside | Outside | Wrong)
    if isinstance(led, Outside):
        assert malformed(led.address) is None
    if isinstance(led, Wrong):
        assert led.what
        assert led.cure


@given(
    steps=st.lists(st.sampled_from(["a", "b c", "ñ", ".", "..", "%41", ""]), max_size=6),
    anchor=st.sampled_from(["", "x"]),
)
def test_no_link_leads_above_the_site(steps: list[str], anchor: str) -> None:
    """Walked step by step, as a person would."""
    link = "/".join(steps)
    folders, left = ["a", "b"], False
    for step in steps:
        if step == "..":
            left = left or not folders
            del folders[-1:]
        elif step != ".":
            folders.append(unquote(step))
    led = leads(f"./{link}#{anchor}", "a/b/", BASE)
    if left:
        assert isinstance(led, Wrong)
    else:
        assert isinstance(led, Inside)
        assert led.path.rstrip("/") == "/".join(folders).rstrip("/")
        assert led.anchor == anchor


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(data=st.one_of(st.binary(), st.lists(st.sampled_from([b"<a href=", b"<p id", b'"', b">", b"<svg>", b"<style>", b"url(", b"</", b"<meta http-equiv=refresh content=", b"<img srcset=", b",", b"=x", b"import '", b"\xff", b"&#0;"])).map(b"".join)))  # fmt: skip
def test_every_file_can_be_looked_at(tmp_path: Path, data: bytes) -> None:
    for name in ("index.html", "a.css", "a.js", "sitemap.xml", "robots.txt", "_redirects", "a.svg"):
        (tmp_path / name).write_bytes(data)
    assert links(tmp_path, BASE.address).pages == 1
    assert markup.drawing(data) == markup.page(data).places


@given(location=LINKS)
def test_every_redirect_leads_somewhere_or_nowhere(location: str) -> None:
    try:
        following = _redirected("https://one.example/a", location)
    except Exception as error:
        if type(error).__name__ != "_NoAnswerError":
            pytest.fail(f"{error!r}")
    else:
        assert malformed(following) is None
