"""The orientation conversation, told as dialogues with OrientationFlow."""

from __future__ import annotations

import json

import pytest

from bot.flows.flow import Heard, Progress, State, Step
from bot.flows.orientation.flow import OrientationFlow
from bot.text.phrases import is_question
from tests.contents import CONTENT

FLOW = OrientationFlow(CONTENT)
QUESTIONS = ["taste", "channel", "team", "technical", "hours", "studies"]
COACH = ["people", "both_channels", "coach", "no_tech", "regular", "grow"]


def button(option: str) -> Heard:
    """A pressed button, as the NLU reads it."""
    return Heard(f"/find_my_job{json.dumps({'option': option})}", "find_my_job", option)


def begun() -> State:
    return FLOW.begin({}, Heard("quel métier me va", "find_my_job")).state


def after(*messages: str | Heard) -> Step:
    """Return the last step of a dialogue, each message of which must be an answer."""
    step = Step(begun(), ())
    for message in messages:
        heard = message if isinstance(message, Heard) else Heard(message)
        taken = FLOW.answer(step.state, heard)
        assert taken is not None, message
        step = taken
    return step


def told(step: Step) -> str:
    return "\n".join(said.text for said in step.says)


def payloads(step: Step) -> list[str]:
    return [each.payload for each in step.says[-1].buttons]


# --- Beginning, answering, the result ---------------------------------------------------------


def test_it_begins_with_what_the_test_is_and_its_first_question() -> None:
    step = FLOW.begin({}, Heard("fais-moi passer le test", "find_my_job"))
    intro, question = step.says
    assert "Six questions" in intro.text
    assert "« quitter »" in intro.hint.replace("\u00a0", " ") and "quitter" not in intro.text
    assert question.text.startswith("Question 1 sur 6.")
    assert question.progress == Progress(1, 6) and question.previous is None
    assert question.buttons[-1].payload == '/find_my_job{"option": "unsure_taste"}'
    assert step.state["asked"] == "taste" and not step.done


def test_six_buttons_lead_to_jobs_with_the_reasons_given() -> None:
    step = after(*map(button, COACH))
    assert step.done and step.state["asked"] is None
    assert [said.kind for said in step.says] == ["result"]
    assert "Formateur\u00a0: parce que vous aimez faire progresser les autres" in told(step)
    assert "et que vous" in told(step)
    assert payloads(step)[0] == "/role_trainer"
    assert payloads(step)[-2:] == ["/how_to_apply", '/find_my_job{"option": "again"}']


def test_each_job_found_has_a_card_with_its_reasons_and_its_button() -> None:
    (result,) = after(*map(button, COACH)).says
    lines = [line for line in result.text.splitlines() if line.startswith("• ")]
    assert len(result.cards) == len(lines) >= 2
    for line, card, offered in zip(lines, result.cards, result.buttons, strict=False):
        assert line.startswith(f"• {card.title}") and card.choice == offered
        assert card.why.startswith("Parce que ") and card.why[1:] in line


def test_a_button_leads_to_the_question_before() -> None:
    step = after(*map(button, COACH[:2]))
    question = step.says[-1]
    assert question.progress == Progress(3, 6) and question.previous
    assert question.previous.payload == '/find_my_job{"option": "back"}'
    before = after(*map(button, COACH[:2]), Heard("", option="back")).says[-1]
    assert before.progress == Progress(2, 6)


def test_six_sentences_do_the_same() -> None:
    step = after(
        "les stats et excel",
        "jpref ecrire",
        "toute seule c'est mieux",
        "j'aimerais coder",
        "de chez moi",
        "j'ai un bac +5",
    )
    assert step.done and payloads(step)[0] == "/role_data_analyst"
    assert payloads(step)[1] == "/role_bot_designer"


def test_a_state_is_json() -> None:
    step = after("les gens", "finalement les chiffres", "retour")
    assert json.loads(json.dumps(step.state)) == step.state


