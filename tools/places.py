"""Make bot/text/places.tsv, the French places that the bot knows by name.

    npm install --prefix /tmp/places @etalab/decoupage-administratif
    python tools/places.py /tmp/places/node_modules/@etalab/decoupage-administratif/data

The package (MIT) holds what Insee publishes of communes, departments and regions; place_names.tsv
adds what people say. Of two towns of one name the larger is kept, first of mainland France.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_TOOLS = Path(__file__).resolve().parent
_NAMES = _TOOLS / "place_names.tsv"
_TARGET = _TOOLS.parent / "bot" / "text" / "places.tsv"
_LEAST_INHABITANTS = 5_000
_ARTICLES = ("", "", "le", "la", "les", "l'")  # by Insee's « type de liaison »; 0 and 1 have none
_NOT_LIVED_IN = frozenset({"984", "989"})
_HEADER = """\
# Places of France: kind, name, article, department, region, mark (« common » or « rare » words).
# Made by tools/places.py from @etalab/decoupage-administratif (MIT, see NOTICE); do not edit.
"""

Row = tuple[str, str, str, str, str, str]


def main() -> None:
    """Write the table from the package's data folder, named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", type=Path, help="the package's folder data/")
    rows = list(place_rows(parser.parse_args().data, _said_names()))
    with _TARGET.open("w", encoding="utf-8", newline="\n") as table:
        table.write(_HEADER)
        csv.writer(table, delimiter="\t", lineterminator="\n").writerows(rows)


def place_rows(data: Path, said: list[list[str]]) -> Iterator[Row]:
    """Yield the table's rows: regions, departments, towns by size, then usual names."""
    marks = {name: kind for kind, name, *_ in said if kind in ("common", "rare")}
    articles = {name: article for kind, name, article, *_ in _padded(said) if kind == "article"}

    def row(kind: str, name: str, article: str, department: str = "", region: str = "") -> Row:
        article = articles.get(name, article)
        return (kind, name, article, department, region, marks.get(name, ""))

    regions = {entry["code"]: entry for entry in _read(data, "regions")}
    for region in regions.values():
        if region["zone"] == "metro":
            yield row("region", region["nom"], _article(region), region=region["nom"])
    for kind, name, article, region_name in _padded(said):
        if kind == "region":
            yield row("region", name, article, region=region_name)
    departments = {entry["code"]: entry for entry in _read(data, "departements")}
    for code, department in departments.items():
        if code not in _NOT_LIVED_IN:
            region_name = regions[department["region"]]["nom"]
            name = department["nom"]
            yield row("department", name, _article(department), code, region_name)
    towns = sorted(_towns(data), key=lambda town: (town["zone"] != "metro", -town["population"]))
    small = [(name, code) for kind, name, code, _ in _padded(said) if kind == "town"]
    seen = {words for kind, words, *_ in said if kind == "usual"}  # « Clermont » is the large one
    for name, code in [*((town["nom"], town["departement"]) for town in towns), *small]:
        if name not in seen:
            seen.add(name)
            region_name = regions[departments[code]["region"]]["nom"]
            yield row("town", name, "", code, region_name)
    for kind, words, name, _ in _padded(said):
        if kind == "usual":
            yield ("usual", words, "", name, "", marks.get(words, ""))


def _towns(data: Path) -> Iterator[dict[str, Any]]:
    for commune in _read(data, "communes"):
        large = commune.get("population", 0) >= _LEAST_INHABITANTS
        if commune["type"] == "commune-actuelle" and large:
            yield commune


def _article(entry: dict[str, Any]) -> str:
    kind = entry.get("typeLiaison", 0)
    return _ARTICLES[kind] if kind < len(_ARTICLES) else ""


def _read(data: Path, name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((data / f"{name}.json").read_text(encoding="utf-8"))
    return entries


def _said_names() -> list[list[str]]:
    with _NAMES.open(encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]


def _padded(said: list[list[str]]) -> Iterator[tuple[str, str, str, str]]:
    for fields in said:
        kind, name, first, second = [*fields, "", "", ""][:4]
        yield kind, name, first, second


if __name__ == "__main__":
    main()
