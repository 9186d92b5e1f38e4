"""Telegram: what reaches the bot, what its users see, what is refused."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.messaging.sentences import read_sentences
from bot.channels.messaging.telegram import TelegramChannel, marked, messages
from tests.channels import platform_telegram as telegram
from tests.channels.golden import assert_golden
from tests.channels.messaging.stage import PUBLIC, Stage, everything_kept, rows, stage
from tests.channels.platform import Answer, FakePlatform, until
from tests.channels.replies import LONG_TEXT, TURNS

BUTTONS = [{"title": f"Choix {n}", "payload": f'/find_my_job{{"option": "{n}"}}'} for n in (1, 2)]
LONG = [{"title": "Un choix", "payload": f'/find_my_job{{"option": "{"x" * 80}"}}'}]


@pytest_asyncio.fixture
async def bot(tmp_path: Path, platform: FakePlatform) -> AsyncIterator[Stage]:
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS) as running:
        yield running


async def say(bot: Stage, *updates: dict[str, Any]) -> None:
    await bot.post_all(*map(telegram.signed, updates))


async def quiet(bot: Stage) -> None:
    """Wait until a last message is answered: what came before it would have been."""
    await say(bot, telegram.said("dernier"))
    await until(lambda: "écho : dernier" in texts(bot), lambda: "the last answer")


def texts(bot: Stage) -> list[str]:
    return [shown["text"] for shown in bot.platform.shown]


@pytest.mark.feature("message and answer", "telegram")
async def test_a_message_is_answered_in_its_chat(bot: Stage) -> None:
    await say(bot, telegram.said("bonjour"))
    (shown,) = await bot.platform.wait_for(1)
    assert shown["chat_id"] == telegram.PERSON and shown["text"] == "écho : bonjour"
    (message,) = bot.agent.heard
    assert message.input_channel == message.output_channel.name() == "telegram"


@pytest.mark.feature("no identity in the database", "telegram")
async def test_the_conversation_is_named_after_nobody(bot: Stage, tmp_path: Path) -> None:
    await say(bot, telegram.said("bonjour"))
    await bot.platform.wait_for(1)
    assert bot.agent.heard[0].sender_id.startswith("telegram-")
    assert str(telegram.PERSON) not in bot.agent.heard[0].sender_id
    await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "the delivery")
    kept = [*rows(tmp_path, "channel_seen"), *rows(tmp_path, "channel_turns")]
    assert kept and str(telegram.PERSON) not in str(kept)


@pytest.mark.feature("wrong signature refused", "telegram")
@pytest.mark.parametrize("secret", ["", "telegram-secret-of-the-test", "é", telegram.SECRET + " x"])
async def test_without_the_secret_nothing_is_heard_or_kept(
    bot: Stage, tmp_path: Path, secret: str
) -> None:
    raw, headers = telegram.signed(telegram.said("coucou de personne"))
    headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    assert await bot.post((raw, headers)) == 403
    del headers["X-Telegram-Bot-Api-Secret-Token"]
    assert await bot.post((raw, headers)) == 403
    assert not rows(tmp_path, "channel_seen") and not bot.agent.begun
    assert "coucou de personne" not in everything_kept(tmp_path)


@pytest.mark.feature("buttons", "telegram")
async def test_buttons_stand_in_rows_and_are_answered(bot: Stage) -> None:
    bot.agent.says["choix ?"] = {"text": "Choisissez", "buttons": BUTTONS}
    await say(bot, telegram.said("choix ?"))
    (shown,) = await bot.platform.wait_for(1)
    keyboard = shown["reply_markup"]["inline_keyboard"]
    data = [button["callback_data"] for row in keyboard for button in row]
    assert data == [button["payload"] for button in BUTTONS]
    await say(bot, telegram.pressed(data[1], keyboard))
    await bot.platform.wait_for(2)
    assert bot.heard[-1] == BUTTONS[1]["payload"]
    paths = [call.path.rpartition("/")[2] for call in bot.platform.calls]
    assert paths.count("answerCallbackQuery") == 1
    (edited,) = [c.sent for c in bot.platform.calls if c.path.endswith("/editMessageReplyMarkup")]
    (row,) = edited["reply_markup"]["inline_keyboard"]
    assert [key["text"] for key in row] == [f"✓ {BUTTONS[1]['title']}"]


@pytest.mark.feature("pressed buttons marked", "telegram")
def test_a_pressed_suggestion_is_marked_and_the_others_stay() -> None:
    rows = [[{"text": "Plus", "callback_data": "/more"}, {"text": "Page", "url": "https://x.fr"}]]
    once = marked(rows, "/more")
    assert [key["text"] for key in once[0]] == ["✓ Plus", "Page"] and marked(once, "/more") == once


@pytest.mark.feature("pressed buttons marked", "telegram")
def test_of_a_question_the_answer_alone_stays() -> None:
    keys = [{"text": word, "callback_data": f'/x{{"option": "{word}"}}'} for word in ("a", "b")]
    assert marked([keys[:1], keys[1:]], keys[1]["callback_data"]) == [[{**keys[1], "text": "✓ b"}]]


async def test_a_payload_too_long_for_telegram_is_chosen_by_the_buttons_words(bot: Stage) -> None:
    bot.agent.says["choix ?"] = {"buttons": LONG}
    await say(bot, telegram.said("choix ?"))
    (shown,) = await bot.platform.wait_for(1)
    keyboard = shown["reply_markup"]["inline_keyboard"]
    assert keyboard == [[{"text": "Un choix", "callback_data": "#1"}]]
    await say(bot, telegram.pressed("#1", keyboard), telegram.pressed("#1"))
    await bot.platform.wait_for(3)
    assert bot.heard[1:] == ["Un choix", "1"]


@pytest.mark.feature("invented or old button refused", "telegram")
async def test_a_button_that_was_never_offered_does_nothing(bot: Stage) -> None:
    await say(bot, telegram.pressed('/contact{"first_name": "Eve"}'))
    (shown,) = await bot.platform.wait_for(1)
    assert "Ce bouton n'est plus valable" in shown["text"].replace("’", "'")
    assert not bot.heard


@pytest.mark.feature("typed « / » is no payload", "telegram")
async def test_typed_words_are_never_a_payload(bot: Stage) -> None:
    await say(bot, telegram.said("/salary"), telegram.said('/contact{"a": 1}'))
    await bot.platform.wait_for(2)
    assert bot.heard == ["\u2060/salary", '\u2060/contact{"a": 1}']


@pytest.mark.feature("deep link or first contact", "telegram")
@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("/start", "/greet"),
        ("/start heat_pumps", "/heat_pumps"),
        ("/start@decroche_bot heat_pumps", "/heat_pumps"),
        ("/start no_such_topic", "/greet"),
        ("/help", "/help"),
        ("/menu", "/help"),
        ("/METIER", "/find_my_job"),
        ("/effacer", "/privacy"),  # nothing goes before the visitor pressed « Effacer »
    ],
)
async def test_a_deep_link_asks_its_topic(bot: Stage, typed: str, payload: str) -> None:
    await say(bot, telegram.said(typed))
    await bot.platform.wait_for(1)
    assert bot.heard == [payload]


@pytest.mark.feature("duplicates answered once", "telegram")
async def test_an_update_that_comes_again_is_answered_once(bot: Stage) -> None:
    update = telegram.said("une fois")
    await say(bot, update, update, update)
    await quiet(bot)
    assert texts(bot).count("écho : une fois") == 1 and bot.heard.count("une fois") == 1


@pytest.mark.feature("out of order", "telegram")
async def test_what_waits_is_answered_in_the_order_of_its_numbers(bot: Stage) -> None:
    first, second, third = (telegram.said(word) for word in ("un", "deux", "trois"))
    bot.agent.gate.clear()
    await say(bot, first)
    await until(lambda: bool(bot.agent.begun), lambda: "the first")
    await say(bot, third, second)
    bot.agent.gate.set()
    await bot.platform.wait_for(3)
    assert texts(bot) == ["écho : un", "écho : deux", "écho : trois"]


@pytest.mark.feature("media answered by a sentence", "telegram")
@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"voice": {"file_id": "x"}}, "vocaux"),
        ({"photo": [{"file_id": "x"}]}, "images"),
        ({"video": {"file_id": "x"}}, "vidéos"),
        ({"document": {"file_id": "x"}}, "fichiers"),
        ({"document": {"file_id": "x"}, "animation": {"file_id": "x"}}, "images"),
        ({"sticker": {"file_id": "x"}}, "mots"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "position"),
        ({"contact": {"phone_number": "+33612345678"}}, "fiches"),
        ({"poll": {"id": "1"}}, "écrits"),
    ],
)
async def test_media_get_a_clear_sentence(bot: Stage, message: Any, words: str) -> None:
    await say(bot, telegram.sent(**message))
    (shown,) = await bot.platform.wait_for(1)
    assert words in shown["text"] and not bot.heard


async def test_the_words_under_a_picture_are_heard(bot: Stage) -> None:
    await say(bot, telegram.sent(photo=[{"file_id": "x"}], caption="c'est quoi ?"))
    await bot.platform.wait_for(1)
    assert bot.heard == ["c'est quoi ?"]


@pytest.mark.feature("edited, blocked and unknown events ignored", "telegram")
async def test_what_says_nothing_is_taken_calmly(bot: Stage) -> None:
    group = telegram.said("salut tous")
    group["message"]["chat"] = {"id": -100, "type": "supergroup"}
    other_bot = telegram.said("je suis un robot")
    other_bot["message"]["from"]["is_bot"] = True
    odd = [{}, {"update_id": 1}, {"update_id": "x", "message": []}, {"update_id": 2, "poll": {}}]
    odd += [{"message": {"text": "sans numéro"}}, telegram.sent(pinned_message={"text": "x"})]
    odd += [{"update_id": 3, "callback_query": {"id": "1", "data": "/greet"}}]
    await say(bot, telegram.edited("corrigé"), telegram.blocked(), group, other_bot, *odd)
    _, headers = telegram.signed({})
    for body in (b"", b"[]", b"{", b"\xff", b"[" * 5000, b"null"):
        assert await bot.post((body, headers)) == 200
    await quiet(bot)
    assert bot.heard == ["dernier"]


@pytest.mark.feature("long texts", "telegram")
async def test_a_long_answer_comes_in_pieces_cut_between_sentences(bot: Stage) -> None:
    bot.agent.says["long"] = {"text": LONG_TEXT, "buttons": BUTTONS}
    await say(bot, telegram.said("long"))
    shown = await bot.platform.wait_for(3)
    assert " ".join(each["text"] for each in shown) == LONG_TEXT.strip()
    assert all(each["text"].endswith(".") for each in shown)
    assert ["reply_markup" in each for each in shown] == [False, False, True]


@pytest.mark.feature("blocked recipient", "telegram")
async def test_a_visitor_who_blocked_the_bot_is_left_alone(bot: Stage, tmp_path: Path) -> None:
    bot.agent.says["deux"] = {"text": LONG_TEXT}
    forbidden = telegram.error(403, "Forbidden: bot was blocked by the user")
    bot.platform.script = [Answer(403, forbidden)]
    await say(bot, telegram.said("deux"))
    await bot.platform.wait_for(1)
    await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "an empty outbox")
    assert len(bot.platform.shown) == 1


@pytest.mark.feature("set-up by itself", "telegram")
async def test_the_webhook_is_given_to_telegram_at_the_start(bot: Stage) -> None:
    def given() -> list[Any]:
        return [call.sent for call in bot.platform.calls if call.path.endswith("/setWebhook")]

    await until(lambda: bool(given()), lambda: "setWebhook")
    assert given()[0]["url"] == f"{PUBLIC}/webhooks/telegram/webhook"
    assert given()[0]["secret_token"] == telegram.SECRET
    assert given()[0]["allowed_updates"] == ["message", "callback_query"]


@pytest.mark.feature("menu at hand", "telegram")
async def test_the_bot_says_who_it_is_and_what_it_can_do(bot: Stage) -> None:
    def given(method: str) -> list[dict[str, Any]]:
        return [c.sent for c in bot.platform.calls if c.path.endswith(f"/{method}")]

    await until(lambda: bool(given("setChatMenuButton")), lambda: "the menu button")
    (commands,) = [sent["commands"] for sent in given("setMyCommands")]
    assert {"menu", "quiz", "effacer"} <= {command["command"] for command in commands}
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) for command in commands)
    assert all(1 <= len(command["description"]) <= 256 for command in commands)
    assert 0 < len(given("setMyDescription")[0]["description"]) <= 512
    assert 0 < len(given("setMyShortDescription")[0]["short_description"]) <= 120


@pytest.mark.feature("set-up by itself", "telegram")
async def test_the_server_starts_while_telegram_is_away(
    tmp_path: Path, platform: FakePlatform
) -> None:
    await platform.down()
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS) as bot:
        await say(bot, telegram.said("quand même"))
        await platform.up()
        await platform.wait_for(1)
        await until(
            lambda: any(call.path.endswith("/setWebhook") for call in platform.calls),
            lambda: "setWebhook",
        )


@pytest.mark.feature("off without its secrets", "telegram")
@pytest.mark.parametrize("given", [{}, {"telegram_token": telegram.TOKEN}])
async def test_without_its_secrets_the_channel_is_off(
    tmp_path: Path, platform: FakePlatform, given: dict[str, str]
) -> None:
    async with stage(tmp_path, TelegramChannel, platform, given) as bot:
        assert await bot.post(telegram.signed(telegram.said("bonjour"))) == 404
    assert not platform.calls and not (tmp_path / "conversations.db").exists()


@pytest.mark.feature("too much too fast", "telegram")
async def test_who_goes_too_fast_is_told_once(tmp_path: Path, platform: FakePlatform) -> None:
    settings = {**telegram.SETTINGS, "web_rate": 2}
    async with stage(tmp_path, TelegramChannel, platform, settings) as bot:
        await say(bot, *(telegram.said(f"numéro {n}") for n in range(6)))
        await platform.wait_for(3)
        await say(bot, telegram.said("un autre", person=7))
        await platform.wait_for(4)
        assert bot.heard == ["numéro 0", "numéro 1", "un autre"]


@pytest.mark.feature("size limit", "telegram")
async def test_a_body_that_is_too_large_is_not_read(bot: Stage) -> None:
    _, headers = telegram.signed({})
    assert await bot.post((b" " * 2_000_000, headers)) == 413


@pytest.mark.feature("rendering within the platform's limits", "telegram")
@pytest.mark.parametrize("turn", TURNS)
def test_replies_look_as_they_should(turn: str) -> None:
    sentences = read_sentences()
    shown = [each for reply in TURNS[turn] for each in messages(reply, sentences)]
    assert shown and all(not telegram.fault({"chat_id": 1, **each}) for each in shown)
    assert_golden(f"telegram_{turn}", shown)
