"""The quiz on received ideas: its content, answers in words, whole games, faults that are found."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.flow import Heard, Said, State, Step, is_stop, step_after
from actions.quiz import TOPIC, QuizFlow, draw_seed
from bot._quiz_checks import CLAIM_LIMIT, EXPLANATION_LIMIT, LEAST_ITEMS, check_quiz
from bot.content import Content
from bot.errors import ContentError
from bot.quiz import GAME_LENGTH, QUIZ_FILE, Quiz, draw, hear, read_quiz
from bot.speech import Button
from tests.content_copies import copy_content, edit

CONTENT = Content()
QUIZ = read_quiz(CONTENT.folder)
ITEMS = QUIZ.by_id
SEED = 7
MENU = Button(CONTENT.title("help"), "/help")
AGAIN = Button(QUIZ.buttons.again, '/play_myth_quiz{"option": "again"}')


class Visitor:
    """One who plays against the flow, its driver's bookkeeping done."""

    def __init__(self, seed: int = SEED, quiz: Quiz = QUIZ) -> None:
        self.flow = QuizFlow(CONTENT, quiz, seeds=lambda: seed)
        self.state: State = {}
        self.done = True

    def begin(self, option: str = "") -> list[Said]:
        return self._take(self.flow.begin(self.state, Heard("quiz", TOPIC, option)))

    def say(self, text: str, topic: str | None = None) -> list[Said]:
        step = self.flow.answer(self.state, Heard(text, topic))
        assert step is not None, f"« {text} » is no answer"
        return self._take(step)

    def press(self, option: str) -> list[Said]:
        heard = Heard(f'/{TOPIC}{{"option": "{option}"}}', TOPIC, option)
        if self.done:
            return self._take(self.flow.begin(self.state, heard))
        step = self.flow.answer(self.state, heard)
        assert step is not None
        return self._take(step)

    def stop(self) -> list[Said]:
        return self._take(self.flow.stop(self.state))

    def play(self, right: int) -> list[Said]:
        """Answer the rest of the game, the first `right` ones rightly; return the last turn."""
        said: list[Said] = []
        for number in range(GAME_LENGTH):
            said = self.press(self.button(right=number < right))
        return said

    def button(self, right: bool = True) -> str:
        """Return the option of the right, or of the wrong, button of the open question."""
        return f"{'true' if ITEMS[self.asked].answer is right else 'false'}:{self.asked}"

    @property
    def asked(self) -> str:
        return str(self.state["asked"])

    @property
    def score(self) -> int:
        return sum(self.state["results"].values())

    def _take(self, step: Step) -> list[Said]:
        self.state = json.loads(json.dumps(step.state))  # it lives in a slot
        self.done = step.done
        if step.done:
            self.state["asked"] = None
        return list(step.says)


@pytest.fixture
def visitor() -> Visitor:
    """A visitor at the first question."""
    visitor = Visitor()
    visitor.begin()
    return visitor


def options_of(said: Said) -> list[str]:
    return [json.loads(b.payload.removeprefix(f"/{TOPIC}"))["option"] for b in said.buttons]


# --- The real content -----------------------------------------------------------------------------


def test_the_real_quiz_has_no_finding() -> None:
    assert [str(finding) for finding in check_quiz(CONTENT, QUIZ)] == []


def test_the_real_quiz_has_twelve_items_of_both_kinds() -> None:
    assert len(QUIZ.items) == 12
    assert sum(item.answer for item in QUIZ.items) >= 5
    assert sum(not item.answer for item in QUIZ.items) >= 5


@pytest.mark.parametrize("item", QUIZ.items, ids=lambda item: item.id)
def test_the_facts_of_an_item_are_not_due_for_review(item: Any) -> None:
    due = [CONTENT.facts[fact].review_by for fact in item.facts]
    assert [month for month in due if month and month < date(2026, 11, 24).strftime("%Y-%m")] == []