@pytest.mark.parametrize("words", ["je sais pas", "jsp", "peu importe", "Ça m'est égal", "bof"])
def test_not_knowing_is_an_answer(words: str) -> None:
    assert after(words).state == {"answers": {"taste": "unsure_taste"}, "asked": "channel"}


def test_nothing_fits_those_who_know_nothing() -> None:
    step = after(*["peu importe"] * 6)
    assert step.done and "rien ne colle vraiment" in told(step)
    assert payloads(step) == ["/job_list", '/find_my_job{"option": "again"}']


def test_nothing_fits_answers_that_contradict() -> None:
    step = after(*map(button, ["organise", "writing", "coach", "build", "regular", "start_now"]))
    assert "rien ne colle vraiment" in told(step)


# --- What is no answer --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heard",
    [
        Heard("c'est quoi un conseiller", "role_advisor"),
        Heard("il faut aimer les chiffres ?", "qualities"),
        Heard("combien gagne un commercial", "salary"),
        Heard("le salaire", "salary"),
        Heard("non", "deny"),
        Heard("aide moi", "help"),
        Heard("blorp"),
        Heard("j'ai besoin de parler à des gens, j'en peux plus", "distress"),
        Heard("efface mes données", "delete_my_data"),  # not the figures that are « données »
        Heard("/salary", "salary"),
    ],
)
def test_a_digression_is_left_to_the_driver(heard: Heard) -> None:
    state = begun()
    assert FLOW.answer(state, heard) is None
    assert FLOW.ask(state).text.startswith("Question 1 sur 6.")


def test_words_of_an_option_win_over_the_topic() -> None:
    state = after(*map(button, COACH[:5])).state
    step = FLOW.answer(state, Heard("j'ai le bac", "diploma"))
    assert step is not None and step.state["answers"]["studies"] == "start_now"


def test_to_repeat_is_to_ask_again() -> None:
    step = FLOW.answer(begun(), Heard("j'ai pas compris", "repeat"))
    assert step is not None and step.says == (FLOW.ask(begun()),)


def test_being_puzzled_varies_and_keeps_the_buttons() -> None:
    first, second = FLOW.puzzled(begun()), FLOW.puzzled({**begun(), "puzzled": 1})
    assert first.text != second.text and "quitter" not in first.text + second.text
    assert "« quitter »" in second.hint.replace("\u00a0", " "), "where one types"
    assert first.buttons == second.buttons == FLOW.ask(begun()).buttons


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("combien on gagne", True),
        ("le bac suffit ?", True),
        ("c koi un planificateur", True),
        ("Y a-t-il du télétravail", True),
        ("où postuler", True),
        ("et quels horaires", True),
        ("ou les deux", False),
        ("j'ai le bac", False),
        ("quelqu'un qui aide", False),
        ("que le téléphone", False),
    ],
)
def test_plain_questions(text: str, question: bool) -> None:
    assert is_question(text) is question


# --- Going back and correcting ------------------------------------------------------------------


@pytest.mark.parametrize("words", ["retour", "question précédente", "reviens", "la précédente"])
def test_back_asks_the_question_before_again(words: str) -> None:
    step = after("les gens", "au téléphone", words)
    assert step.state == {"answers": {"taste": "people"}, "asked": "channel"}
    assert "Question 2 sur 6." in told(step)


def test_back_at_the_first_question_says_so() -> None:
    step = after("retour")
    assert "rien avant" in told(step) and step.state["asked"] == "taste"


def test_back_twice_reaches_the_first_question() -> None:
    assert after("les gens", "au téléphone", "retour", "retour").state["asked"] == "taste"


def test_a_correction_says_what_changed_and_asks_the_open_question() -> None:
    step = after("les gens", "au téléphone", "non en fait plutôt l'écrit")
    assert step.state["answers"]["channel"] == "writing" and step.state["asked"] == "team"
    assert "« Par écrit » au lieu de « Au téléphone »" in told(step).replace("\u00a0", " ")
    assert "Question 3 sur 6." in told(step)


