"""The pages that the server writes: questions, jobs, the entry, an answer without script."""

from __future__ import annotations

import html
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.channels.web.channel import WEB_DIR
from bot.channels.web.pages import Pages
from bot.channels.web.questions import PageWords
from bot.content import Content
from bot.flows.contact.wording import whole_consent
from bot.publishing import CONTACT, PARTS, QUESTION_PAGES
from bot.text.sentences import sentences_of
from tests.channels.web.stub import Stage, stage
from tests.contents import CONTENT, content_of, copy_content, edit_card, edit_fact

SLUGS = CONTENT.part(QUESTION_PAGES).slugs
WORDS = CONTENT.part(QUESTION_PAGES).words
BASE = "https://bot.example.fr/web"
SOURCES = r'<ul class="sources">.*?</ul>'
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def pages_of(content: Content) -> Pages:
    return Pages(lambda: content, WEB_DIR / "templates")


PAGES = pages_of(CONTENT)


def shown(address: str, pages: Pages = PAGES) -> str:
    """Return a page as it is written."""
    return pages.page(address, BASE).body.decode()


@pytest_asyncio.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as running:
        yield running


@pytest.mark.parametrize("topic", sorted(CONTENT.faq_topics))
def test_every_topic_has_a_page_with_answer_details_and_sources(topic: str) -> None:
    page, card = shown(f"questions/{SLUGS[topic]}"), CONTENT.cards[topic]
    inline = re.sub("</?strong>|</?span[^>]*>", "", page)
    words = html.unescape(re.sub(r"<[^>]+>|\s+", " ", inline))
    for told in (card, *card.details):
        for line in told.answer.split("\n"):
            assert " ".join(line.split()) in " ".join(words.split())
        for fact in (CONTENT.facts[fact] for fact in told.facts):
            if fact.confidence != "general" and fact.source.url:
                assert html.escape(fact.source.url) in page
    cited = re.findall(r"<li>(.*?)</li>", "".join(re.findall(SOURCES, page, re.DOTALL)))
    assert not [line for line in cited if re.search("«[^»]*«", line)]
    assert f'<link rel="canonical" href="{BASE}/questions/{SLUGS[topic]}">' in page


async def test_the_lines_of_a_list_are_a_list(bot: Stage) -> None:
    listed = {"text": "Trois gestes :\n• raccrocher\n• noter\nPuis signaler."}
    bot.agent.says["que faire ?"] = listed | {"metadata": {"kind": "answer"}}
    _, said = await _asked(bot, "question=que+faire+%3F")
    points = '<ul class="points">\n<li>raccrocher</li>\n<li>noter</li>\n</ul>'
    assert points in said and "•" not in said and "<p>Puis signaler.</p>" in said


def test_a_quotation_in_the_title_of_a_source_has_marks_of_its_own(tmp_path: Path) -> None:
    copied = copy_content(tmp_path)
    (fact, *_) = CONTENT.cards["salary"].facts
    source = CONTENT.facts[fact].source.dict() | {"title": "« Allô » : salaires", "url": ""}
    edit_fact(copied, fact, source=source)
    page = shown(f"questions/{SLUGS['salary']}", pages_of(content_of(copied, PARTS)))
    assert "«\u00a0“Allô”\u00a0: salaires\u00a0»" in page


@pytest.mark.parametrize("topic", sorted(CONTENT.faq_topics))
def test_every_page_describes_itself_to_programs(topic: str) -> None:
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>',
        shown(f"questions/{SLUGS[topic]}"),
        re.DOTALL,
    )
    assert found
    data, card = json.loads(found.group(1)), CONTENT.cards[topic]
    asked = {each["name"]: each["acceptedAnswer"]["text"] for each in data["mainEntity"]}
    assert data["@type"] == "FAQPage"
    assert asked == {card.title: card.answer} | {each.asks: each.answer for each in card.details}


def test_the_entry_leads_to_every_question() -> None:
    leads = set(re.findall(r'href="\./questions/([^"]+)"', shown("")))
    assert leads == set(SLUGS.values())


def test_no_page_runs_what_stands_in_it() -> None:
    for address in ("", "metiers", "questions/salaire"):
        page = shown(address)
        scripts = re.findall(r"<script([^>]*)>", page)
        assert all("src=" in each or "ld+json" in each for each in scripts)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)


