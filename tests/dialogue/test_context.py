"""What the bot remembers of a conversation, read from the events of its tracker."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.events import BotUttered, Restarted, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.dialogue.context import context_of, last_words, refused_so_far, wanted_so_far  # noqa: E402
from bot.dialogue.messages import WORDED, Button, Context, Message  # noqa: E402
from bot.dialogue.reading import Reading  # noqa: E402


@pytest.fixture
def tracker() -> DialogueStateTracker:
    return DialogueStateTracker("visitor", [])


def told(tracker: DialogueStateTracker, topic: str, kind: str = "reply", **memory: Any) -> None:
    """Let the bot say something on a topic."""
    metadata = {"topic": topic, "kind": kind, **memory}
    tracker.update(BotUttered(f"Sur {topic}.", metadata=metadata))


def test_a_new_conversation_has_no_memory(tracker: DialogueStateTracker) -> None:
    assert context_of(tracker) == Context()


def test_the_last_message_and_the_last_answer_are_remembered(
    tracker: DialogueStateTracker,
) -> None:
    told(tracker, "tools", "answer")
    told(tracker, "salary", "answer", role="advisor", facts=["smic"], yes="tell_me_more")
    told(tracker, "thanks", yes="help")
    context = context_of(tracker)
    assert context.last == Message("Sur thanks.", "thanks", yes="help")
    assert context.last_answer == Message(
        "Sur salary.", "salary", "answer", "advisor", ("smic",), yes="tell_me_more"
    )


@pytest.mark.parametrize(
    ("kind", "states_facts"),
    [
        ("answer", True),
        ("more", True),
        ("brief", True),
        ("sources", False),
        ("reply", False),
        ("question", False),
        ("result", False),
    ],
)
def test_only_what_states_facts_is_an_answer(
    tracker: DialogueStateTracker, kind: str, states_facts: bool
) -> None:
    told(tracker, "salary", kind)
    assert (context_of(tracker).last_answer is not None) is states_facts


def test_what_was_told_is_known_by_topic_and_detail(tracker: DialogueStateTracker) -> None:
    told(tracker, "salary", "answer")
    told(tracker, "salary", "more", detail="part_time")
    told(tracker, "diploma", "answer", detail="=a_fact")
    told(tracker, "tools")
    context = context_of(tracker)
    told_labels = {"salary/", "salary/part_time", "diploma/=a_fact"}
    assert context.told == told_labels | {f"{label}@" for label in told_labels}
    assert context.last_answer is not None and context.last_answer.detail == "=a_fact"


def test_the_reading_of_the_message_is_known(tracker: DialogueStateTracker) -> None:
    reading = asdict(
        Reading("salary", fact="smic", hedged=True, offers=("tools/",), words="Ceci.", facts=("a",))
    )
    tracker.update(UserUttered("et là ?", parse_data={"reading": reading}))
    context = context_of(tracker)
    assert (context.fact, context.hedged, context.offers) == ("smic", True, ("tools/",))
    assert (context.words, context.worded_facts) == ("Ceci.", ("a",))


def test_sums_are_known_while_they_are_recent(tracker: DialogueStateTracker) -> None:
    for written in ("first", "second"):
        reading = asdict(Reading("salary", words="Ceci.", sum=written))
        tracker.update(UserUttered("et là ?", parse_data={"reading": reading}))
        told(tracker, "salary", "answer", detail=WORDED)
    assert (context_of(tracker).sum, context_of(tracker).sums) == ("second", ("second", "first"))
    tracker.update(UserUttered("et le télétravail ?"))
    told(tracker, "remote_work", "answer")
    assert (context_of(tracker).sum, context_of(tracker).sums) == ("", ("second", "first"))
    for _ in range(6):
        tracker.update(UserUttered("et là ?"))
    assert context_of(tracker).sums == ("second",)


def test_the_detail_of_a_button_is_known(tracker: DialogueStateTracker) -> None:
    entity = {"entity": "detail", "value": "part_time"}
    tracker.update(UserUttered('/salary{"detail": "part_time"}', entities=[entity]))
    assert context_of(tracker).detail == "part_time"


def test_the_last_words_are_those_typed_and_no_button(tracker: DialogueStateTracker) -> None:
    assert last_words(tracker) == ""
    for text in ("on gagne combien ?", "/diploma", ""):
        tracker.update(UserUttered(text))
    assert last_words(tracker) == "on gagne combien ?"


def test_each_topic_is_counted(tracker: DialogueStateTracker) -> None:
    for topic in ("salary", "thanks", "salary"):
        told(tracker, topic)
    assert context_of(tracker).said == {"salary": 2, "thanks": 1}


def test_a_message_without_a_topic_is_no_memory(tracker: DialogueStateTracker) -> None:
    tracker.update(BotUttered("d'ailleurs"))
    assert context_of(tracker) == Context()


def test_the_words_and_the_language_heard_are_known(tracker: DialogueStateTracker) -> None:
    parsed = {"intent": {"name": "other_language"}, "language": "es", "entities": []}
    tracker.update(UserUttered("¿cuánto?", parse_data=parsed))
    context = context_of(tracker)
    assert (context.heard, context.language) == ("¿cuánto?", "es")


def test_the_job_named_in_the_message_is_in_play(tracker: DialogueStateTracker) -> None:
    told(tracker, "salary", "answer", role="advisor")
    tracker.update(UserUttered("et un formateur", entities=[_role("trainer")]))
    assert context_of(tracker).role == "trainer"


def test_the_job_of_the_last_answer_stays_in_play_for_a_button(
    tracker: DialogueStateTracker,
) -> None:
    told(tracker, "salary", "answer", role="advisor")
    tracker.update(UserUttered("/working_hours"))
    assert context_of(tracker).role == "advisor"
    tracker.update(UserUttered("et combien gagne-t-on"))
    assert context_of(tracker).role == "advisor"
    tracker.update(UserUttered("combien gagne-t-on dans un centre ?"))
    assert context_of(tracker).role is None


def test_an_entity_of_another_kind_is_no_job(tracker: DialogueStateTracker) -> None:
    tracker.update(UserUttered("/x", entities=[{"entity": "option", "value": "people"}]))
    assert context_of(tracker).role is None


def test_the_buttons_on_screen_are_the_last_ones_shown(tracker: DialogueStateTracker) -> None:
    for number in (1, 2):
        buttons = [{"title": f"Bouton {number}", "payload": f"/topic_{number}"}]
        tracker.update(BotUttered("…", data={"buttons": buttons}, metadata={"topic": "help"}))
    told(tracker, "thanks")
    assert context_of(tracker).buttons == (Button("Bouton 2", "/topic_2"),)


def _called(tracker: DialogueStateTracker, care: str = "", **reading: Any) -> None:
    parse_data: dict[str, Any] = {"intent": {"name": "distress"}, "entities": []}
    parse_data |= {"care": care} if care else {}
    parse_data |= {"reading": reading} if reading else {}
    tracker.update(UserUttered("…", parse_data["intent"], parse_data=parse_data))


@pytest.mark.parametrize("care", ["", "suicide"])
def test_a_call_for_help_stays_open_until_it_is_denied(
    tracker: DialogueStateTracker, care: str
) -> None:
    assert not context_of(tracker).in_need
    _called(tracker, care)
    told(tracker, "distress")
    assert (context_of(tracker).in_need, context_of(tracker).need) == (True, care)
    _called(tracker, about="care_goes_on")
    assert (context_of(tracker).in_need, context_of(tracker).need) == (True, care)
    _called(tracker, "fatigue", about="care_denied")
    context = context_of(tracker)
    assert (context.in_need, context.distress, context.care) == (False, True, care)
    _called(tracker, "violence")
    assert (context_of(tracker).in_need, context_of(tracker).need) == (True, "violence")


def test_a_gesture_stays_open_behind_lesser_calls_until_it_is_denied_twice(
    tracker: DialogueStateTracker,
) -> None:
    _called(tracker, "gesture")
    _called(tracker, "suicide")
    assert context_of(tracker).need == "gesture"
    _called(tracker, about="care_denied")
    assert context_of(tracker).need == "gesture"
    _called(tracker, about="care_denied")
    assert not context_of(tracker).in_need
    _called(tracker, "suicide")
    assert context_of(tracker).need == "suicide"


def test_a_question_with_the_denial_ends_it_too(tracker: DialogueStateTracker) -> None:
    _called(tracker, "suicide")
    _called(tracker, "fatigue", topic="stress_and_health", noted="care_heard")
    assert not context_of(tracker).in_need


def test_a_restart_forgets_everything(tracker: DialogueStateTracker) -> None:
    told(tracker, "salary", "answer")
    tracker.update(Restarted())
    assert context_of(tracker) == Context()


def test_starting_over_forgets_what_was_said_before_it(tracker: DialogueStateTracker) -> None:
    told(tracker, "distress")
    told(tracker, "salary", "answer")
    told(tracker, "start_over")
    context = context_of(tracker)
    assert context.last_answer is None
    assert context.said == {"start_over": 1}
    assert context.last is not None and context.last.topic == "start_over"


def test_a_long_conversation_is_looked_back_through_for_so_long_only(
    tracker: DialogueStateTracker,
) -> None:
    told(tracker, "salary", "answer")
    for _ in range(90):
        tracker.update(UserUttered("et puis ?"))
    assert context_of(tracker).last_answer is None


@pytest.mark.parametrize(
    ("channel", "brief", "sources_apart"),
    [
        ("twilio", True, False),
        ("kiosk", True, True),
        ("web", False, True),
        ("telegram", False, True),
        ("slack", False, True),
        ("rest", False, False),
        ("", False, False),
    ],
)
def test_the_channel_says_how_long_an_answer_is_and_where_its_sources_stand(
    tracker: DialogueStateTracker, channel: str, brief: bool, sources_apart: bool
) -> None:
    context = context_of(tracker, channel)
    assert (context.brief, context.sources_apart) == (brief, sources_apart)


def _role(value: str) -> dict[str, Any]:
    return {"entity": "role", "value": value, "start": 0, "end": 1}


def test_what_is_read_of_a_conversation_is_read_once_until_something_comes_to_it(
    tracker: DialogueStateTracker,
) -> None:
    told(tracker, "salary", "answer")
    context = context_of(tracker)
    assert context_of(tracker) is context
    assert context_of(tracker, "kiosk") is not context
    other = tracker.copy()
    assert context_of(other) == context_of(tracker) and context_of(other) is not context
    told(tracker, "hours", "answer")
    assert context_of(tracker).said == {"salary": 1, "hours": 1}
    assert context_of(other).said == {"salary": 1}


def test_what_was_refused_is_remembered_until_it_is_spoken_of(
    tracker: DialogueStateTracker,
) -> None:
    tracker.update(UserUttered("je suis pas étudiant", parse_data={"refuses": "etudiant"}))
    tracker.update(UserUttered("laissez tomber la nuit", parse_data={"refuses": "la nuit"}))
    assert refused_so_far(tracker, "et le salaire") == ("la nuit", "etudiant")
    assert refused_so_far(tracker, "et pour un etudiant alors") == ("la nuit",)
    tracker.update(UserUttered("bon, la nuit c'est payé combien"))
    assert refused_so_far(tracker, "et par an") == ("etudiant",)


def test_a_term_just_defined_is_what_was_spoken_of_last(tracker: DialogueStateTracker) -> None:
    told(tracker, "salary", "answer")
    reading = asdict(Reading("role_planner", words="…", about="define"))
    tracker.update(UserUttered("c'est quoi la vigie", parse_data={"reading": reading}))
    told(tracker, "define")
    last = context_of(tracker).last_answer
    assert last == Message("Sur define.", "role_planner", "answer")


def test_a_term_of_no_topic_leaves_what_was_answered(tracker: DialogueStateTracker) -> None:
    told(tracker, "salary", "answer")
    reading = asdict(Reading("help", words="…", about="define"))
    tracker.update(UserUttered("c'est quoi un CQP", parse_data={"reading": reading}))
    told(tracker, "define")
    last = context_of(tracker).last_answer
    assert last is not None and last.topic == "salary"


def test_who_was_refused_for_who_they_are_is_in_no_danger(tracker: DialogueStateTracker) -> None:
    parsed = {"intent": {"name": "distress"}, "entities": [], "care": "wronged"}
    tracker.update(UserUttered("refusé parce que je suis noire", parsed["intent"], [], parsed))
    told(tracker, "distress")
    context = context_of(tracker)
    assert not context.in_need
    assert context.last_answer is not None and context.last_answer.topic == "discrimination"


def test_what_was_refused_was_not_wanted(tracker: DialogueStateTracker) -> None:
    tracker.update(UserUttered("taf non, stage j'ai dit", parse_data={"refuses": "travail"}))
    tracker.update(UserUttered("et le samedi ?"))
    assert "travail" not in wanted_so_far(tracker)
    assert "samedi" in wanted_so_far(tracker) and "stage" in wanted_so_far(tracker)
