"""What a message means when its author says who they are."""

from __future__ import annotations

import pytest

from bot.content.keys import ACKNOWLEDGE, CARE_GOES_ON, DISTRESS, NOTED, OUT_OF_SCOPE
from bot.dialogue.hearing import Ranked, Reading
from bot.dialogue.introductions import Introduction
from bot.dialogue.messages import Context, Message
from bot.dialogue.profile import Profile, answer_to, offered
from bot.dialogue.speech import speak
from bot.publishing import PROFILES
from tests.contents import CONTENT
from tests.dialogue.conversation import labels_of

NO_IDEA = Reading(None, offers=("tools/", "channels/"))


def _read(
    text: str,
    reading: Reading,
    context: Context | None = None,
    details: Ranked = (),
    in_care: bool = False,
) -> Reading:
    return Introduction(text, CONTENT, context or Context()).read(reading, details, in_care, False)


@pytest.mark.parametrize(
    ("text", "topic", "detail"),
    [
        ("j'ai 16 ans", "how_to_apply", "minor"),
        ("je suis infirmière", "career_path", "retrain_into"),
        ("ma fille commence lundi", "typical_day", "first_days"),
        ("jsuis au chômage", "how_to_apply", ""),
        ("je suis étudiant", "student_jobs", "student_job"),
        ("j'ai 52 ans", "diversity_inclusion", "seniors"),
    ],
)
@pytest.mark.parametrize(
    "reading", [NO_IDEA, Reading(OUT_OF_SCOPE), Reading("greet"), Reading("tools")]
)
def test_who_says_but_who_they_are_hears_what_they_may_want(
    text: str, topic: str, detail: str, reading: Reading
) -> None:
    read = _read(text, reading)
    assert (read.topic, read.detail) == (topic, detail)
    assert read.noted.startswith("acknowledge_") and read.hedged


def test_what_is_said_takes_note_then_names_the_question() -> None:
    read = _read("j'ai 16 ans", NO_IDEA)
    context = Context(detail=read.detail, hedged=True, noted=read.noted, offers=read.offers)
    message = speak(CONTENT, read.topic or "", context)
    assert message is not None
    detail = CONTENT.cards["how_to_apply"].detail("minor")
    note = CONTENT.replies["acknowledge_minor"].texts[0]
    assert detail is not None
    assert message.text.startswith(note) and detail.asks in message.text
    assert labels_of(message.buttons)[:2] == ["salary/minor", "working_hours/minors"]


@pytest.mark.parametrize("reading", [Reading("salary"), Reading("salary", "per_year")])
def test_a_question_is_answered_after_a_word_that_takes_note(reading: Reading) -> None:
    read = _read("je suis étudiante, on gagne combien ?", reading)
    assert (read.topic, read.detail, read.hedged) == ("salary", reading.detail, False)
    assert read.noted == "acknowledge_student"


@pytest.mark.parametrize("topic", ["delete_my_data", "insult", "find_my_job", "talk_to_human"])
def test_what_is_no_question_on_the_trade_stays_as_it_was_read(topic: str) -> None:
    assert _read("je suis étudiante", Reading(topic)) == Reading(topic)


def test_another_matter_stays_another_matter() -> None:
    text = "je suis infirmière, quel temps fait-il ?"
    assert _read(text, Reading(OUT_OF_SCOPE)) == Reading(OUT_OF_SCOPE)


def test_what_is_likeliest_may_show_that_the_matter_is_ours() -> None:
    text = "infirmière, j'en ai marre de l'hôpital"
    read = _read(text, Reading(OUT_OF_SCOPE), details=[("career_path/retrain_into", 0.2)])
    assert read.topic == "career_path"
    read = _read(text, Reading(OUT_OF_SCOPE), details=[("tools/list", 0.2)])
    assert read.topic == OUT_OF_SCOPE


def test_in_care_nobody_is_offered_a_job() -> None:
    read = _read("j'ai 16 ans", Reading("apprenticeship"), in_care=True)
    assert read == Reading(DISTRESS, about=CARE_GOES_ON)
    asked = _read("j'ai 16 ans, on gagne combien ?", Reading("salary"), in_care=True)
    assert asked.topic == "salary"


