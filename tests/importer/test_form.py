"""The form's fields, wherever their values stand: one row for each way."""

import datetime as dt
from typing import Any

import pytest

from builder.importer.read import as_json, read
from builder.importer.sheet import Booklet

from .conftest import known_names

SUMMARY = "The Harbor Lights Program supports port workers. It was created in 2016 to make their nights safer."
OBJECTIVES = "To make the work at night safer for everybody who works in a port of the region."
RESULTS = "Among the results, 120 workers were trained in the use of lamps, and three ports bought new ones."


def sheet(form: str, before: str = "") -> dict[str, Any]:
    text = (
        f"{before} PROGRAM SUMMARY \n\n{SUMMARY} \n\nOBJECTIVES \n\n{OBJECTIVES} \n\nRESULTS \n\n{RESULTS} \n\n{form}"
    )
    (found,) = read([Booklet("unstated/booklet.txt", None, text)], known_names())
    return as_json(found)


FIELDS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "values above their labels",
        "Security \n\nOAS Pillar \n\nNight Training and \n\nLamps \n\nName of Activity \n\nPort workers \n\nTarget Beneficiaries \n\n"
        "Canada \n\nDonor Countries \n",
        {"pillar": "security", "name": "Night Training and Lamps", "beneficiaries": "Port workers", "donors": ["canada"]},
    ),
    (
        "values below their labels",
        "OAS Pillar \n\nDemocracy \n\nName of Activity \n\nWorkshop on lists \n\nTarget Beneficiaries \n\nPoll workers \n\n"
        "Donor Countries \n\nItaly and Spain \n",
        {"pillar": "democracy", "name": "Workshop on lists", "beneficiaries": "Poll workers", "donors": ["italy", "spain"]},
    ),
    (
        "values on their labels' lines",
        "OAS Pillar: Human Rights \nName of Activity Night Training \nTarget Beneficiaries Workers in the \nports \nDonor Countries USA \n",
        {"pillar": "human-rights", "name": "Night Training", "beneficiaries": "Workers in the ports", "donors": ["united-states"]},
    ),
    ("a value before its label", "Development OAS Pillar \n", {"pillar": "development"}),
    ("an institution pays", "European Union \n\nDonor Countries \n", {"donors": ["european-union"]}),
    ("a name with 'and' in it is one", "Agency for Peace and Justice \n\nDonor Countries \n", {"donors": ["agency-for-peace-and-justice"]}),
    ("a long value on its label's line", "Name of Activity: National Workshop on the Care, Repair and Replacement of the Lamps of Small Lighthouses \n", {"name": "National Workshop on the Care, Repair and Replacement of the Lamps of Small Lighthouses"}),
    ("a long list of donors", "Donor Countries: Canada, the United States, Mexico, and the Inter-American Development Bank (IDB) \n", {"donors": ["canada", "united-states", "mexico", "inter-american-development-bank"]}),
    ("a sum beside a donor", "Donor Countries: Canada (US$ 200,000) and Spain \n", {"donors": ["canada", "spain"]}),
    ("not applicable with a full stop", "Donor Countries Not applicable. \n", {"donors": []}),
    ("labels in another case", "TARGET BENEFICIARIES: Port workers \nDonor countries: Canada \n", {"beneficiaries": "Port workers", "donors": ["canada"]}),
    ("a value that ends with a stop", "Target Beneficiaries \n\nSmall ports, fishers, etc. \n\nDonor Countries \n\nCanada \n", {"beneficiaries": "Small ports, fishers, etc.", "donors": ["canada"]}),
    ("a date's label below a value", "Name of Activity\nLamp Course\nDate\n4/12/2017\n12/31/2017\n", {"name": "Lamp Course", "start": "2017-04-12", "end": "2017-12-31"}),
    ("a date's label below an address", "Additional Information http://www.oas.org/en/reef/\nguardians.asp\nDate\n", {"link": "http://www.oas.org/en/reef/guardians.asp"}),
    ("labels in a block, values in the next", "OAS Pillar \n\nName of Activity \n\nTarget Beneficiaries \n\nDonor Countries \n\nHuman Rights \n\nSchool survey on lamps \n\nTeachers of the coast \n\nSpain \n", {"pillar": "human-rights", "name": "School survey on lamps", "beneficiaries": "Teachers of the coast", "donors": ["spain"]}),
    ("values in a block, labels in the next", "Security \n\nSchool survey on lamps \n\nOAS Pillar \n\nName of Activity \n", {"pillar": "security", "name": "School survey on lamps"}),
    ("an empty field is absent", "OAS Pillar \n\nName of Activity \n\nDonor Countries \n", {"pillar": None, "name": None, "donors": []}),
    ("not applicable is absent", "N/A \n\nDonor Countries \n", {"donors": []}),
    ("both dates", "Additional Information 4/12/2017 Date 12/31/2017 \n", {"start": "2017-04-12", "end": "2017-12-31", "ongoing": False}),
    ("both dates with a word between", "4/12/2017 to 12/31/2017 \n", {"start": "2017-04-12", "end": "2017-12-31"}),
    ("no last day", "4/13/2017 to \n", {"start": "2017-04-13", "end": None}),
    ("no first day", "to 4/13/2017 \n", {"start": None, "end": "2017-04-13"}),
    ("ongoing", "Additional Information Ongoing to \n", {"start": None, "end": None, "ongoing": True}),
    ("ongoing since", "11/13/2017 to Ongoing \n", {"start": "2017-11-13", "end": None, "ongoing": True}),
    ("day first, as the other date shows", "5/6/2017 Date 30/6/2018 \n", {"start": "2017-06-05", "end": "2018-06-30"}),
    ("two digits of a year", "4/13/17 to 4/14/17 \n", {"start": "2017-04-13", "end": "2017-04-14"}),
    ("no date of the calendar", "13/32/2017 to \n", {"start": None, "end": None}),
    ("leftovers are furniture", "Completion to Commencement \n\nto \n\nDate \n", {"start": None, "end": None, "link": None}),
    ("an address", "Additional Information http://www.oas.org/en/ \n", {"link": "http://www.oas.org/en/"}),
    (
        "an address broken over three lines, and repeated",
        "Additional Information http://www.oas.org/en/sms\n\n/cicte\n\n/default.asp \n\nhttp://www.oas.org/en/sms/cicte/default.asp\n",
        {"link": "http://www.oas.org/en/sms/cicte/default.asp"},
    ),
    ("an address without its scheme", "Additional Information www.oas.org \n", {"link": "http://www.oas.org"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "form", "expected"), FIELDS, ids=[row[0] for row in FIELDS])
