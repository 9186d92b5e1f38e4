"""What is offered beside the likeliest answer."""

from __future__ import annotations

from bot.dialogue.hearing import Reading
from bot.dialogue.likely import without_told_offers
from bot.dialogue.messages import Context


def test_nothing_that_was_told_is_offered_unless_nothing_else_is() -> None:
    context = Context(told=frozenset({"pay/"}))
    offered = without_told_offers(Reading(None, offers=("pay", "hours/nights")), context)
    assert offered.offers == ("hours/nights",)
    alone = Reading(None, offers=("pay/",))
    assert without_told_offers(alone, context) == alone
    assert (
        without_told_offers(Reading("hours", hedged=True, offers=("pay/",)), context).offers == ()
    )