@pytest.mark.parametrize("item", QUIZ.items, ids=lambda item: item.id)
def test_no_button_of_an_item_reads_as_a_wish_to_leave(item: Any) -> None:
    assert not is_stop(Heard(f'/{TOPIC}{{"option": "true:{item.id}"}}', TOPIC))


def test_an_explanation_does_not_open_with_the_bare_verdict() -> None:
    openings = {item.explanation.split()[0].strip(".,").lower() for item in QUIZ.items}
    assert not openings & {"vrai", "faux", "oui", "non"}


def test_the_share_text_names_no_address() -> None:
    assert "http" not in QUIZ.texts.share and "@" not in QUIZ.texts.share


# --- Drawing --------------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_game() -> None:
    assert draw(QUIZ, 3, []) == draw(QUIZ, 3, [])


def test_other_seeds_draw_other_games() -> None:
    assert len({tuple(draw(QUIZ, seed, [])) for seed in range(20)}) > 15


@pytest.mark.parametrize("seed", range(10))
def test_a_game_repeats_no_item(seed: int) -> None:
    assert len(set(draw(QUIZ, seed, []))) == GAME_LENGTH


@pytest.mark.parametrize("seed", range(10))
def test_items_not_yet_seen_are_drawn_first(seed: int) -> None:
    first = draw(QUIZ, seed, [])
    second = draw(QUIZ, seed, first)
    third = draw(QUIZ, seed, [*first, *second])
    assert not set(first) & set(second)
    assert set(ITEMS) - {*first, *second} <= set(third)
    assert len(set(third)) == GAME_LENGTH


def test_the_seed_of_a_visitor_is_drawn_at_random() -> None:
    assert len({draw_seed() for _ in range(20)}) > 1


# --- Answers in words -----------------------------------------------------------------------------

HEARD = {
    "true": [
        *("vrai", "Vrai.", "V", "v", "vrai ?", "C vrai", "vraiii", "exact", "c'est pas faux"),
        *("oui", "OUI !", "ouais", "oui oui", "bien sûr", "carrément", "tout à fait", "d'accord"),
        *("oui c'est vrai", "non c'est vrai", "je dirais que c'est vrai", "je pense que oui"),
        *("bah vrai", "à mon avis c'est vrai", "tout à fait d'accord"),
        "vrai, ma cousine y travaille et elle n'a fait que ça",
    ],
    "false": [
        *("faux", "c'est faux", "F", "c faux", "mdr faux", "faux faux", "archi faux", "FAUX !!"),
        *("non", "nan", "mais non", "que nenni", "je dirais non", "bien sûr que non"),
        *("n'importe quoi", "N’importe quoi !", "nimporte koi", "pas du tout", "pas d'accord"),
        *("c'est pas vrai", "ce n'est pas vrai", "oui c'est faux", "c'est une idée reçue"),
        "aucune idée mais je dirais faux",
        "je crois que c'est faux parce que mon frère y travaille",
        "faux on m'a appelé hier",
    ],
    "unknown": [
        *("jsp", "aucune idée", "je ne sais pas", "je sais pas trop", "jsais pas", "chais pas"),
        *("joker", "je passe", "je sais pas si c'est vrai", "euh je sais pas du tout"),
    ],
    "stop": ["non merci", "pas envie", "laisse tomber"],
    "go_on": ["ok", "vas-y", "la question"],
}


@pytest.mark.parametrize(
    ("text", "answer"), [(text, answer) for answer, texts in HEARD.items() for text in texts]
)
def test_a_message_is_heard_as_an_answer(text: str, answer: str) -> None:
    assert hear(QUIZ, text) == answer


@pytest.mark.parametrize(
    "text",
    [
        *("vrai ou faux", "vrai et faux", "vrai, enfin faux", "c'est vrai ?"),
        *("est-ce que c'est vrai", "pourquoi c'est faux", "c'est quoi un centre d'appels"),
        *("combien on gagne", "ta source ?", "bonjour", "j'ai le bac", "le salaire", "/deny"),
        *("encore un faux numéro", "c'est vrai que j'ai le bac mais pas de permis"),
        *("ça se passe comment l'entretien", "je sais pas quoi faire comme métier"),
        "oui j'ai reçu un appel de ma banque hier soir",
        "",
    ],
)
def test_what_is_no_answer_is_left_to_the_conversation(text: str) -> None:
    assert hear(QUIZ, text) is None


