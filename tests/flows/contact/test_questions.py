"""The questions of a contact request, from the first name to the read-back."""

from __future__ import annotations

import pytest

from bot.flows.contact import TOPIC, ContactFlow, Desk, NewContact
from bot.flows.flow import Heard
from tests.flows.contact.talk import BEGINNING, CLOSED, CONTACT, DESK, Talk, press


def test_from_the_first_name_to_the_yes() -> None:
    talk = Talk()
    assert "90 jours" in talk.text and "« quitter »" in talk.text.replace("\u00a0", " ")
    assert talk.say("moi c'est Jean-Pierre").asked == "reach"
    assert talk.say("c'est le 06 12 34 56 78").asked == "subject"
    assert talk.say("je voudrais un stage à Lille").asked == "consent"
    for told in ("Jean-Pierre", "06\u00a012\u00a034\u00a056\u00a078", "un stage à Lille"):
        assert told in talk.text
    consent = talk.text.split("\n")[-2]
    assert "90 jours" in consent and "efface mes données" in consent
    assert talk.saved == []
    talk.say("oui")
    assert talk.saved == [
        NewContact("Jean-Pierre", None, "+33612345678", "je voudrais un stage à Lille", consent)
    ]
    assert talk.done and talk.state == CLOSED


def test_the_buttons_name_the_topic_and_lead_through() -> None:
    talk = Talk("Inès", press("email"))
    assert talk.asked == "email"
    talk.say("ines@free.fr")
    assert talk.last is not None
    payloads = [button.payload for button in talk.last.says[-1].buttons]
    assert '/leave_contact_details{"option": "apply"}' in payloads
    talk.say(press("apply"), press("accept"))
    assert [(one.email, one.subject) for one in talk.saved] == [("ines@free.fr", "Postuler")]


def test_the_first_message_may_give_everything_already() -> None:
    first = Heard("je m'appelle Inès, rappelez-moi au 06 12 34 56 78 ou ines@free.fr", TOPIC)
    talk = Talk(first=first)
    assert talk.state == {
        "asked": "subject",
        "first_name": "Inès",
        "email": "ines@free.fr",
        "phone": "+33612345678",
    }


def test_nothing_of_an_earlier_run_is_taken_up() -> None:
    flow = ContactFlow(CONTACT, DESK, lambda request: None)
    step = flow.begin({"asked": None, "first_name": "Léa", "phone": "+33612345678"}, BEGINNING)
    assert step.state == {"asked": "first_name"}


def test_address_and_number_come_before_the_name() -> None:
    talk = Talk("06 12 34 56 78 et ines@free.fr")
    assert talk.asked == "first_name" and "prénom" in talk.text
    assert talk.say("Inès").asked == "subject"


def test_name_and_number_in_one_message() -> None:
    assert Talk("Inès 06 12 34 56 78").state == {
        "asked": "subject",
        "first_name": "Inès",
        "phone": "+33612345678",
    }


def test_a_good_number_is_kept_when_the_address_beside_it_is_wrong() -> None:
    talk = Talk("Inès", "06 12 34 56 78 et ines@exemple..fr")
    assert talk.asked == "email" and talk.state["phone"] == "+33612345678"
    assert talk.say("ines@free.fr").asked == "subject"


@pytest.mark.parametrize(
    ("desk", "told"),
    [
        (Desk(False, "accueil@exemple.fr", "de 9 h à 17 h", 90, ""), "accueil@exemple.fr"),
        (Desk(False, "", "", 90, ""), "personne ne vous rappellerait"),
    ],
)
def test_where_nobody_would_call_nothing_is_asked(desk: Desk, told: str) -> None:
    talk = Talk(desk=desk)
    assert talk.done and talk.state == CLOSED and told in talk.text
    assert talk.last is not None
    payloads = [button.payload for button in talk.last.says[0].buttons]
    expected = [] if desk.human_contact else ["/how_to_apply", "/who_hires", "/visit_a_centre"]
    assert payloads == expected


