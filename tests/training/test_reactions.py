"""What visitors say to an answer instead of asking: how it is read, and how much is recognised.

`open` was looked at while thresholds were chosen; `sealed` was not read.
"""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from bot.content.keys import NO_REACTION, WORRY
from bot.errors import DataError
from bot.nlu.model.reactions import ReactionModel
from bot.nlu.model.vectors import Encoder
from bot.settings import ROOT, Settings
from bot.text.words import normalise
from bot.training.reactions import REACTIONS_FOLDER, Reacting, read_reactions
from bot.training.utterances import Utterance

_SETS = ROOT / "tests" / "reactions"
_LIKELY = 0.2  # what is taken for a reaction where nothing else is understood
_TOLERATED = 0.03  # of a set of a hundred


def _write(folder: Path, text: str) -> Path:
    file = folder / "few.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_reactions_are_read_in_order(tmp_path: Path) -> None:
    _write(tmp_path, '- {asked: "le net ?", says: "aïe", reacts: worry}\n')
    assert read_reactions(tmp_path) == [Reacting("le net ?", "aïe", WORRY)]
    assert read_reactions(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('- {says: "aïe", reacts: worry}', "are not `asked`"),
        ("- aïe", "are not `asked`"),
        ('- {asked: "", says: "aïe", reacts: wonder}', "« wonder » is no reaction"),
    ],
)
def test_an_entry_that_cannot_be_learnt_is_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem) as error:
        read_reactions(_write(tmp_path, text))
    assert "reaction 1" in str(error.value)


def test_no_judged_reaction_is_learnt() -> None:
    learnt, judged = (
        {Utterance(each.says, "", "").key for each in read_reactions(folder)}
        for folder in (ROOT / "data" / REACTIONS_FOLDER, _SETS)
    )
    assert not learnt & judged


@pytest.fixture(scope="module")
def model(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> ReactionModel:
    """What the session's model has learnt of reactions."""
    folder = tmp_path_factory.mktemp("model")
    with tarfile.open(settings.model) as archive:
        wanted = [m for m in archive.getmembers() if Path(m.name).stem == "reactions"]
        archive.extractall(folder, members=wanted)
    return ReactionModel.load(next(folder.rglob("reactions.npz")).parent)


@pytest.mark.parametrize("half", ["open", "sealed"])
def test_no_fewer_reactions_are_recognised_than_before(model: ReactionModel, half: str) -> None:
    said = read_reactions(_SETS / f"{half}.yml")
    found = [(each, *model.likeliest(normalise(each.says), Encoder())) for each in said]
    reacting = [each for each in found if each[0].reacts != NO_REACTION]
    taken = [kind == each.reacts for each, kind, share in reacting if kind and share >= _LIKELY]
    baseline = json.loads((_SETS / "baseline.json").read_text("utf-8"))[half]
    assert len(taken) / len(reacting) >= baseline["taken_up"] - _TOLERATED
    assert sum(taken) / len(reacting) >= baseline["right_kind"] - _TOLERATED
