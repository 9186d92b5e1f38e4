"""What a check finds: where, what is wrong, how to mend it. In French, the editors' language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bot.content.catalogue import Content
from bot.content.syntax import line_of
from bot.errors import ContentError

# « …/replies.yml: greet.title », with the line already there or not yet.
_PLACE = re.compile(r"(?P<file>.*?\.ya?ml)(?::(?P<line>\d+))?(?:: (?P<keys>.*))?")


@dataclass(frozen=True)
class Finding:
    """One thing to mend (an error) or to look at again (a warning)."""

    severity: Literal["error", "warning"]
    where: str
    problem: str
    remedy: str

    @property
    def label(self) -> str:
        """The severity, for the report."""
        return "erreur" if self.severity == "error" else "à relire"

    def __str__(self) -> str:
        return f"{self.where} : {self.problem} ({self.remedy})"


def error(where: str | Path, problem: str, remedy: str) -> Finding:
    """Return a finding that must be mended."""
    return Finding("error", str(where), problem, remedy)


def warning(where: str | Path, problem: str, remedy: str) -> Finding:
    """Return a finding to look at again."""
    return Finding("warning", str(where), problem, remedy)


def fault(told: ContentError) -> Finding:
    """Return what kept a file from being read as a finding."""
    return error(told.where, told.problem, told.remedy)


def located(content: Content, finding: Finding) -> Finding:
    """Return a finding on content/ with the line at which it stands: « salary.yml:3: title »."""
    place = _PLACE.fullmatch(finding.where)
    sheet = content.sheets.get(file_of(content, finding))
    if not place or place["line"] or not sheet or not sheet.document:
        return finding
    keys = place["keys"] or ""
    line = line_of(sheet.document.text, tuple(keys.split(".")) if keys else (), search=True)
    where = f"{sheet.document.path}:{line}" + (f": {keys}" if keys else "")
    return replace(finding, where=where)


def file_of(content: Content, finding: Finding) -> str:
    """Return the name of the file of content/ on which a finding is, as the content calls it."""
    place = _PLACE.fullmatch(finding.where)
    if place is None:
        return ""
    folders = (f"{content.folder}/", f"{content.folder.name}/")
    return place["file"].removeprefix(folders[0]).removeprefix(folders[1])
