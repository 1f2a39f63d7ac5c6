"""The keys of a file as the models describe them, for JSON Schema, the reference and the examples."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key, and what is known of it."""

    name: str
    """The key."""
    meaning: str
    """One or two sentences for editors."""
    schema: Schema
    """What it holds, without a reference to anything outside it."""
    is_required: bool
    """Whether the file is wrong without it."""

    @property
    def default(self) -> Any:
        """What counts where the key is missing; None where nothing does."""
        default = self.schema.get("default")
        return None if default in (None, []) else default

    @property
    def example(self) -> Any:
        """A value that it may have."""
        return next(iter(self.schema.get("examples", ())), None)

    @property
    def facet(self) -> str | None:
        """The facet file, without `.yml`, whose slugs it holds."""
        facet = self.schema.get("facet") or self.schema.get("items", {}).get("facet")
        return facet if isinstance(facet, str) else None


def fields_of(schema: Schema) -> Iterator[Field]:
    """The keys of an object's schema, in the order in which they are written."""
    required = schema.get("required", ())
    for name, held in schema["properties"].items():
        meaning = " ".join(held.get("description", "").split())
        yield Field(name, meaning, held, name in required)


def schema_of(model: type[BaseModel]) -> Schema:
    """The model's JSON Schema, plain: no `$ref`, no titles, one `type` where null is allowed as well.

    A slug that must stand in a facet file has the file's name under `facet`.
    """
    schema = model.model_json_schema()
    plain = _plain(schema, schema.get("$defs", {}))
    assert isinstance(plain, dict)
    return plain


def _plain(schema: Any, known: Mapping[str, Schema]) -> Any:
    if isinstance(schema, list):
        return [_plain(each, known) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        described = {key: value for key, value in schema.items() if key != "$ref"}
        return _plain(known[schema["$ref"].rpartition("/")[2]] | described, known)
    plain = {
        key: {name: _plain(each, known) for name, each in value.items()}
        if key in ("properties", "patternProperties")
        else value
        if key in ("default", "examples")
        else _plain(value, known)
        for key, value in schema.items()
        if key not in ("$defs", "title")
    }
    options = plain.pop("anyOf", ())
    for option in options:  # pydantic's form of "or null"; it says nothing else so
        if option != {"type": "null"}:
            plain = option | plain | {"type": [option["type"], "null"]}
    if "patternProperties" in plain:
        plain["additionalProperties"] = False
        plain.pop("propertyNames", None)
    return plain


def holds(schema: Schema) -> str:
    """What a value is, in plain words."""
    return _one(schema) + _of(schema)


def _one(schema: Schema) -> str:
    types = schema.get("type")
    match types[0] if isinstance(types, list) else types:
        case "boolean":
            return "true or false"
        case "array":
            return f"a list of {_MANY[_one(schema['items'])]}{_of(schema['items'])}"
        case "object" if "patternProperties" in schema:
            return "codes of languages, each with keys"
        case "object":
            return "keys" if "properties" in schema else "names of facts, each with a sentence"
    return str(schema["holds"])


def _of(schema: Schema) -> str:
    return f" of {schema['facet']}.yml" if "facet" in schema else ""


_MANY = {"text": "texts", "a slug": "slugs", "the code of a language": "codes of languages", "keys": "entries"}
"""The words for many, by those for one."""
