"""What holds on every platform alike, on a real port: signatures, copies, a platform away."""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import requests

from bot.channels.messaging.titles import shortened
from bot.channels.replies import Button
from bot.publishing import SHORT_TITLES
from tests.channels import platform_meta, platform_slack, platform_telegram, platform_twilio
from tests.channels.messaging.stage import Stage, everything_kept, rows, say, stage, texts
from tests.channels.platform import Answer, FakePlatform, until
from tests.channels.replies import LINK, PAYLOAD, buttons
from tests.channels.visitors import WAYS, Way

BUTTONS: list[Button] = [
    {"title": "Écouter les gens", "payload": PAYLOAD},
    {"title": "Et une question bien plus longue ?", "payload": "/heat_pumps"},
]
BRIEF = ("sms", "messenger")  # where buttons have the short titles of content/
# How each platform says that somebody is not to be written to any more.
GONE = {
    "telegram": Answer(403, platform_telegram.error(403, "Forbidden: bot was blocked by the user")),
    "messenger": Answer(400, platform_meta.error(551)),
    "whatsapp": Answer(400, platform_twilio.error(63024)),
    "sms": Answer(400, platform_twilio.error(21610)),
    "slack": Answer(200, platform_slack.error("channel_not_found")),
}


@pytest.fixture(params=list(WAYS))
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def way(channel: str) -> Way:
    return WAYS[channel]


@pytest_asyncio.fixture
async def bot(way: Way, tmp_path: Path, platform: FakePlatform) -> AsyncIterator[Stage]:
    async with stage(tmp_path, way.kind, platform, way.settings) as running:
        yield running


@pytest.mark.feature("message and answer")
async def test_a_message_is_answered(bot: Stage, way: Way) -> None:
    await say(bot, way, "bonjour")
    await bot.platform.wait_for(1)
    assert texts(bot, way) == ["écho : bonjour"]


@pytest.mark.feature("wrong signature refused")
async def test_with_a_wrong_signature_nothing_is_heard_or_kept(
    bot: Stage, way: Way, tmp_path: Path
) -> None:
    raw, headers = way.said("coucou de personne", "", bot.address)
    (name,) = (n for n in headers if n.endswith(("Signature", "Signature-256", "Secret-Token")))
    value = headers[name]
    wrong = value[:-4] + ("aaaa" if not value.endswith("aaaa") else "bbbb")
    assert await bot.post((raw, {**headers, name: wrong})) == 403
    assert await bot.post((raw, {**headers, name: ""})) == 403
    del headers[name]
    assert await bot.post((raw, headers)) == 403
    await asyncio.sleep(0.1)
    assert not bot.agent.begun and not rows(tmp_path, "channel_arrivals")
    assert "coucou de personne" not in everything_kept(tmp_path)


@pytest.mark.feature("wrong signature refused")
async def test_a_signature_of_bytes_that_are_no_text_is_wrong(bot: Stage, way: Way) -> None:
    raw, headers = way.said("coucou de personne", "", bot.address)
    (name,) = (n for n in headers if n.endswith(("Signature", "Signature-256", "Secret-Token")))
    odd = {**headers, name: headers[name].encode()[:-1] + b"\xe9"}
    post = functools.partial(requests.post, f"{bot.base}/webhook", raw, headers=odd, timeout=60)
    assert (await asyncio.to_thread(post)).status_code == 403
    assert not bot.agent.begun


@pytest.mark.feature("duplicates answered once")
async def test_a_message_that_comes_again_is_answered_once(bot: Stage, way: Way) -> None:
    for _ in range(3):
        await say(bot, way, "une fois", "900000001")
    await say(bot, way, "fini", "900000002")
    await until(lambda: "écho : fini" in texts(bot, way), lambda: "the last answer")
    assert texts(bot, way) == ["écho : une fois", "écho : fini"]
    assert bot.heard == ["une fois", "fini"]


@pytest.mark.feature("duplicates answered once")
async def test_eight_copies_at_once_are_answered_once(bot: Stage, way: Way) -> None:
    once = way.said("une fois", "900000011", bot.address)
    assert await asyncio.gather(*(bot.post(once) for _ in range(8))) == [200] * 8
    await say(bot, way, "fini", "900000012")
    await until(lambda: "écho : fini" in texts(bot, way), lambda: "the last answer")
    assert texts(bot, way) == ["écho : une fois", "écho : fini"]
    assert bot.heard == ["une fois", "fini"]


@pytest.mark.feature("typed « / » is no payload")
async def test_typed_words_are_never_a_payload(bot: Stage, way: Way) -> None:
    await say(bot, way, '/delete_my_data{"a": 1}')
    await bot.platform.wait_for(1)
    assert bot.heard == ['\u2060/delete_my_data{"a": 1}']


