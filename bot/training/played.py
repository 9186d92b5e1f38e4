"""Dialogues played by the bot in this process: what it replied, and what it was asked."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from bot.content import Content
from bot.nlu.answers import RANKER_FILE
from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.likenesses import Asked, Ranker
from bot.serving.local_bot import LocalBot
from bot.text.words import normalise
from bot.training.dialogues import Dialogue
from bot.training.follow_ups import FollowUp
from bot.training.next_questions import asked_next
from bot.training.questions import read_questions
from bot.training.ranking import Judged
from bot.training.utterances import Utterance

_RANKER_HEADER = """\
# Written by `decroche evaluate --dialogues … --follow-ups … --choose-ranker`: what each likeness
# weighs when answers are ranked (bot/training/ranking.py, docs/trials.md).
"""
# How much a judged message counts beside a follow-up: chosen with the weights, by cross-validation.
_OF_A_DIALOGUE, _OF_A_GENERAL_QUESTION, _OF_A_MIXED_QUESTION = 2.0, 3.0, 0.5


@dataclass(frozen=True)
class Played:
    """A dialogue and the bot's last reply to it."""

    dialogue: Dialogue
    reply: str

    @property
    def right(self) -> bool:
        """Whether the last reply answers the last question."""
        return self.dialogue.is_answered_by(self.reply)


async def play(bot: LocalBot, dialogues: Sequence[Dialogue]) -> list[Played]:
    """Play each dialogue in a conversation of its own."""
    played = []
    for number, dialogue in enumerate(dialogues):
        for text in dialogue.turns:
            turn = await bot.say(text, f"dialogue-{number}")
        reply = "\n".join(reply["text"] or "" for reply in turn.replies)
        played.append(Played(dialogue, reply))
        bot.forget(f"dialogue-{number}")
    return played


def shares(played: Sequence[Played]) -> dict[str, tuple[int, int]]:
    """Return how many dialogues of each kind are answered, of how many."""
    of = Counter(each.dialogue.kind for each in played)
    right = Counter(each.dialogue.kind for each in played if each.right)
    return {kind: (right[kind], of[kind]) for kind in sorted(of)}


async def judged_dialogues(
    bot: LocalBot, model: AnswerModel, content: Content, dialogues: Sequence[Dialogue]
) -> list[Judged]:
    """Return the last turn of each dialogue; right are the answers that match its patterns."""
    texts = {label: content.statement(label) for label in model.labels}
    judged = []
    for number, dialogue in enumerate(dialogues):
        for text in dialogue.turns[:-1]:
            await bot.say(text, f"judged-{number}")
        asked = await bot.asked(dialogue.turns[-1], f"judged-{number}")
        judged.append(Judged(asked, dialogue.answers_among(texts), _OF_A_DIALOGUE))
        bot.forget(f"judged-{number}")
    return judged


async def judged_first(
    bot: LocalBot, model: AnswerModel, general: Sequence[Utterance], mixed: Sequence[Utterance]
) -> list[Judged]:
    """Return questions asked first: `general` ones, and `mixed` ones of which the topic is known.

    Right is the general answer of the topic of the first, any answer on it of the others.
    """
    judged = []
    for question in general:
        asked = Asked(normalise(question.text), topics=await bot.topics(question.text))
        right = frozenset({f"{question.intent}/"})
        judged.append(Judged(asked, right, _OF_A_GENERAL_QUESTION))
    for question in mixed:
        asked = Asked(normalise(question.text), topics=await bot.topics(question.text))
        right = frozenset(each for each in model.labels if each.startswith(f"{question.intent}/"))
        judged.append(Judged(asked, right, _OF_A_MIXED_QUESTION))
    return judged


async def judged_follow_ups(
    bot: LocalBot, content: Content, follow_ups: Sequence[FollowUp], data: Path
) -> list[Judged]:
    """Return what visitors said after an answer; `data` holds the questions of the answers."""
    questions: dict[str, list[str]] = {}
    for question in read_questions(data):
        if question.alone:
            questions.setdefault(question.label, []).append(question.text)
    judged = []
    for each in follow_ups:
        asked = asked_next(content, each, await bot.topics(each.says), questions)
        judged.append(Judged(asked, each.right))
    return judged


def answer_model_in(archive: Path) -> AnswerModel:
    """Return the model of answers in the archive of a trained model."""
    with TemporaryDirectory() as folder, tarfile.open(archive) as packed:
        for member in packed:
            name, data = Path(member.name).name, packed.extractfile(member)
            if data and name.startswith("answers."):
                Path(folder, name).write_bytes(data.read())
        return AnswerModel.load(Path(folder))


def write_ranker(ranker: Ranker, path: Path = RANKER_FILE) -> None:
    """Keep a ranker for the next training."""
    weights = {name: round(weight, 3) for name, weight in ranker.weights.items()}
    text = yaml.safe_dump({"weights": weights}, sort_keys=False)
    path.write_text(_RANKER_HEADER + text, encoding="utf-8")