@pytest.mark.parametrize(("topic", "answer"), [("affirm", "true"), ("deny", "false")])
def test_the_nlu_is_believed_in_a_very_short_message_only(topic: str, answer: str) -> None:
    assert hear(QUIZ, "ya", topic) == answer
    assert hear(QUIZ, "ya ya ya ya ya ya", topic) is None


@pytest.mark.parametrize("words", ["absolument ", "tout à fait ", "c'est oui ", "faux "])
def test_a_message_of_many_small_words_is_read_at_once(words: str) -> None:
    began = time.perf_counter()
    hear(QUIZ, words * 200 + "bidule")
    assert time.perf_counter() - began < 1


def test_the_words_of_an_answer_win_over_the_topic() -> None:
    assert hear(QUIZ, "c'est faux", "negative_feedback") == "false"
    assert hear(QUIZ, "oui", "deny") == "true"


# --- A game ---------------------------------------------------------------------------------------


def test_a_game_begins_with_the_rules_and_the_first_question() -> None:
    intro, question = Visitor().begin()
    assert intro.kind == "reply" and "5" in intro.text and "stop" in intro.text
    first = ITEMS[draw(QUIZ, SEED, [])[0]]
    assert question.kind == "question"
    assert question.text.startswith("Question 1 sur 5") and first.claim in question.text
    assert options_of(question) == [
        *(f"{answer}:{first.id}" for answer in ("true", "false", "unknown")),
        "stop",
    ]


def test_the_same_state_replays_the_same_game() -> None:
    first, second = Visitor(), Visitor(seed=99)
    first.begin()
    second.state = {"seed": SEED, "asked": None}
    second.begin()
    assert first.state == second.state


def test_the_explanation_and_the_next_question_follow_in_one_turn(visitor: Visitor) -> None:
    item = ITEMS[visitor.asked]
    told, question = visitor.press(visitor.button())
    assert told.text.startswith(f"{QUIZ.texts.right[0]} {item.explanation}")
    assert "Source" in told.text and told.facts == tuple(item.facts) and told.buttons == ()
    assert question.text.startswith("Question 2 sur 5")


def test_a_miss_is_told_kindly_and_explained(visitor: Visitor) -> None:
    item = ITEMS[visitor.asked]
    told, _ = visitor.press(visitor.button(right=False))
    assert told.text.startswith(f"{QUIZ.texts.wrong[0]} {item.explanation}")
    assert visitor.score == 0


def test_not_to_know_is_a_miss_without_reproach(visitor: Visitor) -> None:
    told, _ = visitor.say("aucune idée")
    assert told.text.startswith(QUIZ.texts.unknown[0])
    assert visitor.score == 0


def test_two_right_answers_are_not_told_in_the_same_words(visitor: Visitor) -> None:
    told = [visitor.press(visitor.button())[0].text for _ in range(3)]
    assert all(map(str.startswith, told, QUIZ.texts.right))


def test_a_whole_game_in_words(visitor: Visitor) -> None:
    words = {True: "oui c'est vrai", False: "n'importe quoi"}
    for number in range(2, GAME_LENGTH + 1):
        _, question = visitor.say(words[ITEMS[visitor.asked].answer])
        assert question.text.startswith(f"Question {number} sur 5")
    _, result = visitor.say(words[ITEMS[visitor.asked].answer])
    assert visitor.done and "5 sur 5" in result.text


