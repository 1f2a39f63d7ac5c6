"""The shape of the repository: two halves that never import each other, and nothing that nobody named."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRACKED = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
    "\0"
)[:-1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted([ROOT / "build.py", *(ROOT / "builder").rglob("*.py")])
}
TOP = ["builder", "content", "templates", "site", "tests", "build.py", "pyproject.toml", "README.md", "Makefile"]


def _imports(name: str, *, for_types: bool = True) -> Iterator[str]:
    """Every module that a module imports, wherever in it, by its full name; without those that only types need."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    tree = ast.parse(path.read_text("utf-8"))
    checked = [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    ]
    skipped = set() if for_types else {inner for node in checked for inner in node.body}
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            whole = ".".join([*above, *([node.module] if node.module else [])])
            names = (f"{whole}.{alias.name}" for alias in node.names)
            yield from (each if each in MODULES else whole for each in names)


def _is_in(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")


def test_the_modules_are_found() -> None:
    for name in ("build", "builder.content", "builder.importer", "builder.generator", "builder.importer.read"):
        assert name in MODULES
    assert "builder.importer.read" in _imports("builder.importer")
    assert "builder.program" in _imports("builder.content")
    assert "builder.generator" in _imports("build")


HALVES = [
    # the half, or what is built on one; those that may import it
    ("builder.importer", ("builder.importer", "build")),
    ("builder.generator", ("builder.generator", "builder.checking", "builder.preview", "build")),
    ("builder.checking", ("builder.checking", "build")),
    ("builder.preview", ("builder.preview", "build")),
    ("builder.editing", ("builder.editing", "build")),
    ("build", ()),
]


@pytest.mark.parametrize(("half", "allowed"), HALVES, ids=[row[0] for row in HALVES])
def test_who_imports_whom(half: str, allowed: tuple[str, ...]) -> None:
    strangers = [name for name in MODULES if not any(_is_in(name, each) for each in allowed)]
    assert strangers
    assert [(name, module) for name in strangers for module in _imports(name) if _is_in(module, half)] == []


STAGES = ("pdf", "language", "layout", "facts", "programs")
"""The folders of the importer, in the order in which a booklet passes through them; the first two know nothing of each other."""


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_knows_a_later_one(stage: str) -> None:
    later = [*STAGES[STAGES.index(stage) + 1 :], *(["pdf"] if stage == "language" else [])]
    inside = [name for name in MODULES if _is_in(name, f"builder.importer.{stage}")]
    assert len(inside) > 1
    known = [(name, module) for name in inside for module in _imports(name)]
    assert [pair for pair in known for each in later if _is_in(pair[1], f"builder.importer.{each}")] == []


def test_no_module_comes_to_itself() -> None:
    """A circle of imports works or breaks by the order in which they happen."""
    waiting = {name: {each for each in _imports(name, for_types=False) if each != name} for name in MODULES}
    while free := [name for name, needs in waiting.items() if not needs & waiting.keys()]:
        waiting = {name: needs for name, needs in waiting.items() if name not in free}
    assert waiting == {}


def test_pure_stages_ask_no_clock_and_print_nothing() -> None:
    told = [
        f"{name}:{node.lineno}"
        for name, path in MODULES.items()
        if name != "build"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in ("now", "today", "utcnow", "print", "getLogger")
    ]
    assert told == []


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, path in MODULES.items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_no_module_is_called_utils() -> None:
    assert [
        name for name in MODULES if name.rpartition(".")[2].strip("s") in ("util", "helper", "common", "misc")
    ] == []


def test_nothing_else_stands_at_the_top() -> None:
    found = {path.partition("/")[0] for path in TRACKED}
    assert {"builder", "content", "build.py"} <= found
    assert sorted(name for name in found if name not in TOP and not name.startswith(".")) == []


def test_no_test_stands_between_editors_and_their_site() -> None:
    """What they write is for `make check` to judge; tests read a copy of the real content, tests/real/."""
    theirs = "ROOT / " + '"content'
    found = [path for path in TRACKED if path.startswith("tests/") and path.endswith(".py")]
    assert found
    assert [path for path in found if (ROOT / path).is_file() and theirs in (ROOT / path).read_text("utf-8")] == []


def test_what_is_built_is_not_kept() -> None:
    assert [path for path in TRACKED if path.startswith("site/")] == ["site/.gitignore"]


@pytest.mark.parametrize("word", ["../" + "shared", "/work" + "/"])
def test_no_file_depends_on_what_stands_outside(word: str) -> None:
    held = [path for path in TRACKED if (ROOT / path).is_file() and word.encode() in (ROOT / path).read_bytes()]
    assert held == []
