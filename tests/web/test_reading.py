"""Answers that read at a glance: what stands out, what is drawn, what goes away."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.flows.quiz.visitor import QUIZ
from tests.web.browsing import Browsing
from tests.web.widget import PHONE, Widget

# A line of sources as the widget or the kiosk words it, for each topic.
SOURCE_LINES = """async ([module, faq]) => {
  const { sourceLine } = await import(module);
  const { themes } = await (await fetch(faq)).json();
  const lines = themes.flatMap(({ topics }) => topics).flatMap(({ sources, cited }) =>
    [true, false].map((isOpen) => sourceLine({ sources, cited, kind: "answer" }, isOpen)));
  return lines.flatMap((line) => [...(line?.querySelectorAll("li") ?? [])])
    .map(({ textContent }) => textContent);
}"""
BROKEN_COMPOUNDS = """(host) => [...host.shadowRoot.querySelectorAll(".whole")]
  .filter((whole) => whole.getClientRects().length > 1).map((whole) => whole.textContent)"""
# What a finger must hit; sources' links stand in lines of text.
LOW_TARGETS = """(host) => [...host.shadowRoot.querySelectorAll("button, summary, textarea")]
  .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44)
  .map((e) => e.textContent || e.className)"""

_TWO_FRAMES = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
)


def demo(browsing: Browsing) -> Page:
    """Open the demonstration page, with nothing that moves."""
    return browsing.page("/demo", reduced_motion="reduce")


def test_no_title_of_a_source_nests_guillemets(browsing: Browsing) -> None:
    page = demo(browsing)
    places = ["assets/reply.js", "api/faq"]
    script = "(places) => places.map((place) => new URL(place, document.baseURI).href)"
    cited = page.evaluate(SOURCE_LINES, page.evaluate(script, places))
    assert len(cited) > 100 and not [line for line in cited if re.search("«[^»]*«", line)]
    assert sum("«\u00a0“" in line for line in cited) > 4


def test_an_answer_leads_in_bold_and_goes_on_in_short_paragraphs(browsing: Browsing) -> None:
    widget = Widget(demo(browsing)).open()
    answer = widget.ask("on gagne combien ?")
    expect(answer.locator(".reply > p > strong")).to_have_count(1)
    expect(answer.locator(".reply > p").first.locator("strong")).to_contain_text("Smic")
    assert answer.locator(".reply > p").count() >= 2


def test_of_past_choices_the_chosen_one_stays(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    offered = widget.turns.last.locator(".choice").all_text_contents()
    assert len(offered) >= 2
    turn = widget.choose(offered[0])
    expect(turn.locator(".said.picked")).to_contain_text(offered[0])
    expect(widget.element.locator(".past .choice")).to_have_count(0)
    tick = "(e) => getComputedStyle(e, '::before').content"
    assert "✓" in turn.locator(".said").evaluate(tick)
    widget.ask("et le télétravail ?")
    expect(widget.element.locator(".said.picked")).to_have_count(1)


def test_an_opinion_is_taken_where_it_is_given(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    answer = widget.ask("on gagne combien ?")
    choices = answer.locator(".reply > .choices .choice").all_text_contents()
    answer.get_by_role("button", name="Réponse pas utile").click()
    judged = answer.locator(".judged")
    judged.get_by_role("button", name="Ce n’est pas clair").click()
    expect(judged).to_contain_text("C’est noté, merci")
    expect(widget.turns).to_have_count(2)
    assert answer.locator(".reply > .choices .choice").all_text_contents() == choices
    page.reload()
    expect(widget.turns).to_have_count(2)
    expect(widget.turns.last.locator(".judged")).to_contain_text("C’est noté, merci")


def test_a_cue_tells_that_there_is_more_below(browsing: Browsing) -> None:
    page = browsing.page("/demo", viewport={"width": 1000, "height": 480}, reduced_motion="reduce")
    widget = Widget(page).open()
    widget.ask("on gagne combien ?")
    further = widget.element.get_by_role("button", name="Lire la suite")
    widget.log.evaluate("(log) => log.scrollTo(0, 0)")
    expect(further).to_be_visible()
    while further.is_visible():
        before = widget.log.evaluate("(log) => log.scrollTop")
        further.click()
        page.wait_for_function(
            "([log, before]) => log.scrollTop > before", arg=[widget.log.element_handle(), before]
        )
        page.evaluate(_TWO_FRAMES)  # the cue is told of a scroll in the next one
    expect(widget.turns.last.locator("summary")).to_be_in_viewport()


def test_a_comparison_is_a_table(browsing: Browsing) -> None:
    widget = Widget(demo(browsing)).open()
    answer = widget.ask("cdi ou intérim, quelle différence ?")
    table = answer.locator("table")
    expect(table.locator("thead th")).to_have_text(["CDI", "Intérim"])
    assert table.locator("tbody").count() >= 2
    assert "CDI" not in widget.words_of(answer), "nor is it said beside"
    browsing.picture(widget.page, "widget-table")


def test_the_orientation_shows_how_far_it_is_and_goes_back(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    widget.element.evaluate("(e) => e.ask({ payload: '/find_my_job', title: 'Quel métier ?' })")
    expect(widget.turns).to_have_count(2)
    turn = widget.wait_for_answer()
    expect(turn.locator(".progress .reached")).to_have_count(1)
    expect(turn.locator(".progress i")).to_have_count(6)
    expect(turn.get_by_role("button", name="Question précédente")).to_have_count(0)
    turn = widget.choose()
    expect(turn.locator(".progress .reached")).to_have_count(2)
    turn = widget.choose("Question précédente")
    expect(turn.locator(".reply").last).to_contain_text("Question 1 sur 6")
    while not turn.locator(".result").count():
        turn = widget.choose()
    cards = turn.locator(".cards > li")
    assert cards.count() >= 2
    for card in cards.all():
        expect(card.locator("p")).to_contain_text("Parce que")
        expect(card.locator(".choice")).to_have_count(1)
    expect(turn.locator(".result > ul:not(.cards)")).to_have_count(0)
    cards.first.locator(".choice").click()
    expect(widget.wait_for_answer().locator("strong").first).to_be_visible()


def test_the_quiz_marks_what_was_right(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    widget.element.evaluate("(e) => e.ask({ payload: '/play_myth_quiz', title: 'Quiz' })")
    expect(widget.turns).to_have_count(2)
    turn = widget.wait_for_answer()
    for number in range(5):
        is_right = number % 2 == 0
        turn = widget.choose("Vrai" if is_true(turn) == is_right else "Faux")
        verdict = turn.locator(".verdict")
        expect(verdict).to_have_class(f"verdict {'right' if is_right else 'wrong'}")
        mark = verdict.evaluate("(e) => getComputedStyle(e).backgroundColor")
        assert mark == ("rgb(25, 112, 58)" if is_right else "rgb(143, 45, 18)")
    expect(turn.locator(".result")).to_contain_text("3 sur 5")


def is_true(turn: Locator) -> bool:
    """Tell whether what a question of the quiz claims is true."""
    asked = turn.locator(".reply").last.text_content() or ""
    (item,) = [item for item in QUIZ.items if item.claim in asked]
    return item.answer


def test_no_line_breaks_in_a_short_compound(browsing: Browsing) -> None:
    for width in (320, 360, 390):
        page = browsing.page("/demo", **{**PHONE, "viewport": {"width": width, "height": 700}})
        widget = Widget(page).open()
        answer = widget.ask("on gagne combien ?")
        answer.locator("summary").click()
        expect(widget.element.locator(".whole").first).to_be_visible()
        assert widget.element.evaluate(BROKEN_COMPOUNDS) == []


def test_the_choice_under_a_pointer_at_rest_does_not_look_chosen(browsing: Browsing) -> None:
    place = Widget(demo(browsing)).open().element.locator(".choice").first.bounding_box()
    assert place
    page = demo(browsing)
    widget = Widget(page)
    page.mouse.move(place["x"] + 40, place["y"] + 20)
    widget.launcher.press("Enter")
    widget.wait_for_answer()
    choice = widget.element.locator(".choice").first
    paper = "(e) => getComputedStyle(e).backgroundColor"
    rest = widget.element.locator(".choice").nth(1).evaluate(paper)
    expect(widget.element.locator(".fresh")).to_have_count(0)
    # Chromium looks what lies under the pointer when something is laid out.
    widget.log.evaluate("(log) => (log.style.paddingTop = '15px')")
    page.wait_for_function("(e) => e.matches(':hover')", arg=choice.element_handle())
    assert choice.evaluate(paper) == rest
    page.mouse.move(place["x"] + 44, place["y"] + 21)
    expect(widget.element.locator(".unmoved")).to_have_count(0)
    assert choice.evaluate(paper) != rest


def test_on_a_phone_the_words_come_before_the_picture(browsing: Browsing) -> None:
    page = browsing.page("/demo", reduced_motion="reduce", **PHONE)
    heading, picture = page.locator("h1").bounding_box(), page.locator(".art").bounding_box()
    assert heading and picture and heading["y"] + heading["height"] < picture["y"]
    expect(page.locator("h1")).to_be_in_viewport(ratio=1)
    expect(Widget(page).element.locator(".launcher .label")).to_be_hidden()


def test_every_button_is_as_high_as_a_finger(browsing: Browsing) -> None:
    page = browsing.page("/demo", reduced_motion="reduce", **PHONE)
    widget = Widget(page).open()
    answer = widget.ask("on gagne combien ?")
    answer.get_by_role("button", name="Réponse pas utile").click()
    expect(answer.locator(".judged .choice").first).to_be_visible()
    assert widget.element.evaluate(LOW_TARGETS) == []


def test_the_field_says_what_it_is_for_to_eyes_too(browsing: Browsing) -> None:
    """RGAA 11.1.3: an example goes with the first letter, and a hidden label is never seen."""
    field = Widget(demo(browsing)).open().field
    expect(field).to_have_accessible_name("Votre question")
    expect(field).to_have_attribute("title", "Votre question")


def test_the_field_shows_its_focus_in_forced_colours(browsing: Browsing) -> None:
    page = browsing.page("/demo", forced_colors="active", reduced_motion="reduce")
    widget = Widget(page).open()
    widget.field.focus()
    outline = widget.element.locator("form").evaluate("(e) => getComputedStyle(e).outlineStyle")
    assert outline == "solid"


def test_the_sources_that_are_opened_come_into_sight(browsing: Browsing) -> None:
    small = {**PHONE, "viewport": {"width": 360, "height": 740}}
    page = browsing.page("/demo", reduced_motion="reduce", **small)
    answer = Widget(page).open().ask("on gagne combien ?")
    answer.locator("summary").click()
    expect(answer.locator(".sources li").first).to_be_in_viewport()
