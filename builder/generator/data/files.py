"""Every file to take home: where it stands, and how it is made."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from builder.checksum import checksum
from builder.generator.catalogue import KINDS, UNKNOWN, Entry, Kind, chosen_ids
from builder.generator.data import activities_xml, documents, iati, quality, tables
from builder.generator.data.columns import N_, TABLE, Column
from builder.generator.data.feed import feed
from builder.generator.data.long import Long, Part, Told, own
from builder.generator.data.records import Record, Records, plain
from builder.generator.data.shelf import Download, Form, Of
from builder.generator.links import DATA, FOR_ALL
from builder.settings import Publisher

Xml = Callable[[str, Mapping[str, Any]], bytes]
"""Draws a template with what it needs."""

Words = Callable[[str], str]
"""Tells a message of the data files in the reader's language."""


def lists(records: Records, xml: Xml, words: Words) -> Iterator[Download]:
    """Of every list, and of the whole catalogue, the files in one language."""
    catalogue = records.catalogue
    yield from _list(None, catalogue.entries, records, xml)
    facts = partial(_facts, None, catalogue.entries, records)
    yield Download("xlsx", None, f"{DATA}programs.xlsx", partial(_workbook, records, words), facts)
    yield Download("schema", None, SCHEMA, partial(documents.schema, records.absolute(SCHEMA)))
    for kind in KINDS:
        for slug, entries in catalogue.under[kind].items():
            yield from _list((kind, slug), entries, records, xml)


SCHEMA = f"{DATA}schema.json"
"""Of every JSON file."""


def _list(of: Of, entries: Sequence[Entry], records: Records, xml: Xml) -> Iterator[Download]:
    chosen: Mapping[Kind, str] = dict([of]) if of else {}
    stem = DATA + ("/".join(of) if of else "programs")
    told = cache(lambda: [(entry, chosen_ids(entry, chosen)) for entry in entries])
    schema = records.absolute(SCHEMA)
    facts, texts = cache(partial(_facts, of, entries, records)), cache(partial(_texts, of, entries, records))
    yield Download("csv", of, f"{stem}.csv", lambda: _csv(told(), records), facts)
    yield Download(
        "json",
        of,
        f"{stem}.json",
        lambda: documents.document(told(), of, records, schema),
        facts if of else texts,
    )
    yield Download("atom", of, f"{stem}.atom", partial(_atom, of, entries, f"{stem}.atom", records, xml), texts)


def _csv(programs: Iterable[Told], records: Records) -> Long:
    def lines(entry: Entry, ids: Sequence[str]) -> bytes:
        def tell() -> bytes:
            return b"".join(map(tables.csv_line, records.rows(entry, ids)))

        return records.told("csv", entry, ids, tell)

    parts = [Part(own(*each, texts=False), partial(lines, *each)) for each in programs]
    return Long(tables.csv_head(), parts, b"", b"")


def _atom(of: Of, entries: Iterable[Entry], address: str, records: Records, xml: Xml) -> bytes:
    name = records.catalogue.name(*of) if of else ""
    page = f"/{'/'.join(of)}/" if of else "/programs/"
    return xml("feed.xml", feed(entries, name, address, page, records))


def _facts(of: Of, entries: Iterable[Entry], records: Records) -> str:
    return checksum(_named(of, records), "".join([each.checksums.facts for each in entries]))


def _texts(of: Of, entries: Iterable[Entry], records: Records) -> str:
    return checksum(_named(of, records), "".join([each.checksums.texts for each in entries]))


def _named(of: Of, records: Records) -> object:
    return records.catalogue.sums[of] if of else None


def _workbook(records: Records, words: Words) -> bytes:
    catalogue = records.catalogue
    changed = catalogue.changed(catalogue.entries)
    headings = [column.name for column in TABLE]
    rows = (
        [plain(row.get(name)) for name in headings]
        for entry in catalogue.entries
        for row in records.rows(entry, [each.id for each in entry.ties])
    )
    about = [
        (catalogue.site.title, records.absolute("/")),
        (catalogue.site.source, None),
        (catalogue.site.licence.text, catalogue.site.licence.url),
        *([(changed, None)] if changed else []),
    ]
    return tables.as_workbook(
        (
            tables.Sheet("programs", headings, rows),
            tables.Sheet("columns", ["column", "holds"], [(each.name, words(each.words)) for each in TABLE]),
            tables.Sheet("about", ["what", "where"], about),
        ),
        catalogue.site.title,
        changed or UNKNOWN,
    )