def test_fields(title: str, form: str, expected: dict[str, Any]) -> None:
    read_ = sheet(form)
    assert {field: read_[field] for field in expected} == expected
    assert read_["results"] == RESULTS


DOUBTS = [
    (
        "a link that is announced",
        "Link to web page    Additional Information \n",
        "announced, but its address is missing",
    ),
    ("no last day", "4/13/2017 to \n", "no completion date"),
    ("a day that may be a month", "4/7/2017 to \n", "4/7/2017: month or day first is not certain"),
    ("a day that is no day", "13/32/2017 to \n", "'13/32/2017' is no date of the calendar"),
    ("only day first makes sense", "5/6/2017 Date 30/6/2018 \n", "read day/month/year"),
    ("dates the wrong way round", "12/31/2017 Date 4/13/2017 \n", "is later than its second"),
    (
        "three dates",
        "1/13/2016 Date 2/14/2017 \n\n3/15/2018 \n",
        "more than two dates (1/13/2016, 2/14/2017, 3/15/2018)",
    ),
    (
        "the form begins after all that the text speaks of",
        "4/13/2021 to \n",
        "begins in 2021, but the text speaks of 2016",
    ),
    (
        "further addresses",
        "Additional Information http://a.org/x \n\nhttp://b.org/y \n",
        "further addresses: http://b.org/y",
    ),
    (
        "values that could be either of two",
        "Target Beneficiaries \n\nN/A \n\n\nDonor Countries \n\nAll Member States \n\n",
        "'N/A' and 'All Member States' stand by Target Beneficiaries and Donor Countries, and which belongs to which is not certain",
    ),
    (
        "a pillar that is none",
        "OAS Pillar: Integral Wellbeing \n",
        "pillar: 'Integral Wellbeing' is none of the pillars",
    ),
    ("two pillars", "OAS Pillar: Security and Democracy \n", "'Security and Democracy'"),
    ("words that name no donor", "Donor Countries: Various \n", "'Various'"),
    (
        "words that name no donor yet",
        "Donor Countries: To be confirmed by the office \n",
        "'To be confirmed by the office'",
    ),
    ("words beside the label of the link", "Additional Information see the leaflet \n", "'see the leaflet'"),
]


@pytest.mark.parametrize(("title", "form", "expected"), DOUBTS, ids=[row[0] for row in DOUBTS])
def test_doubts(title: str, form: str, expected: str) -> None:
    assert [line for line in sheet(form)["review"] if expected in line]


def test_a_settled_order_of_days_and_months_is_no_doubt() -> None:
    assert sheet("4/12/2017 Date 12/31/2017 \n")["review"] == []
    assert sheet("1/1/2016 to 12/31/2017 \n")["review"] == []


UNLABELLED = [
    (
        "people",
        "Officers and nurses of the ports",
        "beneficiaries",
        "Officers and nurses of the ports",
        "Target Beneficiaries",
    ),
    ("an activity", "Training Workshop on Lamps", "name", "Training Workshop on Lamps", "Name of Activity"),
    ("a country", "Canada", "donors", ["canada"], "Donor Countries"),
]


@pytest.mark.parametrize(
    ("title", "text", "field", "expected", "label"), UNLABELLED, ids=[row[0] for row in UNLABELLED]
)
def test_a_value_without_a_label_at_the_head_of_a_sheet(
    title: str, text: str, field: str, expected: Any, label: str
) -> None:
    read_ = sheet("", before=f" {text} \n\n")
    assert read_[field] == expected
    assert [line for line in read_["review"] if "without a label" in line and label in line]


PROSE = [
    "The team met donor countries and explained the name of activity and date to everybody.",
    "It takes from one to three years to reach the target beneficiaries of a program.",
    "to reach them",
]


@pytest.mark.parametrize("sentence", PROSE)
def test_the_forms_words_inside_prose_are_prose(sentence: str) -> None:
    read_ = sheet(f"Additionally, the ports asked for more. {sentence} It was a long year for all of them.\n")
    assert sentence in read_["results"]


def test_dates_are_dates() -> None:
    (found,) = read([Booklet("unstated/b.txt", None, f"OBJECTIVES\n\n{OBJECTIVES}\n\n4/13/2017 to\n")], known_names())
    assert found.start == dt.date(2017, 4, 13)
