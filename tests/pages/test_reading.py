"""However somebody reads: enlarged, on the smallest screen, by keyboard, without motion, in few colors, on paper."""

import io
from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import come
from tests.pages.published import FIRST, FULL, PLACES, placed


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


# what WCAG 1.4.12 wants to be possible, and text of twice the size without a wider screen (1.4.4)
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
ENLARGED = "html { font-size: 200% }"
LOOKS = [
    ("the smallest screen, or four times the size", 320, ""),
    ("the smallest screen, letters apart", 320, SPACED),
    ("twice the size", 640, ""),
    ("letters of twice the size", 1280, ENLARGED),
    ("letters of twice the size on a telephone", 390, ENLARGED),
]

WIDER = """css => {
  const added = new CSSStyleSheet();
  added.replaceSync(css);
  document.adoptedStyleSheets = [added];
  document.querySelectorAll('details').forEach(each => each.open = true);
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll('*')]
    .filter(each => each.getBoundingClientRect().right > width + 1 && !each.closest('.wide, pre'))
    .map(each => each.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize(("language", "address"), PLACES)
def test_nothing_is_wider_than_the_screen(page: Page, language: str, address: str, where: str) -> None:
    come(page, where + placed(language, address))
    wider = {}
    for title, width, css in LOOKS:
        page.set_viewport_size({"width": width, "height": 640})
        wider[title] = page.evaluate(WIDER, css)
    assert wider == {title: [] for title, _, _ in LOOKS}


@pytest.mark.parametrize("address", FIRST)
def test_the_first_key_leads_past_the_top(page: Page, where: str, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    come(page, where + address)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#Content")
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main:focus")).to_have_count(1)


UNSEEN = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter(each => each.checkVisibility() && each.tabIndex >= 0);
  return all.flatMap(each => {
    // in a drawing, what is in the link shows it
    const parts = [each, ...(each.ownerSVGElement ? each.querySelectorAll('*') : [])];
    const look = () => parts.map(part => {
      const {fill, stroke, strokeWidth, outlineStyle, outlineWidth, outlineColor} = getComputedStyle(part);
      const outline = parseFloat(outlineWidth) >= 2 ? `${outlineStyle} ${outlineColor}` : '';
      return [outline, ...(each.ownerSVGElement ? [fill, stroke, strokeWidth] : [])].join();
    }).join();
    each.blur();
    const before = look();
    each.focus();
    if (document.activeElement !== each) return [`cannot be reached: ${each.outerHTML.slice(0, 120)}`];
    return look() === before ? [`looks the same: ${each.outerHTML.slice(0, 120)}`] : [];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
@pytest.mark.parametrize("address", FIRST)
def test_where_one_is_can_be_seen(page: Page, where: str, address: str, scheme: str) -> None:
    """Every control shows that it has the focus once the keyboard is used, in forced colors too."""
    if scheme == "forced":
        page.emulate_media(forced_colors="active")
    else:
        page.emulate_media(forced_colors="none", color_scheme=scheme)  # type: ignore[arg-type]
    come(page, where + address)
    page.keyboard.press("Tab")
    assert page.evaluate(UNSEEN) == []


MOVING = """() => [...document.querySelectorAll('*')].flatMap(each => ['', '::before', '::after'].map(part => {
  const style = getComputedStyle(each, part);
  const moves = ['transitionDuration', 'animationDuration'].some(key => style[key].split(',').some(time => parseFloat(time) > 0.01));
  return moves || style.scrollBehavior === 'smooth' ? each.outerHTML.slice(0, 80) : '';
})).filter(Boolean)"""


@pytest.mark.parametrize("address", FIRST)
def test_nothing_moves_for_those_who_do_not_want_it(page: Page, where: str, address: str) -> None:
    come(page, where + address)
    assert page.evaluate(MOVING) == []
    assert page.evaluate("document.getAnimations().length") == 0


def printed(page: Page, address: str) -> list[str]:
    """The text of each page of paper."""
    come(page, address)
    page.emulate_media(media="print")
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    page.emulate_media(media="screen")
    texts = [leaf.get_textpage().get_text_range() for leaf in document]
    document.close()
    return texts


def test_a_program_prints_on_one_sheet(page: Page, where: str) -> None:
    """On its two sides where the program is long; with the sentences behind its facts, and nothing that only a screen can do."""
    page.set_viewport_size({"width": 1280, "height": 800})
    long, short = printed(page, where + FULL), printed(page, f"{where}/programs/courses-1/")
    assert len(long) <= 2
    assert len(short) == 1
    words = " ".join(" ".join(long).split())
    for said in (
        "Maritime Security Program",
        "At a glance",
        "The text says:",
        "Port Evaluations and Assessments",
        "catalogue@example.org",
    ):
        assert said in words
    for screen in ("Skip to content", "Español", "Related programs", "Report a problem", "On this page"):
        assert screen not in words


@pytest.mark.parametrize("address", [each for each in FIRST if each != "/search/"])
def test_whatever_prints_is_short(page: Page, where: str, address: str) -> None:
    assert 1 <= len(printed(page, where + address)) <= 9
