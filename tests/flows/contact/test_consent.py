"""A yes, a no, a way out: nothing is kept without a clear yes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import RecordsError
from bot.flows.contact import ContactFlow, NewContact
from bot.flows.flow import Heard
from bot.text.sms import economical, parts
from tests.flows.contact.talk import CLOSED, CONTACT, DESK, Talk, at_read_back, press


@pytest.mark.parametrize(
    "yes",
    [
        "oui",
        "Oui, j'accepte",
        "ok",
        "d'accord",
        "oui je suis d'accord",
        "oui c'est bon merci",
        "pas de problème",
        Heard("carrément", "affirm"),
        Heard("/affirm", "affirm"),
        press("accept"),
    ],
)
def test_a_yes_saves_once(yes: str | Heard) -> None:
    talk = at_read_back().say(yes)
    assert len(talk.saved) == 1 and talk.done and talk.state == CLOSED


@pytest.mark.parametrize("controller", ["", "Responsable de ces données : Grand Large."])
def test_who_answers_for_the_data_is_read_back_and_agreed_to(controller: str) -> None:
    talk = Talk("Inès", "06 12 34 56 78", "Formation", desk=replace(DESK, controller=controller))
    read_back = talk.text
    (agreed,) = talk.say("oui").saved
    assert agreed.consent_text in read_back
    assert agreed.consent_text.endswith(controller or "adressez-vous à elle.")


_PAGE = "https://bot.example.fr/web/contact"


@pytest.mark.parametrize("responsible", ["", "Grand Large Services"])
@pytest.mark.parametrize(
    ("name", "reach", "subject"),
    [
        ("Inès", "06 12 34 56 78", "Formation"),
        (
            "Marie-Christine",
            "marie-christine.dupont@wanadoo.fr et 06 12 34 56 78",
            "Découvrir le métier",
        ),
    ],
)
def test_where_each_part_is_paid_the_consent_is_said_in_three(
    name: str, reach: str, subject: str, responsible: str
) -> None:
    desk = replace(DESK, page=_PAGE, responsible=responsible, controller="Responsable : eux.")
    talk = Talk(name, reach, subject, desk=desk)
    assert talk.last
    (said,) = talk.last.says
    choices = [f"{n}. {button.title}" for n, button in enumerate(said.buttons, start=1)]
    by_sms = economical("\n".join([said.text, *choices, "Répondez 1, 2 ou 3"]))
    assert parts(by_sms) <= 3
    (agreed,) = talk.say("oui").saved
    consent = agreed.consent_text
    assert consent in said.text and (responsible or CONTACT.brief.who) in consent
    told = ("90 jours", "recontacter", "efface mes données", _PAGE)
    assert all(words in consent for words in told)


@pytest.mark.parametrize(
    "unclear",
    [
        "oui mais",
        "oui ?",
        "oui j'ai une question",
        "oui mais mon numéro est faux",
        "pourquoi pas",
        "je suis pas d'accord",
        "ok pas ça",
        "peut-être",
        "je n'accepte pas",
        Heard("oui sauf le prénom", "affirm"),
        Heard("oui une question d'abord", "affirm"),
        press("fix"),
        press("proposed"),
    ],
)
def test_anything_but_a_clear_yes_saves_nothing(unclear: str | Heard) -> None:
    assert at_read_back().say(unclear).saved == []


def test_a_stale_yes_button_agrees_to_nothing() -> None:
    talk = at_read_back().say("je me suis trompé de numéro", press("accept"))
    assert talk.saved == [] and talk.asked == "phone"
    assert Talk(press("accept")).saved == []


@pytest.mark.parametrize(
    "no",
    ["non", "Non, annuler", "je refuse", Heard("nan", "deny"), press("cancel"), "laissez tomber"],
)
def test_a_no_leaves_nothing(no: str | Heard) -> None:
    talk = at_read_back().say(no)
    assert talk.saved == [] and talk.done and talk.state == CLOSED


@pytest.mark.parametrize("last", [press("accept"), "non"])
def test_at_its_end_there_is_a_way_on(last: str | Heard) -> None:
    talk = at_read_back().say(last)
    assert talk.done and talk.last
    assert [button.payload for button in talk.last.says[-1].buttons] == ["/how_to_apply", "/help"]


@pytest.mark.parametrize("before", [[], ["Inès"], ["Inès", "0612345678"], ["Inès", "i@gmial.com"]])
@pytest.mark.parametrize("leave", ["stop", "quitter", "annuler", "laisse tomber", press("cancel")])
def test_leaving_at_any_time_leaves_nothing(before: list[str], leave: str | Heard) -> None:
    talk = Talk(*before).say(leave)
    assert talk.saved == [] and talk.done and talk.state == CLOSED
    assert "annulé" in talk.text


def test_a_failure_to_save_is_raised() -> None:
    def refuse(request: NewContact) -> None:
        raise RecordsError("database", "is full")

    flow = ContactFlow(CONTACT, DESK, refuse)
    state = at_read_back().state
    with pytest.raises(RecordsError):
        flow.answer(state, Heard("oui"))
