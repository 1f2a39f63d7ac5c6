"""How a reader comes to a page."""

from playwright.sync_api import Page

ANSWERED = "html:not(:has([aria-busy=true]))"


def come(page: Page, address: str) -> None:
    """Opens a page, and waits for the answer where it is one that searches."""
    page.goto(address)
    page.wait_for_selector(ANSWERED, state="attached")
