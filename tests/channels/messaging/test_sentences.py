"""The check of content/channels.yml: one line for each thing to mend."""

from __future__ import annotations

import pytest

from bot.channels.messaging.sentences import Sentence, Sentences, check_sentences
from bot.publishing import SENTENCES
from tests.channels.library import LIBRARY
from tests.contents import CONTENT

SAID: Sentences = LIBRARY.current().part(SENTENCES)


def test_what_is_said_has_nothing_to_mend() -> None:
    assert check_sentences(CONTENT, SAID) == []


@pytest.mark.parametrize(
    ("key", "text", "buttons", "problem", "remedy"),
    [
        ("list_button", "Choisir dans une liste", [], "22 caractères", "à 20"),
        ("telegram_about", "a" * 121, [], "121 caractères", "à 120"),
        # whatever the bot is called
        ("telegram_about", "{bot}" + "a" * 90, [], "130 caractères", "à 120"),
        ("command_aide", "De l'aide", [], "demande 0 sujets", "buttons"),
        ("command_aide", "De l'aide", ["help", "salary"], "demande 2 sujets", "un seul"),
        ("command_métier", "Un métier", ["help"], "« /métier »", "sans accent"),
        ("command_aide", "L'aide de {bot}", ["help"], "« {bot} »", "retirez-le"),
        ("list_button", "{bot}", [], "« {bot} »", "retirez-le"),
        ("sources_one", "Source de {bot}", [], "« {bot} »", "retirez-le"),
        ("choose", "{bot} : {numbers}", [], "« {bot} »", "« {numbers} »"),
        ("voice", "Écrivez à {bto}.", [], "« {bto} »", "« {bot} »"),
        ("voice", "Écrivez-moi.", ["no_such_topic"], "« no_such_topic »", "nommez"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(
    key: str, text: str, buttons: list[str], problem: str, remedy: str
) -> None:
    edited = {**SAID, key: Sentence(text=text, buttons=buttons)}
    (finding,) = check_sentences(CONTENT, edited)
    assert finding.severity == "error" and finding.where.endswith(f"channels.yml: {key}")
    assert problem in finding.problem and remedy in finding.remedy
    assert "\n" not in str(finding)
