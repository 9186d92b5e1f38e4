"""The making of the table of places, from a small copy of the package's data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools.places import place_rows

REGIONS = [
    {"code": "04", "nom": "La Réunion", "typeLiaison": 0, "zone": "drom"},
    {"code": "11", "nom": "Île-de-France", "typeLiaison": 1, "zone": "metro"},
    {"code": "53", "nom": "Bretagne", "typeLiaison": 0, "zone": "metro"},
]
DEPARTMENTS = [
    {"code": "29", "nom": "Finistère", "region": "53", "typeLiaison": 2},
    {"code": "93", "nom": "Seine-Saint-Denis", "region": "11", "typeLiaison": 3},
    {"code": "974", "nom": "La Réunion", "region": "04", "typeLiaison": 0},
]


def _town(name: str, department: str, population: int, **fields: Any) -> dict[str, Any]:
    town = {"nom": name, "departement": department, "population": population}
    return {**town, "type": "commune-actuelle", "zone": "metro", **fields}


TOWNS = [
    _town("Saint-Denis", "974", 153_000, zone="drom"),
    _town("Saint-Denis", "93", 149_000),
    _town("Brest", "29", 140_000),
    _town("Le Hameau", "29", 4_999),
    _town("Un Quartier", "29", 9_000, type="commune-deleguee"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, entries in (("regions", REGIONS), ("departements", DEPARTMENTS), ("communes", TOWNS)):
        (tmp_path / f"{name}.json").write_text(json.dumps(entries), "utf-8")
    return tmp_path


def test_regions_departments_and_large_towns_become_rows(data: Path) -> None:
    said = [
        ["article", "Bretagne", "la"],
        ["region", "Cornouaille", "la", "Bretagne"],
        ["town", "Le Hameau", "29"],
        ["usual", "la rade", "Brest"],
        ["common", "Brest"],
    ]
    assert list(place_rows(data, said)) == [
        ("region", "Île-de-France", "", "", "Île-de-France", ""),
        ("region", "Bretagne", "la", "", "Bretagne", ""),
        ("region", "Cornouaille", "la", "", "Bretagne", ""),
        ("department", "Finistère", "le", "29", "Bretagne", ""),
        ("department", "Seine-Saint-Denis", "la", "93", "Île-de-France", ""),
        ("department", "La Réunion", "", "974", "La Réunion", ""),
        ("town", "Saint-Denis", "", "93", "Île-de-France", ""),  # the one of mainland France
        ("town", "Brest", "", "29", "Bretagne", "common"),
        ("town", "Le Hameau", "", "29", "Bretagne", ""),
        ("usual", "la rade", "", "Brest", "", ""),
    ]


def test_a_town_whose_name_usually_means_a_larger_one_is_left_out(data: Path) -> None:
    rows = list(place_rows(data, [["usual", "Brest", "Saint-Denis"]]))
    assert ("town", "Brest") not in [row[:2] for row in rows]
