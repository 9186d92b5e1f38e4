"""Slack: what reaches the bot, what members see, what is refused."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.messaging.sentences import read_sentences
from bot.channels.messaging.slack import SlackChannel
from bot.channels.messaging.slack_blocks import messages
from tests.channels import platform_slack as slack
from tests.channels.golden import assert_golden
from tests.channels.messaging.stage import Stage, everything_kept, rows, stage
from tests.channels.platform import Answer, FakePlatform, until
from tests.channels.replies import LONG_TEXT, TURNS

BUTTONS = [{"title": f"Choix {n}", "payload": f'/find_my_job{{"option": "{n}"}}'} for n in range(6)]


@pytest_asyncio.fixture
async def bot(tmp_path: Path, platform: FakePlatform) -> AsyncIterator[Stage]:
    async with stage(tmp_path, SlackChannel, platform, slack.SETTINGS) as running:
        yield running


async def say(bot: Stage, *bodies: Any) -> None:
    await bot.post_all(*map(slack.signed, bodies))


async def quiet(bot: Stage) -> None:
    """Wait until a last message is answered: what came before it would have been."""
    await say(bot, slack.said("dernier"))
    await until(lambda: "écho : dernier" in texts(bot), lambda: "the last answer")


def texts(bot: Stage) -> list[str]:
    return [shown["text"] for shown in bot.platform.shown]


@pytest.mark.feature("message and answer", "slack")
async def test_a_direct_message_is_answered_where_it_was_written(bot: Stage) -> None:
    await say(bot, slack.said("bonjour"))
    (shown,) = await bot.platform.wait_for(1)
    assert shown["channel"] == slack.DIRECT and shown["text"] == "écho : bonjour"
    assert "thread_ts" not in shown and shown["unfurl_links"] is False
    (message,) = bot.agent.heard
    assert message.input_channel == message.output_channel.name() == "slack"


@pytest.mark.feature("no identity in the database", "slack")
async def test_the_conversation_is_named_after_nobody(bot: Stage, tmp_path: Path) -> None:
    await say(bot, slack.said("bonjour"))
    await bot.platform.wait_for(1)
    await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "the delivery")
    assert slack.PERSON not in bot.agent.heard[0].sender_id
    kept = [
        str(row) for table in ("channel_seen", "channel_turns") for row in rows(tmp_path, table)
    ]
    names = (slack.PERSON, slack.DIRECT, slack.TEAM)
    assert kept and not any(name in row for name in names for row in kept)


@pytest.mark.feature("wrong signature refused", "slack")
@pytest.mark.parametrize("seconds", [-301, 301])
async def test_a_signature_holds_for_five_minutes(bot: Stage, seconds: int) -> None:
    late = slack.signed(slack.said("trop tard"), at=time.time() + seconds)
    assert await bot.post(late) == 403
    await quiet(bot)
    assert bot.heard == ["dernier"]


@pytest.mark.feature("wrong signature refused", "slack")
async def test_without_a_good_signature_nothing_is_heard_or_kept(
    bot: Stage, tmp_path: Path
) -> None:
    raw, good = slack.signed(slack.said("coucou de personne"))
    name, moment = "X-Slack-Signature", "X-Slack-Request-Timestamp"
    wrong: list[dict[str, str]] = [
        {**good, name: good[name][:-1] + ("0" if good[name][-1] != "0" else "1")},
        {**good, name: good[name].removeprefix("v0=")},
        {**good, name: ""},
        {**good, name: "v0=é"},
        {**good, moment: ""},
        {**good, moment: "now"},
        {**good, moment: "9" * 4000},
        {**good, moment: str(int(good[moment]) + 1)},
        {key: value for key, value in good.items() if key not in (name, moment)},
        slack.signed(slack.said("coucou de personne"), secret="another")[1],
    ]
    for headers in wrong:
        assert await bot.post((raw, headers)) == 403
    assert await bot.post((raw + b" ", good)) == 403
    assert not rows(tmp_path, "channel_seen") and not bot.agent.begun
    assert "coucou de personne" not in everything_kept(tmp_path)


async def test_the_address_is_proved_to_slack(bot: Stage) -> None:
    raw, headers = slack.signed({"type": "url_verification", "challenge": "3eZbrw1a", "token": "x"})
    async with bot.http.post(f"{bot.base}/webhook", data=raw, headers=headers) as response:
        assert (response.status, await response.text()) == (200, "3eZbrw1a")
    headers["X-Slack-Signature"] = "v0=0"
    assert await bot.post((raw, headers)) == 403


@pytest.mark.feature("mentions", "slack")
async def test_a_mention_is_answered_in_its_thread(bot: Stage) -> None:
    mention = slack.mentioned("on gagne combien ?")
    await say(bot, mention)
    (shown,) = await bot.platform.wait_for(1)
    assert (shown["channel"], shown["thread_ts"]) == (slack.PUBLIC, mention["event"]["ts"])
    await say(bot, slack.mentioned("et la nuit ?", thread_ts="1.5"), slack.mentioned(""))
    await bot.platform.wait_for(3)
    assert bot.platform.shown[1]["thread_ts"] == "1.5"
    assert bot.heard == ["on gagne combien ?", "et la nuit ?", "/greet"]


@pytest.mark.feature("mentions", "slack")
async def test_a_channel_knows_nothing_of_the_direct_messages(bot: Stage) -> None:
    await say(bot, slack.said("entre nous"), slack.mentioned("devant tous"))
    await bot.platform.wait_for(2)
    assert len({message.sender_id for message in bot.agent.heard}) == 2


@pytest.mark.feature("buttons", "slack")
async def test_buttons_stand_by_five_and_are_answered(bot: Stage) -> None:
    bot.agent.says["choix ?"] = {"text": "Choisissez", "buttons": BUTTONS}
    await say(bot, slack.said("choix ?"))
    (shown,) = await bot.platform.wait_for(1)
    actions = [block["elements"] for block in shown["blocks"] if block["type"] == "actions"]
    assert [len(elements) for elements in actions] == [5, 1]
    await say(bot, slack.pressed(actions[1][0]["value"]))
    await bot.platform.wait_for(2)
    assert bot.heard[-1] == BUTTONS[5]["payload"]


async def test_a_button_in_a_thread_is_answered_there(bot: Stage) -> None:
    await say(bot, slack.pressed("/help", channel=slack.PUBLIC, thread_ts="1.5"))
    (shown,) = await bot.platform.wait_for(1)
    assert (shown["channel"], shown["thread_ts"]) == (slack.PUBLIC, "1.5")


async def test_a_payload_too_long_for_slack_is_chosen_by_the_buttons_words(bot: Stage) -> None:
    await say(bot, slack.pressed("", title="Un choix"))
    await bot.platform.wait_for(1)
    assert bot.heard == ["Un choix"]


@pytest.mark.feature("invented or old button refused", "slack")
async def test_a_button_that_was_never_offered_does_nothing(bot: Stage) -> None:
    await say(bot, slack.pressed('/contact{"first_name": "Eve"}'))
    (shown,) = await bot.platform.wait_for(1)
    assert "plus valable" in shown["text"] and not bot.heard


@pytest.mark.feature("typed « / » is no payload", "slack")
async def test_typed_words_are_never_a_payload(bot: Stage) -> None:
    await say(bot, slack.said("/salary"), slack.mentioned('/contact{"a": 1}'))
    await bot.platform.wait_for(2)
    assert sorted(bot.heard) == ['\u2060/contact{"a": 1}', "\u2060/salary"]


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Tom &amp; Jerry &lt;3", "Tom & Jerry <3"),
        (f"<@{slack.BOT}> salut", "salut"),
        ("voir <https://example.fr|example.fr>", "voir example.fr"),
        ("voir <https://example.fr/a?b=1&amp;c=2>", "voir https://example.fr/a?b=1&c=2"),
        ("<mailto:a@example.fr|a@example.fr>", "a@example.fr"),
    ],
)
async def test_slacks_own_marks_are_taken_off(bot: Stage, written: str, heard: str) -> None:
    await say(bot, slack.said(written))
    await bot.platform.wait_for(1)
    assert bot.heard == [heard]


@pytest.mark.feature("duplicates answered once", "slack")
async def test_an_event_that_comes_again_is_answered_once(bot: Stage) -> None:
    event, press = slack.said("une fois"), slack.pressed("/help")
    await say(bot, event, press, event, press, event)
    await quiet(bot)
    assert sorted(bot.heard) == ["/help", "dernier", "une fois"]


@pytest.mark.feature("out of order", "slack")
async def test_what_waits_is_answered_in_the_order_of_its_moments(bot: Stage) -> None:
    first, second, third = (slack.said(word) for word in ("un", "deux", "trois"))
    bot.agent.gate.clear()
    await say(bot, first)
    await until(lambda: bool(bot.agent.begun), lambda: "the first")
    await say(bot, third, second)
    bot.agent.gate.set()
    await bot.platform.wait_for(3)
    assert texts(bot) == ["écho : un", "écho : deux", "écho : trois"]


@pytest.mark.feature("media answered by a sentence", "slack")
@pytest.mark.parametrize(
    ("mimetype", "words"),
    [
        ("audio/mp4", "vocaux"),
        ("image/png", "images"),
        ("video/mp4", "vidéos"),
        ("application/pdf", "fichiers"),
    ],
)
async def test_files_get_a_clear_sentence(bot: Stage, mimetype: str, words: str) -> None:
    await say(bot, slack.shared(mimetype), slack.shared(mimetype, "et ceci ?"))
    await bot.platform.wait_for(2)
    assert words in bot.platform.shown[0]["text"] and bot.heard == ["et ceci ?"]


@pytest.mark.feature("edited, blocked and unknown events ignored", "slack")
async def test_what_is_not_said_to_the_bot_is_taken_calmly(bot: Stage) -> None:
    ignored: list[Any] = [
        slack.said("corrigé", subtype="message_changed"),
        slack.said("d'un robot", bot_id="B1"),
        slack.said("dans un canal", channel_type="channel", channel=slack.PUBLIC),
        slack.said("sans auteur", person=""),
        slack.said(""),
        slack.opened_link(),
        {"payload": "{"},
        {"payload": "[]"},
        {"payload": '{"type": "view_submission"}'},
        {"payload": '{"type": "block_actions", "actions": []}'},
        {},
        {"type": "event_callback", "event": []},
        {"type": "event_callback", "event": {"type": "message", "files": 3}},
    ]
    await say(bot, *ignored)
    await quiet(bot)
    assert bot.heard == ["dernier"]


@pytest.mark.feature("long texts", "slack")
async def test_a_long_answer_comes_in_pieces_cut_between_sentences(bot: Stage) -> None:
    bot.agent.says["long"] = {"text": LONG_TEXT, "buttons": BUTTONS}
    await say(bot, slack.said("long"))
    shown = await bot.platform.wait_for(6)
    assert " ".join(each["text"] for each in shown) == LONG_TEXT.strip()
    assert all(each["text"].endswith(".") for each in shown)
    assert [len(each["blocks"]) for each in shown] == [1, 1, 1, 1, 1, 3]


@pytest.mark.feature("blocked recipient", "slack")
async def test_a_member_who_left_is_left_alone(bot: Stage, tmp_path: Path) -> None:
    bot.agent.says["long"] = {"text": LONG_TEXT}
    bot.platform.script = [Answer(200, slack.error("channel_not_found"))]
    await say(bot, slack.said("long"))
    await bot.platform.wait_for(1)
    await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "an empty outbox")
    assert len(bot.platform.shown) == 1


@pytest.mark.feature("off without its secrets", "slack")
@pytest.mark.parametrize("given", [{}, {"slack_token": slack.TOKEN}])
async def test_without_its_secrets_the_channel_is_off(
    tmp_path: Path, platform: FakePlatform, given: dict[str, str]
) -> None:
    async with stage(tmp_path, SlackChannel, platform, given) as bot:
        assert await bot.post(slack.signed(slack.said("bonjour"))) == 404
    assert not platform.calls and not (tmp_path / "conversations.db").exists()


@pytest.mark.feature("too much too fast", "slack")
async def test_who_goes_too_fast_is_told_once(tmp_path: Path, platform: FakePlatform) -> None:
    settings = {**slack.SETTINGS, "web_rate": 2}
    async with stage(tmp_path, SlackChannel, platform, settings) as bot:
        await say(bot, *(slack.said(f"numéro {n}") for n in range(6)))
        await platform.wait_for(3)
        await say(bot, slack.said("un autre", person="U0000099"))
        await platform.wait_for(4)
        assert bot.heard == ["numéro 0", "numéro 1", "un autre"]


@pytest.mark.feature("size limit", "slack")
async def test_a_body_that_is_too_large_is_not_read(bot: Stage) -> None:
    assert await bot.post((b" " * 2_000_000, slack.signed({})[1])) == 413


@pytest.mark.feature("rendering within the platform's limits", "slack")
@pytest.mark.parametrize("turn", TURNS)
def test_replies_look_as_they_should(turn: str) -> None:
    sentences = read_sentences()
    shown = [each for reply in TURNS[turn] for each in messages(reply, sentences)]
    assert shown and all(not slack.fault({"channel": "D1", **each}) for each in shown)
    assert_golden(f"slack_{turn}", shown)