def test_what_editors_write_stays_text(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    evil = "</script><img src=x onerror=alert(1)> & « “ »"
    edit_card(content, "salary", title=evil, answer=evil, short=evil)
    pages = pages_of(content_of(content, PARTS))
    for address in ("", "questions/salaire"):
        assert "<img" not in shown(address, pages)
    assert html.escape(evil, quote=False).split(" «")[0] in shown("questions/salaire", pages)


def test_an_edit_is_seen_at_once(tmp_path: Path) -> None:
    contents = [CONTENT]
    pages = Pages(lambda: contents[0], WEB_DIR / "templates")
    before = pages.page("questions/salaire", BASE)
    assert pages.page("questions/salaire", BASE) is before, "it is written once"
    content = copy_content(tmp_path)
    edit_card(content, "salary", answer="Autre chose.")
    contents[0] = content_of(content, PARTS)
    after = pages.page("questions/salaire", BASE)
    assert b"Autre chose." in after.body and after.tag != before.tag


def test_strangers_addresses_do_not_fill_the_memory() -> None:
    pages = pages_of(CONTENT)
    first = pages.page("robots.txt", "https://0.example")
    for number in range(1, 600):
        pages.page("robots.txt", f"https://{number}.example")
    assert pages.page("robots.txt", "https://0.example") is not first


def test_every_word_of_the_pages_is_used() -> None:
    templates = "".join(file.read_text("utf-8") for file in WEB_DIR.glob("templates/*.jinja"))
    program = "".join(
        (WEB_DIR.parent / "channels" / "web" / f"{name}.py").read_text("utf-8")
        for name in ("site", "views")
    )
    for name in PageWords.__fields__:
        is_used = f"words.{name}" in templates or f"words.{name}" in program
        assert is_used or f'"{name}"' in program, name


async def test_a_page_is_kept_until_it_changes(bot: Stage) -> None:
    status, body, headers = await bot.page().ask("GET", "questions/salaire")
    assert status == 200 and "Smic" in body.decode()
    assert "public" in headers["Cache-Control"] and "stale-if-error" in headers["Cache-Control"]
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy and "unsafe" not in policy
    known = {"If-None-Match": headers["ETag"]}
    status, body, _ = await bot.page().ask("GET", "questions/salaire", headers=known)
    assert status == 304 and body == b""


async def test_the_sitemap_names_every_page(bot: Stage) -> None:
    status, body, headers = await bot.page().ask("GET", "sitemap.xml")
    assert status == 200 and headers["Content-Type"] == "application/xml"
    addresses = [each.text or "" for each in ElementTree.fromstring(body).iter() if each.text]
    found = {address.strip() for address in addresses if address.strip()}
    assert found == {f"{bot.base}/{each}" for each in _addresses()}
    for address in sorted(found):
        async with bot.http.get(address) as response:
            assert response.status == 200
    _, robots, _ = await bot.page().ask("GET", "robots.txt")
    assert f"Sitemap: {bot.base}/sitemap.xml" in robots.decode()


def _addresses() -> list[str]:
    return ["", "metiers", *(f"questions/{slug}" for slug in SLUGS.values())]


async def test_the_pages_name_the_public_address(tmp_path: Path) -> None:
    async with stage(tmp_path, public_url="https://bot.example.fr") as bot:
        _, body, _ = await bot.page(Host="evil.example").ask("GET", "questions/salaire")
        assert f'href="{BASE}/questions/salaire"' in body.decode() and b"evil" not in body


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("?topic=salary", "./questions/salaire"),
        ("?roles=trainer,planner", "./metiers?roles=trainer,planner"),
        ("questions", "./"),
    ],
)
async def test_codes_that_are_printed_already_lead_on(
    bot: Stage, address: str, leads_to: str
) -> None:
    async with bot.http.get(f"{bot.base}/{address}", allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (308, leads_to)


async def test_the_jobs_of_an_orientation_are_for_who_found_them(bot: Stage) -> None:
    status, body, _ = await bot.page().ask("GET", "metiers?roles=trainer,planner")
    assert status == 200 and body.count(b"<li>\n<h2>") == 2
    assert b'content="noindex"' in body and b"canonical" not in body
    _, every, _ = await bot.page().ask("GET", "metiers")
    assert every.count(b"<li>\n<h2>") == len(CONTENT.roles) and b"noindex" not in every
    for named in ("nobody", "trainer,trainer", "trainer,planner,quality,supervisor"):
        assert (await bot.page().ask("GET", f"metiers?roles={named}"))[0] == 404


async def test_from_the_jobs_one_goes_on_in_the_chat(bot: Stage) -> None:
    for address, topic in (
        ("metiers?roles=trainer,planner", "role_trainer"),
        ("metiers", "job_list"),
    ):
        body = html.unescape((await bot.page().ask("GET", address))[1].decode())
        title = CONTENT.title(topic)
        assert f'data-decroche-ask="/{topic}" data-decroche-title="{title}"' in body
        assert 'action="./questions"' in body, "and without script"


async def test_an_unknown_question_leads_back_to_the_others(bot: Stage) -> None:
    status, body, headers = await bot.page().ask("GET", "questions/rien")
    assert status == 404 and headers["Content-Type"].startswith("text/html")
    assert WORDS.missing_title in html.unescape(body.decode()) and b"../questions/salaire" in body


async def _asked(bot: Stage, body: str | bytes, **headers: str) -> tuple[int, str]:
    url = f"{bot.base}/questions"
    async with bot.http.post(url, data=body, headers=FORM | headers) as response:
        assert response.headers["Cache-Control"] == "no-store"
        return response.status, html.unescape(await response.text())


async def test_a_question_without_script_is_answered_and_forgotten(bot: Stage) -> None:
    status, said = await _asked(bot, "question=on+gagne+%3Cb%3Ecombien")
    assert status == 200 and "écho : on gagne <b>combien" in said
    (heard,) = bot.agent.heard
    store = bot.agent.tracker_store
    assert await store.retrieve(heard.sender_id) is None


async def test_an_erasure_that_fails_does_not_keep_back_the_answer(
    bot: Stage, capfd: pytest.CaptureFixture[str]
) -> None:
    bot.agent.says["je veux mourir"] = {"text": "Appelez le 3114."}
    refuse = "CREATE TRIGGER refuse BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'no'); END"
    with bot.agent.tracker_store.engine.begin() as connection:
        connection.execute(sa.text(refuse))
    status, said = await _asked(bot, "question=je+veux+mourir")
    assert status == 200 and "Appelez le 3114." in said and WORDS.answer_kept not in said
    assert "web.not_erased_yet" in "".join(capfd.readouterr())
    with bot.agent.tracker_store.engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER refuse"))
    assert WORDS.answer_kept in (await _asked(bot, "question=bonjour"))[1]


async def test_what_the_bot_asks_in_its_turn_is_not_shown_where_nobody_can_answer(
    bot: Stage,
) -> None:
    asks = {"text": "On commence ?", "metadata": {"topic": "find_my_job", "kind": "question"}}
    bot.agent.says["quel métier me va ?"] = asks
    status, said = await _asked(bot, "question=quel+m%C3%A9tier+me+va+%3F")
    assert status == 200 and "On commence" not in said
    assert WORDS.answer_asks in said and 'href="./metiers"' in said and "questions/salaire" in said
    _, said = await _asked(bot, "question=bonjour")
    assert WORDS.answer_asks not in said


async def test_a_question_without_script_that_gets_no_answer(bot: Stage) -> None:
    for body, status, words in (
        ("question=", 400, WORDS.empty),
        ("autre=1", 400, WORDS.empty),
        (f"question={'a' * 2001}", 400, WORDS.too_long),
        (f"question={'a' * 40_000}", 413, WORDS.too_long),
    ):
        told = await _asked(bot, body)
        assert told[0] == status and f'">{words}</p>' in told[1]
        assert f"<title>{WORDS.refused_title}" in told[1] and 'aria-invalid="true"' in told[1]
    bot.agent.ready = False
    status, said = await _asked(bot, "question=bonjour")
    assert status == 503 and f'">{WORDS.asleep}</p>' in said and "questions/salaire" in said
    assert "aria-invalid" not in said, "it is no fault of the question"


async def test_a_question_that_gets_no_answer_need_not_be_typed_again(bot: Stage) -> None:
    typed = "on gagne « combien » " + "a" * 2000
    _, said = await _asked(bot, urlencode({"question": typed}))
    assert f'value="{typed}"' in said
    evil = urlencode({"question": '"><script>x' + "a" * 2000})
    async with bot.http.post(f"{bot.base}/questions", data=evil, headers=FORM) as response:
        assert 'value="&#34;&gt;&lt;script&gt;xaa' in await response.text()


async def test_a_form_of_another_kind_is_refused(bot: Stage) -> None:
    for kind, body, status in (
        ("text/plain", b"question=a", 415),
        (FORM["Content-Type"], b"question=\xff", 400),
        (FORM["Content-Type"], b"question=%ff", 400),
    ):
        url, headers = f"{bot.base}/questions", {"Content-Type": kind}
        async with bot.http.post(url, data=body, headers=headers) as response:
            assert response.status == status


async def test_questions_without_script_have_a_rate(tmp_path: Path) -> None:
    async with stage(tmp_path, web_address_rate=2) as bot:
        told = [await _asked(bot, "question=bonjour") for _ in range(3)]
        assert [status for status, _ in told] == [200, 200, 429]
        assert WORDS.too_many in told[2][1]


@pytest.mark.parametrize(("rate", "status"), [(1, 429), (100, 503)])
async def test_a_page_that_is_no_answer_says_when_to_ask_again(
    tmp_path: Path, rate: int, status: int
) -> None:
    async with stage(tmp_path, web_address_rate=rate) as bot:
        await _asked(bot, "question=bonjour")
        bot.agent.ready = status != 503
        form = {"data": "question=bonjour", "headers": FORM}
        async with bot.http.post(f"{bot.base}/questions", **form) as response:
            assert response.status == status
            assert 1 <= int(response.headers["Retry-After"]) <= 60


async def test_what_a_contact_request_agrees_to_has_a_page_where_one_is_taken(
    tmp_path: Path, bot: Stage
) -> None:
    days = {"contact_days": 45, "conversation_days": 30}
    async with (
        stage(tmp_path / "taken", contact_webhook="https://crm.example.fr", **days) as taking,
        taking.http.get(f"{taking.base}/contact") as response,
    ):
        page = html.unescape(await response.text())
    assert f"<h1>{WORDS.consent_title}</h1>" in page and "noindex" in page
    for sentence in sentences_of(whole_consent(CONTENT.part(CONTACT), 45, "")):
        assert f"<p>{sentence}</p>" in page
    async with bot.http.get(f"{bot.base}/contact") as response:
        assert response.status == 404
