"""How well the forms of questions are told apart, on labelled sentences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.content import read_yaml
from bot.text.forms import form_of, is_elliptic


@dataclass(frozen=True)
class FormsReport:
    """How often the form of a sentence was right, and whether it stands alone (shares)."""

    sentences: int
    form: float
    elliptic: float


def judge_forms(file: Path) -> FormsReport:
    """Return the figures on a file of `text`, `form` and, when it is so, `elliptic`."""
    told = read_yaml(file)
    forms = [form_of(each["text"]) == each["form"] for each in told]
    alone = [is_elliptic(each["text"]) == each.get("elliptic", False) for each in told]
    return FormsReport(len(told), sum(forms) / len(told), sum(alone) / len(told))
