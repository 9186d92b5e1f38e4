"""The API of the web channel: what it answers, what it refuses, and that nothing is lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.channels.web.stub import Clock, Stage, StubAgent, stage

ID = "0b5e3c1e-8a55-4d1f-9e47-2f3f1a2b3c4d"
FRIEND = "https://recrutement.example.fr"
PROBLEM = "application/problem+json"


@pytest_asyncio.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, web_origins=(FRIEND,)) as running:
        yield running


async def refused(page: Any, method: str, path: str, body: Any = None, **more: Any) -> int:
    """Return the status of a refusal that a page can show, after checking its shape."""
    status, said, headers = await page.ask(method, path, body, **more)
    assert headers["Content-Type"] == PROBLEM
    assert said["status"] == status and said["title"] and said["detail"]
    assert said["type"].startswith("urn:problem-type:decroche:")
    assert "Traceback" not in str(said)
    return int(status)


async def test_a_session_carries_a_token_a_profile_and_its_end(bot: Stage) -> None:
    _, said, headers = await bot.page().ask("POST", "api/session", {"profile": "kiosk"})
    assert said["profile"] == "kiosk" and said["token"] and said["dictation"] is False
    assert said["expires_at"] == "2027-01-15T09:00:00Z"
    assert headers["Cache-Control"] == "no-store"


async def test_each_session_has_a_conversation_of_its_own(bot: Stage) -> None:
    one, other = await bot.page().open(), await bot.page().open()
    await one.say("secret d'un visiteur")
    _, said, _ = await other.ask("GET", "api/messages")
    assert said == {"turns": []}
    assert len({message.sender_id for message in bot.agent.heard}) == 1
    await other.say("autre chose")
    assert len({message.sender_id for message in bot.agent.heard}) == 2


async def test_the_profile_names_the_channel_that_the_bot_speaks_to(bot: Stage) -> None:
    await (await bot.page().open("site")).say("un")
    await (await bot.page().open("kiosk")).say("deux")
    assert [m.output_channel.name() for m in bot.agent.heard] == ["web", "kiosk"]
    assert [m.sender_id.partition("-")[0] for m in bot.agent.heard] == ["site", "kiosk"]


async def test_the_same_id_is_answered_once(bot: Stage) -> None:
    page = await bot.page().open()
    first = await page.say("bonjour", ID)
    assert await page.say("bonjour", ID) == first
    assert len(bot.agent.heard) == 1


async def test_the_same_id_waits_for_the_answer_under_way(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.gate.clear()
    asked = [asyncio.create_task(page.say("bonjour", ID)) for _ in range(5)]
    await asyncio.sleep(0.1)
    bot.agent.gate.set()
    told = await asyncio.gather(*asked)
    assert all(replies == told[0] for replies in told)
    assert len(bot.agent.heard) == 1


async def test_a_visitor_who_hangs_up_finds_the_answer_later(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.gate.clear()
    asked = asyncio.create_task(page.say("bonjour", ID))
    await asyncio.sleep(0.1)
    asked.cancel()
    await asyncio.sleep(0.1)
    bot.agent.gate.set()
    assert (await page.say("bonjour", ID))[0]["text"] == "écho : bonjour"
    assert len(bot.agent.heard) == 1


async def test_the_same_id_of_two_visitors_is_two_messages(bot: Stage) -> None:
    one, other = await bot.page().open(), await bot.page().open()
    assert (await one.say("un", ID))[0]["text"] == "écho : un"
    assert (await other.say("deux", ID))[0]["text"] == "écho : deux"


async def test_messages_of_one_conversation_are_answered_in_order_and_without_delay(
    bot: Stage,
) -> None:
    page = await bot.page().open()
    bot.agent.gate.clear()
    asked = []
    for number in range(4):
        asked.append(asyncio.create_task(page.say(f"message {number}")))
        await asyncio.sleep(0.05)
    bot.agent.gate.set()
    started = asyncio.get_running_loop().time()
    await asyncio.gather(*asked)
    assert asyncio.get_running_loop().time() - started < 0.9  # Rasa's lock looks once a second
    assert [m.text for m in bot.agent.heard] == [f"message {n}" for n in range(4)]


async def test_a_restarted_server_replays(tmp_path: Path) -> None:
    agent = StubAgent()
    async with stage(tmp_path, agent) as before:
        page = await before.page().open()
        first = await page.say("bonjour", ID)
    async with stage(tmp_path, agent) as after:
        again = after.page()
        again.token = page.token
        assert await again.say("bonjour", ID) == first
        assert len(agent.heard) == 1


@pytest.mark.parametrize("was_saved", [True, False])
async def test_a_server_killed_between_answer_and_memory_answers_once(
    tmp_path: Path, was_saved: bool
) -> None:
    agent = StubAgent()
    async with stage(tmp_path, agent) as before:
        page = await before.page().open()
        if was_saved:  # the conversation is saved, the replay is not: the database went away
            conversations = before.channel._conversations
            conversations._replays.keep = _fail  # type: ignore[method-assign]
        else:
            agent.fault = RuntimeError("killed")
        assert await refused(page, "POST", "api/messages", {"id": ID, "text": "allô"}) >= 500
    agent.fault = None
    async with stage(tmp_path, agent, Clock(1_800_000_010.0)) as after:
        again = after.page()
        again.token = page.token
        assert (await again.say("allô", ID))[0]["text"] == "écho : allô"
        assert len(agent.heard) == 1


def _fail(*arguments: Any) -> None:
    raise RuntimeError("killed")


async def test_two_servers_on_one_database_answer_once(tmp_path: Path) -> None:
    agent = StubAgent()
    agent.gate.clear()
    async with stage(tmp_path, agent) as one, stage(tmp_path, agent) as other:
        page = await one.page().open()
        twin = other.page()
        twin.token = page.token
        first = asyncio.create_task(page.say("bonjour", ID))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(twin.say("bonjour", ID))
        await asyncio.sleep(0.1)
        agent.gate.set()
        assert await first == await second
        assert len(agent.heard) == 1


async def test_the_history_tells_words_titles_and_ids(bot: Stage) -> None:
    page = await bot.page().open()
    await page.ask("POST", "api/messages", {"id": "greeting-1", "payload": "/greet"})
    await page.say("on gagne combien ?", ID)
    button = {"id": "button-01", "payload": "/salary", "title": "Le salaire"}
    await page.ask("POST", "api/messages", button)
    _, said, _ = await page.ask("GET", "api/messages")
    assert [(turn["id"], turn["said"]) for turn in said["turns"]] == [
        ("greeting-1", None),
        (ID, "on gagne combien ?"),
        ("button-01", "Le salaire"),
    ]
    assert said["turns"][1]["replies"][0]["text"] == "écho : on gagne combien ?"


async def test_the_history_begins_where_the_visitor_started_over(bot: Stage) -> None:
    bot.agent.says["/start_over"] = {"text": "On repart.", "metadata": {"topic": "start_over"}}
    page = await bot.page().open()
    await page.say("avant")
    over = {"id": "start-over-1", "payload": "/start_over", "title": "Recommencer"}
    await page.ask("POST", "api/messages", over)
    await page.say("après")
    _, said, _ = await page.ask("GET", "api/messages")
    assert [turn["said"] for turn in said["turns"]] == ["Recommencer", "après"]


async def test_restart_opens_a_new_conversation_and_shuts_the_old_one(bot: Stage) -> None:
    page = await bot.page().open("kiosk")
    await page.say("ancien")
    status, said, _ = await page.ask("POST", "api/session", {"restart": True})
    assert status == 201 and said["profile"] == "kiosk"
    assert await refused(page, "GET", "api/messages") == 410
    assert await refused(page, "POST", "api/session", {"restart": True}) == 410
    conversation = bot.agent.heard[0].sender_id
    assert await bot.agent.tracker_store.exists(conversation)  # its data stay
    page.token = said["token"]
    assert (await page.ask("GET", "api/messages"))[1] == {"turns": []}


async def test_erasing_shuts_the_conversation_for_good(tmp_path: Path) -> None:
    agent = StubAgent()
    async with stage(tmp_path, agent) as bot:
        page = await bot.page().open()
        await page.say("à effacer", ID)
        assert (await page.ask("DELETE", "api/conversation"))[0] == 204
        assert not await agent.tracker_store.exists(agent.heard[0].sender_id)
        assert await refused(page, "DELETE", "api/conversation") == 410
        assert await refused(page, "GET", "api/messages") == 410
        assert await refused(page, "POST", "api/messages", {"id": ID, "text": "encore"}) == 410
    async with stage(tmp_path, agent) as restarted:
        again = restarted.page()
        again.token = page.token
        assert await refused(again, "POST", "api/messages", {"id": ID, "text": "encore"}) == 410


async def test_what_waits_behind_an_erasure_is_refused(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.gate.clear()
    first = asyncio.create_task(page.say("d'abord"))
    await asyncio.sleep(0.05)
    erased = asyncio.create_task(page.ask("DELETE", "api/conversation"))
    await asyncio.sleep(0.05)
    last = asyncio.create_task(
        page.ask("POST", "api/messages", {"id": ID, "text": "marque indélébile"})
    )
    await asyncio.sleep(0.05)
    bot.agent.gate.set()
    assert (await first)[0]["text"] == "écho : d'abord"
    assert (await erased)[0] == 204 and (await last)[0] == 410
    assert list(await bot.agent.tracker_store.keys()) == []


# --- Tokens -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Basic YTpi",
        "Bearer a.b.c",
        "Bearer " + "x" * 5000,
    ],
)
async def test_without_a_token_of_ours_nothing_is_shown(bot: Stage, authorization: str) -> None:
    page = bot.page(Authorization=authorization)
    assert await refused(page, "GET", "api/messages") == 401
    assert await refused(page, "DELETE", "api/conversation") == 401
    assert await refused(page, "POST", "api/messages", {"id": ID, "text": "x"}) == 401
    assert await refused(page, "POST", "api/session", {"restart": True}) == 401
    assert bot.agent.heard == []


async def test_a_token_changed_in_any_place_is_refused(bot: Stage) -> None:
    page = await bot.page().open()
    genuine = page.token
    for place in range(0, len(genuine), 7):
        other = "A" if genuine[place] != "A" else "B"
        page.token = genuine[:place] + other + genuine[place + 1 :]
        assert await refused(page, "GET", "api/messages") == 401, place


async def test_a_token_of_another_server_is_refused(bot: Stage, tmp_path: Path) -> None:
    async with stage(tmp_path / "other", secret="another key of sixteen") as foreign:
        stranger = await foreign.page().open()
    page = bot.page()
    page.token = stranger.token
    assert await refused(page, "GET", "api/messages") == 401


@pytest.mark.parametrize(("profile", "hours"), [("site", 24), ("kiosk", 1)])
async def test_a_token_expires(bot: Stage, profile: str, hours: int) -> None:
    page = await bot.page().open(profile)
    bot.clock.now += hours * 3600 - 1
    assert (await page.ask("GET", "api/messages"))[0] == 200
    bot.clock.now += 1
    assert await refused(page, "GET", "api/messages") == 401


async def test_a_token_in_the_address_is_no_token(bot: Stage) -> None:
    page = await bot.page().open()
    token, page.token = page.token, ""
    assert await refused(page, "GET", f"api/messages?token={token}") == 401


# --- Origins ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://recrutement.example.fr",
        "https://recrutement.example.fr.evil.example",
        "https://recrutement.example.fr:8443",
        "https://RECRUTEMENT.example.fr@evil.example",
        "file://",
        "",
    ],
)
async def test_a_foreign_page_is_refused_and_told_nothing(bot: Stage, origin: str) -> None:
    page = bot.page(Origin=origin)
    for method, path, body in [
        ("POST", "api/session", {"profile": "site"}),
        ("GET", "api/faq", None),
        ("GET", "api/health", None),
    ]:
        assert await refused(page, method, path, body) == 403
    _, _, headers = await page.ask("GET", "api/faq")
    assert not [name for name in headers if name.lower().startswith("access-control-")]
    status, _, headers = await page.ask(
        "OPTIONS", "api/session", headers={"Access-Control-Request-Method": "POST"}
    )
    assert status == 403
    assert not [name for name in headers if name.lower().startswith("access-control-")]


async def test_a_stolen_token_is_worth_nothing_on_a_foreign_page(bot: Stage) -> None:
    page = await bot.page().open()
    await page.say("secret")
    page.headers["Origin"] = "https://evil.example"
    assert await refused(page, "GET", "api/messages") == 403


async def test_a_listed_page_holds_a_conversation(bot: Stage) -> None:
    page = bot.page(Origin=FRIEND)
    for method in ("POST", "GET", "DELETE"):
        path = "api/conversation" if method == "DELETE" else "api/messages"
        wanted = {
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type",
        }
        status, _, headers = await page.ask("OPTIONS", path, headers=wanted)
        assert status == 204
        assert headers["Access-Control-Allow-Origin"] == FRIEND
        assert method in headers["Access-Control-Allow-Methods"]
        assert "Authorization" in headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in headers
    await page.open()
    await page.say("bonjour")
    _, _, headers = await page.ask("GET", "api/messages")
    assert headers["Access-Control-Allow-Origin"] == FRIEND
    assert "Retry-After" in headers["Access-Control-Expose-Headers"]
    assert "Origin" in headers["Vary"]
    _, _, headers = await page.ask("GET", "api/nowhere")  # errors too: the page must read them
    assert headers["Access-Control-Allow-Origin"] == FRIEND


async def test_the_servers_own_pages_are_always_welcome(bot: Stage) -> None:
    own = bot.base.removesuffix("/web")
    for origin in (own, own.replace("http://", "https://")):  # TLS may end at a proxy
        assert (await bot.page(Origin=origin).open()).token


async def test_behind_a_trusted_proxy_the_public_name_is_the_own_one(tmp_path: Path) -> None:
    names = {"Origin": "https://bot.example.fr", "X_Forwarded_Host": "bot.example.fr"}
    async with stage(tmp_path, trusted_proxies=("127.0.0.1",)) as bot:
        assert (await bot.page(**names).open()).token
    async with stage(tmp_path) as bot:  # nobody's word is taken
        body = {"profile": "site"}
        assert await refused(bot.page(**names), "POST", "api/session", body) == 403
    async with stage(tmp_path, public_url="https://bot.example.fr/decroche") as bot:
        assert (await bot.page(Origin="https://bot.example.fr").open()).token


# --- Bodies -----------------------------------------------------------------------------------

_BAD = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b"[" * 15_000,
    b'{"id": 5, "text": "x"}',
    b'{"id": "abc", "text": "x"}',
    b'{"id": "abcdefgh\\n", "text": "x"}',
    b'{"id": "abc/../def", "text": "x"}',
    b'{"text": "x"}',
    b'{"id": "abcdefgh"}',
    b'{"id": "abcdefgh", "text": 5}',
    b'{"id": "abcdefgh", "text": null}',
    b'{"id": "abcdefgh", "text": "x", "payload": "/greet"}',
    b'{"id": "abcdefgh", "text": "x", "title": "y"}',
    b'{"id": "abcdefgh", "text": "x", "sender": "site-1"}',
    b'{"id": "abcdefgh", "payload": "greet"}',
    b'{"id": "abcdefgh", "payload": ""}',
    b'{"id": "abcdefgh", "payload": {"a": 1}}',
    b'{"id": "abcdefgh", "payload": "/greet", "title": ["x"]}',
    b'{"id": "abcdefgh", "text": ""}',
    b'{"id": "abcdefgh", "text": " \\n\\t "}',
    b'{"id": "abcdefgh", "text": "\\u0000"}',
]


@pytest.mark.parametrize("body", _BAD)
async def test_a_body_that_is_no_message_is_refused(bot: Stage, body: bytes) -> None:
    page = await bot.page().open()
    json_type = {"Content-Type": "application/json"}
    assert await refused(page, "POST", "api/messages", data=body, headers=json_type) == 400
    assert bot.agent.heard == []


@pytest.mark.parametrize(
    "body", [{"profile": "admin"}, {"profile": 1}, {"restart": "yes"}, {"x": 1}]
)
async def test_a_body_that_opens_no_session_is_refused(bot: Stage, body: Any) -> None:
    assert await refused(bot.page(), "POST", "api/session", body) == 400


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"]
)
async def test_only_json_is_read(bot: Stage, content_type: str) -> None:
    more = {"data": b'{"profile": "site"}', "headers": {"Content-Type": content_type}}
    assert await refused(bot.page(), "POST", "api/session", **more) == 415


async def test_json_may_name_its_encoding(bot: Stage) -> None:
    more = {
        "data": b'{"profile": "site"}',
        "headers": {"Content-Type": "application/json; charset=UTF-8"},
    }
    assert (await bot.page().ask("POST", "api/session", **more))[0] == 201


async def test_a_large_body_is_refused_whatever_is_declared(bot: Stage) -> None:
    page = await bot.page().open()
    large = json.dumps({"id": ID, "text": "x" * 20_000}).encode()
    json_type = {"Content-Type": "application/json"}

    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 1_000):
            yield large[start : start + 1_000]

    for data in (large, in_pieces()):
        assert await refused(page, "POST", "api/messages", data=data, headers=json_type) == 413
    assert bot.agent.heard == []


async def test_a_long_text_is_the_bots_to_answer_and_a_longer_one_is_refused(bot: Stage) -> None:
    page = await bot.page().open()
    assert await page.say("é" * 2_000)
    body = {"id": ID, "text": "é" * 2_001}
    assert await refused(page, "POST", "api/messages", body) == 400


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "HEAD"])
async def test_other_methods_are_refused(bot: Stage, method: str) -> None:
    status, _, headers = await bot.page().ask(method, "api/session")
    assert status == 405 and headers["Allow"] == "POST, OPTIONS"


async def test_a_method_that_nobody_knows_is_refused_in_the_same_words(bot: Stage) -> None:
    assert await refused(bot.page(), "TRACE", "api/session") == 405


async def test_an_address_that_does_not_exist_says_so(bot: Stage) -> None:
    assert await refused(bot.page(), "GET", "api/nowhere") == 404
    assert await refused(bot.page(), "POST", "api/") == 404
    assert await refused(bot.page(), "GET", "nowhere") == 404


# --- Payloads ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        "/delete_my_data",
        "/distress",
        "/restart",
        "/session_start",
        '/greet{"role": "supervisor"}',
        "/salary@1.0",
        "/ salary",
        "//salary",
        "/play_myth_quiz{}",
    ],
)
async def test_a_payload_that_the_bot_did_not_offer_is_refused(bot: Stage, payload: str) -> None:
    page = await bot.page().open()
    body = {"id": ID, "payload": payload, "title": "x"}
    assert await refused(page, "POST", "api/messages", body) == 400
    assert bot.agent.heard == []
    assert await page.say("la même marque sert encore", ID)


async def test_a_payload_is_good_in_the_conversation_that_was_offered_it(bot: Stage) -> None:
    payload = '/play_myth_quiz{"option": "true:x"}'
    button = {"title": "Vrai", "payload": payload}
    bot.agent.says["quiz"] = {"text": "Vrai ou faux ?", "buttons": [button]}
    page, other = await bot.page().open(), await bot.page().open()
    await page.say("quiz")
    body = {"id": ID, "payload": payload, "title": "Un faux titre"}
    assert await refused(other, "POST", "api/messages", body) == 400
    assert (await page.ask("POST", "api/messages", body))[0] == 200
    _, said, _ = await page.ask("GET", "api/messages")
    assert said["turns"][-1]["said"] == "Vrai"


@pytest.mark.parametrize(
    "text",
    ["/delete_my_data", "  /restart", "\n/greet", "\u00a0/greet", "\0/greet", "\u2028/greet"],
)
async def test_a_typed_command_is_words(bot: Stage, text: str) -> None:
    page = await bot.page().open()
    await page.say(text)
    heard = bot.agent.heard[0].text or ""
    assert not heard.startswith("/") and not heard.strip().startswith("/")
    _, said, _ = await page.ask("GET", "api/messages")
    assert said["turns"][0]["said"] == text.replace("\0", "").strip()


async def test_half_a_character_does_no_harm(bot: Stage) -> None:
    page = await bot.page().open()
    raw = b'{"id": "abcdefgh", "text": "sal\\ud83dut"}'
    json_type = {"Content-Type": "application/json"}
    status, _, _ = await page.ask("POST", "api/messages", data=raw, headers=json_type)
    assert status == 200 and bot.agent.heard[0].text == "sal?ut"


# --- Rates ------------------------------------------------------------------------------------


async def test_a_session_has_its_rate(tmp_path: Path) -> None:
    async with stage(tmp_path, web_rate=3) as bot:
        page, other = await bot.page().open(), await bot.page().open()
        for number in range(3):
            await page.say(f"message {number}")
        status, _, headers = await page.ask("POST", "api/messages", {"id": ID, "text": "trop"})
        assert status == 429 and headers["Retry-After"] == "20"
        await other.say("moi, je peux")
        bot.clock.now += 20
        assert await page.say("trop", ID)
    assert "trop" in [message.text for message in bot.agent.heard]


async def test_an_address_has_its_rate_over_all_sessions(tmp_path: Path) -> None:
    proxies = ("127.0.0.1",)
    async with stage(tmp_path, web_address_rate=4, trusted_proxies=proxies) as bot:
        crowd = {"X_Forwarded_For": "203.0.113.7"}
        for _ in range(4):
            await bot.page(**crowd).open()
        assert await refused(bot.page(**crowd), "POST", "api/session", {"profile": "site"}) == 429
        forged = bot.page(X_Forwarded_For="198.51.100.9, 203.0.113.7")
        assert await refused(forged, "POST", "api/session", {"profile": "site"}) == 429
        assert (await bot.page(X_Forwarded_For="203.0.113.8").open()).token


async def test_without_a_trusted_proxy_nobody_chooses_his_address(tmp_path: Path) -> None:
    async with stage(tmp_path, web_address_rate=2) as bot:
        for number in range(2):
            await bot.page(X_Forwarded_For=f"203.0.113.{number}").open()
        page = bot.page(X_Forwarded_For="203.0.113.99")
        assert await refused(page, "POST", "api/session", {"profile": "site"}) == 429


async def test_guessing_tokens_is_slowed_down(tmp_path: Path) -> None:
    async with stage(tmp_path, web_address_rate=5) as bot:
        page = bot.page(Authorization="Bearer guess")
        tried = [await refused(page, "GET", "api/messages") for _ in range(7)]
    assert tried == [401] * 5 + [429] * 2


# --- A bot in trouble -------------------------------------------------------------------------


async def test_without_a_model_it_says_so(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.ready = False
    assert await refused(page, "GET", "api/health") == 503
    assert await refused(page, "POST", "api/messages", {"id": ID, "text": "allô"}) == 503
    assert await refused(page, "DELETE", "api/conversation") == 503
    assert (await page.ask("GET", "api/faq"))[0] == 200
    bot.agent.ready = True
    assert await page.say("allô", ID)


async def test_a_silent_bot_is_asked_again(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.mute = True
    status, _, headers = await page.ask("POST", "api/messages", {"id": ID, "text": "allô"})
    assert status == 503 and headers["Retry-After"]
    bot.agent.mute = False
    assert (await page.say("allô", ID))[0]["text"] == "écho : allô"


async def test_a_fault_tells_nothing_of_itself(
    bot: Stage, capfd: pytest.CaptureFixture[str]
) -> None:
    page = await bot.page().open()
    bot.agent.fault = ValueError("le numéro du visiteur est 0612345678")
    status, said, _ = await page.ask("POST", "api/messages", {"id": ID, "text": "allô"})
    assert status == 500 and "0612345678" not in str(said)
    logged = capfd.readouterr()
    assert "web.failed" in logged.out + logged.err
    assert "0612345678" not in logged.out + logged.err
    bot.agent.fault = None
    assert await page.say("allô", ID)
