"""Visitors of the web channel before the real servers and the trained model."""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.settings import Settings
from tests.channels.web.conftest import FRIEND, UNHURRIED
from tests.channels.web.servers import Servers, WebVisitor, running
from tests.contents import CONTENT

CROWD = 40


@pytest.fixture
def visitor(servers: Servers) -> WebVisitor:
    return WebVisitor(servers.url)


def press(visitor: WebVisitor, replies: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """Press a button of the last reply."""
    button = replies[-1]["buttons"][number]
    return visitor.send(payload=button["payload"], title=button["title"])


def kept(settings: Settings, words: str) -> list[str]:
    """Return the rows of the database that hold some words."""
    connection = sqlite3.connect(settings.database.removeprefix("sqlite:///"))
    try:
        rows = list(connection.iterdump())
    finally:
        connection.close()
    return [row for row in rows if words in row]


def checkpoint(settings: Settings) -> None:
    """Have SQLite write its journal into the file."""
    connection = sqlite3.connect(settings.database.removeprefix("sqlite:///"))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def bytes_hold(settings: Settings, words: str) -> bool:
    """Tell whether the files of the database hold some words, deleted or not."""
    return any(words.encode() in path.read_bytes() for path in settings.data.glob("*.db*"))


def test_a_conversation_with_sources_more_and_thumbs(visitor: WebVisitor) -> None:
    greeting = visitor.send(payload="/greet")
    assert "assistant automatique" in greeting[0]["text"] and greeting[0]["buttons"]
    (answer,) = visitor.send(text="vous vendez juste des pompes à chaleur ?")
    assert answer["topic"] == "heat_pumps" and answer["kind"] == "answer" and answer["judge"]
    assert answer["sources"] and "Source" not in answer["text"]
    (more,) = visitor.send(payload="/tell_me_more", title="Dites-m'en plus")
    assert more["kind"] == "more" and "Source" not in more["text"]
    detail = CONTENT.cards["heat_pumps"].details[0]
    assert more["text"] == f"{detail.asks} {detail.answer}"
    (sources,) = visitor.send(text="d'où vient ce chiffre ?")
    assert sources["kind"] == "sources" and sources["sources"]
    (thanks,) = visitor.send(payload="/positive_feedback", title="👍")
    assert thanks["text"]
    said = [turn["said"] for turn in visitor.again().history()]
    assert said == [
        None,
        "vous vendez juste des pompes à chaleur ?",
        "Dites-m'en plus",
        "d'où vient ce chiffre ?",
        "👍",
    ]
    assert visitor.history()[1]["replies"] == [answer]


def test_the_orientation_and_the_quiz_with_buttons(visitor: WebVisitor) -> None:
    replies = visitor.send(payload="/find_my_job", title="Quel métier me va ?")
    while replies[-1]["kind"] == "question":
        replies = press(visitor, replies, 0)
    assert replies[-1]["kind"] == "result"
    replies = visitor.send(payload="/play_myth_quiz", title="Vrai ou faux")
    assert replies[-1]["kind"] == "question"
    replies = press(visitor, replies, 0)
    verdict = replies[0]
    assert verdict["kind"] == "brief" and verdict["sources"] and "Source" not in verdict["text"]


def test_a_button_asks_for_a_detail_with_sources_of_its_own(visitor: WebVisitor) -> None:
    answer = visitor.send(payload="/salary", title="Le salaire")
    button = answer[0]["buttons"][0]
    (detail,) = press(visitor, answer, 0)
    (own,) = [d for d in CONTENT.cards["salary"].details if d.asks == button["title"]]
    assert (detail["topic"], detail["text"]) == ("salary", own.answer)
    assert detail["sources"]
    assert visitor.history()[-1]["said"] == own.asks


def test_the_kiosk_speaks_short(servers: Servers) -> None:
    kiosk = WebVisitor(servers.url, "kiosk")
    (answer,) = kiosk.send(payload="/heat_pumps", title="Les pompes à chaleur")
    assert answer["text"] == CONTENT.cards["heat_pumps"].short
    assert answer["sources"]
    (more,) = kiosk.send(payload="/tell_me_more", title="En savoir plus")
    assert more["kind"] == "more" and more["topic"] == "heat_pumps"


def test_a_typed_command_does_nothing(visitor: WebVisitor) -> None:
    visitor.say("on gagne combien ?")
    assert "effacé" not in visitor.say("/delete_my_data")
    visitor.say('/negative_feedback{"option": "not_true"}')
    assert visitor.history()[0]["said"] == "on gagne combien ?"


def test_forty_visitors_at_once_see_each_their_own(servers: Servers) -> None:
    def visit(number: int) -> None:
        marker = f"marque {uuid.uuid4().hex}"
        visitor = WebVisitor(servers.url)
        visitor.say("on gagne combien ?")
        visitor.say(marker)
        visitor.send(payload="/heat_pumps", title=f"bouton {number}")
        said = [turn["said"] for turn in visitor.history()]
        assert said == ["on gagne combien ?", marker, f"bouton {number}"]
        assert all(turn["replies"] for turn in visitor.history())

    with ThreadPoolExecutor(CROWD) as pool:
        list(pool.map(visit, range(CROWD)))


def test_two_tabs_are_two_views_of_one_conversation(visitor: WebVisitor) -> None:
    other = visitor.again()
    visitor.say("on gagne combien ?")
    other.say("et les horaires ?")
    assert visitor.history() == other.history()
    assert len(visitor.history()) == 2


def test_twenty_copies_of_a_message_are_one(visitor: WebVisitor) -> None:
    id = str(uuid.uuid4())
    with ThreadPoolExecutor(20) as pool:
        told = list(pool.map(lambda _: visitor.send(id, text="on gagne combien ?"), range(20)))
    assert all(replies == told[0] for replies in told)
    assert [turn["id"] for turn in visitor.history()] == [id]


def test_a_killed_server_loses_nothing_and_answers_nothing_twice(servers: Servers) -> None:
    visitor = WebVisitor(servers.url)
    asked = str(uuid.uuid4())
    told = visitor.send(asked, text="on gagne combien ?")
    burst = [(str(uuid.uuid4()), text) for text in ("et les horaires ?", "c'est stressant ?") * 4]

    def send(message: tuple[str, str]) -> None:
        with contextlib.suppress(requests.RequestException, AssertionError):  # cut off
            visitor.send(message[0], text=message[1])

    with ThreadPoolExecutor(len(burst)) as pool:
        sending = [pool.submit(send, message) for message in burst]
        sending[0].result()
        servers.kill_rasa()
    servers.start()
    assert visitor.send(asked, text="on gagne combien ?") == told
    for id, text in burst:
        assert visitor.send(id, text=text)
    ids = [turn["id"] for turn in visitor.history()]
    assert ids[0] == asked and sorted(ids[1:]) == sorted(id for id, _ in burst)
    assert all(turn["replies"] for turn in visitor.history())


def test_erasing_leaves_no_word_in_the_database(servers: Servers, visitor: WebVisitor) -> None:
    marker = f"Z{uuid.uuid4().hex[:10]}".translate(str.maketrans("0123456789", "ghijklmnop"))
    visitor.say(f"je m'appelle {marker}, on gagne combien ?")
    replies = visitor.send(payload="/negative_feedback", title="👎")
    press(visitor, replies, 0)
    visitor.send(payload="/salary", title=f"le salaire de {marker}")
    visitor.send(payload="/leave_contact_details", title="Mes coordonnées")
    for text in (marker, f"{marker}@example.fr"):
        replies = visitor.send(text=text)
    while replies[-1]["kind"] == "question":
        replies = press(visitor, replies, 0)
    checkpoint(servers.settings)  # the words are in the file itself, not in its journal alone
    in_tables = "\n".join(kept(servers.settings, marker))
    for table in ("events", "contact_requests", "feedback", "channel_turns"):
        assert f'INTO "{table}"' in in_tables, f"nothing to erase in {table}: {in_tables[:500]}"
    assert visitor.ask("DELETE", "conversation").status_code == 204
    assert kept(servers.settings, marker) == []
    assert not bytes_hold(servers.settings, marker)
    for method, path in (("GET", "messages"), ("DELETE", "conversation")):
        assert visitor.ask(method, path).status_code == 410
    servers.kill_rasa()
    servers.start()
    assert visitor.ask("GET", "messages").status_code == 410


@pytest.mark.parametrize("sender", ["\ud800", "x\0y"])
def test_a_conversation_whose_name_cannot_be_kept_ends_no_server(
    servers: Servers, visitor: WebVisitor, sender: str
) -> None:
    address = f"{servers.settings.url}/webhooks/rest/webhook"
    headers = {"Authorization": f"Bearer {servers.settings.rest_token}"}
    body = {"sender": sender, "message": "bonjour"}
    assert requests.post(address, json=body, headers=headers, timeout=60).status_code == 400
    assert servers.rasa and servers.rasa.poll() is None
    assert "euros" in visitor.say("on gagne combien ?")


def test_a_truncated_row_costs_its_visitor_nothing_but_that_row(
    servers: Servers, visitor: WebVisitor
) -> None:
    marker = f"marque{uuid.uuid4().hex[:10]}"
    visitor.say(f"on gagne combien, {marker} ?")
    file = servers.settings.database.removeprefix("sqlite:///")
    with sqlite3.connect(file, timeout=30) as connection:
        spoil = (
            "UPDATE events SET data = substr(data, 1, 40) WHERE type_name = 'user' AND data LIKE ?"
        )
        assert connection.execute(spoil, (f"%{marker}%",)).rowcount == 1
    assert "euros" in visitor.say("et pour un superviseur, on gagne combien ?")
    assert servers.rasa and servers.rasa.poll() is None


@contextlib.contextmanager
def refusing(settings: Settings, change: str) -> Iterator[None]:
    """Have the database refuse to INSERT or to DELETE events."""
    with sqlite3.connect(settings.database.removeprefix("sqlite:///"), timeout=30) as connection:
        refuse = f"CREATE TRIGGER refuse BEFORE {change} ON events"
        connection.execute(f"{refuse} BEGIN SELECT RAISE(ABORT, 'no'); END")
        connection.commit()
        try:
            yield
        finally:
            connection.execute("DROP TRIGGER refuse")


def test_what_cannot_be_erased_is_said_and_erased_when_it_can(
    servers: Servers, visitor: WebVisitor
) -> None:
    marker = f"marque{uuid.uuid4().hex[:10]}"
    visitor.say(f"on gagne combien, {marker} ?")
    with refusing(servers.settings, "DELETE"):
        assert visitor.send(text="efface mes données")[-1]["topic"] == "erase_failed"
        assert visitor.ask("DELETE", "conversation").status_code == 503
        assert kept(servers.settings, marker)
    assert visitor.ask("DELETE", "conversation").status_code == 204
    assert kept(servers.settings, marker) == []


def test_a_turn_that_cannot_be_kept_is_asked_for_again(
    servers: Servers, visitor: WebVisitor
) -> None:
    id = str(uuid.uuid4())
    with refusing(servers.settings, "INSERT"):
        refused = visitor.ask("POST", "messages", {"id": id, "text": "on gagne combien ?"})
        assert refused.status_code == 503
    assert "euros" in visitor.send(id, text="on gagne combien ?")[-1]["text"]
    assert [turn["said"] for turn in visitor.history()] == ["on gagne combien ?"]


def test_asking_the_bot_to_erase_does_as_much(servers: Servers, visitor: WebVisitor) -> None:
    marker = f"marque{uuid.uuid4().hex[:10]}"
    visitor.say(f"on gagne combien, {marker} ?")
    checkpoint(servers.settings)
    id = str(uuid.uuid4())
    told = visitor.send(id, text="efface mes données")
    assert told[-1]["topic"] == "erased_all"
    assert kept(servers.settings, marker) == []
    assert not bytes_hold(servers.settings, marker)
    assert visitor.history() == []
    assert visitor.send(id, text="efface mes données") == told
    assert "euros" in visitor.say("on gagne combien ?")


def test_nobody_reaches_another_visitors_conversation(servers: Servers) -> None:
    victim, thief = WebVisitor(servers.url), WebVisitor(servers.url)
    victim.say("mon secret est bien gardé")
    head, _, signature = victim.token.rpartition(".")
    own_head, _, own_signature = thief.token.rpartition(".")
    for forged in (
        f"{head}.{own_signature}",
        f"{own_head}.{signature}",
        head,
        f"{victim.token}x",
        f".{victim.token}",
        "",
    ):
        for method, path in (("GET", "messages"), ("DELETE", "conversation")):
            stolen = WebVisitor(servers.url, token=forged or "none")
            assert stolen.ask(method, path).status_code == 401
    assert len(victim.history()) == 1 and thief.history() == []


def test_a_listed_page_holds_a_conversation_and_a_foreign_one_does_not(servers: Servers) -> None:
    friend = WebVisitor(servers.url, headers={"Origin": FRIEND})
    assert "euros" in friend.say("on gagne combien ?")
    friend.headers["Origin"] = "https://evil.example"
    refused = friend.ask("POST", "messages", {"id": "message-1", "text": "on gagne combien ?"})
    assert refused.status_code == 403
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_nothing_that_a_visitor_said_or_held_is_in_the_logs(servers: Servers) -> None:
    visitor = WebVisitor(servers.url)
    marker = f"marque{uuid.uuid4().hex}"
    visitor.say(f"on gagne combien, {marker} ?")
    visitor.ask("POST", "messages", {"id": "x", "text": marker})
    logs = "".join(path.read_text(errors="replace") for path in servers.settings.logs.iterdir())
    assert marker not in logs and visitor.token not in logs


def test_the_rates_of_the_settings_hold(models: Path, tmp_path: Path) -> None:
    options: dict[str, Any] = {"web_rate": 3, "web_address_rate": UNHURRIED}
    with running(tmp_path / "data", models, **options) as servers:
        visitor = WebVisitor(servers.url)
        for _ in range(3):
            visitor.say("on gagne combien ?")
        refused = visitor.ask("POST", "messages", {"id": "message-1", "text": "encore"})
        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 20