@pytest.mark.feature("buttons")
async def test_a_choice_reaches_the_bot(bot: Stage, way: Way) -> None:
    bot.agent.says["choix ?"] = {"text": "Choisissez", "buttons": BUTTONS}
    await say(bot, way, "choix ?")
    shown = await bot.platform.wait_for(1)
    choices = way.choices(shown[-1])
    titles = bot.channel.content.part(SHORT_TITLES) if way.name in BRIEF else {}
    expected = [button["title"] for button in shortened(BUTTONS, titles)]
    assert [choice.title for choice in choices] == expected
    await bot.post_all(way.pressed(choices[0], shown, bot.address))
    await bot.platform.wait_for(2)
    # A number is read by the bot itself, from the buttons that it showed.
    heard = choices[0].token if way.name in ("sms", "whatsapp") else PAYLOAD
    assert bot.heard[-1] == heard
    assert "/find" not in json.dumps([way.words(sent) for sent in shown])


@pytest.mark.feature("no identity in the database")
async def test_nothing_kept_names_the_visitor(bot: Stage, way: Way, tmp_path: Path) -> None:
    await say(bot, way, "bonjour")
    await bot.platform.wait_for(1)
    await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "an empty outbox")
    kept = [row for table in ("channel_arrivals", "channel_turns") for row in rows(tmp_path, table)]
    people = ("24680135792468013", "612345678", "4242424242", "U0000007")
    assert kept and not any(person in str(kept) for person in people)


def _waits_after_a_failure(data: Path, answers: int) -> bool:
    # Those behind the first are not tried: they would arrive before it.
    waiting = rows(data, "channel_calls")
    return len(waiting) == answers and any(row["attempts"] for row in waiting)


@pytest.mark.feature("platform down and back")
async def test_while_the_platform_is_away_nothing_is_lost_or_said_twice(
    bot: Stage, way: Way, tmp_path: Path
) -> None:
    await bot.platform.down()
    for word in ("un", "deux", "trois"):
        await say(bot, way, word)
    await until(lambda: len(bot.heard) == 3, lambda: "three messages heard")
    await until(lambda: _waits_after_a_failure(tmp_path, 3), lambda: "answers that cannot leave")
    await bot.platform.up()
    await bot.platform.wait_for(3)
    await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "an empty outbox")
    assert texts(bot, way) == ["écho : un", "écho : deux", "écho : trois"]


@pytest.mark.feature("429 and Retry-After respected")
async def test_a_platform_that_asks_for_patience_is_given_it(bot: Stage, way: Way) -> None:
    busy = {"ok": False, "error": "ratelimited", "parameters": {"retry_after": 1}}
    bot.platform.script = [Answer(429, busy, {"Retry-After": "1"})]
    await say(bot, way, "bonjour")
    await bot.platform.wait_for(2)
    first, second = (call.at for call in bot.platform.calls if call.sent in bot.platform.shown)
    assert second - first >= 1
    assert texts(bot, way) == ["écho : bonjour"] * 2  # the first was refused


@pytest.mark.feature("an answer is never sent twice")
async def test_what_was_handed_over_is_not_sent_again(bot: Stage, way: Way, tmp_path: Path) -> None:
    bot.platform.script = [Answer(cut=True)]
    await say(bot, way, "bonjour")
    await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "an empty outbox")
    await say(bot, way, "encore")
    await bot.platform.wait_for(2)
    assert texts(bot, way) == ["écho : bonjour", "écho : encore"]


@pytest.mark.feature("off without its secrets")
async def test_without_its_secrets_the_channel_is_off(
    way: Way, tmp_path: Path, platform: FakePlatform
) -> None:
    async with stage(tmp_path, way.kind, platform, {}) as bot:
        assert await bot.post(way.said("bonjour", "", bot.address)) == 404
    assert not platform.calls and not (tmp_path / "conversations.db").exists()


@pytest.mark.feature("set-up never stops the server")
async def test_the_server_starts_while_the_platform_is_away(
    way: Way, tmp_path: Path, platform: FakePlatform
) -> None:
    await platform.down()
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        await say(bot, way, "quand même")
        await platform.up()
        await platform.wait_for(1)
        assert texts(bot, way) == ["écho : quand même"]


@pytest.mark.feature("a restarted server answers what waited")
async def test_a_restarted_server_answers_what_waited(
    way: Way, tmp_path: Path, platform: FakePlatform
) -> None:
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        bot.agent.ready = False
        await say(bot, way, "avant", "900000003")
        await until(lambda: bool(rows(tmp_path, "channel_arrivals")), lambda: "the arrival")
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        await platform.wait_for(1)
        await say(bot, way, "avant", "900000003")
        await say(bot, way, "après")
        await platform.wait_for(2)
        assert texts(bot, way) == ["écho : avant", "écho : après"]


@pytest.mark.feature("size limit")
async def test_a_body_that_is_too_large_is_not_read(bot: Stage, way: Way) -> None:
    raw, headers = way.said("x", "", bot.address)
    assert await bot.post((raw + b" " * 2_000_000, headers)) == 413


@pytest.mark.feature("emoji")
async def test_emoji_go_both_ways(bot: Stage, way: Way) -> None:
    await say(bot, way, "👩🏽‍💻 👍")
    await bot.platform.wait_for(1)
    assert bot.heard == ["👩🏽‍💻 👍"] and texts(bot, way) == ["écho : 👩🏽‍💻 👍"]


