"""The commands on the messaging channels: `decroche channels` and `decroche channels check`."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.channels.messaging.platforms import PLATFORMS, Platform
from bot.commands.terminal import OUT
from bot.errors import ChannelError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.messaging.platforms import Identity

_PATIENCE = 10  # seconds for a platform's answer
_WIDTH = 11  # of the column of names

app = typer.Typer()
channels = typer.Typer(help="The messaging channels: which are on, and what they need.")
app.add_typer(channels, name="channels")

Name = Enum("Name", {name: name for name in PLATFORMS}, type=str)  # type: ignore[misc]


@channels.callback(invoke_without_command=True)
def list_channels(context: typer.Context) -> None:
    """Say which channels are on, what the others lack, and the addresses to give the platforms."""
    if context.invoked_subcommand:
        return
    settings = Settings.from_environment()
    for platform in PLATFORMS.values():
        state = "[green]on[/]" if platform.is_on(settings) else _lack(platform, settings)
        # Lines that do not wrap: the address is to be copied.
        OUT.print(f"[bold]{platform.name:<{_WIDTH}}[/]{state}", soft_wrap=True)
        OUT.print(f"{'':<{_WIDTH}}{platform.webhook(settings)}", soft_wrap=True, markup=False)
    if settings.public_url is None:
        OUT.print("Set DECROCHE_PUBLIC_URL: the platforms want https://… before these paths.")


@channels.command("check")
def check_channel(name: Annotated[Name, typer.Argument(help="As `channels` lists it.")]) -> None:
    """Ask a platform whose secrets these are: exit code 2 when it knows them not."""
    settings = Settings.from_environment()
    platform = PLATFORMS[name.value]
    if missing := platform.missing(settings):
        raise ChannelError(platform.name, f"is off: {', '.join(missing)} not set")
    account = _account(platform, platform.identity(settings))
    OUT.print(f"{platform.name}: the platform knows us as {account}.", markup=False)


def _lack(platform: Platform, settings: Settings) -> str:
    missing = platform.missing(settings)
    if len(missing) == len(platform.needs):
        return f"off: needs {', '.join(missing)}"
    return f"[yellow]off[/]: lacks {', '.join(missing)}"


def _account(platform: Platform, identity: Identity) -> str:
    import requests

    # Nowhere the error's text nor the answer's: they may repeat the address, and the token in it.
    try:
        answer = requests.get(
            identity.url, headers=identity.headers, timeout=_PATIENCE, allow_redirects=False
        )
    except requests.RequestException as error:
        kind = type(error).__name__
        remedy = "see the network, and the platform's own state"
        raise ChannelError(platform.name, f"does not answer ({kind})", remedy) from None
    try:
        said = answer.json()
    except ValueError:
        said = None
    account = identity.read(said) if answer.ok and isinstance(said, dict) else None
    if account is None:
        remedy = f"see {', '.join(f'DECROCHE_{key.upper()}' for key in platform.needs)}"
        problem = f"does not know these secrets (HTTP {answer.status_code})"
        raise ChannelError(platform.name, problem, remedy)
    return account