@pytest.mark.parametrize(
    ("messages", "email"),
    [
        (["oui"], "ines@gmail.com"),
        ([press("proposed")], "ines@gmail.com"),
        (["non"], "ines@gmial.com"),
        ([Heard("nan", "deny")], "ines@gmial.com"),
        ([press("typed")], "ines@gmial.com"),
        (["ines@gmial.com"], "ines@gmial.com"),
        (["ines@free.fr"], "ines@free.fr"),
    ],
)
def test_a_typo_is_a_question(messages: list[str | Heard], email: str) -> None:
    talk = Talk("Inès", "ines@gmial.com")
    assert talk.asked == "email_typo" and "ines@gmail.com" in talk.text
    talk.say(*messages)
    assert talk.state == {"asked": "subject", "first_name": "Inès", "email": email}


def test_an_address_that_cannot_be_is_asked_again_after_a_no() -> None:
    talk = Talk("Inès", "ines@gmail", "non")
    assert talk.asked == "email" and "ines@gmail" in talk.text
    assert "email_typed" not in talk.state


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("par mail", "email"),
        ("plutôt le téléphone", "phone"),
        ("j'ai pas de mail", "phone"),
        ("je n'ai pas de téléphone", "email"),
        ("les deux, mail et téléphone", "reach"),
    ],
)
def test_the_way_to_be_reached_is_chosen_in_words(said: str, asked: str) -> None:
    assert Talk("Inès", said).asked == asked


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("08 99 12 34 56", "spécial"),
        ("3114", "court"),
        ("06 12 34 56", "8 chiffres"),
        ("ines@exemple..fr", "ines@exemple..fr"),
    ],
)
def test_a_refusal_is_a_clear_sentence(said: str, part: str) -> None:
    talk = Talk("Inès", said)
    assert talk.asked == "reach" and part in talk.text


@pytest.mark.parametrize("subject", ["bac 2026", "un BTS en 2 ans", "changer de métier"])
def test_a_subject_may_hold_other_numbers_and_words_of_correction(subject: str) -> None:
    assert Talk("Inès", "0612345678", subject).state["subject"] == subject


def test_a_free_subject_is_kept_as_typed_up_to_its_limit() -> None:
    talk = Talk("Inès", "0612345678", "BTS MCO, dispo le 15/01/2027 (3 mois)")
    assert talk.state["subject"] == "BTS MCO, dispo le 15/01/2027 (3 mois)"
    talk = Talk("Inès", "0612345678", "très " * 41)
    assert talk.asked == "subject" and "200" in talk.text


def test_a_faq_topic_is_a_subject_but_a_question_is_not() -> None:
    talk = Talk("Inès", "0612345678", Heard("combien on gagne ?", "salary"))
    assert talk.last is None and talk.asked == "subject"
    assert talk.say(Heard("des infos sur le salaire", "salary")).asked == "consent"


@pytest.mark.parametrize("typed", ["postuler", "Postuler.", "POSTULER"])
def test_a_button_typed_is_the_button(typed: str) -> None:
    assert Talk("Inès", "0612345678", typed).state["subject"] == "Postuler"


@pytest.mark.parametrize(
    "heard",
    [
        Heard("c'est pour quoi faire ?"),
        Heard("vous gardez mon numéro combien de temps", "privacy"),
        Heard("combien on gagne ?", "salary"),
        Heard("salaire", "salary"),
        Heard("connard", "insult"),
        Heard("je m'appelle connard", "insult"),
        Heard("j'en peux plus, je veux mourir", "distress"),
        Heard("/salary", "salary"),
        Heard('/find_my_job{"option": "people"}', "find_my_job", "people"),
        Heard("et le 3114, c'est quoi ?"),
    ],
)
@pytest.mark.parametrize(
    "before",
    [[], ["Inès"], ["Inès", "ines@free.fr", "Formation"]],
)
def test_what_is_no_answer_is_a_digression(heard: Heard, before: list[str]) -> None:
    talk = Talk(*before)
    state = talk.state
    assert talk.say(heard).last is None and talk.state == state
    assert talk.flow.ask(state).text and talk.flow.puzzled(state).text


def test_distress_is_no_subject() -> None:
    talk = Talk("Inès", "0612345678", Heard("je veux en finir", "distress"))
    assert talk.last is None


def test_what_a_visitor_types_is_never_filled_in() -> None:
    assert "{days}" in Talk("Inès", "0612345678", "un stage de {days} jours").text