LEFT_OUT: tuple[Column, ...] = (
    Column("program", "code", N_("The program’s name in addresses.")),
    Column("activity", "code", N_("The activity’s name within its program. It never changes.")),
    Column("reasons", "codes", N_("What the standard demands and the sheet does not say.")),
    Column("page", "address", N_("The program’s page.")),
)
"""The activities that IATI has no place for."""

SHEETS: tuple[Column, ...] = (
    Column("sheet", "text", N_("The booklet and the number of the sheet in it.")),
    Column("booklet", "text", N_("The file in which the sheet was received.")),
    Column("became", "code", N_("What became of it: imported, second copy or rejected.")),
    Column(
        "program", "code", N_("The program that it tells of; empty where it was rejected, or the program taken away.")
    ),
    Column("activity", "code", N_("The activity that it tells of.")),
    Column("copy_of", "text", N_("The sheet of which it is a second copy.")),
    Column("reason", "text", N_("Why it was rejected.")),
    Column("still_in_booklet", "truth", N_("Whether the booklet, as it is today, holds it.")),
)
"""Every sheet that ever came."""


TABLES: tuple[tuple[Form, tuple[Column, ...]], ...] = (("csv", TABLE), ("left-out", LEFT_OUT), ("sheets", SHEETS))
"""The tables with their columns."""


def for_all(records: Records, xml: Xml) -> Iterator[Download]:
    """The files of which there is one, whatever the language; `records` are in the main one."""
    catalogue = records.catalogue
    if publisher := catalogue.site.iati:
        told = cache(partial(iati.iati, catalogue))
        texts = partial(_texts, None, catalogue.entries, records)
        make = partial(_iati, told, publisher, records, xml)
        yield Download("iati", None, f"{FOR_ALL}iati.xml", make, texts)
        yield Download(
            "left-out",
            None,
            f"{FOR_ALL}iati-left-out.csv",
            lambda: tables.as_csv(_left_out(told(), records), LEFT_OUT),
            texts,
        )
    sheets = partial(quality.received, catalogue)
    yield Download(
        "sheets",
        None,
        f"{FOR_ALL}sheets.csv",
        lambda: tables.as_csv(_sheets(sheets()), SHEETS),
        lambda: (catalogue.ledgers, catalogue.checksum),
    )


def _iati(told: Callable[[], iati.Iati], publisher: Publisher, records: Records, xml: Xml) -> Long:
    catalogue = records.catalogue
    as_xml = activities_xml.teller(catalogue, publisher, records.absolute)

    def of(entry: Entry, ids: Sequence[str]) -> bytes:
        reports = iati.reports(entry, entry.activities(ids), catalogue, publisher.organization, records.absolute)
        return as_xml(entry, reports).encode()

    here = "<!-- the activities -->"
    around = iati.context(told()) | {"changed": catalogue.changed(catalogue.entries), "activities": Markup(here)}
    head, _, tail = xml("iati.xml", around).partition(here.encode())
    parts = [Part(entry.checksums.texts, partial(of, entry, ids)) for entry, ids in told().told]
    return Long(head, parts, b"", tail)


def _left_out(told: iati.Iati, records: Records) -> Iterator[Record]:
    for each in told.left_out:
        yield {
            "program": each.entry.slug,
            "activity": each.activity.id,
            "reasons": list(each.reasons),
            "page": records.absolute(f"{each.entry.address}#{each.activity.id}"),
        }


def _sheets(sheets: Iterable[quality.SheetReceived]) -> Iterator[Record]:
    for each in sheets:
        yield {
            "sheet": each.ref,
            "booklet": each.booklet,
            "became": each.became,
            "program": each.entry.slug if each.entry else None,
            "activity": each.activity,
            "copy_of": each.copy_of,
            "reason": each.reason,
            "still_in_booklet": not each.is_gone,
        }
