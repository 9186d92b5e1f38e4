"""Dictation in the widget, with a stand-in for the browser's speech recognition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import Browsing, violations
from tests.web.widget import Widget

EARS = Path(__file__).parent / "ears.js"
HAS_ENDED = "() => ears.length === 1 && ears[0].hasEnded"


def listening(browsing: Browsing) -> Widget:
    """Open the widget and begin to dictate."""
    profile = browsing.profile(reduced_motion="reduce")
    profile.add_init_script(path=EARS)
    page = profile.new_page()
    page.goto(f"{browsing.url}/demo")
    widget = Widget(page)
    widget.element.evaluate("(element) => element.setAttribute('dictation', '')")
    widget.open()
    widget.element.get_by_role("button", name="Dicter").click()
    assert is_open(page)
    return widget


def is_open(page: Page) -> bool:
    """Tell whether the microphone is open."""
    answer: bool = page.evaluate("() => ears.at(-1).isOpen")
    return answer


def test_what_is_dictated_stands_in_the_field_which_takes_the_focus(browsing: Browsing) -> None:
    widget = listening(browsing)
    page = widget.page
    assert violations(page) == []
    page.evaluate("() => ears[0].hear('on gagne combien ?')")
    expect(widget.field).to_have_value("on gagne combien ?")
    widget.element.get_by_role("button", name="Arrêter la dictée").click()
    page.wait_for_function(HAS_ENDED)
    assert widget.focused == "question"
    widget.field.press("Enter")
    expect(widget.wait_for_answer()).to_contain_text("Smic")


LEAVE: dict[str, Callable[[Widget], None]] = {
    "closed": lambda widget: widget.element.get_by_role("button", name="Fermer").click(),
    "erased": lambda widget: widget.erase(),
    "sent": lambda widget: widget.field.press("Enter"),
    "taken away": lambda widget: widget.element.evaluate("(element) => element.remove()"),
    "not offered": lambda widget: widget.element.evaluate(
        "(element) => element.removeAttribute('dictation')"
    ),
}


@pytest.mark.parametrize("leave", LEAVE.values(), ids=LEAVE)
def test_the_microphone_closes_with_what_it_was_opened_for(
    browsing: Browsing, leave: Callable[[Widget], None]
) -> None:
    widget = listening(browsing)
    page = widget.page
    page.evaluate("() => ears[0].hear('on gagne combien ?')")
    leave(widget)
    page.wait_for_function(HAS_ENDED)
    assert not is_open(page)


def test_a_dictation_that_ends_takes_no_focus_from_elsewhere(browsing: Browsing) -> None:
    widget = listening(browsing)
    page = widget.page
    elsewhere = page.get_by_role("button", name="On gagne combien ?")
    elsewhere.focus()
    page.evaluate("() => ears[0].stop()")
    page.wait_for_function(HAS_ENDED)
    expect(elsewhere).to_be_focused()
