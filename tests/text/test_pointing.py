"""Whether a message but points at what was said before it."""

from __future__ import annotations

import pytest

from bot.text.pointing import points_back


@pytest.mark.parametrize(
    "text",
    [
        "ils ont le droit ?",
        "c'est légal ?",
        "et si je refuse",
        "à qui je me plains ?",
        "je fais comment ?",
        "ça dure combien de temps",
        "mais pourquoi",
        "C EST PAYANT ?",
        "et après ?",
        "payé ou pas",
    ],
)
def test_what_asks_and_says_not_of_what_points_back(text: str) -> None:
    assert points_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oui",
        "non",
        "non ?",
        "ah non",
        "même pas",
        "toujours",
        "c'est interdit",
        "ils n'ont pas le droit !",
        "bonjour ?",
        "la paie ?",
        "merci",
        "et le salaire ?",
        "ils ont le droit de m'appeler le dimanche ?",
        "et à 16 ans ?",
        "j'en ai marre",
        "je refuse",
    ],
)
def test_what_names_a_thing_or_asks_nothing_does_not(text: str) -> None:
    assert not points_back(text)


@pytest.mark.parametrize("text", ["et toi ?", "tu fais quoi ?", "vous pouvez m'aider ?"])
def test_what_is_asked_of_the_bot_does_not(text: str) -> None:
    assert not points_back(text)


@pytest.mark.parametrize("text", ["ah bon ?", "par exemple ?", "en résumé ?", "c'est quoi ?"])
def test_what_is_met_otherwise_does_not(text: str) -> None:
    assert not points_back(text)
