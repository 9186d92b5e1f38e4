"""content/orientation.yml: its words, its weights, its checks, and what it must never ask."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ContentError
from bot.flows.orientation.checks import check_orientation
from bot.flows.orientation.content import ORIENTATION_FILE, Suggestion, read_orientation, suggest
from bot.text.phrases import plain_words
from tests.contents import CONTENT, content_of, copy_content, edit

ORIENTATION = read_orientation()

# Grounds on which the law forbids to treat people differently, as a question might betray them.
PROTECTED = """
age ages ans an jeune jeunes senior seniors vieux vieille retraite retraitee nee naissance
sexe genre homme hommes femme femmes fille garcon masculin feminin orientation
origine origines nationalite pays etranger etrangere immigre ethnie race accent peau couleur
prenom nom langue langues religion croyant foi voile politique syndicat syndique
sante handicap handicape handicapee malade maladie medical rqth grossesse enceinte physique
apparence poids taille famille familial familiale enfant enfants mere pere parent parents
maman papa marie mariee celibataire couple conjoint adresse quartier logement argent pauvre
"""


@pytest.fixture(scope="module")
def every() -> list[list[Suggestion]]:
    """What every combination of answers suggests."""
    names = [question.id for question in ORIENTATION.questions]
    answers = product(*(question.option_ids for question in ORIENTATION.questions))
    return [suggest(ORIENTATION, dict(zip(names, options, strict=True))) for options in answers]


def test_the_real_orientation_has_no_finding() -> None:
    assert [str(finding) for finding in check_orientation(CONTENT, ORIENTATION)] == []


def test_every_answer_gives_two_or_three_jobs_or_none(every: list[list[Suggestion]]) -> None:
    assert {len(found) for found in every} == {0, 2, 3}


def test_every_job_can_come_out_first_and_alone(every: list[list[Suggestion]]) -> None:
    alone = {found[0].role for found in every if found and found[0].score > found[1].score}
    assert alone == set(CONTENT.roles)


def test_no_job_comes_out_first_too_often(every: list[list[Suggestion]]) -> None:
    firsts = [found[0].role for found in every if found]
    assert max(firsts.count(role) for role in CONTENT.roles) < len(firsts) / 4


def test_a_job_always_comes_with_reasons_the_best_first(every: list[list[Suggestion]]) -> None:
    for found in every:
        scores = [one.score for one in found]
        assert scores == sorted(scores, reverse=True)
        assert all(1 <= len(one.reasons) <= 3 for one in found)
        assert not found or len(found[0].reasons) >= 2


def test_reasons_are_those_of_the_answers_given() -> None:
    answers = {"taste": "sell", "channel": "phone", "team": "mates"}
    best = suggest(ORIENTATION, answers)[0]
    assert best.role == "telesales"
    assert set(best.reasons) == {ORIENTATION.options[option].because for option in answers.values()}


def test_no_protected_ground_is_asked_said_or_listened_for() -> None:
    texts = [ORIENTATION.unsure.title, *ORIENTATION.unsure.words, *ORIENTATION.correcting]
    for question in ORIENTATION.questions:
        texts += [question.ask, question.subject, question.id]
        for option in question.options:
            texts += [option.id, option.title, option.because, *option.words]
    words = {word for text in texts for word in plain_words(text).split()}
    assert words & set(PROTECTED.split()) == set()


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("taste", "j'aime les gens", "people"),
        ("taste", "jm les chiffres", "figures"),
        ("taste", "convaincre les clients", "sell"),
        ("taste", "j'aime pas vendre, je préfère aider", "people"),
        ("taste", "pas les gens", None),
        ("taste", "aidez-moi", None),
        ("channel", "jpref ecrire", "writing"),
        ("channel", "Par écrit", "writing"),
        ("channel", "parler", "phone"),
        ("channel", "parler à un humain", None),
        ("channel", "je m'appelle Lou", None),
        ("channel", "pas le téléphone", "writing"),
        ("channel", "pa le tel", "writing"),
        ("channel", "sans téléphone", "writing"),
        ("channel", "je ne suis pas fan du téléphone", "writing"),
        ("channel", "le téléphone, non", "writing"),
        ("channel", "le téléphone j'aime pas", "writing"),
        ("channel", "ni le téléphone ni l'écrit", None),
        ("channel", "pas que le téléphone", "both_channels"),
        ("channel", "le téléphone et l'écrit", "both_channels"),
        ("channel", "plutôt l'écrit que le téléphone", "writing"),
        ("channel", "au téléphone plutôt qu'à l'écrit", "phone"),
        ("channel", "le téléphone ça va mais je préfère l'écrit", "writing"),
        ("channel", "pourquoi pas le téléphone", "phone"),
        ("team", "chef", "lead"),
        ("team", "taffer seul", "alone"),
        ("team", "je veux pas diriger, plutôt aider", "coach"),
        ("team", "diriger non", None),
        ("technical", "jaime pa tro la technik", "no_tech"),
        ("technical", "la technique c'est pas mon truc", "no_tech"),
        ("technical", "réparer des trucs", "repair"),
        ("hours", "plutôt le matin", "regular"),
        ("hours", "pas le week-end", "regular"),
        ("hours", "les week-ends ça me va", "shifts"),
        ("hours", "tt", "remote"),
        ("studies", "g le bac", "start_now"),
        ("studies", "j'ai un bac +3", "degree"),
        ("studies", "je n'ai pas de diplôme", "start_now"),
        ("studies", "c pa pour moi les études", "start_now"),
        ("studies", "travailler en alternance", "grow"),
    ],
)
def test_words_that_people_type(question: str, text: str, option: str | None) -> None:
    assert ORIENTATION.question(question).chosen_by(text) == option


@pytest.mark.parametrize("question", ORIENTATION.questions, ids=lambda question: question.id)
def test_every_phrase_chooses_its_own_option(question: Any) -> None:
    for option in question.options:
        for phrase in [*option.words, option.title]:
            assert question.chosen_by(phrase.strip("=*")) in (option.id, None), phrase


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda it: it["questions"].pop(), "5 questions"),
        (lambda it: _option(it).update(id="phone"), "deux réponses s'appellent « phone »"),
        (lambda it: _option(it).update(id="again"), "« again » est un mot du programme"),
        (lambda it: _option(it)["weights"].update(pilot=3), "rôle inconnu « pilot »"),
        (lambda it: _option(it).update(title="Un titre " * 5), "bouton de 44 caractères"),
        (lambda it: _option(it).update(because="j'aime"), "« j’aime »"),
        (lambda it: _option(it).update(joins=["x"]), "joins : réponse inconnue « x »"),
        (lambda it: it["questions"][0].update(ask="80 % ?"), "« 80 » n'est dans aucun"),
        (lambda it: it["texts"].update(intro="En 1802."), "« 1802 » n'est dans aucun"),
        (lambda it: it["texts"].update(line="{role}"), "champs entre accolades"),
        (lambda it: it.update(facts=["nowhere"]), "fait introuvable « nowhere »"),
        (lambda it: it["questions"][0]["options"][1]["words"].append("gens"), "« gens » dit deux"),
    ],
)
def test_a_planted_fault_is_found(
    tmp_path: Path, change: Callable[[Any], object], problem: str
) -> None:
    folder = copy_content(tmp_path)
    edit(folder / ORIENTATION_FILE, change)
    findings = check_orientation(content_of(folder), read_orientation(folder / ORIENTATION_FILE))
    assert any(finding.problem.startswith(problem) for finding in findings), map(str, findings)
    assert {finding.severity for finding in findings} == {"error"}


def test_a_job_that_never_comes_out_first_is_found(tmp_path: Path) -> None:
    folder = copy_content(tmp_path)
    edit(folder / ORIENTATION_FILE, _silence_trainers)
    findings = check_orientation(content_of(folder), read_orientation(folder / ORIENTATION_FILE))
    assert [f.problem for f in findings] == ["« trainer » ne sort jamais en premier"]


@pytest.mark.parametrize("weight", [4, -3, 1.5])
def test_a_weight_out_of_range_is_refused(tmp_path: Path, weight: float) -> None:
    folder = copy_content(tmp_path)
    edit(folder / ORIENTATION_FILE, lambda it: _option(it)["weights"].update(advisor=weight))
    with pytest.raises(ContentError, match=r"orientation\.yml:\d+: le champ"):
        read_orientation(folder / ORIENTATION_FILE)


def _option(document: Any) -> Any:
    return document["questions"][0]["options"][0]


def _silence_trainers(document: Any) -> None:
    for question in document["questions"]:
        for option in question["options"]:
            option["weights"].pop("trainer", None)
