"""A program under another name: its files moved, its old address kept, links to it mended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder import frontmatter, yamledit
from builder.addresses import parted
from builder.content import prose
from builder.content.files import write_whole
from builder.content.told import entries, told
from builder.problems import Problem, ProblemsError, did_you_mean
from builder.program import SLUG, Facts


@dataclass(frozen=True, slots=True)
class Renamed:
    """What renaming has done."""

    moved: tuple[tuple[Path, Path], ...]
    """Each file with its new place: the program, and its translations."""
    mended: tuple[tuple[Path, int], ...]
    """Other files and how many links were mended in each."""


def rename(content: Path, old: str, new: str) -> Renamed:
    """Gives the program `old` the name `new`; either may be a slug or a file.

    Raises ProblemsError, and changes nothing, where that cannot be.
    """
    old, new = _slug_of(old), _slug_of(new)
    folder = content / "programs"
    texts = {path: _text(path) for path in sorted(folder.glob("[!.]*.md"))}
    source = folder / f"{old}.md"
    if problems := list(_problems(folder, old, new, texts)):
        raise ProblemsError(problems)
    texts[source] = _with_alias(texts[source], old, new, str(source))
    texts |= {path: _text(path) for path in sorted((content / "pages").glob("[!.]*.md"))}
    moved = {path: path.with_name(new + path.name.removeprefix(old)) for path in texts if _is_of(path, old, folder)}
    mended = []
    for path, text in texts.items():
        after, count = _with_links(text, str(path), f"/programs/{old}/", f"/programs/{new}/")
        if path in moved or count:
            write_whole(moved.get(path, path), after.encode())
        if path in moved:
            path.unlink()
        if count:
            mended.append((moved.get(path, path), count))
    return Renamed(tuple(moved.items()), tuple(mended))


def _slug_of(name: str) -> str:
    """`ports` for `content/programs/ports.md` and for `/programs/ports/`."""
    return name.rstrip("/").replace("\\", "/").rpartition("/")[2].removesuffix(".md")


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        message = "is not UTF-8 text; save it as UTF-8"
        raise ProblemsError([Problem(str(path), 0, 0, "", message)]) from None


def _is_of(path: Path, slug: str, folder: Path) -> bool:
    """The program's file, or a translation of it."""
    return path.parent == folder and path.stem.partition(".")[0] == slug


def _problems(folder: Path, old: str, new: str, texts: dict[Path, str]) -> Iterator[Problem]:
    programs = {path.stem: path for path in texts if "." not in path.stem}
    if not SLUG.fullmatch(new):
        message = f"'{new}' cannot be an address; use only a-z, 0-9 and single hyphens"
        yield Problem("rename", 0, 0, "", message)
    if old not in programs:
        yield Problem(str(folder / f"{old}.md"), 0, 0, "", f"there is no such program{did_you_mean(old, programs)}")
    elif old == new:
        yield Problem(str(programs[old]), 0, 0, "", "has this name already")
    elif any(_is_of(path, new, folder) for path in texts):
        yield Problem(str(folder / f"{new}.md"), 0, 0, "", "is already there; choose another name")
    for slug, path in programs.items():
        mine, _ = told(texts[path], slug, str(path), "facts")
        aliases = entries(mine.facts.get("aliases")) if mine else ()
        if mine and new in aliases and slug != old:
            message = f"'{new}' is an old address of this program; choose another name, or delete it here first"
            yield mine.problem(("aliases", list(aliases).index(new)), message)
        if slug == old and not (mine and mine.is_read and isinstance(mine.data, dict)):
            message = "its facts cannot be read; 'build.py check' tells why. Mend them and rename it then"
            yield Problem(str(path), 0, 0, "", message)


def _with_alias(text: str, old: str, new: str, path: str) -> str:
    """The program's file with its old name among the aliases, and the new one not."""
    document = frontmatter.split(text)
    mine, _ = told(text, old, path, "facts")
    if document is None or mine is None:  # asked before
        raise AssertionError(path)
    windows = "\r\n" in document.head
    head = mine.document.head.replace("\r\n", "\n")
    kept = [alias for alias in entries(mine.facts.get("aliases")) if isinstance(alias, str) and alias not in (old, new)]
    aliases = [*kept, old]
    try:
        if "aliases" in mine.facts:
            head = yamledit.set_list(head, ("aliases",), (), Facts)
        head = yamledit.insert_key(head, (), "aliases", f"aliases: [{', '.join(aliases)}]\n", Facts)
    except yamledit.Unplaceable as error:
        message = "cannot take the old name among its aliases as it is written; put each key on a line of its own"
        raise ProblemsError([Problem(path, error.line + document.head_line, 0, error.field, message)]) from None
    begin = text.index("\n") + 1
    return text[:begin] + (head.replace("\n", "\r\n") if windows else head) + text[begin + len(document.head) :]


def _with_links(text: str, path: str, old: str, new: str) -> tuple[str, int]:
    """The text with links to one address leading to another, and how many there were."""
    document = frontmatter.split(text)
    if document is None:
        return text, 0
    links, _ = prose.check(document.body, path, document.body_line)
    lines = re.split(r"(?<=\n)", text)
    defined = re.compile(r"( {0,3}\[[^\]]+\]:[ \t]*<?)" + re.escape(old))
    places = {(link.line - 1, link.column - 1) for link in links if parted(link.target)[0] == old}
    places |= {(row, found.end(1)) for row, line in enumerate(lines) if (found := defined.match(line))}
    count = 0
    for row, column in sorted(places, reverse=True):
        begin = lines[row].find(old, column) if row < len(lines) else -1
        if begin >= 0:  # a link by a name, whose address stands with the name
            lines[row] = lines[row][:begin] + new + lines[row][begin + len(old) :]
            count += 1
    return "".join(lines), count