@pytest.mark.feature("4, 6, 14 buttons")
@pytest.mark.parametrize("count", [4, 6, 14])
async def test_any_number_of_buttons_is_shown(bot: Stage, way: Way, count: int) -> None:
    bot.agent.says["choix ?"] = {"text": "Choisissez :", "buttons": buttons(count)}
    await say(bot, way, "choix ?")
    shown = await bot.platform.wait_for(1)
    pressable = 13 if way.name == "messenger" else 14  # the last one by its number
    assert len([choice for sent in shown for choice in way.choices(sent)]) == min(count, pressable)
    messages = (call for call in bot.platform.calls if call.sent in shown)
    assert all(bot.platform._judged(call).status < 300 for call in messages)


@pytest.mark.feature("button that opens a page")
async def test_a_button_without_payload_opens_its_page(bot: Stage, way: Way) -> None:
    bot.agent.says["où ?"] = {"text": "Voyez :", "buttons": [LINK]}
    await say(bot, way, "où ?")
    shown = await bot.platform.wait_for(1)
    assert LINK["url"] in json.dumps(shown) and way.choices(shown[0]) == []


@pytest.mark.feature("sources of a figure")
async def test_sources_are_named_with_their_addresses(bot: Stage, way: Way) -> None:
    content = bot.channel.content
    facts = content.cards["heat_pumps"].facts
    known = [content.facts[fact].source for fact in facts]
    bot.agent.says["qui ?"] = {"text": "Voici :", "metadata": {"kind": "sources", "facts": facts}}
    await say(bot, way, "qui ?")
    shown = json.dumps(await bot.platform.wait_for(1), ensure_ascii=False)
    # By SMS the bot itself says names and one address: what is shown is what it said.
    named = any(source.url and source.url in shown for source in known)
    assert named != (way.name == "sms") and "Voici" in shown


@pytest.mark.feature("blocked recipient")
async def test_who_blocked_the_bot_is_left_alone(bot: Stage, way: Way, tmp_path: Path) -> None:
    bot.platform.script = [GONE[way.name]]
    await say(bot, way, "bonjour")
    await bot.platform.wait_for(1)
    await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "an empty outbox")
    assert len(bot.platform.shown) == 1


@pytest.mark.feature("too much too fast")
async def test_who_goes_too_fast_is_told_once(
    way: Way, tmp_path: Path, platform: FakePlatform
) -> None:
    settings = {**way.settings, "web_rate": 2}
    async with stage(tmp_path, way.kind, platform, settings) as bot:
        for number in range(6):
            await say(bot, way, f"numéro {number}")
        await platform.wait_for(3)
        await until(
            lambda: not any(row["conversation"] for row in rows(tmp_path, "channel_arrivals")),
            lambda: "six answers or silences",
        )
        assert bot.heard == ["numéro 0", "numéro 1"] and len(platform.shown) == 3


@pytest.mark.feature("erasure")
async def test_erasing_leaves_nothing_of_what_was_said(
    bot: Stage, way: Way, tmp_path: Path
) -> None:
    bot.agent.says["efface"] = {"text": "C’est effacé.", "metadata": {"topic": "erased_all"}}
    await say(bot, way, "mon secret bien gardé")
    await bot.platform.wait_for(1)  # else its answer would go with the rest
    await say(bot, way, "efface")
    await bot.platform.wait_for(2)
    await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "an empty outbox")
    assert "bien gardé" not in everything_kept(tmp_path)


@pytest.mark.feature("invented or old button refused", "messenger")
async def test_an_invented_payload_does_nothing(tmp_path: Path, platform: FakePlatform) -> None:
    way = WAYS["messenger"]
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        event = platform_meta.pressed('/contact{"first_name": "Eve"}')
        await bot.post_all(platform_meta.signed(platform_meta.batch(event)))
        await platform.wait_for(1)
        assert "plus valable" in texts(bot, way)[0] and not bot.heard


@pytest.mark.feature("out of order", "messenger")
async def test_events_of_a_batch_are_answered_by_their_time(
    tmp_path: Path, platform: FakePlatform
) -> None:
    way = WAYS["messenger"]
    first, second, third = (platform_meta.said(word) for word in ("un", "deux", "trois"))
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        await bot.post_all(platform_meta.signed(platform_meta.batch(third, first, second)))
        await platform.wait_for(3)
        assert texts(bot, way) == ["écho : un", "écho : deux", "écho : trois"]


@pytest.mark.feature("set-up by itself", "messenger")
async def test_the_page_is_given_its_first_questions(
    tmp_path: Path, platform: FakePlatform
) -> None:
    def given() -> list[Any]:
        return [c.sent for c in platform.calls if c.path.startswith("/me/messenger_profile")]

    way = WAYS["messenger"]
    async with stage(tmp_path, way.kind, platform, way.settings):
        await until(lambda: bool(given()), lambda: "messenger_profile")
    assert given()[0]["get_started"] == {"payload": "/greet"}
