"""The contact request: what is usable, what is asked, and that nothing is kept without a yes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actions.contact import TOPIC, ContactFlow, Desk, NewContact
from actions.flow import Heard, Step, step_after
from bot._contact_checks import check_contact
from bot.contact import (
    NotUsable,
    bare_first_name,
    checked_email,
    checked_phone,
    email_in,
    first_name_after,
    likely_email,
    phone_in,
    read_contact,
    shown_phone,
)
from bot.content import CONTENT_DIR, Content
from bot.errors import ContentError, RecordsError
from tests.content_copies import edit

CONTACT = read_contact()
WORDS = CONTACT.words
DESK = Desk(delivers=True, human_contact="", human_hours="", keeps_days=90)
CLOSED = {"asked": None}
BEGINNING = Heard("je veux laisser mes coordonnées", TOPIC)


class Talk:
    """One conversation, the driver's way; it counts what was saved."""

    def __init__(self, *messages: str | Heard, first: Heard = BEGINNING, desk: Desk = DESK) -> None:
        self.saved: list[NewContact] = []
        self.flow = ContactFlow(CONTACT, desk, self.saved.append)
        self.last: Step | None = self.flow.begin({}, first)
        self.state = self.last.state
        self.done = self.last.done
        self.say(*messages)

    def say(self, *messages: str | Heard) -> Talk:
        for message in messages:
            assert not self.done, "the flow is over"
            heard = Heard(message) if isinstance(message, str) else message
            self.last = step_after(self.flow, self.state, heard)
            if self.last:
                self.state, self.done = self.last.state, self.last.done
                json.dumps(self.state)
        return self

    @property
    def text(self) -> str:
        return "\n".join(said.text for said in self.last.says) if self.last else ""

    @property
    def asked(self) -> Any:
        return self.state["asked"]


def press(option: str) -> Heard:
    return Heard(f'/{TOPIC}{{"option": "{option}"}}', TOPIC, option)


def at_read_back() -> Talk:
    return Talk("Inès", "06 12 34 56 78", "Formation")


# Values


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("0612345678", "+33612345678"),
        ("06.12.34.56.78", "+33612345678"),
        ("06-12-34-56-78", "+33612345678"),
        ("06/12/34/56/78", "+33612345678"),
        ("06\u00a012\u00a034\u00a056\u00a078", "+33612345678"),
        ("c'est le 06 12 34 56 78", "+33612345678"),
        ("mon num : 0612345678, merci !", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33612345678", "+33612345678"),
        ("+ 33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("33 6 12 34 56 78", "+33612345678"),
        ("plus 33 6 12 34 56 78", "+33612345678"),
        ("O6 12 34 56 78", "+33612345678"),
        ("zéro 6 12 34 56 78", "+33612345678"),
        ("612345678", "+33612345678"),
        ("07 81 23 45 67", "+33781234567"),
        ("fixe 01 23 45 67 89", "+33123456789"),
        ("09 70 12 34 56", "+33970123456"),
        ("0692 12 34 56", "+262692123456"),
        ("+262 692 12 34 56", "+262692123456"),
        ("+33 692 12 34 56", "+262692123456"),
        ("0262 12 34 56", "+262262123456"),
        ("0690 00 12 34", "+590690001234"),
        ("0696 20 12 34", "+596696201234"),
        ("0694 20 12 34", "+594694201234"),
        ("+687 75 12 34", "+687751234"),
        ("+32 470 12 34 56", "+32470123456"),
        ("né le 12/05/2006, tél 06 12 34 56 78", "+33612345678"),
        ("le 3114 non, le 06 12 34 56 78", "+33612345678"),
        ("06 12 34 56 78 ou 07 81 23 45 67", "+33612345678"),
    ],
)
def test_a_phone_number_is_read_in_any_spelling(typed: str, e164: str) -> None:
    found = phone_in(typed, WORDS.spoken)
    assert found is not None and found[0] == e164


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0 899 12 34 56", "phone_special"),
        ("08 99 12 34 56", "phone_special"),
        ("08 12 34 56 78", "phone_special"),
        ("0 800 12 34 56", "phone_special"),
        ("+33 892 12 34 56", "phone_special"),
        ("3114", "phone_short"),
        ("appelez le 3949", "phone_short"),
        ("le 15", "phone_short"),
        ("118 218", "phone_short"),
        ("06 12 34 56", "phone_length"),
        ("06 12 34 56 78 9", "phone_length"),
        ("+33 6 12 34 56 7", "phone_length"),
        ("07 00 12 34 56", "phone_unknown"),
        ("00 00 00 00 00", "phone_unknown"),
        ("+999 12345678", "phone_unknown"),
    ],
)
def test_a_number_where_nobody_can_be_called_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(NotUsable) as refused:
        phone_in(typed, WORDS.spoken)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "typed",
    ["j'ai 17 ans", "un stage de 3 semaines en mai", "", "rien", "né 12/05/2006"],
)
def test_other_digits_are_no_phone_number(typed: str) -> None:
    assert phone_in(typed, WORDS.spoken) is None


