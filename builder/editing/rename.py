"""A program under another name: its files moved, its old address kept, links to it mended."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from builder import frontmatter, yamledit
from builder.addresses import parted
from builder.content import prose
from builder.content.files import exact_text, write_whole
from builder.content.told import Told, told
from builder.problems import Problem, ProblemsError, did_you_mean
from builder.program import Facts, broken_rule


@dataclass(frozen=True, slots=True)
class Renamed:
    """What renaming has done."""

    moved: tuple[tuple[Path, Path], ...]
    """Each file with its new place: the program, and its translations."""
    mended: tuple[tuple[Path, int], ...]
    """Files, by their names from now on, and how many links were mended in each."""


def rename(content: Path, old: str, new: str) -> Renamed:
    """Gives the program `old` the name `new`; either may be a slug or a file.

    Raises ProblemsError, and changes nothing, where that cannot be. Broken off half way, it is finished by doing it
    again: the program's own file is the last to move.
    """
    old, new = _slug_of(old), _slug_of(new)
    folder = content / "programs"
    texts = {path: _text(path) for path in _markdown(folder)}
    if problems := list(_problems(folder, old, new, texts)):
        raise ProblemsError(problems)
    texts |= {path: _text(path) for path in _markdown(content / "pages")}
    source = folder / f"{old}.md"
    moved = {path: folder / (new + path.name.removeprefix(old)) for path in texts if _is_of(path, old, folder)}
    changed, mended = {}, []
    for path, text in texts.items():
        after, count = _with_links(text, f"/programs/{old}/", f"/programs/{new}/")
        changed[path] = _with_alias(after, old, new, str(source)) if path == source else after
        if count:
            mended.append((moved.get(path, path), count))
    for path, text in changed.items():
        if text != texts[path]:
            write_whole(path, text.encode())
    for path in sorted(moved, key=lambda path: path == source):
        path.rename(moved[path])
    return Renamed(tuple(moved.items()), tuple(mended))


def _slug_of(name: str) -> str:
    """`ports` for `content/programs/ports.md` and for `/programs/ports/`."""
    return name.rstrip("/").replace("\\", "/").rpartition("/")[2].removesuffix(".md")


def _markdown(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("[!.]*.md")) if path.is_file()]


def _text(path: Path) -> str:
    try:
        return exact_text(path)
    except UnicodeDecodeError:
        message = "is not UTF-8 text; save it as UTF-8"
        raise ProblemsError([Problem(str(path), 0, 0, "", message)]) from None


def _is_of(path: Path, slug: str, folder: Path) -> bool:
    """The program's file, or a translation of it."""
    return path.parent == folder and path.stem.partition(".")[0] == slug


def _problems(folder: Path, old: str, new: str, texts: Mapping[Path, str]) -> Iterator[Problem]:
    files = {path.stem: told(text, path.stem, str(path), "facts") for path, text in texts.items()}
    programs = {slug: mine for slug, mine in files.items() if "." not in slug}
    owners = {alias: slug for slug, (mine, _) in programs.items() if mine for alias in _aliases(mine)}
    if rule := broken_rule(new):
        yield Problem("rename", 0, 0, "", f"'{new}' cannot be an address; use {rule}")
    path = str(folder / f"{old}.md")
    if old not in programs:
        meant = f"; it is an old address of '{owners[old]}'" if old in owners else did_you_mean(old, programs)
        yield Problem(path, 0, 0, "", f"there is no such program{meant}")
    elif old == new:
        yield Problem(path, 0, 0, "", "has this name already")
    else:
        mine, wrong = programs[old]
        if mine is None or wrong or not isinstance(mine.data, dict) or not _is_plain(mine):
            message = "cannot be renamed while its facts are wrong; 'build.py check' tells what to mend"
            yield Problem(path, 0, 0, "", message)
        for stem in files:
            slug, _, language = stem.partition(".")
            if slug == new and (not language or f"{old}.{language}" in files):
                message = "is already there; choose another name"
                yield Problem(str(folder / f"{stem}.md"), 0, 0, "", message)
    owner, _ = programs.get(owners.get(new, old), (None, ()))
    if owner and owners.get(new, old) != old:
        message = f"'{new}' is an old address of this program; choose another name, or delete it here first"
        yield owner.problem(("aliases", _aliases(owner).index(new)), message)


def _aliases(mine: Told) -> list[object]:
    given = mine.facts.get("aliases")
    return given if isinstance(given, list) else []


def _is_plain(mine: Told) -> bool:
    """The aliases are a list of words, or none."""
    given = mine.facts.get("aliases")
    return given is None or (isinstance(given, list) and all(isinstance(alias, str) for alias in given))


def _with_alias(text: str, old: str, new: str, path: str) -> str:
    """The program's file with its old name among the aliases, in the place of the new one if that is there."""
    document = frontmatter.split(text)
    mine, _ = told(text, old, path, "facts")
    assert document
    assert mine
    windows = "\r\n" in document.head
    head = document.head.replace("\r\n", "\n")
    try:
        head = _head(head, _aliases(mine), old, new)
    except yamledit.Unplaceable as error:
        message = "cannot take the old name among its aliases as it is written; put each key on a line of its own"
        raise ProblemsError([Problem(path, error.line + document.head_line, 0, error.field, message)]) from None
    begin = text.index("\n") + 1
    return text[:begin] + (head.replace("\n", "\r\n") if windows else head) + text[begin + len(document.head) :]


def _head(head: str, aliases: list[object], old: str, new: str) -> str:
    word = yamledit.scalar(old)
    if old in aliases:
        return head
    if new in aliases:
        return yamledit.replace_value(head, ("aliases", aliases.index(new)), word)
    if not aliases:
        if yamledit.has(head, ("aliases",)):
            return yamledit.replace_value(head, ("aliases",), f"[{word}]")
        return yamledit.insert_key(head, (), "aliases", f"aliases: [{word}]\n", Facts)
    if yamledit.is_block(head, ("aliases",)):
        return yamledit.insert_item(head, ("aliases",), len(aliases), f"- {word}\n", Facts)
    root = yaml.compose(head, yaml.CSafeLoader)
    assert isinstance(root, yaml.MappingNode)
    last = next(value for key, value in root.value if key.value == "aliases").value[-1]
    lines = head.split("\n")
    line, column = last.end_mark.line, last.end_mark.column
    lines[line] = f"{lines[line][:column]}, {word}{lines[line][column:]}"
    return "\n".join(lines)


def _with_links(text: str, old: str, new: str) -> tuple[str, int]:
    """The text with links to one address leading to another, and how many there were.

    What only looks like one, in code or in words, stays: a change counts where a link less leads to the old address.
    """
    document = frontmatter.split(text)
    if document is None or old not in document.body:
        return text, 0
    body = document.body
    left = all_links = _count(body, old)
    for found in reversed([*re.finditer(re.escape(old), body)]):
        changed = body[: found.start()] + new + body[found.end() :]
        if left and (now := _count(changed, old)) < left:
            body, left = changed, now
    return text[: len(text) - len(document.body)] + body, all_links - left


def _count(body: str, address: str) -> int:
    links, _ = prose.check(body, "", 1)
    return sum(parted(link.target)[0] == address for link in links)
