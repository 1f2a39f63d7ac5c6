"""What changed lately in a list, for feed readers: an Atom feed (RFC 4287)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from builder.generator.catalogue import Catalogue, Entry

MOST = 50
"""Programs that a feed names."""


def feed(entries: Iterable[Entry], name: str, address: str, page: str, catalogue: Catalogue) -> dict[str, Any]:
    """What the template of a feed needs: the programs that changed last, by git.

    `name` is what the list is called, empty for all programs; `address` is the feed's own, `page` that of the list.
    """
    dated = [(entry, past.updated) for entry in entries if (past := catalogue.history.past(entry.file))]
    # sorting keeps the order of titles within a day
    changed = sorted(dated, key=lambda each: each[1], reverse=True)[:MOST]
    days: list[dt.date] = [day for _, day in changed]
    return {
        "name": name,
        "address": address,
        "page": page,
        "changed": changed,
        "updated": max(days, default=catalogue.today),
    }
