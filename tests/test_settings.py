"""The settings of an installation, read from the environment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rasa.utils.endpoints import read_endpoint_config

from bot.errors import StartupError
from bot.installation.secret import action_secret
from bot.serving.rasa_server import environment
from bot.settings import ROOT, Settings

SET = {
    "DECROCHE_DATABASE": "postgresql://decroche:s3cret@db/decroche",
    "DECROCHE_CONTACT_EMAIL": "accueil@example.fr",
    "DECROCHE_SMTP_URL": "smtps://bot:s3cret@mail.example.fr:465",
    "DECROCHE_CONTACT_FROM": "decroche@example.fr",
    "DECROCHE_CONTACT_WEBHOOK": "https://example.fr/demandes?key=s3cret",
    "DECROCHE_CONTACT_WEBHOOK_SECRET": "whsec_czNjcmV0LW9mLXRoZS10ZXN0cy1zM2NyZXQ=",
    "DECROCHE_CONTACT_DAYS": "365",
    "DECROCHE_CONVERSATION_DAYS": "7",
    "DECROCHE_EVENT_BROKER": "amqp://bot:s3cret@mq:5672/%2F",
    "DECROCHE_REST_TOKEN": "s3cret-of-the-rest",
    "DECROCHE_HUMAN_CONTACT": "01 23 45 67 89",
    "DECROCHE_HUMAN_HOURS": "du lundi au vendredi, de 9 h à 17 h",
}
EMAIL = ("DECROCHE_CONTACT_EMAIL", "DECROCHE_SMTP_URL", "DECROCHE_CONTACT_FROM")
PORTS = pytest.mark.parametrize("name", ["DECROCHE_PORT", "DECROCHE_ACTION_PORT"])


def test_without_environment_the_servers_listen_on_this_machine_only() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings("127.0.0.1", 5005, 5055, ROOT / "var")


def test_the_environment_decides() -> None:
    settings = Settings.from_environment(
        {
            "DECROCHE_HOST": "0.0.0.0",
            "DECROCHE_PORT": "8000",
            "DECROCHE_ACTION_PORT": "8001",
            "DECROCHE_DATA": "/srv/decroche",
            **SET,
        }
    )
    assert settings == Settings(
        "0.0.0.0",
        8000,
        8001,
        Path("/srv/decroche"),
        database="postgresql://decroche:s3cret@db/decroche",
        contact_email="accueil@example.fr",
        smtp_url="smtps://bot:s3cret@mail.example.fr:465",
        contact_from="decroche@example.fr",
        contact_webhook="https://example.fr/demandes?key=s3cret",
        contact_webhook_secret="whsec_czNjcmV0LW9mLXRoZS10ZXN0cy1zM2NyZXQ=",
        contact_days=365,
        conversation_days=7,
        event_broker="amqp://bot:s3cret@mq:5672/%2F",
        rest_token="s3cret-of-the-rest",
        human_contact="01 23 45 67 89",
        human_hours="du lundi au vendredi, de 9 h à 17 h",
    )


def test_no_secret_shows_where_settings_are_printed() -> None:
    shown = repr(Settings.from_environment(SET))
    assert "s3cret" not in shown and SET["DECROCHE_CONTACT_WEBHOOK_SECRET"] not in shown


@pytest.mark.parametrize(
    "name",
    ["DECROCHE_HOST", "DECROCHE_PORT", "DECROCHE_ACTION_PORT", "DECROCHE_DATA", *SET],
)
def test_an_empty_variable_is_as_good_as_none(name: str) -> None:
    assert Settings.from_environment({name: ""}) == Settings.from_environment({})


def test_a_relative_data_folder_is_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({"DECROCHE_DATA": "data"}).data == tmp_path / "data"


@PORTS
@pytest.mark.parametrize("value", ["0", "65536", "-1", "80.5", "http", "8 0", "²"])
def test_a_value_that_is_no_port_is_reported_with_its_variable(name: str, value: str) -> None:
    with pytest.raises(StartupError) as caught:
        Settings.from_environment({name: value})
    assert caught.value.where == name
    assert f"« {value} »" in caught.value.problem


def test_two_servers_on_one_port_are_reported_unless_the_actions_run_elsewhere() -> None:
    with pytest.raises(StartupError) as caught:
        Settings.from_environment({"DECROCHE_PORT": "5055"})
    assert caught.value.where == "DECROCHE_ACTION_PORT"
    elsewhere = {
        "DECROCHE_PORT": "5055",
        "DECROCHE_ACTION_URL": "http://actions:5055",
        "DECROCHE_ACTION_SECRET": "a-secret-that-both-know",
    }
    assert Settings.from_environment(elsewhere).port == 5055


@PORTS
def test_blanks_around_a_value_are_no_part_of_it(name: str) -> None:
    assert Settings.from_environment({name: " 8000 "}) == Settings.from_environment({name: "8000"})
    assert Settings.from_environment({name: " "}) == Settings.from_environment({})


@PORTS
@pytest.mark.parametrize("value", ["1", "65535"])
def test_the_lowest_and_the_highest_port_are_accepted(name: str, value: str) -> None:
    settings = Settings.from_environment({name: value})
    assert int(value) in (settings.port, settings.action_port)


def test_the_addresses_and_files_follow_from_the_settings() -> None:
    settings = Settings("localhost", 8000, 8001, Path("/srv/decroche"))
    assert settings.url == "http://localhost:8000"
    assert settings.action_address == "http://127.0.0.1:8001"
    assert settings.model == Path("/srv/decroche/models/decroche.tar.gz")
    assert settings.logs == Path("/srv/decroche/log")


def test_addresses_of_ipv6_stand_in_brackets() -> None:
    settings = Settings("::1", 8000, 8001, Path("/srv/decroche"), action_host="::")
    assert settings.url == "http://[::1]:8000"
    assert settings.action_address == "http://[::1]:8001" and settings.runs_actions


def test_a_child_process_reads_the_same_settings() -> None:
    settings = Settings("localhost", 8000, 8001, Path("/srv/decroche"))
    assert Settings.from_environment(settings.as_environment()) == settings
    settings = Settings.from_environment(SET)
    assert SET.items() <= settings.as_environment().items()
    assert Settings.from_environment(settings.as_environment()) == settings


def test_a_child_process_does_not_get_what_was_never_set() -> None:
    environment = Settings.from_environment({}).as_environment()
    assert "DECROCHE_HUMAN_CONTACT" not in environment
    assert not set(EMAIL) & environment.keys()


def test_the_rasa_server_gets_every_variable_that_the_endpoints_name(tmp_path: Path) -> None:
    given = environment(Settings.from_environment({"DECROCHE_DATA": str(tmp_path)}))
    endpoints = (ROOT / "bot" / "endpoints.yml").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{(\w+)\}", endpoints))
    assert named
    assert named <= given.keys()


def test_the_action_server_is_called_at_its_webhook_with_the_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings("localhost", 8000, 8001, tmp_path)
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    endpoint = read_endpoint_config(str(ROOT / "bot" / "endpoints.yml"), "action_endpoint")
    assert endpoint and endpoint.url == "http://127.0.0.1:8001/webhook"
    assert endpoint.headers == {"Authorization": f"Bearer {action_secret(settings)}"}


@pytest.mark.parametrize(
    ("given", "address", "is_own"),
    [
        ({}, "http://127.0.0.1:5055", True),
        ({"DECROCHE_ACTION_PORT": "8001"}, "http://127.0.0.1:8001", True),
        ({"DECROCHE_ACTION_HOST": "0.0.0.0"}, "http://127.0.0.1:5055", True),
        ({"DECROCHE_ACTION_HOST": "10.0.0.5"}, "http://10.0.0.5:5055", True),
        ({"DECROCHE_ACTION_URL": "http://localhost:5055/"}, "http://localhost:5055", True),
        ({"DECROCHE_ACTION_URL": "http://127.0.0.1:8001"}, "http://127.0.0.1:8001", False),
        ({"DECROCHE_ACTION_URL": "https://actions.lan/bot"}, "https://actions.lan/bot", False),
    ],
)
def test_the_action_server_is_here_unless_told_otherwise(
    given: dict[str, str], address: str, is_own: bool
) -> None:
    settings = Settings.from_environment({"DECROCHE_ACTION_SECRET": "s3cret-of-actions", **given})
    assert settings.action_address == address
    assert settings.runs_actions == is_own
    assert Settings.from_environment(settings.as_environment()) == settings


def test_an_action_server_elsewhere_needs_a_secret_that_both_know() -> None:
    with pytest.raises(StartupError) as caught:
        Settings.from_environment({"DECROCHE_ACTION_URL": "http://10.0.0.5:5055"})
    assert caught.value.where == "DECROCHE_ACTION_SECRET"


def test_the_database_stands_in_the_data_folder_unless_set() -> None:
    assert Settings("localhost", 1, 2, Path("/d")).database == "sqlite:////d/conversations.db"
    given = Settings.from_environment({"DECROCHE_DATABASE": "postgresql://db/x"})
    assert given.database == "postgresql://db/x"


def test_a_relative_database_file_is_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({"DECROCHE_DATABASE": "sqlite:///kept.db"})
    assert settings.database == f"sqlite:///{tmp_path}/kept.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DECROCHE_DATABASE", "mysql://u:s3cret@host/db"),
        ("DECROCHE_DATABASE", "postgres://u:s3cret@host/db"),
        ("DECROCHE_DATABASE", "sqlite://"),
        ("DECROCHE_DATABASE", "sqlite:///:memory:"),
        ("DECROCHE_DATABASE", "/srv/file.db"),
        ("DECROCHE_SMTP_URL", "mail.example.fr"),
        ("DECROCHE_SMTP_URL", "http://u:s3cret@mail.example.fr"),
        ("DECROCHE_SMTP_URL", "smtp://u:s3cret@"),
        ("DECROCHE_SMTP_URL", "smtp://mail.example.fr:99999"),
        ("DECROCHE_SMTP_URL", "smtp://mail.example.fr/inbox"),
        ("DECROCHE_CONTACT_EMAIL", "accueil"),
        ("DECROCHE_CONTACT_EMAIL", "a@example.fr, b@example.fr"),
        ("DECROCHE_CONTACT_FROM", "decroche@"),
        ("DECROCHE_CONTACT_WEBHOOK", "http://example.fr/s3cret"),
        ("DECROCHE_CONTACT_WEBHOOK", "http://127.0.0.1.example.fr/"),
        ("DECROCHE_CONTACT_WEBHOOK", "ftp://example.fr/"),
        ("DECROCHE_CONTACT_WEBHOOK", "https:///path"),
        ("DECROCHE_CONTACT_WEBHOOK", "https://[/"),
        ("DECROCHE_CONTACT_DAYS", "0"),
        ("DECROCHE_CONTACT_DAYS", "731"),
        ("DECROCHE_CONTACT_DAYS", "trois mois"),
        ("DECROCHE_CONVERSATION_DAYS", "-1"),
        ("DECROCHE_CONVERSATION_DAYS", "1.5"),
        ("DECROCHE_CONVERSATION_DAYS", "99999999999"),
        ("DECROCHE_CONTACT_WEBHOOK_SECRET", "whsec_s3cret"),
        ("DECROCHE_CONTACT_WEBHOOK_SECRET", "whsec_" + "s3cret??" * 5),
        ("DECROCHE_CONTACT_WEBHOOK_SECRET", "s3cret" * 8),
        ("DECROCHE_CONTACT_WEBHOOK_SECRET", "whsec_" + "s3cret" * 16),
        ("DECROCHE_ACTION_SECRET", "s3cret"),
        ("DECROCHE_HOST", "http://127.0.0.1"),
        ("DECROCHE_HOST", "127.0.0.1:5005"),
        ("DECROCHE_HOST", "[::1]"),
        ("DECROCHE_ACTION_HOST", "un hôte"),
        ("DECROCHE_ACTION_URL", "10.0.0.5:5055"),
        ("DECROCHE_ACTION_URL", "ftp://10.0.0.5/s3cret"),
        ("DECROCHE_REST_TOKEN", "s3cret"),
        ("DECROCHE_REST_TOKEN", "s3cret of many words"),
        ("DECROCHE_REST_TOKEN", "s3cret-of-a-clé-longue"),
    ],
)
def test_a_value_that_cannot_be_used_is_reported_with_its_variable(name: str, value: str) -> None:
    with pytest.raises(StartupError) as caught:
        Settings.from_environment({**SET, name: value})
    assert caught.value.where == name
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://localhost/x", "http://127.0.0.1:8080/x", "http://[::1]:8080/x"]
)
def test_a_webhook_on_this_machine_needs_no_encryption(url: str) -> None:
    assert Settings.from_environment({"DECROCHE_CONTACT_WEBHOOK": url}).contact_webhook == url


@pytest.mark.parametrize("missing", EMAIL)
def test_half_an_email_configuration_is_refused(missing: str) -> None:
    with pytest.raises(StartupError) as caught:
        Settings.from_environment({name: SET[name] for name in EMAIL if name != missing})
    assert caught.value.where == missing


def test_requests_are_delivered_once_there_is_a_recipient() -> None:
    webhook = {"DECROCHE_CONTACT_WEBHOOK": "https://example.fr/"}
    assert not Settings.from_environment({}).delivers
    assert Settings.from_environment(webhook).delivers
    assert Settings.from_environment({name: SET[name] for name in EMAIL}).delivers
    assert not Settings("localhost", 1, 2, Path("/d"), contact_email="a@example.fr").delivers


def test_the_default_lengths_rest_on_the_facts() -> None:
    settings = Settings.from_environment({})
    source = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    facts = (ROOT / "content" / "facts" / "compliance.yml").read_text(encoding="utf-8")
    named = re.findall(r"\bfact (\w+)", source)
    assert len(named) == 3
    assert all(f"id: {name}\n" in facts for name in named)
    assert (settings.contact_days, settings.conversation_days) == (90, 30)


@pytest.mark.parametrize(
    "value", ["amqp://bot:s3cret@mq", "amqps://bot:s3cret@mq:5671/%2Fprod", "amqp://mq/prod?x=1"]
)
def test_a_broker_s_address_is_taken_as_it_is(value: str) -> None:
    assert Settings.from_environment({"DECROCHE_EVENT_BROKER": value}).event_broker == value


@pytest.mark.parametrize("value", ["http://s3cret@mq", "mq:5672", "amqp://", "amqp://mq/a/s3cret"])
def test_another_broker_s_address_is_refused_without_its_password(value: str) -> None:
    with pytest.raises(StartupError) as caught:
        Settings.from_environment({"DECROCHE_EVENT_BROKER": value})
    assert caught.value.where == "DECROCHE_EVENT_BROKER"
    assert "s3cret" not in str(caught.value)
