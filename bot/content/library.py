"""The library: the one content of a process, which takes what editors change once it is checked.

What fails the check is not said: the last good version of that file stays in use. The last good
version of everything lies on the disk too, so that a start finds it beside a broken file.
"""

from __future__ import annotations

import io
import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import structlog

from bot.content.catalogue import (
    Content,
    Parts,
    Sheet,
    Sheets,
    names_in,
    read_folder,
    read_sheet,
    sheet_of,
    strays,
)
from bot.content.checks import Check, Finding, check_all, fault, file_of, located
from bot.content.reading import CONTENT_DIR, raise_all
from bot.errors import ContentError

logger = structlog.get_logger()

LOOK_EVERY = 2.0  # seconds between two looks for edited files
LAST_GOOD = "content_last_good.zip"  # in the data folder

Stamp = tuple[int, int, int]  # when a file was edited, its size, its number
_MADE = (1980, 1, 1, 0, 0, 0)  # of every file in the archive: the same content, the same bytes


class Library:
    """The content of a folder, all of it checked.

    `parts` are the files of their own kinds, `kept` is the file of the last good version, `check`
    what an edit must pass. Raises ContentError, with all that is wrong, when there is no good
    version at all.
    """

    def __init__(
        self,
        folder: Path = CONTENT_DIR,
        parts: Parts = (),
        kept: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        check: Check = check_all,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._folder, self._parts, self._kept, self._clock = folder, parts, kept, clock
        self._check, self._today = check, today
        self._day = today()
        self._lock = threading.Lock()
        self._refused: dict[str, Finding] = {}
        self._checked: dict[str, tuple[Any, list[Finding]]] = {}
        self._strays: set[Path] = set()
        self._looked_at = clock()
        stamps = self._stamp()
        self._on_disk = read_folder(folder, parts)
        self._stamps = self._of_read(stamps)
        self._content = self._first()
        self._keep()

    @property
    def refused(self) -> list[Finding]:
        """What keeps the files of the folder from being said as they are."""
        return list(self._refused.values())

    def current(self) -> Content:
        """Return the content; the files are looked at every two seconds at most."""
        now = self._clock()
        if now - self._looked_at >= LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._looked_at = now
                self._look()
            finally:
                self._lock.release()
        return self._content

    def _look(self) -> None:
        if self._day != (day := self._today()):  # another day, other values
            self._day = day
            self._content = self._with(self._content, ())
        stamps = self._stamp()  # before the reading: an edit in between is seen the next time
        if stamps == self._stamps:
            return
        self._on_disk = {
            name: self._on_disk[name]
            if name in self._on_disk and stamps.get(name) == self._stamps.get(name)
            else read_sheet(self._folder, name, self._parts)
            for name in names_in(self._folder, self._parts)
        }
        self._stamps = self._of_read(stamps)
        self._take(self._content)
        self._keep()

    def _first(self) -> Content:
        """Return the content to begin with: the folder's, or what of it passes the check."""
        content = self._made_of(self._on_disk)
        errors = self._errors(content)
        if not errors:
            self._tell_strays()
            return content
        good = self._last_good()
        if good is None:
            raise_all(ContentError(each.where, each.problem, each.remedy) for each in errors)
        assert good is not None
        self._content = good
        self._take(good)
        return self._content

    def _take(self, good: Content) -> None:
        """Take of the folder's files all that pass the check together; say once what does not."""
        names = good.sheets.keys() | self._on_disk.keys()
        edited = {name for name in names if _raw(good.sheets, name) != _raw(self._on_disk, name)}
        taken = self._passing(good, edited)
        refused: list[Finding] = []
        for name in sorted(edited - taken):
            # Another file's error may have stood in it: a card that cites a fact just deleted.
            errors = self._errors(self._with(good, {*taken, name}))
            if errors:
                refused += errors
            else:
                taken.add(name)
        self._content = self._with(good, taken) if taken else good
        self._tell(refused)
        self._tell_strays()

    def _passing(self, good: Content, edited: set[str]) -> set[str]:
        """Return edited files that pass the check together, without those that have errors."""
        while edited:
            candidate = self._with(good, edited)
            errors = self._errors(candidate)
            if not errors:
                break
            blamed = edited & {file_of(candidate, each) for each in errors}
            edited = edited - (blamed or {self._culprit(good, edited)})
        return set(edited)

    def _with(self, good: Content, names: Iterable[str]) -> Content:
        sheets = dict(good.sheets)
        for name in names:
            if name in self._on_disk:
                sheets[name] = self._on_disk[name]
            else:
                del sheets[name]
        return self._made_of(sheets)

    def _made_of(self, sheets: Sheets) -> Content:
        return Content(self._folder, self._parts, sheets, lenient=True, today=self._day)

    def _culprit(self, good: Content, pending: set[str]) -> str:
        """Return the file whose edit does the most harm, to files that were not edited."""
        without = {name: self._with(good, pending - {name}) for name in sorted(pending)}
        return min(without, key=lambda name: len(self._errors(without[name])))

    def _errors(self, content: Content) -> list[Finding]:
        if content.faults:
            return [fault(each) for each in content.faults]
        findings = self._check(content, self._day, self._found)
        return [located(content, each) for each in findings if each.severity == "error"]

    def _found(
        self, name: str, about: Any, check: Callable[[], Iterable[Finding]]
    ) -> list[Finding]:
        """Check a file again only when it changed, or something that it may name."""
        known = self._checked.get(name)
        if known is None or known[0] != about:
            known = self._checked[name] = (about, list(check()))
        return known[1]

    # --- What is told -------------------------------------------------------------------------

    def _tell(self, refused: list[Finding]) -> None:
        before, self._refused = self._refused, {str(each): each for each in refused}
        for key, each in self._refused.items():
            if key not in before:
                told = {"where": each.where, "problem": each.problem, "remedy": each.remedy}
                logger.error("content.kept_last_good", **told)

    def _tell_strays(self) -> None:
        before, self._strays = self._strays, set(strays(self._folder, self._parts))
        for path in sorted(self._strays - before):
            logger.error("content.not_read", where=str(path), remedy="renommez-le en .yml")

    def _stamp(self) -> dict[str, Stamp]:
        files = {name: self._folder / name for name in names_in(self._folder, self._parts)}
        files |= {str(path): path for path in strays(self._folder, self._parts)}
        return {name: stamp for name, path in files.items() if (stamp := _stamp_of(path))}

    def _of_read(self, stamps: dict[str, Stamp]) -> dict[str, Stamp]:
        """Return the stamps of what could be read: to give the right to the rest changes none."""
        unread = {name for name, sheet in self._on_disk.items() if sheet.faults and not sheet.raw}
        return {name: stamp for name, stamp in stamps.items() if name not in unread}

    # --- The last good version on the disk ----------------------------------------------------

    def _keep(self) -> None:
        if self._kept is None:
            return
        archive = _packed(self._content.sheets)
        try:
            if self._kept.exists() and self._kept.read_bytes() == archive:
                return
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            # Whole or not at all, whoever else writes: the action server keeps the same file.
            new = self._kept.with_suffix(f".{os.getpid()}.new")
            new.write_bytes(archive)
            new.replace(self._kept)
        except OSError as error:
            logger.error("content.last_good_not_kept", file=str(self._kept), error=error.strerror)

    def _last_good(self) -> Content | None:
        """Return the version on the disk, if this program still finds it good."""
        if self._kept is None:
            return None
        try:
            with zipfile.ZipFile(self._kept) as archive:
                raws = {name: archive.read(name) for name in archive.namelist()}
        except (OSError, zipfile.BadZipFile):
            return None
        sheets = {
            name: self._on_disk[name]
            if _raw(self._on_disk, name) == raw
            else sheet_of(self._folder, name, raw, self._parts)
            for name, raw in raws.items()
        }
        if not sheets.keys() >= set(names_in(Path(os.devnull), self._parts)):
            return None
        content = self._made_of(sheets)
        return None if self._errors(content) else content


def _raw(sheets: Mapping[str, Sheet], name: str) -> bytes | None:
    # A file that should be there and is not has faults, and no bytes.
    return sheets[name].raw if name in sheets else None


def _stamp_of(path: Path) -> Stamp | None:
    try:
        stat = path.stat()
    except OSError:  # deleted between the listing and now
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _packed(sheets: Mapping[str, Sheet]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:  # as they are: to pack them takes longer
        for name in sorted(sheets):
            archive.writestr(zipfile.ZipInfo(name, _MADE), sheets[name].raw)
    return memory.getvalue()
