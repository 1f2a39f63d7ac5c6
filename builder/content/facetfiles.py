"""countries.yml, donors.yml, pillars.yml and units.yml, read and checked."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from builder import facets as facet_files
from builder import frontmatter
from builder.content.facts import unknown_slug
from builder.content.files import read_text
from builder.content.told import is_slug
from builder.facets import Facets
from builder.problems import Problem
from builder.program import broken_rule


def load_facets(folder: Path, problems: list[Problem]) -> Facets:
    """The facet files; what is wrong in them is added to `problems`."""
    read = {stem: _facet_file(folder / f"{stem}.yml", model, problems) for stem, model in facet_files.FILES.items()}
    facets = Facets(**{stem: entries for stem, (entries, _) in read.items()})
    for stem, key, known in (("donors", "country", facets.countries), ("units", "pillar", facets.pillars)):
        entries, source = read[stem]
        for slug, entry in entries.items():
            value = getattr(entry, key)
            if value is not None and value not in known:
                place = frontmatter.locate(source, (slug, key))
                path = str(folder / f"{stem}.yml")
                problems.append(unknown_slug(path, place, f"{slug}.{key}", value, key, known))
    return facets


class _Unread(dict[str, Any]):
    """The entries of a file that cannot be read: any slug may be among them, so none is told to be unknown."""

    def __contains__(self, slug: object) -> bool:
        return True


def _facet_file(path: Path, model: type[BaseModel], problems: list[Problem]) -> tuple[dict[str, Any], str]:
    source = read_text(path, problems)
    if source is None:
        return _Unread(), ""
    reading = frontmatter.read(source, str(path))
    problems += reading.problems
    if not reading.is_read:
        return _Unread(), ""
    data, source = reading.data, reading.source
    if data is None:
        return {}, ""
    if not isinstance(data, dict):
        problems.append(Problem(str(path), 1, 1, "", "must be slugs, each with its keys indented below it"))
        return _Unread(), ""
    entries = {}
    for slug, value in data.items():
        if rule := broken_rule(slug):
            place = frontmatter.key_place(source, (slug,))
            problems.append(Problem(str(path), *place, slug, f"is no slug: {rule}"))
            continue
        entry, wrong = frontmatter.validate(model, value, source, str(path), under=(slug,))
        problems += wrong
        # known by name and with what it refers to, for nothing is built with errors
        refers = {
            key: value[key] for key in ("country", "pillar") if isinstance(value, dict) and is_slug(value.get(key))
        }
        entries[slug] = entry or model.model_construct(name=slug, **refers)
    return entries, source
