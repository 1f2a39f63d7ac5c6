"""Lists as JSON, and the JSON Schema that they keep."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from builder.checksum import checksum
from builder.generator.catalogue import Catalogue, Entry, Kind, chosen_activities
from builder.generator.data.columns import ACTIVITY, PROGRAM, Column, json_schema
from builder.generator.data.records import Record, Records, texts
from builder.generator.data.shelf import Long
from builder.program import SECTIONS, Activity

VERSION = "1.0"
"""The first number changes where a program that reads the files would break; the second where they tell more."""


def document(
    entries: Iterable[Entry], chosen: Mapping[Kind, str], records: Records, schema: str, *, whole: bool = False
) -> Long:
    """A list with its programs, and of each the activities that have the countries and donors of `chosen`.

    `schema` is the address of the JSON Schema. Only the `whole` catalogue holds the programs' texts, with the
    sentences from which facts were inferred and the editors' reasons.
    """
    catalogue = records.catalogue
    chosen_of = [(entry, chosen_activities(entry, chosen)) for entry in entries]
    head = _head(catalogue, chosen, records, schema) | {
        "counts": {"programs": len(chosen_of), "activities": sum(len(found) for _, found in chosen_of)}
    }
    programs = [
        (
            checksum(entry.checksums.texts if whole else entry.checksums.facts, [each.id for each in found]),
            partial(_line, entry, found, records, whole=whole),
        )
        for entry, found in chosen_of
    ]
    return Long(f'{_json(head)[:-1]},"programs":[\n'.encode(), programs, b",\n", b"\n]}\n")


def _line(entry: Entry, activities: Sequence[Activity], records: Records, *, whole: bool) -> bytes:
    def tell() -> bytes:
        return _json(_program(entry, activities, records, whole=whole)).encode()

    return tell() if whole else records.told(entry, activities, tell)


def _head(catalogue: Catalogue, chosen: Mapping[Kind, str], records: Records, schema: str) -> Record:
    site = catalogue.site
    return {
        "$schema": schema,
        "version": VERSION,
        "title": site.title,
        "language": catalogue.language,
        "built": catalogue.today,
        "home": records.absolute("/"),
        "source": site.source,
        "licence": {"name": site.licence.name, "url": site.licence.url, "text": site.licence.text},
        "of": [{"facet": kind, "code": slug, "name": catalogue.name(kind, slug)} for kind, slug in chosen.items()],
    }


def _program(entry: Entry, activities: Iterable[Activity], records: Records, *, whole: bool) -> Record:
    told = dict(records.program(entry))
    if whole:
        told["texts"] = texts(entry.words.texts)
        told |= _why(entry.program.facts.evidence, entry.program.facts.decided)
    told["activities"] = [records.activity(each, entry) | (_more(each, entry) if whole else {}) for each in activities]
    return told


def _more(activity: Activity, entry: Entry) -> Record:
    return {"texts": texts(entry.words.own_texts.get(activity.id, {})), **_why(activity.evidence, activity.decided)}


def _why(evidence: Mapping[str, str], decided: Mapping[str, str]) -> Record:
    return {"evidence": dict(evidence), "decided": dict(decided)}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_day, separators=(",", ":"))


def _day(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no JSON")


def schema(address: str) -> bytes:
    """The JSON Schema (draft 2020-12) of every JSON file; `address` is its own."""
    activity = _object(_columns(ACTIVITY), _MORE)
    program = _object({**dict(_columns(PROGRAM)), "activities": {"type": "array", "items": activity}}.items(), _MORE)
    told = _object(
        {
            "$schema": {"type": "string"},
            "version": {"type": "string", "pattern": r"^1\.[0-9]+$"},
            "title": {"type": "string"},
            "language": {"type": "string"},
            "built": {"type": "string", "format": "date"},
            "home": {"type": "string", "format": "uri"},
            "source": {"type": "string"},
            "licence": _object(
                {"name": {"type": "string"}, "url": {"type": ["string", "null"]}, "text": {"type": "string"}}.items()
            ),
            "of": {
                "type": "array",
                "items": _object({key: {"type": "string"} for key in ("facet", "code", "name")}.items()),
                "description": "The list that this is; empty for the whole catalogue.",
            },
            "counts": _object({key: {"type": "integer", "minimum": 0} for key in ("programs", "activities")}.items()),
            "programs": {"type": "array", "items": program},
        }.items()
    )
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": address, **told}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


_WORDS = {"type": "object", "additionalProperties": {"type": "string"}}

_MORE: Mapping[str, Mapping[str, object]] = {
    "texts": {
        "type": "array",
        "description": "What stands under the three headings, as Markdown. Only in the whole catalogue.",
        "items": {
            "type": "object",
            "properties": {
                "heading": {"enum": list(SECTIONS)},
                "language": {"type": "string"},
                "markdown": {"type": "string"},
            },
            "required": ["heading", "language", "markdown"],
            "additionalProperties": False,
        },
    },
    "evidence": {
        **_WORDS,
        "description": "For each fact that was inferred: the sentence that tells it. Only in the whole catalogue.",
    },
    "decided": {
        **_WORDS,
        "description": "For each fact that an editor settled: why. Only in the whole catalogue.",
    },
}


def _columns(columns: Iterable[Column]) -> Iterator[tuple[str, Mapping[str, object]]]:
    return ((column.name, json_schema(column)) for column in columns)


def _object(
    always: Iterable[tuple[str, object]], at_times: Mapping[str, Mapping[str, object]] | None = None
) -> dict[str, object]:
    properties = dict(always)
    return {
        "type": "object",
        "properties": {**properties, **(at_times or {})},
        "required": list(properties),
        "additionalProperties": False,
    }
