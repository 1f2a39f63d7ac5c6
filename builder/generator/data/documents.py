"""Lists as JSON, and the JSON Schema that they keep."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from builder.generator.catalogue import Catalogue, Entry
from builder.generator.data.columns import ACTIVITY, PROGRAM, Column, json_schema
from builder.generator.data.long import Long, Part, Told, own
from builder.generator.data.records import Record, Records, texts
from builder.generator.data.shelf import Of
from builder.program import SECTIONS, Activity, Facts

VERSION = "1.0"
"""The first number changes where a program that reads the files would break; the second where they tell more."""


def document(programs: Sequence[Told], of: Of, records: Records, schema: str) -> Long:
    """A list as a document. `schema` is the address of the JSON Schema.

    Only the whole catalogue, which is `of` nothing, holds the programs' texts, with the sentences from which facts were
    inferred and the editors' reasons.
    """
    head = _head(records.catalogue, of, records, schema) | {
        "counts": {"programs": len(programs), "activities": sum(len(ids) for _, ids in programs)}
    }
    line = partial(_line, records) if of else partial(_whole, records)
    parts = [Part(own(*each, texts=of is None), partial(line, *each)) for each in programs]
    return Long(f'{_json(head)[:-1]},"programs":[\n'.encode(), parts, b",\n", b"\n]}\n")


def _line(records: Records, entry: Entry, ids: Sequence[str]) -> bytes:
    def tell() -> bytes:
        facts = [records.activity(each, entry) for each in entry.activities(ids)]
        return _json(records.program(entry) | {"activities": facts}).encode()

    return records.told("json", entry, ids, tell)


def _whole(records: Records, entry: Entry, ids: Sequence[str]) -> bytes:
    program, words = entry.program, entry.words
    told = {
        **records.program(entry),
        "texts": texts(words.texts),
        **_why(program.facts),
        "activities": [
            {**records.activity(each, entry), "texts": texts(words.own_texts.get(each.id, {})), **_why(each)}
            for each in entry.activities(ids)
        ],
    }
    return _json(told).encode()


def _why(facts: Facts | Activity) -> Record:
    return {"evidence": facts.evidence, "decided": facts.decided}


def _head(catalogue: Catalogue, of: Of, records: Records, schema: str) -> Record:
    site = catalogue.site
    return {
        "$schema": schema,
        "version": VERSION,
        "title": site.title,
        "language": catalogue.language,
        "changed": catalogue.changed(catalogue.under[of[0]][of[1]] if of else catalogue.entries),
        "home": records.absolute("/"),
        "source": site.source,
        "licence": {"name": site.licence.name, "url": site.licence.url, "text": site.licence.text},
        "of": [{"facet": of[0], "code": of[1], "name": catalogue.name(*of)}] if of else [],
    }


def _day(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no JSON")


_json = json.JSONEncoder(ensure_ascii=False, default=_day, separators=(",", ":")).encode


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
            "changed": {
                "type": ["string", "null"],
                "format": "date",
                "description": "The newest day on which one of the programs changed, or the status of an activity.",
            },
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
