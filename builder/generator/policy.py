"""What browsers are told beside the pages: what a page may load, and how long files may be kept."""

import base64
import hashlib
from collections.abc import Iterable, Iterator

from builder.generator.links import ASSETS, INDEX

_SCRIPTS = "script-src 'self' 'wasm-unsafe-eval'"

CONTENT = "; ".join(
    (
        "default-src 'self'",
        # the search is a program of its own (WebAssembly), which needs a word more
        _SCRIPTS,
        "object-src 'none'",
        "frame-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
"""The Content-Security-Policy: whatever a text might smuggle in, nothing runs or is loaded but the site's own."""

_DATA, _END = '<script type="application/ld+json">', "</script>"


def allowing(html: str) -> str:
    """The page with its data for machines named in its policy.

    Browsers never run such data, and let it pass; checkers of HTML want it named.
    """
    # the parts after each beginning of such data; no expression, which would look at every letter
    parts = html.split(_DATA)[1:]
    sums = (hashlib.sha256(each.partition(_END)[0].encode()).digest() for each in parts)
    named = " ".join((_SCRIPTS, *(f"'sha256-{base64.b64encode(each).decode()}'" for each in sums)))
    return html.replace(_SCRIPTS, named, 1)


REFERRER = "strict-origin-when-cross-origin"
"""What other sites learn of where a reader comes from: which site, not which page."""

HEADERS = (
    ("Content-Security-Policy", f"{CONTENT}; frame-ancestors 'self'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", REFERRER),
    (
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""What a host is asked to say with every file. A page itself cannot forbid that others frame it."""

FOR_EVER = "public, max-age=31536000, immutable"
"""For files that have another address as soon as they hold anything else."""

ASK_AGAIN = "public, max-age=0, must-revalidate"
"""For all that changes under its address: a browser keeps it, and asks whether it is still the newest."""


def keeping(pages: Iterable[str], indexes: int = 1) -> Iterator[tuple[str, str]]:
    """How long browsers may keep files: patterns of addresses, each with a value of Cache-Control.

    No two match the same address, for hosts join what they find. `pages` are the addresses of all pages, `indexes` is
    how many the search has.
    """
    yield f"{ASSETS}*", FOR_EVER
    # an index's parts are named after what they hold; what names them is not
    for number in range(indexes):
        for part in ("engine", "fragment", "index", "meta"):
            yield f"{INDEX}{number}/{part}/*", FOR_EVER
    yield f"{INDEX}choices/*", ASK_AGAIN
    for address in sorted({_pattern(page) for page in pages}):
        yield address, ASK_AGAIN


def _pattern(page: str) -> str:
    """The page's own address at the top of the site, or all below the folder in which it stands."""
    top, slash, _ = page[1:].partition("/")
    return f"/{top}/*" if slash else page