def test_in_care_a_question_among_other_sentences_is_answered() -> None:
    text = "j'ai 16 ans. le salaire c'est quoi. voilà"
    assert _read(text, Reading("salary"), in_care=True).topic == "salary"


def test_what_was_told_is_not_told_again() -> None:
    context = Context(told=frozenset({"career_path/retrain_into"}), profile=Profile(trade="nurse"))
    read = _read("je suis maçon", NO_IDEA, context)
    assert (read.about, read.noted) == (NOTED, "acknowledge_other_trade")
    assert "career_path/retrain_into" not in read.offers


def test_an_age_that_changes_nothing_is_noted_all_the_same() -> None:
    read = _read("j'ai 35 ans", Reading("working_hours", "minors"))
    assert (read.about, read.noted) == (NOTED, ACKNOWLEDGE)
    message = speak(CONTENT, read.topic or "", Context(about=read.about, noted=read.noted))
    assert message is not None and message.buttons
    assert message.text.startswith(CONTENT.replies[ACKNOWLEDGE].texts[0])


def test_where_one_lives_is_answered_with_what_is_known_of_it() -> None:
    read = _read("j'habite à Lyon", NO_IDEA)
    assert read.topic == "who_hires" and "Lyon" in read.words and read.facts


def test_a_general_question_has_the_variant_of_who_asks() -> None:
    minor = Context(profile=Profile(age=17))
    assert _read("combien on gagne ?", Reading("salary"), minor).detail == "minor"
    assert _read("combien on gagne ?", Reading("salary")).detail == ""
    told = Context(profile=Profile(age=17), told=frozenset({"salary/minor"}))
    assert _read("combien on gagne ?", Reading("salary"), told).detail == ""


def test_among_several_the_variant_comes_first() -> None:
    doubt = Reading(None, offers=("how_to_apply/spontaneous", "salary/", "tools/"))
    read = _read("je peux ?", doubt, Context(profile=Profile(age=17)))
    assert read.offers == ("how_to_apply/minor", "how_to_apply/spontaneous", "salary/")


def test_what_suits_a_visitor_is_offered_under_other_answers() -> None:
    profiles = CONTENT.part(PROFILES)
    suited = offered(Profile(age=17), CONTENT, profiles)
    message = speak(CONTENT, "tools", Context(suited=suited))
    assert message is not None and "salary/minor" in labels_of(message.buttons)
    # Neither what was told, nor what was offered just before.
    told = Context(suited=suited, told=frozenset({"salary/minor"}), buttons=message.buttons)
    after = speak(CONTENT, "remote_work", told)
    assert after is not None and "working_hours/minors" in labels_of(after.buttons)


def test_every_profile_that_has_an_answer_can_be_spoken() -> None:
    profiles = CONTENT.part(PROFILES)
    for trade in profiles.trades:
        topic, _, detail = (answer_to(Profile(trade=trade), profiles) or "").partition("/")
        said = speak(CONTENT, topic, Context(detail=detail, hedged=True, noted=ACKNOWLEDGE))
        assert said is not None and said.kind == "answer"


def test_who_speaks_of_calls_is_offered_no_job() -> None:
    called = Context(last_answer=Message("…", "stop_unwanted_calls", "answer"))
    reading = Reading(None, offers=("arcep/",))
    assert Introduction("j'ai 78 ans", CONTENT, called).read(reading, [], False, False) == reading


@pytest.mark.parametrize(
    "text",
    ["j'ai 58 ans et on m'appelle tous les jours", "je suis plombier, marre des appels"],
)
def test_neither_age_nor_trade_is_noted_of_who_writes_about_calls(text: str) -> None:
    read = _read(text, Reading("stop_unwanted_calls"))
    assert read.topic == "stop_unwanted_calls"
    assert read.noted in ("", "acknowledge_consumer")
    assert Introduction(text, CONTENT, Context()).noted in ("", "acknowledge_consumer")