def test_the_length_of_a_number_is_told_as_the_french_count() -> None:
    with pytest.raises(NotUsable) as refused:
        checked_phone("+33 6 12 34 56 7")
    assert refused.value.values == {"count": "9"}


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+33612345678", "06 12 34 56 78"),
        ("+262692123456", "0692 12 34 56"),
        ("+32470123456", "+32 470 12 34 56"),
    ],
)
def test_a_number_is_shown_as_the_french_write_it(e164: str, shown: str) -> None:
    assert shown_phone(e164).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ines@gmail.com", "ines@gmail.com"),
        ("c'est ines.dupont@gmail.com.", "ines.dupont@gmail.com"),
        ("mon mail : ines@free.fr, merci", "ines@free.fr"),
        ("(ines@free.fr)", "ines@free.fr"),
        ("Ines@GMAIL.COM", "Ines@gmail.com"),
        ("ines+job@orange.fr", "ines+job@orange.fr"),
        ("ines_d@ac-lyon.fr", "ines_d@ac-lyon.fr"),
        ("o'connor@gmail.com", "o'connor@gmail.com"),
        ("ines @ gmail . com", "ines@gmail.com"),
        ("ines@gmail. com", "ines@gmail.com"),
        ("ines(at)free.fr", "ines@free.fr"),
        ("ines [at] free.fr", "ines@free.fr"),
        ("ines arobase gmail.com", "ines@gmail.com"),
        ("ines arobase gmail point com", "ines@gmail.com"),
        ("mon mail c'est ines at gmail point com", "ines@gmail.com"),
        ("ines point dupont arobase gmail point com", "ines.dupont@gmail.com"),
        ("Ines Point Dupont Arobase Gmail Point Com", "Ines.Dupont@gmail.com"),
        ("ines tiret dupont arobase free point fr", "ines-dupont@free.fr"),
        ("ines tiret du bas dupont arobase ac tiret lyon point fr", "ines_dupont@ac-lyon.fr"),
        ("i@mail.univ-lille.fr", "i@mail.univ-lille.fr"),
        ("ines2006@laposte.net !", "ines2006@laposte.net"),
    ],
)
def test_an_address_is_read_as_typed_or_dictated(typed: str, address: str) -> None:
    found = email_in(typed, WORDS.spoken)
    assert found is not None
    assert checked_email(found[0]) == address
    assert likely_email(found[0], CONTACT.email_domains) is None


@pytest.mark.parametrize(
    "typed",
    [
        "ines@localhost",
        "ines@gmail..com",
        "ines.@gmail.com",
        "ines@-free.fr",
        "inès@gmail.com",
        "ines@exa_mple.fr",
        "a@b.test",
        "ines@exemple",
    ],
)
def test_a_wrong_address_is_refused(typed: str) -> None:
    found = email_in(typed, WORDS.spoken)
    assert found is not None
    with pytest.raises(NotUsable) as refused:
        checked_email(found[0])
    assert refused.value.reason == "email_invalid"


@pytest.mark.parametrize(
    "typed", ["rien", "@decroche sur insta", "j'ai pas de mail", "", "point com"]
)
def test_no_address_is_found_where_there_is_none(typed: str) -> None:
    assert email_in(typed, WORDS.spoken) is None


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("ines@gmial.com", "ines@gmail.com"),
        ("ines@hotmail.fe", "ines@hotmail.fr"),
        ("ines@gmail.con", "ines@gmail.com"),
        ("ines@gmail.co", "ines@gmail.com"),
        ("ines@gmil.com", "ines@gmail.com"),
        ("ines@gmail", "ines@gmail.com"),
        ("ines@gmailcom", "ines@gmail.com"),
        ("ines@orangr.fr", "ines@orange.fr"),
        ("ines@outllook.fr", "ines@outlook.fr"),
        ("inès@gmail.com", "ines@gmail.com"),
    ],
)
def test_a_slip_of_the_hand_is_asked_about(typed: str, proposed: str) -> None:
    assert likely_email(typed, CONTACT.email_domains) == proposed


