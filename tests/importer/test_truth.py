"""Every sheet against what a person reads in it: the real booklets, and invented ones with the same kinds of damage."""

import re
from typing import Any

import pytest

from builder.importer.layout.prose import same
from builder.importer.programs.gather import copy_note, gather, second_copies
from builder.importer.read import read

from .conftest import SETS, alone, booklets, known_names, together, truth

ALL = [(name, ref) for name in SETS for ref in truth(name)]
SECTIONS = ("summary", "objectives", "results")

MISREAD = {
    ("set-3", "haiti/program-sheets.txt#2"): {"summary", "objectives", "results"},  # no word of the texts tells
    ("set-3", "colombia/program-sheets.txt#2"): {"countries from"},  # only an agency's name holds the country's
    # a sentence that ends at the end of a full line, every line followed by a blank one: here one paragraph, in chile#2 two
    ("set-3", "unstated/program-sheets-1.txt#3"): {"summary paragraphs"},
    ("set-3", "unstated/program-sheets-3.txt#4"): {"summary paragraphs"},
}
"""What is read otherwise than by a person, and why. Nothing of the real booklets may stand here."""


def differences(expected: dict[str, Any], read_: dict[str, Any]) -> set[str]:
    """The fields in which a reading is not what the truth says."""
    wrong = set()
    for section in SECTIONS:
        told = expected.get(section) or {}
        if same(told.get("text") or "") != same(read_[section] or ""):
            wrong.add(section)
        elif told.get("paragraphs", 0) not in (0, len((read_[section] or "").split("\n\n"))):
            wrong.add(f"{section} paragraphs")
    for field in ("title", "pillar", "unit", "name", "beneficiaries", "link", "start", "end"):
        if same(str(expected.get(field) or "")) != same(str(read_[field] or "")):
            wrong.add(field)
    if bool(expected.get("ongoing")) != read_["ongoing"]:
        wrong.add("ongoing")
    if sorted(expected.get("donors") or []) != sorted(read_["donors"]):
        wrong.add("donors")
    elif read_["donors"] and (expected["donors_from"] == "text") != ("donors" in read_["evidence"]):
        wrong.add("donors from")
    must = {expected["country"]} if expected.get("country") else set()
    if not must <= set(read_["countries"]) <= must | set(expected.get("also") or ()):
        wrong.add("countries")
    elif must and (expected["country_from"] == "text") != ("countries" in read_["evidence"]):
        wrong.add("countries from")
    return wrong


@pytest.mark.parametrize("name", SETS)
def test_every_sheet_is_found_once(name: str) -> None:
    assert list(together(name)) == list(truth(name))
    assert set(alone(name)) == set(truth(name))


@pytest.mark.parametrize(("name", "ref"), ALL, ids=[f"{name}:{ref}" for name, ref in ALL])
def test_sheet_is_read_as_a_person_reads_it(name: str, ref: str) -> None:
    assert differences(truth(name)[ref], together(name)[ref]) == MISREAD.get((name, ref), set())


@pytest.mark.parametrize("ref", truth("real"))
def test_booklet_alone_is_read_so_too(ref: str) -> None:
    """Without the program's other sheets, sections under each other's heading may stay as printed."""
    expected = truth("real")[ref]
    crossed = any("under each other's heading" in flag for flag in expected.get("flags", ()))
    assert differences(expected, alone("real")[ref]) <= ({"objectives", "results"} if crossed else set())


FLAGS = {
    r"link is announced": r"link .*announced.*missing",
    r"last sentence is cut off": r"objectives: .*cut off",
    r"launched on November 29th, 2017 .* in 2016": r"launched on November 29th, 2017.*launched in 2016",
    r"stand under each other's heading": r"under each other's heading",
    r"do not stand over their own texts; no RESULTS": r"do not stand over their own texts.*no RESULTS heading",
    r"headings stand after": r"headings stand after their texts",
    r"second copy|same words as another": r"second copy: the same words as",
    r"launched in June 2017": r"launched in June 2017.*still to be launched",
    r"places of meetings": r"places of meetings are no beneficiary countries",
    r"'N/A' and 'OAS 34 Member States'": r"'N/A' and 'OAS 34 Member States'.*Target Beneficiaries and Donor Countries.*not certain",
    r"no completion date": r"no completion date",
    r"month or day first.*speaks of 2017": r"begins in 2020, but the text speaks of 2017",
    r"month or day first": r"month or day first is not certain",
    r"no PROGRAM SUMMARY": r"no PROGRAM SUMMARY heading",
    r"quotes a project's name": r"quotes a project's name",
    r"names eight countries": r"names eight countries",
}
"""By a truth's flag: the review line that an editor must find."""


@pytest.mark.parametrize("ref", [ref for ref, sheet in truth("real").items() if sheet.get("flags")])
def test_every_flag_reaches_review(ref: str) -> None:
    sheets = read(booklets("real"), known_names())
    notes = {copy: copy_note(others) for copy, others in second_copies(sheets).items()}
    review = [*together("real")[ref]["review"], notes.get(ref, "")]
    for flag in truth("real")[ref]["flags"]:
        wanted = [line for pattern, line in FLAGS.items() if re.search(pattern, flag)]
        assert wanted, f"no row for the flag {flag!r}"
        for pattern in wanted:
            assert any(re.search(pattern, line) for line in review), (flag, review)


@pytest.mark.parametrize("name", SETS)
def test_sheets_gather_as_a_person_gathers_them(name: str) -> None:
    expected: dict[str, set[str]] = {}
    for ref, sheet in truth(name).items():
        expected.setdefault(sheet["program"], set()).add(ref)
    gathered = [
        {sheet.ref for sheet in group.sheets} | set(group.copies)
        for group in gather(read(booklets(name), known_names()))
    ]
    assert sorted(map(sorted, gathered)) == sorted(map(sorted, expected.values()))


def test_the_real_sheets_make_21_activities_and_5_second_copies() -> None:
    groups = gather(read(booklets("real"), known_names()))
    assert len(groups) == 11
    assert sum(len(group.sheets) for group in groups) == 21
    assert sum(len(group.copies) for group in groups) == 5


def test_nothing_of_the_real_booklets_stands_in_the_code() -> None:
    code = " ".join(path.read_text("utf-8") for path in sorted(SETS["real"][0].parents[1].glob("builder/**/*.py")))
    for sheet in truth("real").values():
        assert not sheet.get("title") or sheet["title"] not in code
        for section in SECTIONS:
            words = re.sub(r"\W+", " ", sheet[section]["text"]).split()
            for i in range(0, len(words) - 8, 8):
                assert " ".join(words[i : i + 8]) not in code
