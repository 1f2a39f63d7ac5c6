"""What became of sheets, and how much they say."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from builder import content as editors
from builder.generator.catalogue import Catalogue, catalogue
from builder.generator.data.quality import FIELDS, Share, completeness, folders, qualities, received
from builder.ledger import Entry
from tests.generator.conftest import ROOT

REAL = ROOT / "tests/real"


@pytest.fixture(scope="module")
def made() -> Catalogue:
    loaded, _ = editors.load(REAL)
    return catalogue(loaded, dt.date(2026, 11, 24))


def ledger(made: Catalogue, entries: Sequence[Entry]) -> Catalogue:
    return replace(made, ledgers={"belize/new.txt": tuple(entries)})


def test_every_sheet_that_came_is_counted_once(made: Catalogue) -> None:
    sheets = received(made)
    assert len(sheets) == 26  # as a person counts them
    assert sum(each.sheets for each in folders(sheets, made)) == 26
    assert {each.became for each in sheets} == {"imported", "second copy"}
    activities = sum(len(entry.program.facts.activities) for entry in made.entries)
    assert sum(each.became == "imported" for each in sheets) == activities
    assert all(each.entry for each in sheets)


FATES = [
    # what the ledger says; what became of it, the program, the activity, what it copies, why
    ("imported", Entry(1, "", "imported", program="maritime-security-program", activity="x"), ("imported", "maritime-security-program", None, None, None)),
    ("imported into what an editor has taken away", Entry(1, "", "imported", program="gone", activity="x"), ("imported", None, None, None, None)),
    ("a second copy", Entry(1, "", "second copy", program="maritime-security-program", copy_of="belize/program-sheets.txt#4"), ("second copy", "maritime-security-program", "belize-2017", "belize/program-sheets.txt#4", None)),
    ("rejected", Entry(1, "", "rejected", reason="it is only a picture"), ("rejected", None, None, None, "it is only a picture")),
    ("a fate that nobody knows", Entry(1, "", "lost"), ("rejected", None, None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "expected"), [row[1:] for row in FATES], ids=[row[0] for row in FATES])
def test_what_became_of_a_sheet(made: Catalogue, entry: Entry, expected: tuple[str | None, ...]) -> None:
    (each,) = received(ledger(made, [entry]))
    assert (each.became, each.entry and each.entry.slug, each.activity, each.copy_of, each.reason) == expected


PERCENTS = [((0, 3), 0), ((3, 3), 100), ((1, 3), 33), ((1, 1000), 1), ((999, 1000), 99), ((0, 0), 0)]


@pytest.mark.parametrize(("share", "percent"), PERCENTS)
def test_only_all_is_a_hundred_and_only_none_is_nothing(share: tuple[int, int], percent: int) -> None:
    assert Share(*share).percent == percent


def test_how_much_is_told_of_each_country(made: Catalogue) -> None:
    shares = completeness(made)
    assert shares[""]["countries"] == Share(17, 21)
    assert shares["belize"]["start"] == Share(1, 6)
    assert "haiti" not in shares
    assert all(share.told <= share.total for told in shares.values() for share in told.values())
    assert set(shares[""]) == set(FIELDS)


def test_how_each_fact_of_a_program_is_told(made: Catalogue) -> None:
    (each,) = qualities([made.by_slug["maritime-security-program"]], made)
    assert each.open == 1
    assert dict(each.states) == {
        "unit": "absent",
        "pillar": "stated",
        "countries": "inferred",
        "donors": "part",
        "start": "part",
        "end": "part",
        "name": "part",
        "beneficiaries": "part",
        "link": "absent",
    }
