"""Addresses that may stand in the catalogue: in a fact, in a text."""

import re
from urllib.parse import urlsplit

PICTURES = "/images/"
"""Where the site has the editors' pictures, and what a text calls them by."""


def is_web_address(address: str) -> bool:
    """It starts with http:// or https://, names a host, and holds nothing that a browser would have to mend."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and not re.search(r"[\s<>\"\\\x00-\x1f\x7f]", address)
    )


def is_within(address: str) -> bool:
    """It names a page of the site, such as /countries/belize/, or a place on the same page, such as #Results."""
    return not re.search(r"[\x00-\x20\x7f\\]", address) and (
        address.startswith("#") or (address.startswith("/") and not address.startswith("//"))
    )


def is_mail(address: str) -> bool:
    """It is a mailto: with somebody to write to."""
    return bool(re.fullmatch(r"mailto:[^@\s\\\x00-\x1f\x7f]+@[^@\s\\\x00-\x1f\x7f]+", address, re.IGNORECASE))


def is_allowed(address: str) -> bool:
    """A text may lead there."""
    return is_within(address) or is_web_address(address) or is_mail(address)


def parted(target: str) -> tuple[str, str]:
    """`("/search/", "?q=x#y")` for `/search/?q=x#y`."""
    found = _REST.search(target)
    return (target[: found.start()], target[found.start() :]) if found else (target, "")


_REST = re.compile("[?#]")
