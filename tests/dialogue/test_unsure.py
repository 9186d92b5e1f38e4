"""Which questions the editors are shown, and that keeping them costs the visitor nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.content.keys import NO_DETAIL_KNOWN
from bot.dialogue.messages import NOTHING_PRECISE, Context, Message
from bot.dialogue.unsure import HEDGED, Notebook, Unsure, unsure_of
from bot.storage import Records

ASKED = Context(heard="et la cantine ?")
PARSED = {
    "offers": ["salary/meal", "hours/"],
    "answers": [("salary/meal", 0.2), ("tools/list", 0.1), ("tools/rest", 0.01)],
    "intent_ranking": [{"name": "remote_work"}],
}


@pytest.mark.parametrize("topic", ["did_you_mean", "fallback", "lost", "out_of_scope"])
def test_what_is_asked_back_or_unknown_is_kept_with_the_guesses(topic: str) -> None:
    unsure = unsure_of(Message("…", topic), ASKED, PARSED)
    assert unsure == Unsure("et la cantine ?", topic, ("salary/meal", "hours/", "tools/list"))


def test_not_being_sure_is_no_guess() -> None:
    ranking = {"intent_ranking": [{"name": "nlu_fallback"}, {"name": "remote_work"}]}
    unsure = unsure_of(Message("…", "fallback"), ASKED, ranking)
    assert unsure is not None and unsure.guesses == ("remote_work/",)


def test_a_hedged_answer_is_the_first_guess() -> None:
    answer = Message("…", "salary", "answer", detail="meal")
    unsure = unsure_of(answer, Context(heard="la cantine", hedged=True), {})
    assert unsure == Unsure("la cantine", HEDGED, ("salary/meal",))


def test_a_precise_question_without_an_answer_is_kept() -> None:
    unsure = unsure_of(Message("…", "salary", detail=NOTHING_PRECISE), ASKED, {})
    assert unsure == Unsure("et la cantine ?", NO_DETAIL_KNOWN, ())


async def test_personal_data_are_masked_before_they_are_kept(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'conversations.db'}"
    notebook = Notebook(database)
    heard = Context(heard="rappelez Léa Martin, zoe@exemple.fr, au 06 12 34 56 78")
    unsure = unsure_of(Message("…", "fallback"), heard, {})
    assert unsure is not None
    await notebook.note(unsure, "web", "web-1")
    (kept,) = Records(database).questions()
    assert kept.question == "rappelez [nom], [e-mail], au [numéro]"


@pytest.mark.parametrize(
    ("message", "context"),
    [
        (Message("…", "salary", "answer"), ASKED),
        (Message("…", "thanks"), ASKED),
        (Message("…", "fallback"), Context(heard="/salary")),
        (Message("…", "fallback"), Context(heard="")),
        (Message("…", "fallback"), Context(heard="j'en peux plus", distress=True)),
        # who says but who they are asked nothing
        (Message("…", "salary", "answer"), Context(heard="moi", hedged=True, noted="acknowledge")),
    ],
)
def test_what_was_understood_or_is_private_is_not_kept(message: Message, context: Context) -> None:
    assert unsure_of(message, context, PARSED) is None


async def test_a_question_of_the_kiosk_leaves_nothing_behind(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'conversations.db'}"
    notebook = Notebook(database)
    unsure = Unsure("et la cantine ?", "fallback", ("salary/meal", "hours/"))
    await notebook.note(unsure, "web", "web-1")
    await notebook.note(unsure, "kiosk", "kiosk-1")
    kept = [(q.conversation, q.channel, q.guesses) for q in Records(database).questions()]
    assert kept == [("web-1", "web", "salary/meal hours/")]


async def test_a_database_that_fails_is_reported_without_the_words(
    tmp_path: Path,
) -> None:
    (tmp_path / "folder.db").mkdir()
    notebook = Notebook(f"sqlite:///{tmp_path / 'folder.db'}")
    with capture_logs() as logs:
        await notebook.note(Unsure("et la cantine ?", "fallback", ()), "web", "web-1")
    (entry,) = logs
    assert entry["event"] == "question.not_kept" and "cantine" not in str(entry)