@pytest.mark.parametrize("right", range(GAME_LENGTH + 1))
def test_the_score_has_its_line_and_a_text_to_share(visitor: Visitor, right: int) -> None:
    told, result = visitor.play(right)
    assert visitor.done and visitor.score == right
    assert told.kind == "brief" and result.kind == "result"
    line, share = result.text.split("\n\n")
    lines = [line.text for line in QUIZ.scores]
    expected = lines[[0, 0, 1, 1, 2, 3][right]]
    assert line == expected.replace("{score}", str(right)).replace("{total}", "5")
    assert f"J’ai eu {right} sur 5" in share and "{" not in result.text


def test_the_end_leads_to_the_topics_of_two_missed_items(visitor: Visitor) -> None:
    items = list(visitor.state["items"])
    _, result = visitor.play(right=2)
    topics = [ITEMS[item_id].topic for item_id in items[2:4]]
    expected = [Button(CONTENT.title(topic), f"/{topic}") for topic in topics]
    assert result.buttons == (*expected, AGAIN, MENU)


def test_the_end_without_a_miss_leads_to_another_game_and_the_menu(visitor: Visitor) -> None:
    _, result = visitor.play(right=5)
    assert result.buttons == (AGAIN, MENU)


def test_a_second_game_has_no_item_of_the_first(visitor: Visitor) -> None:
    first = set(visitor.state["items"])
    visitor.play(right=5)
    _, question = visitor.press("again")
    assert question.text.startswith("Question 1 sur 5")
    assert not first & set(visitor.state["items"])
    assert visitor.score == 0


def test_games_can_be_played_on_and_on(visitor: Visitor) -> None:
    for _ in range(6):
        visitor.play(right=3)
        visitor.begin()
    assert set(visitor.state["seen"]) == set(ITEMS)


# --- Digressions, stops and old buttons -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("combien on gagne ?", "salary"),
        ("j'ai le bac", "diploma"),
        ("merci", "thanks"),
        ("blabla", None),
    ],
)
def test_a_digression_is_no_answer(visitor: Visitor, text: str, topic: str | None) -> None:
    assert visitor.flow.answer(visitor.state, Heard(text, topic)) is None


def test_the_button_of_another_flow_is_no_answer(visitor: Visitor) -> None:
    heard = Heard('/find_my_job{"option": "people"}', "find_my_job", "people")
    assert visitor.flow.answer(visitor.state, heard) is None


def test_words_of_distress_are_never_an_answer(visitor: Visitor) -> None:
    text = "c'est n'importe quoi, je veux mourir"
    assert hear(QUIZ, text) == "false"
    assert visitor.flow.answer(visitor.state, Heard(text, "distress")) is None


def test_a_short_no_is_an_answer_and_a_refusal_ends_the_game(visitor: Visitor) -> None:
    answered = step_after(visitor.flow, visitor.state, Heard("non", "deny"))
    refused = step_after(visitor.flow, visitor.state, Heard("je ne veux pas continuer", "deny"))
    assert answered is not None and len(answered.state["results"]) == 1
    assert refused is not None and refused.done and refused.state["results"] == {}


def test_the_button_to_leave_is_a_stop_for_the_driver(visitor: Visitor) -> None:
    leave = visitor.flow.ask(visitor.state).buttons[-1]
    step = step_after(visitor.flow, visitor.state, Heard(leave.payload, TOPIC, "stop"))
    assert step is not None and step.done


def test_the_question_is_asked_again_in_the_same_words(visitor: Visitor) -> None:
    _, question = visitor.press(visitor.button())
    assert visitor.flow.ask(visitor.state) == question


def test_who_is_not_understood_hears_what_would_be_and_the_question(visitor: Visitor) -> None:
    said = visitor.flow.puzzled(visitor.state)
    question = visitor.flow.ask(visitor.state)
    assert said.text == f"{QUIZ.texts.puzzled}\n\n{question.text}"
    assert said.buttons == question.buttons


def test_ok_only_asks_the_question_again(visitor: Visitor) -> None:
    before = visitor.state
    assert visitor.say("ok", "affirm") == [visitor.flow.ask(before)]
    assert visitor.state == before


