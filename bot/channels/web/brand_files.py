"""What the pages, the widget and the kiosk load of a brand: its words, its colours, its logo."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.channels.problems import NotFound
from bot.channels.web.files import IMAGE_POLICY, File, file_of, type_of
from bot.content import Content
from bot.content.brands import Brand, brand_of
from bot.content.colours import darkened, words_on

SCRIPT = "assets/brand.js"  # takes the place of the file, which is Décroche's own
STYLE = "assets/brand.css"
ICON = "assets/favicon.svg"  # takes the place of the file too
LOGO = "logo"  # with the image's own ending

_EXPORT = "export const brand ="
_GROUND = re.compile(r'(?<=fill=")#[0-9a-f]{6}')  # of the icon: its only colour of six digits
_NIGHT = 14.0  # the contrast of white words on the kiosk's dark screens
_HEADERS = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "cross-origin"}


def brand_file(address: str, content: Content, key: str, own: File) -> File:
    """Return a file of a brand; `own` is the script, or the icon, as it stands. Raises NotFound."""
    brand = brand_of(content, key)
    if address == SCRIPT:
        return file_of(_script(own.body.decode(), brand, key).encode(), own.headers)
    if address == STYLE:
        return file_of(_style(brand).encode(), {**_HEADERS, "Content-Type": type_of(".css")})
    if address == ICON and not brand.logo:
        icon = _GROUND.sub(brand.accent, own.body.decode())
        return file_of(icon.encode(), own.headers)
    if brand.logo and address in (ICON, logo_of(brand)):
        return _logo(content.folder / brand.logo)
    raise NotFound


def is_of_brand(address: str) -> bool:
    """Tell whether an address is one of a brand's files."""
    return address in (SCRIPT, STYLE, ICON) or address.startswith(f"{LOGO}.")


def logo_of(brand: Brand) -> str:
    """Return the address of a brand's logo, or "" when it has none."""
    return f"{LOGO}{Path(brand.logo).suffix}" if brand.logo else ""


def _script(own: str, brand: Brand, key: str) -> str:
    """Return the module with what a brand says in the place of what it says by itself."""
    said = {
        "id": key,
        "bot": brand.bot,
        "accent": brand.accent,
        "accentDark": brand.accent_dark,
        "logo": logo_of(brand),
        "welcome": brand.filled(brand.welcome),
        "strings": brand.strings,
    }
    before, _, after = own.partition(_EXPORT)
    rest = after[after.index("};") + len("};") :]
    told = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return f"{before}{_EXPORT} {told};{rest}"


def _style(brand: Brand) -> str:
    light, dark = (_colours(colour) for colour in (brand.accent, brand.accent_dark))
    kiosk = f"--brand: {brand.accent}; --on-brand: {words_on(brand.accent)};"
    night = f"--night: {darkened(brand.accent, _NIGHT)}; --lit: {brand.accent_dark};"
    return (
        f"@media screen {{ :root {{ {light} }} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f":root:not(.strong) {{ {kiosk} }}\n"
        f":root {{ {night} --sun: {brand.ornament}; }}\n"
    )


def _colours(accent: str) -> str:
    return f"--accent: {accent}; --accent-words: {accent}; --on-accent: {words_on(accent)};"


def _logo(path: Path) -> File:
    try:
        body = path.read_bytes()
    except OSError:
        raise NotFound from None
    headers = {**_HEADERS, "Content-Type": type_of(path.suffix)}
    return file_of(body, headers | {"Content-Security-Policy": IMAGE_POLICY}, is_text=False)
