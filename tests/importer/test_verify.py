"""Every word of every sheet is in what was made of it, or is the form's own; and a word that is not is told."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import main
from builder.importer.language.labels import shipped
from builder.importer.programs.write import import_booklets
from builder.importer.read import as_kept, read
from builder.importer.received import FURNITURE, keys_of, may_mean
from builder.importer.sheet import Booklet, Sheet
from builder.importer.verify import Missing, Score, Verification, names_by_slug, verify, verify_sheets
from builder.ledger import Entry
from builder.program import SECTIONS

from .conftest import ROOT, SETS, booklets, facets, known_names, truth

SHEETS: dict[str, dict[str, Sheet]] = {
    name: {sheet.ref: sheet for sheet in read(booklets(name), known_names())} for name in SETS
}
ALL = [(name, ref) for name in SETS for ref in truth(name)]

MISSED: dict[tuple[str, str], tuple[Missing, ...]] = {}
"""What the reader loses, and why. Nothing of the real booklets may stand here."""


def score(sheet: Sheet, made: dict[str, Any]) -> Score:
    return verify(sheet.source, made, shipped(), {}, sheet.placed, sheet.furniture)


def told(found: Score) -> str:
    return " ".join(" ".join(keys_of(each.words)) for each in found.missing)


@pytest.mark.parametrize("name", SETS)
def test_every_line_of_a_booklet_belongs_to_one_sheet(name: str) -> None:
    for booklet in booklets(name):
        own = [line for ref, sheet in SHEETS[name].items() if ref.split("#")[0] == booklet.ref for line in sheet.source]
        assert own == re.split(r"\r\n|\r|\n|\f", booklet.text)


FORM_FEEDS = [
    ("a sheet after a form feed", "PROGRAM SUMMARY\nOne.\n\fPROGRAM SUMMARY\nTwo.\n"),
    ("a form feed within a line", "PROGRAM SUMMARY\nOne.\fPROGRAM SUMMARY\nTwo.\n"),
    ("line ends of all kinds", "PROGRAM SUMMARY\r\nOne.\r\rRESULTS\nTwo.\fPROGRAM SUMMARY\nThree.\fRESULTS\nFour."),
    ("form feeds alone", "PROGRAM SUMMARY\fOne.\fPROGRAM SUMMARY\fTwo.\fPROGRAM SUMMARY\fThree."),
    ("line ends of word processors", "PROGRAM SUMMARY\vOne.\x85\vPROGRAM SUMMARY\u2028Two.\u2029\u2029RESULTS\vThree."),
    ("blank lines around", "\n\n \nPROGRAM SUMMARY\nOne.\n\n\n\n"),
]


@pytest.mark.parametrize(("title", "text"), FORM_FEEDS, ids=[row[0] for row in FORM_FEEDS])
def test_no_line_is_lost_between_sheets(title: str, text: str) -> None:
    sheets = read([Booklet("unstated/a.txt", None, text)], known_names())
    assert [line for sheet in sheets for line in sheet.source] == re.split("\r\n|[\n\r\f\v\x85\u2028\u2029]", text)
    assert all(score(sheet, as_kept(sheet)).missing == () for sheet in sheets)


@pytest.mark.parametrize(("name", "ref"), ALL, ids=[f"{name}:{ref}" for name, ref in ALL])
def test_every_word_of_a_sheet_is_kept(name: str, ref: str) -> None:
    sheet = SHEETS[name][ref]
    assert score(sheet, as_kept(sheet)).missing == MISSED.get((name, ref), ())


def test_every_word_of_the_real_sheets_is_in_their_ledgers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "tests/real", tmp_path / "content")
    content = str(tmp_path / "content")
    assert main(["--content", content, "import", f"{content}/sheets", "--verify"]) == 0
    lines = capsys.readouterr().out.splitlines()
    scores = [line for line in lines if re.search(r"#\d+: 100 % of \d+ words$", line)]
    assert len(scores) == 26
    assert re.match(r"26 sheets: 100 % of 11,\d{3} words: .*\d+ of the form \(\d+ headings, \d+ labels, ", lines[-1])


def test_words_that_a_ledger_lacks_are_told_with_place_and_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(sheet: Sheet) -> dict[str, object]:
        kept = as_kept(sheet)
        return kept | {"summary": str(kept["summary"]).replace("non-refundable", "")}

    shutil.copytree(ROOT / "tests/real", tmp_path / "content")
    booklet = tmp_path / "content/sheets/belize/program-sheets.txt"
    monkeypatch.setattr("builder.importer.programs.plan.as_kept", losing)
    assert main(["--content", str(tmp_path / "content"), "import", str(booklet), "--verify"]) == 1
    out, err = capsys.readouterr()
    assert "belize/program-sheets.txt#1: 99.5 % of 447 words; 2 words are in the booklet only: “non-refundable”" in out
    assert "belize/program-sheets.txt#2: 100 % of" in out
    assert err.startswith(
        "belize/program-sheets.txt#1: 2 words of this sheet are in the booklet only: “non-refundable”; report it as a "
        "fault of the import, or add them to the program file by hand\n"
    )


def test_each_kind_of_furniture_has_its_reason() -> None:
    kinds = {kind for name in SETS for sheet in SHEETS[name].values() for kind in score(sheet, as_kept(sheet)).places}
    assert kinds <= {"texts", "facts", "questions", *FURNITURE}
    assert all(FURNITURE.values())


# --- what is a word, and where it may be ---

PROSE = "The program trains officers of the harbor in a long course that fills this line"
KEPT: list[tuple[str, list[str], dict[str, Any]]] = [
    ("case and quotes", ["The “State´s” PORT"], {"summary": "the \"state’s\" port"}),
    ("ligatures", ["Of\ufb01cials"], {"summary": "Officials"}),
    ("accents put together otherwise", ["Asuncio\u0301n"], {"summary": "Asunción"}),
    ("what prints nothing", ["de\u00advel\u200bop\u00a0it"], {"summary": "develop it"}),
    ("a word broken at a line's end, joined", ["to develop-", "ment now"], {"summary": "to development now"}),
    ("a word broken at a line's end, kept", ["to co-", "finance"], {"summary": "to co-finance"}),
    ("a word broken over a blank line", ["to develop- ", "", "ment"], {"summary": "to development"}),
    ("broken by a soft hyphen", ["to develop\u00ad", "ment"], {"summary": "to development"}),
    ("broken twice", ["inter-", "agen-", "cy work"], {"summary": "inter-agency work"}),
    ("parted after its hyphen", ["on- site"], {"summary": "on-site"}),
    ("marks of lists", ["• one", "- two", "o   three", "\uf0b7 four", "–five"], {"summary": "- one\n- two\n- three\n- four\n- five"}),
    ("texts in another order", ["One. Two."], {"summary": "Two.", "results": "One."}),
    ("headings", ["PROGRAM SUMMARY", "R E S U L T S", "Objectives:", "RESULTS They came."], {"results": "They came."}),
    ("headings of other languages", ["RESUMEN DEL PROGRAMA", "OBJECTIFS"], {}),
    ("labels with their values", ["Name of Activity: Course", "Canada Donor Countries"], {"name": "Course", "donors": ["canada"], "printed": {"donors": "Canada"}}),
    ("a value with words of the form", ["Name of Activity: Support to Ports from Start to End"], {"name": "Support to Ports from Start to End"}),
    ("empty fields", ["Donor Countries N/A", "", "N/A", "Target Beneficiaries"], {}),
    ("dates, month first", ["4/12/2017 to 12/31/2017", "Commencement Date Completion"], {"start": "2017-04-12", "end": "2017-12-31"}),
    ("dates, day first", ["12/4/17 – 31.12.2017"], {"start": "2017-04-12", "end": "2017-12-31"}),
    ("dates in words", ["", "12 de abril de 2017", "", "December 31st, 2017"], {"start": "2017-04-12", "end": "2017-12-31"}),
    ("ongoing", ["4/12/2017 to Ongoing"], {"start": "2017-04-12", "ongoing": True}),
    ("no date of the calendar", ["31/31/2017"], {"review": ["'31/31/2017' is no date of the calendar; please look it up"]}),
    ("more than two dates", ["1/1/2017 1/2/2017 1/3/2017"], {"review": ["the form holds more than two dates (1/1/2017, 1/2/2017, 1/3/2017); which…"]}),
    ("an announced link", ["Additional Information Link to web page"], {}),
    ("an address", ["Additional Information www.oas.org/en?a=1"], {"link": "http://www.oas.org/en?a=1"}),
    ("an address broken over lines", ["http://www.oas.org/en/sec", "", "urity/default", ".asp"], {"link": "http://www.oas.org/en/security/default.asp"}),
    ("an address printed twice, once in part", ["http://a.org/b/c", "http://a.org/b"], {"link": "http://a.org/b/c"}),
    ("a second address", ["http://a.org/b", "http://c.org/d"], {"link": "http://a.org/b", "review": ["the sheet gives further addresses: http://c.org/d"]}),
    ("a value that no field was filled with", ["OAS 34 Member States"], {"review": ["'N/A' and 'OAS 34 Member States' stand by Target Beneficiaries; no field was filled with it"]}),
    ("a title that the form states", ["Lights Program"], {"title": "Lights Program"}),
    ("a word of the form inside prose", [PROSE, "to", "begin"], {"summary": f"{PROSE} to begin"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "source", "made"), KEPT, ids=[row[0] for row in KEPT])
def test_words_are_kept(title: str, source: list[str], made: dict[str, Any]) -> None:
    assert verify(source, made, shipped()).missing == ()


LOST: list[tuple[str, list[str], dict[str, Any], list[str]]] = [
    ("a word", ["One two three."], {"summary": "One three."}, ["two"]),
    ("a word that stands there once, not twice", ["one and two and three"], {"summary": "one and two three"}, ["and"]),
    ("neighbours, as printed", ["It met, “twice”, in May."], {"summary": "It in May."}, ["met, “twice"]),
    ("words over lines", ["They came", "and went", "home."], {"summary": "They home."}, ["came and went"]),
    ("the same words twice", ["a b x a b y a b"], {"summary": "x y a b"}, ["a b (2 times)"]),
    ("digits", ["In 2016 it gave US$ 1,000"], {"summary": "In 2017 it gave US$ 1.500"}, ["2016", "000"]),
    ("signs that are read aloud", ["5 % of $ 3 & more"], {"summary": "5 of 3 more"}, ["%", "$", "&"]),
    ("an accent", ["São Paulo"], {"summary": "Sao Paulo"}, ["São"]),
    ("a broken word", ["to develop-", "ment now"], {"summary": "to now"}, ["development"]),
    ("half a broken word", ["to co-", "finance"], {"summary": "to finance"}, ["co"]),
    ("no sheet at all", ["RESULTS", "They came."], {}, ["They came"]),
    ("the name of an activity", ["Name of Activity: Course"], {}, ["Course"]),
    ("what the form calls a donor", ["Government of Canada", "Donor Countries"], {"donors": ["canada"]}, ["Government of Canada"]),
    ("a donor whose slug is gone", ["Canada", "Donor Countries"], {"donors": [], "printed": {"donors": "Canada"}}, ["Canada"]),
    ("a day", ["4/12/2017 to 12/31/2017"], {"start": "2017-04-12"}, ["12/31/2017"]),
    ("a day that a question is about", ["4/7/2017"], {"review": ["4/7/2017: month or day first is not certain"]}, ["4/7/2017"]),
    ("ongoing", ["4/12/2017 to Ongoing"], {"start": "2017-04-12"}, ["Ongoing"]),
    ("an address", ["http://a.org/b"], {}, ["http://a.org/b"]),
    ("the end of an address", ["http://a.org/b/c"], {"link": "http://a.org/b"}, ["c"]),
    ("a second address", ["http://a.org/b", "http://c.net/d"], {"link": "http://a.org/b"}, ["http://c.net/d"]),
    ("a value that a field was filled with", ["The harbor guards"], {"review": ["'The harbor guards' stands on the sheet without a label; it was taken for Target Beneficiaries, please check"]}, ["The harbor guards"]),
    ("a word that only evidence quotes", ["It is the Lights Program."], {"summary": "It is the", "title": "Lights Program", "evidence": {"title": "It is the Lights Program."}}, ["Lights Program"]),
    ("a word that only a question about a text quotes", ["It was launched"], {"summary": "It was", "review": ["summary: the last sentence is cut off (“… launched”)"]}, ["launched"]),
    ("words between two apostrophes of a question", ["The Lights"], {"review": ["title: the text quotes a project's name (“The Lights”), which may be the program's"]}, ["The Lights"]),
    ("a word of the form inside prose", [PROSE, "to", "begin"], {"summary": f"{PROSE} begin"}, ["to"]),
    ("a heading's word inside prose", [PROSE, "results", "of the work"], {"summary": f"{PROSE} of the work"}, ["results"]),
    ("a label's words inside a sentence", ["Donor Countries are met in May by the officers."], {"summary": "are met in May by the officers."}, ["Donor Countries"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "source", "made", "expected"), LOST, ids=[row[0] for row in LOST])
def test_words_that_are_lost_are_told(title: str, source: list[str], made: dict[str, Any], expected: list[str]) -> None:
    found = verify(source, made, shipped())
    assert [
        f"{each.words}" + (f" ({each.count} times)" if each.count > 1 else "") for each in found.missing
    ] == expected
    assert found.found < found.words


PAGES: list[tuple[str, list[str], dict[str, Any], tuple[str, ...], list[str]]] = [
    ("a label on two lines, another column between", ["Target", "Canada", "Beneficiaries", "Donor Countries"], {"donors": ["canada"], "printed": {"donors": "Canada"}}, (), []),
    ("a number and a hint beside a label", ["3. Donor Countries / Institutions (if any):"], {}, (), []),
    ("more words of a label", ["Target Beneficiaries of the Activity"], {}, (), []),
    ("an address, another column between", ["https://a.org/training-", "2/18/2016", "opportunities"], {"link": "https://a.org/training-opportunities", "start": "2016-02-18"}, (), []),
    ("a broken word, another column between", ["they develop-", "Name of Activity", "Course", "ment"], {"summary": "they development", "name": "Course"}, (), []),
    ("a header and a page number", ["OAS", "The OAS came.", "7"], {"summary": "The OAS came."}, ("OAS", "7"), []),
    ("a header that is named once and stands twice", ["Sheets", "They came.", "Sheets"], {"summary": "They came."}, ("Sheets",), ["Sheets"]),
    ("a choice that nobody ticked", ["Democracy ☐ Security ☒"], {"pillar": "security", "printed": {"pillar": "Security"}}, ("Democracy",), []),
    ("a word of a header inside a text", ["Sheets", "The Sheets came."], {"summary": "The came."}, ("Sheets",), ["Sheets"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "source", "made", "other", "expected"), PAGES, ids=[row[0] for row in PAGES])
def test_pieces_of_pages(
    title: str, source: list[str], made: dict[str, Any], other: tuple[str, ...], expected: list[str]
) -> None:
    found = verify(source, made, shipped(), placed=True, other=other)
    assert [each.words for each in found.missing] == expected


DAYS = [
    ("4/12/2017", "2017-04-12", True),
    ("4/12/2017", "2017-12-04", True),
    ("4/12/2017", "2017-12-05", False),
    ("2017-04-12", "2017-04-12", True),
    ("12.4.17", "2017-04-12", True),
    ("April 12, 2017", "2017-04-12", True),
    ("12 de diciembre de 2017", "2017-12-12", True),
    ("1er décembre 2017", "2017-12-01", True),
    ("4th March 2017", "2017-03-04", True),
    ("março de 2017", "2017-03-31", True),
    ("março de 2017", "2017-04-01", False),
    ("04/2017", "2017-04-01", True),
    ("May came", "2017-05-01", False),
    ("4/12/2017", "", False),
]


@pytest.mark.parametrize(("printed", "day", "expected"), DAYS)
def test_what_day_a_date_may_mean(printed: str, day: str, expected: bool) -> None:
    assert may_mean(printed, day) is expected


def test_words_are_counted_where_they_are() -> None:
    source = ["RESULTS", "They came to-", "day.", "Donor Countries N/A", "4/12/2017", "'x' odd"]
    made = {"results": "They came today.", "start": "2017-04-12", "review": ["'x odd' stands by no label"]}
    found = verify(source, made, shipped())
    assert dict(found.places) == {"headings": 1, "texts": 3, "labels": 2, "empty fields": 2, "facts": 3, "questions": 2}
    assert (found.words, found.found, found.percent) == (13, 13, "100")


@pytest.mark.parametrize(
    ("words", "found", "expected"),
    [(0, 0, "100"), (3, 3, "100"), (1000, 999, "99.9"), (9999, 9998, "99.9"), (2, 0, "0")],
)
def test_a_score_is_never_rounded_up(words: int, found: int, expected: str) -> None:
    assert Score(words, {"texts": found}, ()).percent == expected


# --- the check fails where it should ---

REAL = list(SHEETS["real"].values())
FACTS = [
    (sheet.ref, fact)
    for sheet in REAL
    for fact in ("pillar", "name", "beneficiaries", "donors", "link", "start", "end", "ongoing")
    if sheet.facts[fact] and fact not in sheet.evidence
]


@pytest.mark.parametrize(("ref", "fact"), FACTS, ids=[f"{ref} {fact}" for ref, fact in FACTS])
def test_a_fact_that_is_gone_is_told(ref: str, fact: str) -> None:
    sheet = SHEETS["real"][ref]
    assert score(sheet, {**as_kept(sheet), fact: None}).missing


@pytest.mark.parametrize("ref", SHEETS["real"])
def test_a_paragraph_that_is_gone_is_told_whole(ref: str) -> None:
    sheet = SHEETS["real"][ref]
    made = as_kept(sheet)
    for section in SECTIONS:
        paragraphs = str(made[section] or "").split("\n\n")
        for at, paragraph in enumerate(paragraphs):
            without = "\n\n".join([*paragraphs[:at], *paragraphs[at + 1 :]])
            found = score(sheet, {**made, section: without})
            lost = found.words - found.found
            words = len(keys_of(paragraph.removeprefix("- ")))
            assert abs(lost - words) <= 2  # a broken word counts as one or two


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_word_that_is_gone_is_told(data: st.DataObject) -> None:
    sheet = data.draw(st.sampled_from([sheet for name in SETS for sheet in SHEETS[name].values() if sheet.has_text]))
    made = as_kept(sheet)
    section = data.draw(st.sampled_from([section for section in SECTIONS if made[section]]))
    text = str(made[section])
    word = data.draw(st.sampled_from(list(re.finditer(r"[^\W_]+", text))))
    found = score(sheet, {**made, section: text[: word.start()] + text[word.end() :]})
    assert keys_of(word[0])[0] in told(found)


# --- what became of a sheet ---

FATES = [
    ("imported", "imported", "2 words are in the booklet only: “by boat”", "error"),
    ("a second copy", "second copy", "2 words are in the booklet only: “by boat”", "error"),
    ("rejected", "rejected", "rejected; 2 words are in the booklet only: “by boat”", "warning"),
    ("waiting", None, "not imported; 4 words are in the booklet only: “They came by boat”", "warning"),
]


@pytest.mark.parametrize(("title", "became", "expected", "severity"), FATES, ids=[row[0] for row in FATES])
def test_a_sheet_is_told_with_its_fate(title: str, became: str | None, expected: str, severity: str) -> None:
    sheet = Sheet("peru/a.txt#1", "1", "en", {}, source=("They came", "by boat."))
    entries = {sheet.ref: Entry(1, "1", became, read={"summary": "They came"})} if became else {}
    (verified,) = verify_sheets([sheet], entries, shipped(), {})
    assert str(verified).endswith(f"% of 4 words; {expected}")
    assert [problem.severity for problem in verified.problems] == [severity]
    assert [problem.path for problem in Verification((verified,)).problems] == [sheet.ref]


def test_a_ledger_without_printed_words_knows_donors_by_their_names() -> None:
    names = names_by_slug(facets())
    source = ["OAS Pillar Multidimensional Security", "Canada and United States", "Donor Countries"]
    made = {"pillar": "security", "donors": ["canada", "united-states"]}
    assert [each.words for each in verify(source, made, shipped(), names).missing] == ["and"]


def test_a_donors_field_that_names_nobody_is_asked_about() -> None:
    (sheet,) = read(
        [Booklet("unstated/a.txt", None, "RESULTS\n\nThey came home.\n\nDonor Countries\n&\n")], known_names()
    )
    assert "donors: '&' names no donor; who pays?" in sheet.review
    assert score(sheet, as_kept(sheet)).missing == ()


def test_a_second_copy_and_a_rejected_sheet_are_verified(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for name in ("countries", "donors", "pillars", "units"):
        shutil.copy(ROOT / f"tests/real/{name}.yml", content)
    (content / "sheets/peru").mkdir(parents=True)
    text = (SETS["real"][0] / "bahamas/program-sheets.txt").read_text("utf-8")
    (content / "sheets/peru/a.txt").write_text(text, "utf-8")
    (content / "sheets/peru/b.txt").write_text(text, "utf-8")
    (content / "sheets/peru/c.txt").write_text(" PROGRAM SUMMARY \n\nRESULTS \n\n4/13/2017 to\n", "utf-8")
    done = import_booklets(content, [content / "sheets"])
    assert {entry.became for entry in done.entries.values()} == {"imported", "second copy", "rejected"}
    found = verify_sheets(done.sheets, done.entries, shipped(), names_by_slug(facets()))
    assert [each.score.percent for each in found] == ["100"] * len(done.entries)