def test_an_age_past_work_is_asked_what_is_wanted() -> None:
    read = _read("j'ai 78 ans", NO_IDEA)
    assert read.about == NOTED and read.offers[0] == "stop_unwanted_calls"


@pytest.mark.parametrize(
    ("text", "noted"),
    [("moi j'ai 31 ans", "too_old"), ("et moi à 14 ans", "too_young"), ("moi 20 ans", "")],
)
def test_an_age_out_of_the_range_just_told_is_said_to_be(text: str, noted: str) -> None:
    last = Message("Lieu gratuit pour les 16-25 ans.", "define")
    context = Context(last=last)
    introduction = Introduction(text, CONTENT, context)
    assert introduction.noted_on(last.text) == noted
    if noted:
        assert introduction.read(NO_IDEA, (), False, False).noted == noted


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Reading("stop_unwanted_calls", "bloctel"), "stop_unwanted_calls/bloctel_pro"),
        (Reading("cold_calling_rules"), "cold_calling_rules/professionals"),
        (Reading("my_data", "cnil"), "my_data/cnil"),
    ],
)
def test_a_professional_hears_the_rule_for_professionals(asked: Reading, told: str) -> None:
    context = Context(profile=Profile(situation="professional"))
    read = _read("et bloctel alors ?", asked, context)
    assert f"{read.topic}/{read.detail}".rstrip("/") == told


def test_a_business_of_one_s_own_makes_a_professional() -> None:
    told = ("j'ai une petite entreprise de plomberie", "je suis artisan", "je tiens un bar")
    for text in (*told, "je tiens à mes horaires"):
        known = Introduction(text, CONTENT, Context()).profile.situation
        assert (known == "professional") == (text in told), text


def test_who_is_called_asks_for_the_callers_sunday() -> None:
    context = Context(profile=Profile(situation="consumer"))
    read = _read("et le dimanche ?", Reading("sundays_and_overtime"), context)
    assert (read.topic, read.detail) == ("cold_calling_rules", "sunday")
    known = Introduction("VOUS M'APPELEZ DIX FOIS PAR JOUR", CONTENT, Context()).profile
    assert known.situation == "consumer"


def test_who_speaks_of_a_child_and_asks_about_calls_is_no_parent_of_a_beginner() -> None:
    read = _read("ma fille commence à payer ma box", Reading("complain_about_company"))
    assert read.noted == ""


def test_who_takes_the_bot_for_the_caller_hears_that_it_calls_nobody() -> None:
    said = {}
    for text in ("vous m'appelez dix fois par jour", "marre de ces appels"):
        read = _read(text, NO_IDEA)
        context = Context(detail=read.detail, noted=read.noted, heard=text)
        message = speak(CONTENT, read.topic or "", context)
        assert message is not None
        said[text] = message.text.split(".")[0]
    assert said["vous m'appelez dix fois par jour"].startswith("Ce n’est pas moi")
    assert not said["marre de ces appels"].startswith("Ce n’est pas moi")


def test_a_correction_that_names_what_is_wanted_is_about_that_whatever_it_tells() -> None:
    text, reading = "je parlais des insultes, j'ai 16 ans", Reading("difficult_customers")
    assert Introduction(text, CONTENT, Context()).read(reading, [], False, True).noted == ""


@pytest.mark.parametrize(
    ("text", "label"),
    [("et à 14 ans", "student_jobs/summer_job"), ("et en bac pro", "internships/pfmp_where")],
)
def test_who_goes_on_with_an_answer_by_who_they_are_asks_that(text: str, label: str) -> None:
    topic, _, detail = label.partition("/")
    last = Message("Dès 16 ans.", "student_jobs", "answer")
    after = Context(last=last, last_answer=last, told=frozenset({"student_jobs/"}))
    likely = Reading(topic, detail, hedged=True)
    read = _read(text, likely, after, [(label, 0.8)])
    assert (read.topic, read.detail) == (topic, detail) and read.noted
    unlikely = _read(text, likely, after, [(label, 0.2)])
    assert (unlikely.topic, unlikely.detail) != (topic, detail)
