"""WhatsApp's buttons and lists: the templates, what fills them in, and numbers in their place."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.channels.messaging.menus import NAMES, menu, template
from bot.channels.messaging.rendering import offered
from bot.channels.messaging.sentences import LIST_BUTTON
from bot.channels.messaging.twilio import listed
from bot.channels.messaging.whatsapp import WhatsAppChannel
from bot.publishing import SENTENCES, SHORT_TITLES
from tests.channels import platform_twilio as twilio
from tests.channels.library import LIBRARY
from tests.channels.messaging.stage import Stage, stage
from tests.channels.platform import Answer, FakePlatform, until
from tests.channels.replies import buttons
from tools.message_counts import turns

TITLES = LIBRARY.current().part(SHORT_TITLES)
CHOICES = [{"title": "On gagne combien dans ce métier ?", "payload": "/salary"}, *buttons(1)]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_a_slot_for_each_word(name: str) -> None:
    made = template(name)
    slots = re.findall(r"\{\{(\d+)\}\}", json.dumps(made["types"]))
    assert made["friendly_name"] == name
    assert sorted(slots, key=int) == list(made["variables"]) and len(set(slots)) == len(slots)


def test_three_short_choices_are_buttons() -> None:
    name, variables = menu("Alors ?", CHOICES, TITLES, "Choisir") or ("", "")
    filled = json.loads(variables)
    assert name == "decroche_quick_reply_2"
    assert list(filled.values()) == ["Alors ?", "Le salaire", "/salary", "Choix 0", filled["5"]]


def test_longer_or_more_choices_are_a_list_with_their_full_titles() -> None:
    long = {"title": "Et si je travaille à mi-temps, combien ?", "payload": "/x"}
    name, variables = menu("Alors ?", [*CHOICES, long], TITLES, "Choisir") or ("", "")
    filled = list(json.loads(variables).values())
    assert name == "decroche_list_picker_3" and filled[:3] == ["Alors ?", "Choisir", "Le salaire"]
    assert filled[4] == CHOICES[0]["title"] and filled[-1] == long["title"]
    assert len(filled[-3]) <= 24
    assert (menu("?", buttons(10), TITLES, "Choisir") or ("",))[0] == "decroche_list_picker_10"


def test_each_line_fills_in_a_slot_of_its_own() -> None:
    text = "Le Smic, au début.\nSources : Insee, 2022."
    name, variables = menu(text, CHOICES, TITLES, "Choisir") or ("", "")
    assert name == "decroche_quick_reply_2_lines_2" and twilio.takes(variables)
    assert filled_in(name, variables)["body"] == text
    assert (menu("a\nb\nc", buttons(4), TITLES, "?") or ("",))[
        0
    ] == "decroche_list_picker_4_lines_3"


@pytest.mark.parametrize("text", ["", "a\n\nb", "a\tb", "a\rb", "a     b", "a\nb\nc\nd"])
def test_words_that_twilio_refuses_are_not_sent_to_it(text: str) -> None:
    assert menu(text, CHOICES, TITLES, "Choisir") is None
    assert menu("Alors ?", [*CHOICES, {"title": "a\nb", "payload": "/x"}], TITLES, "?") is None


def test_an_answer_with_choices_is_taken_word_for_word() -> None:
    """Every card, detail and variant, as WhatsApp shows them."""
    content = LIBRARY.current()
    sentences, by_number, shown = content.part(SENTENCES), Counter[str](), Counter[str]()
    for kind, replies in turns(content, "whatsapp"):
        text, choices = listed(replies, [], sentences), offered(replies)
        chosen = menu(text, choices, TITLES, sentences[LIST_BUTTON].text)
        if chosen is None:
            by_number[kind] += bool(choices)
            continue
        shown[kind] += 1
        assert twilio.takes(chosen[1]), text
        assert filled_in(*chosen)["body"] == text
    assert not {"a first answer", "an answer", "an answer on a job"} & by_number.keys()
    # Some details are lists of their own.
    assert by_number["a detail"] < shown["a detail"] / 50


def test_where_there_is_no_room_there_is_no_menu() -> None:
    assert menu("?", buttons(11), TITLES, "Choisir") is None
    assert menu("?" * 1025, buttons(2), TITLES, "Choisir") is None
    assert menu("?", [], TITLES, "Choisir") is None


def filled_in(name: str, variables: str) -> dict[str, Any]:
    """Return what a template shows: all its slots filled in, each by one of the values."""
    made, values = template(name), json.loads(variables)
    assert values.keys() == made["variables"].keys()
    (kind,) = made["types"].values()
    return {
        key: re.sub(r"\{\{(\d+)\}\}", lambda slot: values[slot[1]], shown)
        for key, shown in kind.items()
        if isinstance(shown, str)
    }


async def said(bot: Stage, text: str, **fields: str) -> None:
    await bot.post_all(twilio.signed(twilio.whatsapp(text, **fields), bot.address))


async def ready(bot: Stage) -> None:
    made = bot.platform.templates
    await until(lambda: made is not None and len(made) == len(NAMES), lambda: "the templates")
    await until(lambda: len(bot.channel._menus) == len(NAMES), lambda: "their ids")


async def choosing(bot: Stage, *script: Answer, text: str = "Choisissez") -> None:
    """Have the bot offer choices, once it is ready, the platform answering so."""
    await ready(bot)
    bot.platform.script = list(script)
    bot.agent.says["choix ?"] = {"text": text, "buttons": CHOICES}
    await said(bot, "choix ?")


@pytest.mark.feature("menu at hand", "whatsapp")
@pytest.mark.feature("buttons", "whatsapp")
async def test_choices_are_pressed_once_the_account_has_the_templates(
    tmp_path: Path, platform: FakePlatform
) -> None:
    platform.templates = {}
    async with stage(tmp_path, WhatsAppChannel, platform, twilio.SETTINGS) as bot:
        await choosing(bot)
        (shown,) = await platform.wait_for(1)
        assert shown["ContentSid"] == platform.templates["decroche_quick_reply_2"]
        assert "Body" not in shown
        await said(bot, "Le salaire", ButtonPayload="/salary", ButtonText="Le salaire")
        await said(bot, "Choix 0", ListId=CHOICES[1]["payload"], ListTitle="Choix 0")
        await platform.wait_for(3)
        assert bot.heard == ["choix ?", "/salary", CHOICES[1]["payload"]]
    before = dict(platform.templates)
    async with stage(tmp_path, WhatsAppChannel, platform, twilio.SETTINGS) as bot:
        await until(lambda: bot.channel._menus == before, lambda: "the templates of before")
    assert platform.templates == before


@pytest.mark.feature("choices by number", "whatsapp")
async def test_a_menu_that_is_refused_comes_by_number(
    tmp_path: Path, platform: FakePlatform
) -> None:
    platform.templates = {}
    async with stage(tmp_path, WhatsAppChannel, platform, twilio.SETTINGS) as bot:
        await choosing(bot, Answer(400, twilio.error(21656)))
        refused, shown = await platform.wait_for(2)
        assert "ContentSid" in refused and "ContentSid" not in shown
        assert shown["Body"].endswith("2. Choix 0\nRépondez 1 ou 2")


async def test_an_answer_above_its_sources_has_its_buttons_at_the_first_call(
    tmp_path: Path, platform: FakePlatform
) -> None:
    platform.templates = {}
    async with stage(tmp_path, WhatsAppChannel, platform, twilio.SETTINGS) as bot:
        await choosing(bot, text="Le Smic, au début.\nSource : Insee, 2022.")
        await platform.wait_for(1)
        await said(bot, "bonjour")
        shown, greeting = await platform.wait_for(2)
    assert shown["ContentSid"] == platform.templates["decroche_quick_reply_2_lines_2"]
    assert "bonjour" in greeting["Body"], "the menu was not refused and sent again by number"


async def test_a_menu_that_was_handed_over_is_not_sent_again_by_number(
    tmp_path: Path, platform: FakePlatform
) -> None:
    platform.templates = {}
    async with stage(tmp_path, WhatsAppChannel, platform, twilio.SETTINGS) as bot:
        await choosing(bot, Answer(cut=True))
        await platform.wait_for(1)
        await said(bot, "bonjour")
        menu, greeting = await platform.wait_for(2)
        assert "ContentSid" in menu and "bonjour" in greeting["Body"]


async def test_whatsapp_says_that_the_bot_is_typing(tmp_path: Path, platform: FakePlatform) -> None:
    def typing() -> list[dict[str, Any]]:
        return [call.sent for call in platform.calls if call.path == "/Indicators/Typing.json"]

    async with stage(tmp_path, WhatsAppChannel, platform, twilio.SETTINGS) as bot:
        await said(bot, "bonjour", sid="SM7")
        await until(lambda: bool(typing()), lambda: "typing")
        (shown,) = await platform.wait_for(1)
    assert typing() == [{"messageId": "SM7", "channel": "whatsapp"}]
    assert shown["StatusCallback"] == bot.address
