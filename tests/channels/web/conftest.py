"""The servers that the tests of the web channel share.

DECROCHE_TEST_MODEL names a folder whose model is taken as it is; without it the session's own is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.web.servers import Servers, running
from tests.conftest import REST_TOKEN

FRIEND = "https://recrutement.example.fr"
NOBODY = "http://127.0.0.1:9/contacts"  # contact requests are taken, and stay here
UNHURRIED = 1_000_000


@pytest.fixture(scope="session")
def models(request: pytest.FixtureRequest) -> Path:
    """The folder of a trained model."""
    given = os.environ.get("DECROCHE_TEST_MODEL")
    if given:
        return Path(given)
    folder: Path = request.getfixturevalue("settings").model.parent
    return folder


@pytest.fixture(scope="session")
def servers(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Real servers with a voice that allow one foreign page and take any number of messages."""
    data = tmp_path_factory.mktemp("web")
    rates = {"web_rate": UNHURRIED, "web_address_rate": UNHURRIED}
    options = {
        "web_origins": (FRIEND,),
        "contact_webhook": NOBODY,
        "public_url": None,
        "voice": "espeak-ng",
    }
    with running(data, models, rest_token=REST_TOKEN, **rates, **options) as started:
        yield started
