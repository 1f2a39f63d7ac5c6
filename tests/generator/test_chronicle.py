"""What is kept of the history gives what reading all of it gives. CATALOGUE_SERIES says how many series of commits are tried."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.checksum import checksum_of
from builder.generator import chronicle, git, history
from tests.generator.conftest import Repository
from tests.generator.test_history import DONORS, OTHER, PROGRAM, SPANISH, P, Q, lines

SERIES = int(os.environ.get("CATALOGUE_SERIES", "2"))

# What may become of a history: each is given the repository, and a source of chance.

PROGRAMS = [f"content/programs/{name}.md" for name in "pqrs"]
TRANSLATIONS = [f"content/programs/{name}.es.md" for name in "pqrs"]


def _texts(chance: random.Random) -> str:
    donor, many = chance.choice(["canada", "chile"]), chance.choice(["many", "few", "no"])
    text = chance.choice([PROGRAM, OTHER]).replace("[canada]", f"[{donor}]").replace("many,", f"{many},")
    return text + chance.choice(["", "\n", f"\nNumber {chance.random()}.\n"])


def _some(repository: Repository, chance: random.Random) -> str:
    found = sorted(repository.top.rglob("*.md"))
    return str(chance.choice(found).relative_to(repository.top)) if found else P


def edit(repository: Repository, chance: random.Random) -> None:
    files: dict[str, str | None] = {chance.choice(PROGRAMS): _texts(chance) for _ in range(chance.randint(1, 2))}
    repository.commit(f"Edit {chance.random()}", files)


def translate(repository: Repository, chance: random.Random) -> None:
    repository.commit("En español", {chance.choice(TRANSLATIONS): SPANISH + chance.choice(["", "\nSí.\n", "\n\n"])})


def write_elsewhere(repository: Repository, chance: random.Random) -> None:
    name = chance.choice(["content/pages/about.md", "content/donors.yml", "builder/draw.py", "README.md"])
    files: dict[str, str | None] = {name: f"{chance.random()}\n"}
    repository.commit("Elsewhere", files | ({chance.choice(PROGRAMS): _texts(chance)} if chance.random() < 0.5 else {}))


def rename(repository: Repository, chance: random.Random) -> None:
    old = _some(repository, chance)
    text = (repository.top / old).read_text("utf-8") if (repository.top / old).exists() else PROGRAM
    new = chance.choice([*PROGRAMS, *TRANSLATIONS, "drafts/p.md", "drafts/p.txt"])
    repository.commit("A better name", {old: None, new: text + chance.choice(["", "More.\n"])})


def delete(repository: Repository, chance: random.Random) -> None:
    repository.commit("Out of date", {_some(repository, chance): None})


def say_nothing(repository: Repository, chance: random.Random) -> None:
    repository.commit(f"Nothing {chance.random()}", {})


def amend(repository: Repository, chance: random.Random) -> None:
    (repository.top / P).parent.mkdir(parents=True, exist_ok=True)
    (repository.top / P).write_text(_texts(chance), "utf-8")
    repository.git("add", "-A")
    repository.git("commit", "--amend", "--allow-empty", "-m", f"Amended {chance.random()}")


def go_back(repository: Repository, chance: random.Random) -> None:
    """To an earlier commit, from which the history goes on otherwise."""
    every = repository.git("rev-list", "HEAD").split()
    repository.git("reset", "--quiet", "--hard", chance.choice(every[:6]))
    if chance.random() < 0.5:
        repository.git("reflog", "expire", "--expire=now", "--all")
        repository.git("gc", "--quiet", "--prune=now")


def join(repository: Repository, chance: random.Random) -> None:
    """Two lines of history part and come together; of both, of one, or by hand."""
    side = f"side-{repository.count}"
    repository.git("checkout", "--quiet", "-b", side)
    for _ in range(chance.randint(1, 2)):
        chance.choice([edit, rename, translate, delete, write_elsewhere])(repository, chance)
    repository.git("checkout", "--quiet", "main")
    for _ in range(chance.randint(0, 2)):
        chance.choice([edit, rename, translate, write_elsewhere])(repository, chance)
    way = chance.choice([("-X", "ours"), ("-X", "theirs"), ("-s", "ours")])
    arguments = ("merge", "--no-ff", *way, "-m", f"Merge branch '{side}'\n\nWhat it was", side)
    if not _goes_through(repository, *arguments):  # one line has renamed or deleted what the other has changed
        repository.commit(f"Merge branch '{side}'", {chance.choice(PROGRAMS): _texts(chance)})
    repository.count += 1


def rebase(repository: Repository, chance: random.Random) -> None:
    """Someone else's commit comes before the last ones."""
    every = repository.git("rev-list", "--first-parent", "HEAD").split()
    repository.git("checkout", "--quiet", "-B", "theirs", every[min(2, len(every) - 1)])
    repository.commit("Theirs", {chance.choice([*PROGRAMS, "content/programs/t.md"]): _texts(chance)})
    repository.git("checkout", "--quiet", "main")
    if not _goes_through(repository, "rebase", "-X", "theirs", "theirs"):
        repository.git("rebase", "--abort")


