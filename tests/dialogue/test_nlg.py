"""The NLG of the Rasa server: what it reads of a conversation, and edits without a restart."""

from __future__ import annotations

import itertools
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import ActiveLoop, BotUttered, Restarted, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from bot.content import CONTENT_DIR, Library  # noqa: E402
from bot.dialogue.nlg import ContentNLG  # noqa: E402
from bot.dialogue.reading import Reading  # noqa: E402
from bot.publishing import BRANDS  # noqa: E402
from tests.channels.library import LIBRARY  # noqa: E402
from tests.contents import copy_content, edit_card, restore  # noqa: E402


@pytest.fixture
def tracker() -> DialogueStateTracker:
    return DialogueStateTracker("visitor", [])


def _library(folder: Path = CONTENT_DIR) -> Library:
    hours = itertools.count(step=3600)  # long enough between two messages
    return Library(folder, (BRANDS,), clock=lambda: next(hours))


@pytest.fixture(scope="module")
def library() -> Library:
    """The real content, which no test edits."""
    return _library()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Library]:
    """A copy of it, which the tests edit in turns: to read all of it takes seconds."""
    folder = copy_content(tmp_path_factory.mktemp("edited"))
    return folder, _library(folder)


@pytest.fixture
def content(edited: tuple[Path, Library]) -> Path:
    """The copy, without what other tests edited."""
    folder, library = edited
    restore(folder)
    library.current()
    return folder


@pytest.fixture
def nlg_of_copy(edited: tuple[Path, Library]) -> ContentNLG:
    return _nlg(edited[1])


@pytest.fixture
def nlg(library: Library) -> ContentNLG:
    return _nlg(library)


def _nlg(library: Library) -> ContentNLG:
    endpoint = EndpointConfig(type="bot.dialogue.nlg.ContentNLG", library=library)
    return ContentNLG(endpoint, Domain.empty())


async def _say(nlg: ContentNLG, tracker: DialogueStateTracker, topic: str) -> str:
    message = await nlg.generate(f"utter_{topic}", tracker, "rest")
    assert message is not None
    memory = {key: value for key, value in message.items() if key not in ("text", "buttons")}
    tracker.update(UserUttered(f"/{topic}"))
    tracker.update(BotUttered(message["text"], metadata=memory))
    text: str = message["text"]
    return text


async def test_an_edited_card_is_told_at_the_next_question(
    tracker: DialogueStateTracker, nlg_of_copy: ContentNLG, content: Path
) -> None:
    edit_card(content, "salary", answer="Une réponse toute neuve.")
    assert (await _say(nlg_of_copy, tracker, "salary")).startswith("Une réponse toute neuve.")


async def test_an_edited_title_changes_the_buttons_that_lead_to_it(
    tracker: DialogueStateTracker, nlg_of_copy: ContentNLG, content: Path
) -> None:
    edit_card(content, "salary", related=["diploma", "tools"])
    edit_card(content, "diploma", title="Faut-il le bac, au fait ?")
    message = await nlg_of_copy.generate("utter_salary", tracker, "rest")
    assert message is not None
    assert "Faut-il le bac, au fait\u00a0?" in [button["title"] for button in message["buttons"]]


async def test_a_broken_edit_keeps_the_last_good_card(
    tracker: DialogueStateTracker, nlg_of_copy: ContentNLG, content: Path
) -> None:
    before = await nlg_of_copy.generate("utter_salary", tracker, "rest")
    (content / "answers" / "salary.yml").write_text("title: [", encoding="utf-8")
    assert await nlg_of_copy.generate("utter_salary", tracker, "rest") == before


