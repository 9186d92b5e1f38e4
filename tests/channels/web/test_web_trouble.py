"""The real servers in trouble: a database that is locked, a conversation that is full."""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from pathlib import Path
from typing import Any

from tests.channels.web.conftest import UNHURRIED
from tests.channels.web.servers import Servers, WebVisitor, running


def test_a_turn_that_meets_a_locked_database_is_answered_once_it_is_free(
    servers: Servers,
) -> None:
    visitor, id = WebVisitor(servers.url), str(uuid.uuid4())
    file = servers.settings.database.removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = visitor.ask("POST", "messages", {"id": id, "text": "on gagne combien ?"})
        assert refused.status_code == 503
        assert visitor.ask("GET", "health").status_code == 200, "who reads is not kept out"
        other.rollback()
    assert "euros" in visitor.send(id, text="on gagne combien ?")[-1]["text"]
    assert [turn["said"] for turn in visitor.history()] == ["on gagne combien ?"]


def test_a_full_conversation_hears_nothing_but_that_it_is_to_be_erased(
    models: Path, tmp_path: Path
) -> None:
    options: dict[str, Any] = {"web_rate": UNHURRIED, "web_address_rate": UNHURRIED}
    with running(tmp_path / "data", models, session_turns=3, **options) as servers:
        visitor = WebVisitor(servers.url)
        visitor.send(payload="/find_my_job")
        for _ in range(2):
            visitor.say("on gagne combien ?")
        refused = visitor.ask("POST", "messages", {"id": "message-4", "text": "et les horaires ?"})
        assert refused.status_code == 410 and refused.json()["title"] == "Conversation trop longue"
        assert len(visitor.history()) == 3
        assert visitor.send(text="efface mes données")[-1]["topic"] == "erased_all"
        assert visitor.history() == []
        assert "euros" in visitor.say("on gagne combien ?")