@pytest.mark.parametrize(
    "typed", ["x@yahoo.es", "x@mail.com", "x@gmx.de", "x@ac-lille.fr", "x@ubs.com"]
)
def test_a_real_domain_is_not_doubted(typed: str) -> None:
    assert likely_email(typed, CONTACT.email_domains) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Inès", "Inès"),
        ("inès", "Inès"),
        ("Inès !", "Inès"),
        ("Inès 😀", "Inès"),
        ("bonjour, inès", "Inès"),
        ("oui, Inès svp", "Inès"),
        ("jean-pierre", "Jean-Pierre"),
        ("marie claire", "Marie Claire"),
        ("McKenzie", "McKenzie"),
        ("d'artagnan", "D'Artagnan"),
        ("محمد", "محمد"),
        ("मीनाक्षी", "मीनाक्षी"),
        ("Ine\u0300s", "Inès"),
    ],
)
def test_a_first_name_alone_is_taken(typed: str, name: str) -> None:
    assert bare_first_name(typed, WORDS) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("je m'appelle Inès", "Inès"),
        ("Je m’appelle inès et je cherche un job", "Inès"),
        ("jmappelle karim", "Karim"),
        ("mon prénom c'est Léa !", "Léa"),
        ("mon prenom est léa", "Léa"),
        ("Prénom : Noé, 17 ans", "Noé"),
    ],
)
def test_a_first_name_is_taken_from_a_sentence(typed: str, name: str) -> None:
    assert first_name_after(typed, WORDS.named, WORDS) == name


@pytest.mark.parametrize(
    "typed",
    [
        "je sais pas",
        "non merci",
        "Je cherche un travail à Lille",
        "oui",
        "",
        "pourquoi",
        "<b>x</b>",
    ],
)
def test_a_sentence_is_no_first_name(typed: str) -> None:
    assert bare_first_name(typed, WORDS) is None


@pytest.mark.parametrize(
    ("typed", "reason"), [("Inès2006", "first_name_digits"), ("a" * 41, "first_name_long")]
)
def test_an_impossible_first_name_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(NotUsable) as refused:
        bare_first_name(typed, WORDS)
    assert refused.value.reason == reason


# The conversation


def test_from_the_first_name_to_the_yes() -> None:
    talk = Talk()
    assert "90 jours" in talk.text and "« stop »" in talk.text.replace("\u00a0", " ")
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
        (Desk(False, "accueil@exemple.fr", "de 9 h à 17 h", 90), "accueil@exemple.fr"),
        (Desk(False, "", "", 90), "personne ne vous rappellerait"),
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


@pytest.mark.parametrize("before", [[], ["Inès"], ["Inès", "0612345678"], ["Inès", "i@gmial.com"]])
@pytest.mark.parametrize("leave", ["stop", "annuler", "laisse tomber", press("cancel")])
def test_leaving_at_any_time_leaves_nothing(before: list[str], leave: str | Heard) -> None:
    talk = Talk(*before).say(leave)
    assert talk.saved == [] and talk.done and talk.state == CLOSED
    assert "annulé" in talk.text


@pytest.mark.parametrize(
    ("said", "key", "value"),
    [
        ("en fait mon prénom c'est Léa", "first_name", "Léa"),
        ("non, je m'appelle Léa", "first_name", "Léa"),
        ("je me suis trompé, c'est le 07 81 23 45 67", "phone", "+33781234567"),
        ("ajoutez ines@free.fr", "email", "ines@free.fr"),
        (press("visit"), "subject", "Visite ou stage"),
    ],
)
def test_a_correction_with_its_value_comes_back_to_the_read_back(
    said: str | Heard, key: str, value: str
) -> None:
    talk = at_read_back().say(said)
    assert talk.asked == "consent" and talk.state[key] == value
    assert talk.saved == []


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("je me suis trompé de numéro", "phone"),
        ("non c'est pas mon numéro", "phone"),
        ("changer le prénom", "first_name"),
        ("mon prénom est mal écrit", "first_name"),
        ("corriger le sujet", "subject"),
        ("je préfère par mail plutôt", "email"),
        ("Corriger", "field"),
        ("je me suis trompée", "field"),
        (press("fix"), "field"),
    ],
)
def test_a_correction_without_its_value_asks_for_it(said: str | Heard, asked: str) -> None:
    assert at_read_back().say(said).asked == asked