def test_an_old_button_is_not_counted_for_the_present_question(visitor: Visitor) -> None:
    old = visitor.button()
    _, question = visitor.press(visitor.button())
    state = visitor.state
    stale, again = visitor.press(old)
    assert stale.text == QUIZ.texts.stale and again == question
    assert visitor.state == state


@pytest.mark.parametrize("option", ["again", "true", "true:no_such_item", "maybe:{asked}", "x"])
def test_an_option_that_means_nothing_here_is_not_counted(visitor: Visitor, option: str) -> None:
    state = visitor.state
    stale, _ = visitor.press(option.replace("{asked}", visitor.asked))
    assert stale.text == QUIZ.texts.stale and visitor.state == state


@pytest.mark.parametrize("old", ["true:all_abroad", "stop"])
def test_an_old_button_begins_no_game_once_the_game_is_over(visitor: Visitor, old: str) -> None:
    visitor.play(right=5)
    (said,) = visitor.press(old)
    assert visitor.done and said.text == QUIZ.texts.closed and said.buttons == (AGAIN, MENU)


@pytest.mark.parametrize("way", ["word", "button"])
def test_a_stop_tells_the_score_so_far_and_keeps_the_game(visitor: Visitor, way: str) -> None:
    visitor.press(visitor.button())
    visitor.press(visitor.button(right=False))
    asked = visitor.asked
    (said,) = visitor.stop() if way == "word" else visitor.press("stop")
    assert visitor.done and "1 sur 2" in said.text
    assert said.buttons == (Button(QUIZ.buttons.resume, "/play_myth_quiz"), MENU)
    resumed, question = visitor.begin()
    assert "1 sur 2" in resumed.text and question.text.startswith("Question 3 sur 5")
    assert visitor.asked == asked


def test_a_stop_at_the_first_question_tells_no_score(visitor: Visitor) -> None:
    (said,) = visitor.say("non merci", "deny")
    assert visitor.done and said.text == QUIZ.texts.stopped_at_once
    resumed, question = visitor.begin()
    assert resumed.text == QUIZ.texts.resumed_at_once
    assert question.text.startswith("Question 1 sur 5")


def test_the_buttons_of_the_open_question_still_count_after_a_stop(visitor: Visitor) -> None:
    button = visitor.button()
    visitor.stop()
    told, question = visitor.press(button)
    assert told.text.startswith(QUIZ.texts.right[0])
    assert question.text.startswith("Question 2 sur 5") and not visitor.done


def test_an_item_taken_out_of_the_content_is_passed_over(visitor: Visitor) -> None:
    visitor.press(visitor.button())
    gone = visitor.asked
    visitor.flow = QuizFlow(CONTENT, _without(gone))
    question = visitor.flow.ask(visitor.state)
    assert question.text.startswith("Question 2 sur 4")
    assert ITEMS[gone].claim not in question.text


def test_a_game_whose_last_item_is_gone_ends_with_its_score(visitor: Visitor) -> None:
    for _ in range(GAME_LENGTH - 1):
        visitor.press(visitor.button())
    visitor.flow = QuizFlow(CONTENT, _without(visitor.asked))
    assert "4 sur 4" in visitor.flow.ask(visitor.state).text
    (result,) = visitor.say("vrai")
    assert visitor.done and result.kind == "result"


def _without(item_id: str) -> Quiz:
    return QUIZ.copy(update={"items": [item for item in QUIZ.items if item.id != item_id]})


# --- Faults of the content ------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content in which the test plants a fault."""
    return copy_content(tmp_path)


def plant(folder: Path, change: Callable[[Any], object]) -> list[tuple[str, str]]:
    """Plant a fault in the quiz; return the place and the problem of each finding."""
    edit(folder / QUIZ_FILE, change)
    findings = check_quiz(Content(folder), read_quiz(folder))
    prefix = str(folder / QUIZ_FILE)
    return [(finding.where.removeprefix(prefix), finding.problem) for finding in findings]


def _item(**fields: Any) -> Callable[[Any], object]:
    return lambda quiz: quiz["items"][0].update(fields)


