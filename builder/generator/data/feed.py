"""What changed lately in a list, for feed readers: an Atom feed (RFC 4287)."""

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from builder.generator.catalogue import KINDS, UNKNOWN, Entry
from builder.generator.data.records import Records

MOST = 50
"""Programs that a feed names."""


def feed(entries: Iterable[Entry], name: str, address: str, page: str, records: Records) -> dict[str, Any]:
    """What the template of a feed needs: the programs that changed last, by git.

    `name` is what the list is called, empty for all programs; `address` is the feed's own, `page` that of the list.
    """
    catalogue = records.catalogue
    dated = [(entry, past.updated) for entry in entries if (past := catalogue.history.past(entry.file))]
    # sorting keeps the order of titles within a day
    changed = sorted(dated, key=lambda each: each[1], reverse=True)[:MOST]
    days: list[dt.date] = [day for _, day in changed]
    told = (records.told("atom", entry, (), partial(_entry, entry, day, records)) for entry, day in changed)
    return {
        "name": name,
        "address": address,
        "page": page,
        "changed": Markup(b"".join(told).decode()),
        "updated": max(days, default=UNKNOWN),
    }


def _entry(entry: Entry, day: dt.date, records: Records) -> bytes:
    """A program, which is the same in every feed of a language."""
    name = escape(records.absolute(f"/programs/{entry.first_slug}/"))
    opening = entry.opening
    categories = (
        f'<category term="{kind}/{slug}" label="{escape(records.catalogue.name(kind, slug))}"/>\n'
        for kind in KINDS
        for slug in entry.slugs(kind)
    )
    return (
        f"<entry>\n<id>{name}</id>\n<title>{escape(entry.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{escape(records.absolute(entry.address))}"/>\n'
        f"<updated>{day.isoformat()}T00:00:00Z</updated>\n{''.join(categories)}"
        f'<summary xml:lang="{escape(opening.lang)}">{escape(opening.text or entry.title)}</summary>\n</entry>\n'
    ).encode()