@pytest.mark.parametrize(
    ("field", "value", "key", "kept"),
    [
        ("le prénom", "léa", "first_name", "Léa"),
        (press("phone"), "07 81 23 45 67", "phone", "+33781234567"),
        ("l'e-mail", "ines@free.fr", "email", "ines@free.fr"),
        ("sujet", "un stage en mai", "subject", "un stage en mai"),
    ],
)
def test_one_field_is_corrected(field: str | Heard, value: str, key: str, kept: str) -> None:
    talk = at_read_back().say(press("fix"), field, value)
    assert talk.asked == "consent" and talk.state[key] == kept
    talk.say("oui")
    assert getattr(talk.saved[0], key) == kept


@pytest.mark.parametrize("never_mind", ["non", "c'est bon", Heard("non rien", "deny")])
def test_nothing_to_correct_after_all(never_mind: str | Heard) -> None:
    talk = at_read_back().say(press("fix"), never_mind)
    assert talk.asked == "consent" and not talk.done and talk.saved == []


def test_a_correction_before_the_end_goes_on_with_the_next_question() -> None:
    talk = Talk("Inès", "0612345678", "je me suis trompé de numéro")
    assert talk.asked == "phone"
    assert talk.say("07 81 23 45 67").asked == "subject"


def test_what_a_visitor_types_is_never_filled_in() -> None:
    assert "{days}" in Talk("Inès", "0612345678", "un stage de {days} jours").text


def test_a_failure_to_save_is_raised() -> None:
    def refuse(request: NewContact) -> None:
        raise RecordsError("database", "is full")

    flow = ContactFlow(CONTACT, DESK, refuse)
    state = at_read_back().state
    with pytest.raises(RecordsError):
        flow.answer(state, Heard("oui"))


# The content


def copy_of_contact(folder: Path, change: Callable[[Any], object]) -> Path:
    path = folder / "contact.yml"
    path.write_text((CONTENT_DIR / "contact.yml").read_text(encoding="utf-8"), encoding="utf-8")
    edit(path, change)
    return path


def test_the_content_has_no_finding() -> None:
    assert check_contact(CONTACT, Content()) == []


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda c: c["texts"].update(intro="Un prénom ?"), "« {days} » manque"),
        (lambda c: c["texts"].update(noted="Noté, {nom}."), "rien ne remplit « {nom} »"),
        (lambda c: c["texts"].update(consent="{days} jours."), "« efface mes données » manque"),
        (lambda c: c["texts"].update(noted="Réponse en 48 heures."), "« 48 »"),
        (lambda c: c["texts"].update(noted="Noté!"), "il manque une espace"),
        (lambda c: c["texts"].update(noted="a" * 500), "tenez-vous à 480"),
        (lambda c: c["unavailable"]["buttons"].update(nowhere="Ici"), "« nowhere »"),
        (lambda c: c["questions"]["subject"]["buttons"].update(other="Postuler"), "deux fois"),
        (lambda c: c.update(facts=["no_such_fact"]), "no_such_fact"),
        (lambda c: c["email_domains"].append("gmail"), "« gmail »"),
    ],
)
def test_an_editors_slip_is_found(
    tmp_path: Path, change: Callable[[Any], object], part: str
) -> None:
    contact = read_contact(copy_of_contact(tmp_path, change))
    assert part in "\n".join(map(str, check_contact(contact, Content())))


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["texts"].pop("consent"),
        lambda c: c["refusals"].pop("phone_short"),
        lambda c: c["questions"].pop("reach"),
        lambda c: c["questions"]["consent"]["buttons"].pop("cancel"),
        lambda c: c["questions"]["subject"]["buttons"].update(accept="Oui"),
        lambda c: c["words"]["spoken"].pop("@"),
        lambda c: c.update(surprise=1),
    ],
)
def test_a_broken_file_is_named_in_french(tmp_path: Path, change: Callable[[Any], object]) -> None:
    with pytest.raises(ContentError, match=r"contact\.yml: champ «"):
        read_contact(copy_of_contact(tmp_path, change))
