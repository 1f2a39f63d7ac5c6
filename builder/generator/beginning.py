"""What a new site begins from: the one before the last, of which all stays that is still to be as it was.

Its files are those of the site that is shown, under a second name, or others. None may be written into, for readers may
be reading it: what changes is another file in the same place.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from builder.generator.record import Made, Record, is_same, stands


class Beginning:
    """The folder in which a site is made, and what stands there already."""

    def __init__(self, folder: Path, shown: Record) -> None:
        """`shown` is the site that is to be replaced, and knows the one before, which the folder holds if anything."""
        self.folder = folder
        self._shown = shown
        self._folders: set[str] = set()
        self._there: set[str] = set()
        if not _is_untouched(folder, shown):
            for each in folder.iterdir():
                if each.is_dir() and not each.is_symlink():
                    shutil.rmtree(each)
        for place, made in shown.spare.items():
            now = shown.files.get(place)
            if now and is_same(made, now) and stands(f"{folder}/{place}", made):
                self._there.add(place)
            else:
                self._clear(place)

    def take_over(self, place: str, made_from: str) -> Made | None:
        """Has the file of the shown site in the new one, too, if it was made from the same and is still what it was.

        Where it has not, the place is free.
        """
        known = self._shown.files.get(place)
        is_there = place in self._there
        self._there.discard(place)
        if known and made_from and known.made_from == made_from and self._shown.has(place):
            if is_there:
                return known
            self._make_room(place)
            link(f"{self._shown.site}/{place}", f"{self.folder}/{place}")
            return known._replace(modified=os.lstat(f"{self.folder}/{place}").st_mtime_ns)
        if is_there:
            self._clear(place)
        return None

    def end(self) -> None:
        """Removes what the new site does not have."""
        gone, self._there = self._there, set()
        for place in gone:
            self._clear(place)

    def _make_room(self, place: str) -> None:
        folder = place.rpartition("/")[0]
        if folder not in self._folders:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)

    def _clear(self, place: str) -> None:
        with suppress(FileNotFoundError, NotADirectoryError):
            try:
                (self.folder / place).unlink()
            except (IsADirectoryError, PermissionError):  # somebody has put a folder there
                shutil.rmtree(self.folder / place)
            folder = place.rpartition("/")[0]
            with suppress(OSError):  # as soon as one is not empty
                while folder:
                    (self.folder / folder).rmdir()
                    self._folders.discard(folder)
                    folder = folder.rpartition("/")[0]


def _is_untouched(folder: Path, shown: Record) -> bool:
    """Whether nobody has put anything into the folders of the site before since it was whole.

    What stands at its top by itself is no matter here: that is told apart by its name.
    """
    folders: set[str] = set()
    for place in shown.spare:
        while (place := place.rpartition("/")[0]) and place not in folders:
            folders.add(place)
    try:
        return all(os.lstat(f"{folder}/{each}").st_mtime_ns <= shown.spare_ended for each in folders)
    except OSError:
        return False


def link(source: str, target: str) -> None:
    """The same file under another name, where the file system has that; else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