def _text(**fields: Any) -> Callable[[Any], object]:
    return lambda quiz: quiz["texts"].update(fields)


FIRST = QUIZ.items[0]


@pytest.mark.parametrize(
    ("change", "place", "problem"),
    [
        (_item(facts=[*FIRST.facts, "no_fact"]), f": {FIRST.id}", "« no_fact »"),
        (_item(facts=[*FIRST.facts, "essay_phones_block_robocalls"]), f": {FIRST.id}", "avis"),
        (_item(explanation="Ils sont 4 321."), f": {FIRST.id}.explanation", "« 4321 »"),
        (_item(explanation="Depuis mars 2020."), f": {FIRST.id}.explanation", "« mars 2020 »"),
        (_item(claim="Ils sont 4 321."), f": {FIRST.id}.claim", "« 4321 »"),
        (_item(claim="C'est vrai?"), f": {FIRST.id}.claim", "espace"),
        (_item(claim="é" * (CLAIM_LIMIT + 1)), f": {FIRST.id}.claim", "141 caractères"),
        (
            _item(explanation="é" * (EXPLANATION_LIMIT + 1)),
            f": {FIRST.id}.explanation",
            "351 caractères",
        ),
        (_item(topic="no_topic"), f": {FIRST.id}", "« no_topic »"),
        (_item(topic="help"), f": {FIRST.id}", "« help »"),
        (_item(id="all_abroad"), ": all_abroad", "deux fois"),
        (_item(claim=QUIZ.items[1].claim), "", "deux fois"),
        (_text(intro="Il y a 12 questions."), ": intro", "« 12 »"),
        (_text(share="J'ai eu {points}."), ": share", "« {points} »"),
        (lambda quiz: quiz["scores"].pop(), ": scores", "n'ont pas de phrase"),
        (lambda quiz: quiz["scores"].reverse(), ": scores", "n'ont pas de phrase"),
    ],
)
def test_a_planted_fault_is_the_one_finding(
    folder: Path, change: Callable[[Any], object], place: str, problem: str
) -> None:
    ((where, said),) = plant(folder, change)
    assert where == place
    assert problem in said


def test_too_few_items_are_an_error(folder: Path) -> None:
    def shorten(quiz: Any) -> None:
        kept = {True: 5, False: 4}
        quiz["items"] = [
            item
            for answer, number in kept.items()
            for item in [item for item in quiz["items"] if item["answer"] is answer][:number]
        ]

    assert plant(folder, shorten) == [("", f"{LEAST_ITEMS - 1} affirmations")]


def test_a_quiz_where_all_is_false_is_an_error(folder: Path) -> None:
    def deny_all(quiz: Any) -> None:
        for item in quiz["items"]:
            item["answer"] = False

    assert plant(folder, deny_all) == [("", "0 affirmations vraies")]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_item(answer="oui"), "answer"),
        (_item(facts=[]), "facts"),
        (_item(id="Des espaces"), "id"),
        (_item(colour="bleu"), "colour"),
        (lambda quiz: quiz["texts"].pop("intro"), "texts.intro"),
        (lambda quiz: quiz["choices"].pop("holds"), "choices.holds"),
        (lambda quiz: quiz["choices"]["holds"].update(words=[]), "choices.holds.words"),
    ],
)
def test_a_malformed_quiz_is_refused_with_the_field_that_is_wrong(
    folder: Path, change: Callable[[Any], object], problem: str
) -> None:
    edit(folder / QUIZ_FILE, change)
    with pytest.raises(ContentError, match=problem):
        read_quiz(folder)


def test_a_quiz_that_is_no_mapping_is_refused(folder: Path) -> None:
    (folder / QUIZ_FILE).write_text("- vrai\n", encoding="utf-8")
    with pytest.raises(ContentError, match="pas une liste de champs"):
        read_quiz(folder)


def test_a_missing_quiz_is_refused(folder: Path) -> None:
    (folder / QUIZ_FILE).unlink()
    with pytest.raises(ContentError, match="manque"):
        read_quiz(folder)