async def test_more_then_source_speak_of_the_last_answer(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    await _say(nlg, tracker, "heat_pumps")
    await _say(nlg, tracker, "thanks")
    card = library.current().cards["heat_pumps"]
    detail = card.details[0]
    told = await _say(nlg, tracker, "tell_me_more")
    assert told.startswith(f"{detail.asks} {detail.answer}")
    fact = library.current().facts[detail.facts[0]]
    assert fact.source.title in await _say(nlg, tracker, "ask_source")


async def test_the_detail_of_a_button_is_said(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    entity = {"entity": "detail", "value": "part_time"}
    tracker.update(UserUttered('/salary{"detail": "part_time"}', entities=[entity]))
    detail = library.current().cards["salary"].detail("part_time")
    assert detail is not None
    assert (await _say(nlg, tracker, "salary")).startswith(detail.answer)


async def test_the_reading_of_a_message_is_said(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    reading = asdict(Reading("salary", "part_time", hedged=True, offers=("salary/seniority",)))
    tracker.update(UserUttered("et en partiel ?", parse_data={"reading": reading}))
    message = await nlg.generate("utter_salary", tracker, "rest")
    details = library.current().cards["salary"]
    asked, offered = details.detail("part_time"), details.detail("seniority")
    assert message is not None and asked is not None and offered is not None
    assert asked.asks in message["text"] and asked.answer in message["text"]
    assert message["buttons"][0]["title"] == offered.asks
    assert message["detail"] == "part_time"


async def test_a_restart_forgets_the_last_answer(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    await _say(nlg, tracker, "heat_pumps")
    tracker.update(Restarted())
    said = await _say(nlg, tracker, "tell_me_more")
    assert said.split("\n")[0] in library.current().replies["no_more_yet"].texts


async def test_the_job_named_in_the_message_chooses_the_variant(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    entity = {"entity": "role", "value": "supervisor"}
    tracker.update(UserUttered("combien gagne un superviseur ?", entities=[entity]))
    variant = library.current().cards["salary"].by_role["supervisor"]
    assert (await _say(nlg, tracker, "salary")).startswith(variant.answer)


def _heard_two(first: str, second: str) -> UserUttered:
    parsed = {"intent": {"name": first, "confidence": 0.9}, "entities": [], "also": second}
    return UserUttered("deux questions", {"name": first}, parse_data=parsed)


async def test_two_questions_in_a_message_are_answered_in_one(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    tracker.update(_heard_two("salary", "diploma"))
    text = await _say(nlg, tracker, "salary")
    cards = library.current().cards
    assert text.startswith(cards["salary"].answer)
    assert cards["diploma"].answer in text


async def test_what_was_put_together_for_the_first_question_is_said_once(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    heard = _heard_two("salary", "diploma")
    reading = Reading("salary", words="Quinze heures.", facts=("pay_smic_month_june_2026",))
    heard.parse_data["reading"] = asdict(reading)
    tracker.update(heard)
    text = await _say(nlg, tracker, "salary")
    assert text.count("Quinze heures.") == 1
    assert library.current().cards["diploma"].answer in text


async def test_two_questions_with_the_same_answer_are_answered_once(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    tracker.update(_heard_two("salary", "salary"))
    text = await _say(nlg, tracker, "salary")
    assert text.count(library.current().cards["salary"].answer) == 1


async def test_a_second_question_is_answered_with_its_own_topic_only(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    # Another message of the same turn, such as the question that a flow repeats.
    tracker.update(_heard_two("salary", "diploma"))
    text = await _say(nlg, tracker, "tools")
    assert library.current().cards["diploma"].answer not in text


async def test_an_unknown_topic_is_left_to_rasa(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    assert await nlg.generate("utter_nothing", tracker, "rest") is None


async def test_by_sms_the_short_version_is_told(
    tracker: DialogueStateTracker,
) -> None:
    library = LIBRARY
    message = await _nlg(library).generate("utter_salary", tracker, "twilio")
    assert message is not None and message["buttons"] == []
    told = message["text"].split("\n")[0].removesuffix("Suite : PLUS".replace(" :", "\u00a0:"))
    assert library.current().cards["salary"].short.startswith(told.strip())


@pytest.mark.parametrize(
    ("public_url", "linked"),
    [("https://bot.example.fr", ["bot.example.fr/web/questions/salaire"]), ("", [])],
)
async def test_by_sms_the_sources_are_names_and_one_address(
    tracker: DialogueStateTracker,
    monkeypatch: pytest.MonkeyPatch,
    public_url: str,
    linked: list[str],
) -> None:
    monkeypatch.setenv("DECROCHE_PUBLIC_URL", public_url)
    nlg = _nlg(LIBRARY)
    answer = await nlg.generate("utter_salary", tracker, "twilio")
    assert answer is not None
    tracker.update(BotUttered(answer["text"], metadata={**answer, "text": "", "buttons": []}))
    sources = await nlg.generate("utter_ask_source", tracker, "twilio")
    assert sources is not None and sources["kind"] == "sources"
    names, *addresses = sources["text"].split(" https://")
    assert names.startswith("Source") and "«" not in names and "http" not in names
    assert addresses == linked


async def test_the_first_message_says_that_it_comes_from_a_program(
    nlg: ContentNLG, library: Library, tracker: DialogueStateTracker
) -> None:
    told = library.current().replies["automatic"].texts[0]
    assert (await _say(nlg, tracker, "salary")).endswith(told)
    assert told not in await _say(nlg, tracker, "diploma")


@pytest.mark.parametrize(
    ("channel", "form", "kept"),
    [
        ("web", None, 1),
        ("web", "quiz_form", 1),
        ("kiosk", None, 0),
        ("web", "contact_form", 0),
        (None, None, 0),
    ],
)
async def test_what_is_not_understood_is_kept_for_the_editors(
    channel: str | None,
    form: str | None,
    kept: int,
    library: Library,
    tracker: DialogueStateTracker,
) -> None:
    endpoint = EndpointConfig(type="bot.dialogue.nlg.ContentNLG", library=library)
    tracker.update(ActiveLoop(form))
    tracker.update(UserUttered("et la cantine ?", input_channel=channel))
    said = await ContentNLG(endpoint, Domain.empty()).generate("utter_fallback", tracker, "web")
    assert said is not None
    assert said.get("unsure") == ({"outcome": "fallback", "guesses": ()} if kept else None)


async def test_the_lengths_of_this_installation_stand_in_what_is_said_of_privacy(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    said = await _say(nlg, tracker, "privacy")
    assert "30 jours" in said
    assert "90 jours" in said


# --- Not sure to have understood ------------------------------------------------------------------


def _heard(tracker: DialogueStateTracker, **parsed: object) -> None:
    tracker.update(UserUttered("euh", parse_data={"intent": {}, "entities": [], **parsed}))


@pytest.mark.parametrize(
    ("webhook", "offered"),
    [("", ["/salary", "/deny"]), ("https://exemple.fr/d", ["/talk_to_human", "/salary", "/deny"])],
)
async def test_what_may_be_meant_is_offered_but_nobody_where_nobody_is_reached(
    webhook: str,
    offered: list[str],
    library: Library,
    tracker: DialogueStateTracker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DECROCHE_CONTACT_WEBHOOK", webhook)
    _heard(tracker, offers=["talk_to_human/", "salary/"])
    message = await _nlg(library).generate("utter_did_you_mean", tracker, "rest")
    assert message is not None and message["topic"] == "did_you_mean"
    assert [button["payload"] for button in message["buttons"]] == offered


async def test_a_second_miss_with_nothing_near_says_so(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    told = []
    for _ in range(2):
        _heard(tracker, offers=[])
        message = await nlg.generate("utter_did_you_mean", tracker, "rest")
        assert message is not None
        tracker.update(BotUttered(message["text"], metadata={"topic": message["topic"]}))
        told.append(message["topic"])
    assert told == ["fallback", "lost"]
