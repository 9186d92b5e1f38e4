"""Does the last reply answer the question? Dialogues by people who know the facts only.

`open` is a development set: weights and thresholds were chosen on it, and so is `tests/follow_ups`,
what people say right after an answer. `tests/visitors` is what people said who talked with the bot;
`sealed` was not read while the program was written. In `tests/two_questions` a message asks two
things, or one beside something told: a.yml is a development set, b.yml was read by nobody.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.content import read_yaml
from bot.serving.process import prepare
from bot.settings import ROOT, Settings
from bot.training.dialogues import read_dialogues
from tests.contents import CONTENT

prepare()  # before numpy and Rasa load

from bot.serving.local_bot import LocalBot  # noqa: E402
from bot.training.follow_ups import read_follow_ups  # noqa: E402
from bot.training.next_questions import judge_follow_ups  # noqa: E402
from bot.training.played import answer_model_in, judged_follow_ups, play  # noqa: E402

_FOLDER = Path(__file__).parent
_TOLERATED = 0.015  # of the dialogues


@pytest.fixture(scope="module")
def bot(settings: Settings) -> LocalBot:
    """The bot of the session's model, in this process."""
    return LocalBot(settings.model)


@pytest.mark.parametrize("half", ["open", "sealed"])
async def test_no_fewer_dialogues_are_answered_than_before(bot: LocalBot, half: str) -> None:
    played = await play(bot, read_dialogues(_FOLDER / half))
    share = sum(each.right for each in played) / len(played)
    baseline = json.loads((_FOLDER / "baseline.json").read_text("utf-8"))
    assert share >= baseline[half] - _TOLERATED


@pytest.mark.parametrize(
    ("folder", "skipped"), [("follow_ups", 3), ("visitors", 1), ("pointing", 1)]
)
async def test_no_fewer_follow_ups_are_found_than_before(
    bot: LocalBot, settings: Settings, folder: str, skipped: int
) -> None:
    model = answer_model_in(settings.model)
    follow_ups = read_follow_ups(ROOT / "tests" / folder, model.labels)[::skipped]
    judged = await judged_follow_ups(bot, CONTENT, follow_ups, ROOT / "data")
    found = judge_follow_ups(model, judged)
    baseline = json.loads((_FOLDER / "baseline.json").read_text("utf-8"))
    assert found.first >= baseline[f"{folder}_first"] - _TOLERATED
    assert found.among_three >= baseline[f"{folder}_among_three"] - _TOLERATED


@pytest.mark.parametrize("part", ["a", "b"])
async def test_no_fewer_of_two_questions_are_both_answered_than_before(
    bot: LocalBot, part: str
) -> None:
    both, alone, of_two, of_one = 0, 0, 0, 0
    for number, entry in enumerate(read_yaml(ROOT / "tests" / "two_questions" / f"{part}.yml")):
        asked = [labels for labels in entry["asks"] if labels]
        if len(asked) < len(entry["asks"]):
            continue  # nothing answers one of them
        visitor = f"two-{part}-{number}"
        await bot.say(_payload(entry["after"]), visitor)
        turn = await bot.say(entry["says"], visitor)
        reply = "\n".join(str(reply["text"]) for reply in turn.replies)
        answered = all(any(_tells(reply, label) for label in labels) for labels in asked)
        if len(asked) > 1:
            both, of_two = both + answered, of_two + 1
        else:
            alone, of_one = alone + (answered and reply.count("\n\n") == 0), of_one + 1
        bot.forget(visitor)
    baseline = json.loads((_FOLDER / "baseline.json").read_text("utf-8"))
    assert both / of_two >= baseline[f"two_{part}"] - _TOLERATED
    assert alone / of_one >= baseline[f"one_{part}"] - _TOLERATED


def _payload(label: str) -> str:
    topic, _, detail = label.partition("/")
    return f'/{topic}{{"detail": "{detail}"}}' if detail else f"/{topic}"


def _tells(reply: str, label: str) -> bool:
    """Tell whether a reply holds an answer, whole or in short."""
    topic, _, key = label.partition("/")
    card = CONTENT.cards[topic]
    detail = card.detail(key)
    texts = [detail.answer] if detail else [card.answer, card.short]
    return any(text in reply for text in texts)
