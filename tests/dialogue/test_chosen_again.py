"""What stands on a button and is said in other words."""

from __future__ import annotations

import pytest

from bot.dialogue.chosen_again import as_chosen, chosen_again
from bot.dialogue.messages import Button
from tests.contents import CONTENT

_BUTTONS = [
    Button("Et si la marque change de prestataire ?", '/dismissal{"detail": "lost_contract"}'),
    Button("Mon centre ferme : que se passe-t-il ?", '/dismissal{"detail": "centre_closes"}'),
    Button("Autre chose", "/none_of_these"),
]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Oui voilà, la marque change de prestataire. Je fais quoi ?", {"dismissal/lost_contract"}),
        ("et si je change de ville ?", set()),
        ("oui", set()),
    ],
)
def test_a_title_said_in_the_visitor_s_words_is_chosen(text: str, labels: set[str]) -> None:
    assert chosen_again(_BUTTONS, text) == labels


def test_what_is_chosen_comes_first_though_it_was_no_choice() -> None:
    ranked = [("dismissal/", 0.1), ("contract_types/", 0.05)]
    found = as_chosen(CONTENT, ranked, frozenset({"dismissal/lost_contract"}))
    assert found[0][0] == "dismissal/lost_contract"
    assert sum(share for _, share in found) == pytest.approx(0.17)  # its own share, and theirs
    assert as_chosen(CONTENT, ranked, frozenset()) == ranked
