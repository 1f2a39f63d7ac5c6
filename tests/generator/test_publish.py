"""The site is replaced as a whole, or not at all."""

from pathlib import Path

import pytest

from builder.generator import publish
from builder.problems import ProblemsError


def old_site(folder: Path) -> Path:
    site = folder / "site"
    with publish.replacing(site) as fresh:
        (fresh / "index.html").write_text("old")
        (fresh / "gone.html").write_text("old")
    return site


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("can_exchange", [True, False], ids=["in one step", "where no such step is known"])
def test_the_new_site_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    site = old_site(tmp_path)
    if not can_exchange:
        monkeypatch.setattr(publish, "exchange", lambda one, other: False)
    with publish.replacing(site) as fresh:
        (fresh / "index.html").write_text("new")
        assert (site / "index.html").read_text() == "old"
    assert (site / "index.html").read_text() == "new"
    assert not (site / "gone.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_exchange(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not publish.exchange(tmp_path / "one", tmp_path / "two"):
        pytest.skip("this system does not know the step")
    assert (tmp_path / "one" / "two").exists()
    assert (tmp_path / "two" / "one").exists()


def test_a_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    site = old_site(tmp_path)
    before = contents(site)
    with pytest.raises(FileNotFoundError), publish.replacing(site) as fresh:
        (fresh / "index.html").write_text((fresh / "missing.html").read_text())
    assert contents(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failed_swap_brings_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = old_site(tmp_path)
    before = contents(site)
    monkeypatch.setattr(publish, "exchange", lambda one, other: False)
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.parent.name.endswith(".next"):
            raise OSError("full")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with (
        pytest.raises(ProblemsError, match=r"cannot be replaced as a whole \(full\)"),
        publish.replacing(site) as fresh,
    ):
        (fresh / "index.html").write_text("new")
    assert contents(site) == before


def test_what_a_killed_build_left_does_not_stay(tmp_path: Path) -> None:
    (tmp_path / ".site.next").mkdir()
    (tmp_path / ".site.next" / "half.html").touch()
    site = old_site(tmp_path)
    assert not (site / "half.html").exists()


KEPT = [
    ("a server's settings", ".htaccess"),
    ("a host's", "CNAME"),
    ("version control's", ".gitignore"),
    ("a proof of ownership", "google1234.html"),
    ("a folder", ".well-known/security.txt"),
]


@pytest.mark.parametrize("name", [row[1] for row in KEPT], ids=[row[0] for row in KEPT])
def test_what_no_build_wrote_stays(tmp_path: Path, name: str) -> None:
    site = old_site(tmp_path)
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("kept")
    for _ in range(2):
        with publish.replacing(site) as fresh:
            (fresh / "index.html").write_text("new")
        assert (site / name).read_text() == "kept"
        assert (site / "index.html").read_text() == "new"
        assert not (site / "gone.html").exists()


def test_what_a_build_begins_to_write_is_the_builds(tmp_path: Path) -> None:
    site = old_site(tmp_path)
    (site / "about").write_text("mine")
    with publish.replacing(site) as fresh:
        (fresh / "about").write_text("new")
    assert (site / "about").read_text() == "new"
    with publish.replacing(site):
        pass
    assert not (site / "about").exists()


def test_a_link_that_no_build_made_stays_a_link(tmp_path: Path) -> None:
    site = old_site(tmp_path)
    (site / "photos").symlink_to(tmp_path / "nowhere")
    with publish.replacing(site):
        pass
    assert (site / "photos").is_symlink()


def test_a_folder_that_was_only_ignored_becomes_a_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitignore").write_text("*\n!.gitignore\n")
    with publish.replacing(site):
        pass
    assert (site / ".gitignore").read_text() == "*\n!.gitignore\n"


def test_a_new_site_is_kept_out_of_version_control(tmp_path: Path) -> None:
    assert (old_site(tmp_path) / ".gitignore").read_text() == "*\n!.gitignore\n"


FOREIGN = [
    ("someone's files", "photo.jpg", "holds files that no build has written"),
    ("a repository", ".git/config", "under version control of its own"),
]


@pytest.mark.parametrize(("name", "message"), [row[1:] for row in FOREIGN], ids=[row[0] for row in FOREIGN])
def test_nothing_but_a_site_is_replaced(tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / "site" / name
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(ProblemsError, match=message), publish.replacing(tmp_path / "site"):
        pass
    assert path.read_text() == "mine"


def test_a_file_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(ProblemsError, match="is a file"), publish.replacing(tmp_path / "site"):
        pass


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "real")
    with publish.replacing(tmp_path / "site") as fresh:
        (fresh / "index.html").write_text("new")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "real" / "index.html").read_text() == "new"
