"""Two facets crossed: which programs belong to an entry of the one and an entry of the other, and the table of that.

What nobody states is told as well, under None, so that no program is missing: a program that benefits Belize and states
no pillar stands in the row of Belize, in the column None.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from builder.generator.catalogue import Catalogue, Entry, Kind
from builder.generator.map.shades import shades, step

Slug = str | None
"""An entry of a facet; None for what is not stated."""

Pair = tuple[Slug, Slug]
"""An entry of the one facet and one of the other."""

CROSSED: tuple[tuple[Kind, Kind], ...] = (("countries", "pillars"), ("donors", "countries"))
"""The facets that are crossed: rows, columns."""

COLUMNS = 12
"""Entries that a table has side by side at most: more would be a sheet that nobody sees whole."""

NARROW = 6
"""Entries of the rows' facet up to which they are better the columns, the other facet having more of them."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """The programs of each pair of entries of two facets."""

    rows: Kind
    """The one facet."""
    columns: Kind
    """The other."""
    cells: Mapping[Pair, tuple[Entry, ...]]
    """The programs of each pair that has any, in the order of the catalogue."""

    def address(self, row: Slug, column: Slug) -> str:
        """Where the list of a pair stands.

        What stands below an entry's own address is never an entry of the same facet, so no name can clash.
        """
        if row and column:
            return f"/{self.rows}/{row}/{self.columns}/{column}/"
        if row:
            return f"/{self.rows}/{row}/without/{self.columns}/"
        if column:
            return f"/{self.columns}/{column}/without/{self.rows}/"
        return f"/programs/without/{self.rows}/{self.columns}/"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of programs."""

    count: int
    """How many."""
    step: int
    """How dark it is drawn: 0 for none, up to `shades.STEPS`; 0 for a sum as well."""
    address: str | None
    """Where they are listed; None where there are none, or no list of just these."""


@dataclass(frozen=True, slots=True)
class Row:
    """The programs of one entry, by the entries of the other facet."""

    slug: Slug
    """The entry."""
    cells: tuple[Cell, ...]
    """One for each column."""
    total: Cell
    """Its programs, each once."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table of a crossing."""

    rows_kind: Kind
    """Whose entries have a row each."""
    columns_kind: Kind
    """Whose have a column."""
    columns: tuple[Slug, ...]
    """The columns, in the order of the pages; what is not stated comes last, and only where there is such a program."""
    rows: tuple[Row, ...]
    """The rows that have a program, in the same order."""
    totals: tuple[Cell, ...]
    """The programs of each column, each once."""
    total: Cell
    """All programs."""
    empty: tuple[str, ...]
    """The entries that have no row, for they have no program."""
    overlaps: bool
    """Whether a program is counted in several rows or columns, so that a sum is less than what it sums up."""


def crossed(rows: Kind, columns: Kind, catalogue: Catalogue) -> Crossing:
    """The programs of each pair.

    Where both are told by activities, as countries and donors are, one activity has to have both: that Canada pays in
    Chile makes no program one that it pays for in Belize.
    """
    cells: dict[Pair, list[Entry]] = defaultdict(list)
    for entry in catalogue.entries:
        for pair in _pairs(rows, columns, entry):
            cells[pair].append(entry)
    return Crossing(rows, columns, {pair: tuple(found) for pair, found in cells.items()})


def _pairs(rows: Kind, columns: Kind, entry: Entry) -> Iterable[Pair]:
    """Those that a program belongs to: at least one, and one at least for each of its own entries of either facet."""
    down, across = entry.slugs(rows), entry.slugs(columns)
    if {rows, columns} != {"countries", "donors"} or len(entry.ties) < 2:
        return product(down or (None,), across or (None,))
    stated: set[Pair] = {pair for tie in entry.ties for pair in product(getattr(tie, rows), getattr(tie, columns))}
    paired_rows, paired_columns = {row for row, _ in stated}, {column for _, column in stated}
    stated |= {(slug, None) for slug in down if slug not in paired_rows}
    stated |= {(None, slug) for slug in across if slug not in paired_columns}
    return stated or {(None, None)}


def fitting(crossing: Crossing, catalogue: Catalogue) -> Matrix | None:
    """The table of a crossing, turned on its side where that makes it narrow; None where it would be too wide."""
    if crossing.columns == "pillars":
        return matrix(crossing, catalogue)
    across = sum(map(bool, catalogue.under[crossing.columns].values()))
    down = sum(map(bool, catalogue.under[crossing.rows].values()))
    if down <= NARROW and down < across:
        return matrix(crossing, catalogue, turned=True)
    return matrix(crossing, catalogue) if across <= COLUMNS else None


def matrix(crossing: Crossing, catalogue: Catalogue, *, turned: bool = False) -> Matrix:
    """The table of a crossing; `turned`, its rows are the columns.

    An entry of the columns' facet has a column if it has a program, but for a pillar: there are few, and that one of
    them is empty tells something.
    """
    down, across = (crossing.columns, crossing.rows) if turned else (crossing.rows, crossing.columns)
    found = {(column, row) if turned else (row, column): entries for (row, column), entries in crossing.cells.items()}
    rows = (*_filled(down, catalogue), *_unstated(row for row, _ in found))
    columns = (*_filled(across, catalogue), *_unstated(column for _, column in found))
    steps = shades(map(len, found.values()))

    def cell(row: Slug, column: Slug) -> Cell:
        count = len(found.get((row, column), ()))
        address = crossing.address(column, row) if turned else crossing.address(row, column)
        return Cell(count, step(count, steps), address if count else None)

    by_row, by_column = _sums(found)
    return Matrix(
        down,
        across,
        columns,
        tuple(
            Row(row, tuple(cell(row, column) for column in columns), _total(down, row, by_row, catalogue))
            for row in rows
        ),
        tuple(_total(across, column, by_column, catalogue) for column in columns),
        Cell(len(catalogue.entries), 0, "/programs/"),
        tuple(slug for slug, entries in catalogue.under[down].items() if not entries and slug not in rows),
        sum(map(len, found.values())) > len(catalogue.entries),
    )


def without(kind: Kind, catalogue: Catalogue) -> tuple[Entry, ...]:
    """The programs that state nothing of a facet."""
    return tuple(entry for entry in catalogue.entries if not entry.slugs(kind))


def _filled(kind: Kind, catalogue: Catalogue) -> Iterator[str]:
    return (slug for slug, entries in catalogue.under[kind].items() if entries or kind == "pillars")


def _unstated(slugs: Iterable[Slug]) -> tuple[None, ...]:
    return (None,) if None in set(slugs) else ()


def _sums(found: Mapping[Pair, tuple[Entry, ...]]) -> tuple[Mapping[Slug, int], Mapping[Slug, int]]:
    """How many programs each row and each column has."""
    rows: dict[Slug, set[str]] = defaultdict(set)
    columns: dict[Slug, set[str]] = defaultdict(set)
    for (row, column), entries in found.items():
        slugs = [entry.slug for entry in entries]
        rows[row].update(slugs)
        columns[column].update(slugs)
    return {slug: len(each) for slug, each in rows.items()}, {slug: len(each) for slug, each in columns.items()}


def _total(kind: Kind, slug: Slug, counts: Mapping[Slug, int], catalogue: Catalogue) -> Cell:
    count = counts.get(slug, 0)
    if slug:
        return Cell(count, 0, f"/{kind}/{slug}/" if count else None)
    # a donor may be stated for one activity of a program and not for another: there is no list of such programs
    listed = len(without(kind, catalogue)) == count
    return Cell(count, 0, f"/programs/without/{kind}/" if listed else None)