def _goes_through(repository: Repository, *arguments: str) -> bool:
    try:
        repository.git(*arguments)
    except AssertionError:
        return False
    return True


def leave_uncommitted(repository: Repository, chance: random.Random) -> None:
    """It goes with the next commit, and counts until then by its name."""
    path = repository.top / chance.choice(PROGRAMS)
    path.parent.mkdir(parents=True, exist_ok=True)
    if chance.random() < 0.5:
        path.unlink(missing_ok=True)
    else:
        path.write_text(_texts(chance), "utf-8")


EVENTS: list[Callable[[Repository, random.Random], None]] = [
    *(edit, edit, edit, translate, write_elsewhere, rename, rename, delete, say_nothing),
    *(amend, go_back, join, join, rebase, leave_uncommitted),
]


@pytest.mark.parametrize("series", range(SERIES))
def test_what_is_kept_gives_what_reading_all_gives(repository: Repository, series: int) -> None:
    chance = random.Random(series)
    repository.commit("Import", dict.fromkeys([*PROGRAMS[:3], TRANSLATIONS[0]], PROGRAM))
    cache = repository.top.parent / "cache"
    done = []
    for _ in range(25):
        event = chance.choice(EVENTS)
        done.append(event.__name__)
        event(repository, chance)
        if chance.random() < 0.7:
            assert history.read(repository.content, cache) == history.read(repository.content), done


# What is read again, and what is not


def _read(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], int]:
    """Reads the history as a build does; which commits were asked for, and how many versions."""
    asked: list[str] = []
    versions: list[str] = []
    commits, take = git.commits, git.Blobs.take

    def counted(where: git.Place, named: list[git.Named]) -> list[git.Commit]:
        asked.extend(name for name, _ in named)
        return commits(where, named)

    def taken(blobs: git.Blobs, some: list[str]) -> dict[str, str]:
        versions.extend(some)
        return take(blobs, some)

    with monkeypatch.context() as patch:
        patch.setattr(git, "commits", counted)
        patch.setattr(git.Blobs, "take", taken)
        found = history.read(repository.content, repository.top.parent / "cache")
    assert found == history.read(repository.content)
    return asked, len(versions)


