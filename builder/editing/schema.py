"""JSON Schema of the files under content/: with it, an editor's program completes and checks them as they are written.

It is draft 7, the newest that every version of the tools for YAML understands, with the words that VS Code adds to it.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from builder import facets as facet_files
from builder.content import load_facets
from builder.content.pages import PageFacts
from builder.content.translations import TranslationFacts
from builder.editing.fields import Schema, schema_of
from builder.facets import Facets
from builder.problems import Problem, errors
from builder.program import SLUG, Activity, Facts, reasoned
from builder.settings import Site

DIALECT = "http://json-schema.org/draft-07/schema#"


def json_schemas(facets: Facets) -> Mapping[str, str]:
    """By the name of its file: the JSON Schema of each kind of file, with the slugs that the facet files have."""
    schemas = {
        "program": program_schema(),
        "translation": translation_schema(),
        "page": schema_of(PageFacts),
        **{stem: facet_file_schema(model) for stem, model in facet_files.FILES.items()},
        "site": site_schema(),
    }
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": DIALECT} | _for_tools(schema, _choices(facets)), indent=2, ensure_ascii=False
        )
        + "\n"
        for name, schema in schemas.items()
    }


def write_schemas(content: Path, folder: Path) -> tuple[Path, ...]:
    """Brings the JSON Schemas in a folder up to what `content/` has now; gives back those that changed.

    While a facet file cannot be read they stay as they are.
    """
    problems: list[Problem] = []
    facets = load_facets(content, problems)
    if errors(problems):
        return ()
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in json_schemas(facets).items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != text.encode():
            path.write_text(text, "utf-8", newline="\n")
            changed.append(path)
    return tuple(changed)


def program_schema() -> Schema:
    """The front matter of a program."""
    schema = schema_of(Facts)
    _say_reasons(schema, Facts)
    _say_reasons(schema["properties"]["activities"]["items"], Activity)
    return schema


def _say_reasons(schema: Schema, model: type[BaseModel]) -> None:
    """Names the keys that `evidence` and `decided` may have."""
    for key in ("evidence", "decided"):
        held = schema["properties"][key]
        held["properties"] = dict.fromkeys(reasoned(model), held["additionalProperties"])
        held["additionalProperties"] = False


def translation_schema() -> Schema:
    """The front matter of a translation: what counts there, and what may be left there and does not."""
    schema = schema_of(TranslationFacts)
    unused = {
        name: {"deprecationMessage": "What the program's own file says counts; this can be deleted."}
        for name in Facts.model_fields
        if name not in schema["properties"]
    }
    return schema | {"properties": schema["properties"] | unused, "additionalProperties": False}


def facet_file_schema(model: type[BaseModel]) -> Schema:
    """A facet file: entries by their slugs."""
    return {
        "description": "Each entry begins with its slug and a colon; its keys stand below, indented.",
        "type": ["object", "null"],
        "patternProperties": {f"^{SLUG.pattern}$": schema_of(model)},
        "additionalProperties": False,
    }


def site_schema() -> Schema:
    """The settings, in which a key that is not needed may be left empty."""
    schema = schema_of(Site)
    for name, held in schema["properties"].items():
        if name not in schema["required"]:
            words = {key: held.pop(key) for key in ("description", "default", "examples") if key in held}
            schema["properties"][name] = words | {"anyOf": [held, {"enum": ["", None]}]}
    return schema


def _choices(facets: Facets) -> Mapping[str, Mapping[str, str]]:
    """The names by their slugs, for each facet file."""
    return {stem: {slug: entry.name for slug, entry in getattr(facets, stem).items()} for stem in facet_files.FILES}


def _for_tools(schema: Any, choices: Mapping[str, Mapping[str, str]]) -> Any:
    """The schema with the slugs to choose from, and the words where tools look for them."""
    if isinstance(schema, list):
        return [_for_tools(each, choices) for each in schema]
    if not isinstance(schema, dict):
        return schema
    told = {
        key: value if key in ("default", "examples") else _for_tools(value, choices)
        for key, value in schema.items()
        if (key, value) not in (("default", None), ("default", [])) and key not in ("facet", "holds")
    }
    if isinstance(words := told.get("description"), str):
        told["description"] = words = " ".join(words.split())
        told["markdownDescription"] = words
    facet = schema.get("facet")
    if isinstance(facet, str) and choices[facet]:
        del told["pattern"], told["patternErrorMessage"]
        told["enum"], told["enumDescriptions"] = list(choices[facet]), list(choices[facet].values())
        if "null" in told["type"]:
            told["enum"].append(None)
            told["enumDescriptions"].append("Not stated")
    elif isinstance(facet, str):
        told["description"] = f"One of {facet}.yml."
    return told