def test_a_correction_reaches_further_back() -> None:
    step = after("les gens", "au tel", "seul", "finalement je préfère les chiffres")
    assert step.state["answers"]["taste"] == "figures" and step.state["asked"] == "technical"


def test_a_correction_takes_the_most_recent_question_that_has_the_words() -> None:
    step = after("les gens", "au tel", "seul", "finalement aider les autres")
    assert step.state["answers"] == {"taste": "people", "channel": "phone", "team": "coach"}


def test_a_correction_by_denying() -> None:
    assert (
        after("les gens", "au tel", "non pas le téléphone").state["answers"]["channel"] == "writing"
    )


def test_a_correction_to_the_same_changes_nothing() -> None:
    step = after("les gens", "au tel", "en fait le téléphone")
    assert "j’ai bien" in told(step) and "au lieu de" not in told(step)


def test_a_correction_may_follow_words_of_return() -> None:
    step = after("les gens", "au tel", "je veux revenir à l'écrit")
    assert step.state["answers"]["channel"] == "writing" and step.state["asked"] == "team"


def test_words_of_an_earlier_question_are_no_correction_by_themselves() -> None:
    state = after("les gens", "au tel").state
    assert FLOW.answer(state, Heard("par écrit")) is None


def test_the_open_question_comes_first() -> None:
    step = after("les gens", "au tel", "plutôt seul")
    assert step.state["answers"]["team"] == "alone"


def test_an_old_button_is_a_correction() -> None:
    step = after("les gens", "au tel", button("figures"))
    assert step.state["answers"]["taste"] == "figures" and step.state["asked"] == "team"
    assert "au lieu de" in told(step)


def test_a_button_of_a_question_that_back_reopened_is_kept_for_later() -> None:
    step = after("les gens", "au tel", "retour", "retour", button("writing"))
    assert step.state == {"answers": {"channel": "writing"}, "asked": "taste"}
    step = FLOW.answer(step.state, Heard("les gens")) or step
    assert step.state["asked"] == "team"


def test_the_button_again_starts_from_nothing_midway() -> None:
    assert after("les gens", button("again")).state == {"answers": {}, "asked": "taste"}


# --- Leaving and coming back ----------------------------------------------------------------------


def test_stopping_keeps_the_answers_and_beginning_again_resumes() -> None:
    stopped = FLOW.stop(after("les gens", "au tel").state)
    assert stopped.done and stopped.says[0].buttons[0].payload == "/find_my_job"
    step = FLOW.begin(stopped.state, Heard("on reprend", "find_my_job"))
    assert "On reprend" in told(step) and "Question 3 sur 6." in told(step)
    assert step.state["answers"] == {"taste": "people", "channel": "phone"}


def test_stopping_at_once_promises_nothing() -> None:
    stopped = FLOW.stop(begun())
    assert "Je garde" not in told(stopped)
    assert "Six questions" in told(FLOW.begin(stopped.state, Heard("le test", "find_my_job")))


def test_again_forgets_an_earlier_run() -> None:
    step = FLOW.begin(FLOW.stop(after("les gens").state).state, button("again"))
    assert step.state == {"answers": {}, "asked": "taste"}


def test_a_finished_test_starts_from_nothing() -> None:
    step = FLOW.begin(after(*map(button, COACH)).state, Heard("le test", "find_my_job"))
    assert step.state == {"answers": {}, "asked": "taste"}


def test_an_old_button_after_the_result_corrects_it() -> None:
    step = FLOW.begin(after(*map(button, COACH)).state, button("lead"))
    assert step.done and "au lieu de" in told(step)
    assert "/role_supervisor" in payloads(step)


def test_answers_that_an_editor_removed_are_asked_again() -> None:
    state = {"answers": {"taste": "gone", "channel": "phone"}, "asked": "removed"}
    assert FLOW.ask(state).text.startswith("Question 1 sur 6.")
