"""« Retour » on the kiosk: to the screen before, also while an answer is on its way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect

from tests.conftest import wait_for
from tests.contents import CONTENT
from tests.flows.quiz.visitor import QUIZ
from tests.web.browsing import Browsing
from tests.web.kiosk import Kiosk, visit


@contextmanager
def held(kiosk: Kiosk) -> Iterator[None]:
    """Hold the answer to what is said meanwhile; at the end wait until the page has it."""
    routes: list[Route] = []
    pattern = "**/api/messages"
    kiosk.page.route(pattern, lambda route: routes.append(route), times=1)
    yield
    wait_for(lambda: bool(kiosk.page.title()) and bool(routes), "what the kiosk asks")
    with kiosk.page.expect_response(pattern) as answered:
        routes[0].continue_()
    answered.value.finished()
    kiosk.page.evaluate("() => new Promise(requestAnimationFrame)")


def begin(kiosk: Kiosk, game: str) -> Page:
    """Begin the orientation or the quiz and answer its first question."""
    page = kiosk.page
    page.locator(f".feature.{game}").click()
    expect(kiosk.title).to_contain_text("Question 1 sur")
    page.locator(".options .tile").first.click()
    expect(kiosk.title).to_contain_text("Question 2 sur")
    return page


def test_the_way_back_in_the_orientation(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = begin(kiosk, "orientation")
    kiosk.tool("Retour").click()
    expect(kiosk.title).to_contain_text("Question 1 sur 6")
    kiosk.tool("Retour").click()
    expect(page.locator(".stage.home")).to_be_visible()


def test_the_way_back_from_the_keyboard_skips_no_question(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    begin(kiosk, "orientation")
    kiosk.tool("Poser ma question").click()
    kiosk.tool("Retour").click()
    expect(kiosk.title).to_contain_text("Question 2 sur 6")
    kiosk.type_question("c'est quoi le CQP ?")
    expect(kiosk.page.locator(".before")).to_contain_text("qualification professionnelle")
    kiosk.tool("Retour").click()
    expect(kiosk.title).to_contain_text("Question 1 sur 6")


def test_back_while_a_step_of_the_orientation_loads_is_one_step(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = begin(kiosk, "orientation")
    with held(kiosk):
        page.locator(".options .tile").first.click()
        kiosk.tool("Retour").click()
    expect(kiosk.title).to_contain_text("Question 2 sur 6")
    page.locator(".options .tile").first.click()
    expect(kiosk.title).to_contain_text("Question 3 sur 6")


def test_back_twice_in_a_row_is_two_steps(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = begin(kiosk, "orientation")
    page.locator(".options .tile").first.click()
    expect(kiosk.title).to_contain_text("Question 3 sur 6")
    with held(kiosk):
        kiosk.tool("Retour").click()
        kiosk.tool("Retour").click()
    expect(kiosk.title).to_contain_text("Question 1 sur 6")


def test_a_late_answer_does_not_take_the_place_of_where_one_went(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    kiosk.tile("Salaire et horaires").click()
    with held(kiosk):
        kiosk.tile("On gagne combien").click()
        kiosk.tool("Retour").click()
        expect(kiosk.page.locator(".stage.questions")).to_be_visible()
    expect(kiosk.title).to_have_text("Salaire et horaires")
    kiosk.tool("Retour").click()
    expect(kiosk.page.locator(".stage.home")).to_be_visible()


def test_a_quiz_that_was_left_before_it_began_is_left(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    with held(kiosk):
        kiosk.page.locator(".feature.quiz").click()
        kiosk.tool("Accueil").click()
        expect(kiosk.page.locator(".stage.home")).to_be_visible()
    expect(kiosk.page.locator(".stage.home")).to_be_visible()
    kiosk.tile("Salaire et horaires").click()
    kiosk.tile("On gagne combien").click()
    kiosk.wait_for_answer()
    expect(kiosk.page.locator(".words")).to_have_text(CONTENT.cards["salary"].short)
    expect(kiosk.page.locator(".progress")).to_have_count(0)


def test_who_writes_already_keeps_the_keyboard(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = begin(kiosk, "orientation")
    with held(kiosk):
        page.locator(".options .tile").first.click()
        kiosk.tool("Poser ma question").click()
        page.locator("#typed").fill("et le")
    expect(page.locator("#typed")).to_have_value("et le")
    kiosk.tool("Retour").click()
    expect(kiosk.title).to_contain_text("Question 3 sur 6")


def test_the_way_back_from_a_game_goes_by_its_questions_and_leaves_it(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    begin(kiosk, "quiz")
    kiosk.tool("Retour").click()
    expect(kiosk.title).to_contain_text("Question 1 sur 5")
    kiosk.tool("Retour").click()
    expect(kiosk.page.locator(".stage.home")).to_be_visible()
    kiosk.type_question("c'est quoi le CQP ?")
    kiosk.wait_for_answer()
    expect(kiosk.page.locator(".words")).to_contain_text("qualification professionnelle")
    expect(kiosk.page.locator(".progress")).to_have_count(0)


def test_the_way_back_from_a_refusal_is_one_screen(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = kiosk.page
    kiosk.tile("Salaire et horaires").click()
    page.route("**/api/messages", lambda route: route.fulfill(status=429, body="{}"))
    kiosk.tile("On gagne combien").click()
    expect(page.locator(".stage.refused")).to_be_visible()
    kiosk.tool("Retour").click()
    expect(kiosk.title).to_have_text("Salaire et horaires")


def test_more_of_an_answer_that_one_came_back_to_is_about_it(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = kiosk.page
    kiosk.ask_first_topic()
    kiosk.tool("Accueil").click()
    kiosk.tile("Salaire et horaires").click()
    kiosk.tile("On gagne combien").click()
    kiosk.wait_for_answer()
    page.locator(".also .tile").last.click()
    expect(kiosk.title).not_to_contain_text("On gagne combien")
    kiosk.wait_for_answer()
    kiosk.tool("Retour").click()
    expect(page.locator(".words")).to_have_text(CONTENT.cards["salary"].short)
    page.get_by_role("button", name="En savoir plus").click()
    more = CONTENT.cards["salary"].details[0]
    expect(page.locator(".words")).to_have_text(f"{more.asks} {more.answer}")


def test_the_quiz_names_no_word_that_leaves_it_and_knows_it_all_the_same(
    browsing: Browsing,
) -> None:
    kiosk = visit(browsing)
    kiosk.page.locator(".feature.quiz").click()
    kiosk.wait_for_answer()
    kiosk.type_question("zblorg")
    expect(kiosk.title).to_contain_text(QUIZ.texts.puzzled)
    expect(kiosk.stage).not_to_contain_text("« quitter »")
    kiosk.type_question("quitter")
    kiosk.wait_for_answer()
    expect(kiosk.page.locator(".stage.question")).to_have_count(0)
    expect(kiosk.page.locator(".progress")).to_have_count(0)