def test_no_commit_is_read_twice(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    first = repository.commit("Import", {P: PROGRAM, Q: OTHER})
    second = repository.commit("x", {P: DONORS})
    assert _read(repository, monkeypatch) == ([second, first], 2)
    assert _read(repository, monkeypatch) == ([], 0)
    third = repository.commit("y", {Q: OTHER + "More."})
    assert _read(repository, monkeypatch) == ([third], 2)
    repository.git("reset", "--quiet", "--hard", second)
    assert _read(repository, monkeypatch) == ([], 0)
    fourth = repository.commit("z", {P: PROGRAM})
    assert _read(repository, monkeypatch) == ([fourth], 2)


def test_another_folder_of_the_repository_has_its_own_history(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("Import", {P: PROGRAM, "other/programs/p.md": PROGRAM})
    repository.commit("Theirs", {"other/programs/p.md": DONORS, "other/site.yml": "x"})
    cache = repository.top.parent / "cache"
    assert lines(history.read(repository.content, cache)) == ["created"]
    assert lines(history.read(repository.top / "other", cache)) == ["activity belize donors “Theirs”", "created"]
    assert _read(repository, monkeypatch) == ([], 0)


def test_a_repository_that_takes_another_s_place_is_read_anew(repository: Repository, tmp_path: Path) -> None:
    repository.commit("Import", {P: PROGRAM})
    history.read(repository.content, tmp_path / "cache")
    other = Repository(tmp_path / "other")
    other.top.mkdir()
    other.git("init", "--quiet", "--initial-branch=main")
    other.commit("Of theirs", {P: OTHER})
    other.commit("And more", {P: OTHER.replace("Road", "Rail")})
    assert lines(history.read(other.content, tmp_path / "cache")) == ["facts title “And more”", "created “Of theirs”"]


def test_a_clone_that_becomes_whole_is_read_as_a_whole(repository: Repository, tmp_path: Path) -> None:
    repository.commit("Import", {P: PROGRAM})
    repository.commit("x", {P: DONORS})
    clone = Repository(tmp_path / "clone")
    repository.git("clone", "--quiet", "--depth", "1", repository.top.as_uri(), str(clone.top))
    for _ in range(2):
        assert history.read(clone.content, tmp_path / "cache").warnings
    clone.git("fetch", "--quiet", "--unshallow")
    assert lines(history.read(clone.content, tmp_path / "cache")) == ["activity belize donors “x”", "created"]


def test_a_version_that_comes_back_is_compared(repository: Repository, tmp_path: Path) -> None:
    repository.commit("Import", {P: PROGRAM})
    old = repository.git("rev-parse", f"HEAD:{P}")
    repository.commit("x", {P: DONORS})
    path = repository.top / ".git/objects" / old[:2] / old[2:]
    held = path.read_bytes()
    path.unlink()
    for _ in range(2):
        assert lines(history.read(repository.content, tmp_path / "cache")) == ["facts facts,texts “x”", "created"]
    path.write_bytes(held)
    assert lines(history.read(repository.content, tmp_path / "cache")) == ["activity belize donors “x”", "created"]


def test_names_that_are_no_text_do_no_harm(repository: Repository, tmp_path: Path) -> None:
    repository.commit("Import", {P: PROGRAM})
    (repository.content / os.fsdecode(b"programs/\xff.md")).write_text(OTHER, "utf-8")
    repository.commit("x", {P: DONORS})
    for _ in range(2):
        assert lines(history.read(repository.content, tmp_path / "cache")) == ["activity belize donors “x”", "created"]


# What is not believed


def _forged(data: bytes, maker: str) -> bytes:
    """With a checksum that is right, by someone else."""
    told = data.partition(b"\n")[2].partition(b"\n")[2].replace(b"belize", b"panama")
    held = maker.encode() + b"\n" + told
    return checksum_of(held).encode() + b"\n" + held


DAMAGES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("emptied", lambda data: b""),
    ("cut off", lambda data: data[: len(data) // 2]),
    ("one letter", lambda data: data.replace(b"belize", b"panama")),
    ("no JSON", lambda data: b"\x80\x04." + data),
    ("another's", lambda data: _forged(data, "someone")),
    ("a former version's", lambda data: _forged(data, "0" * 32)),
]


@pytest.mark.parametrize("damage", [row[1] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_a_damaged_file_changes_nothing(
    repository: Repository, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    repository.commit("Import", {P: PROGRAM})
    repository.commit("x", {P: DONORS})
    whole = history.read(repository.content, tmp_path / "cache")
    path = tmp_path / "cache" / chronicle.NAME
    data = path.read_bytes()
    path.write_bytes(damage(data))
    assert path.read_bytes() != data
    assert history.read(repository.content, tmp_path / "cache") == whole
    assert path.read_bytes() == data


def test_what_cannot_be_kept_is_read_again(repository: Repository, tmp_path: Path) -> None:
    repository.commit("Import", {P: PROGRAM})
    (tmp_path / "cache").write_text("no folder")
    for _ in range(2):
        assert lines(history.read(repository.content, tmp_path / "cache")) == ["created"]
