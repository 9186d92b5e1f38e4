"""The settings of an installation that delivers, by e-mail or by webhook."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from tests.conftest import free_ports


@pytest.fixture
def ports() -> tuple[int, int]:
    """A port for the mail server and one for the web server."""
    mail, web = free_ports(2)
    return mail, web


@pytest.fixture
def by_mail(tmp_path: Path, ports: tuple[int, int]) -> Settings:
    """Settings that deliver by e-mail."""
    return Settings(
        host="127.0.0.1",
        port=1,
        action_port=2,
        data=tmp_path,
        contact_email="accueil@example.fr",
        contact_from="decroche@example.fr",
        smtp_url=f"smtp://127.0.0.1:{ports[0]}",
    )


@pytest.fixture
def by_web(tmp_path: Path, ports: tuple[int, int]) -> Settings:
    """Settings that deliver by webhook."""
    url = f"http://127.0.0.1:{ports[1]}/demandes"
    return Settings(host="127.0.0.1", port=1, action_port=2, data=tmp_path, contact_webhook=url)
