"""Who is in danger, who is tired, and who only says so: by the words and their grammar."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot import publishing
from bot.content.care import Care
from bot.errors import ContentError
from bot.nlu.model.care import CareReader
from bot.nlu.model.grammar import Grammar
from tests.contents import CONTENT, part_of

pytestmark = pytest.mark.model  # spaCy's trained pipeline

_READER = CareReader(CONTENT.part(publishing.CARE_WORDS))
_EXPECTED = {
    "suicide": {Care.GESTURE, Care.CALLER, Care.SUICIDE, Care.WORRIED},
    "violence": {Care.VIOLENCE, Care.THREAT},
    "man": {Care.BEATEN_MAN},
    "child": {Care.CHILD},
    "fatigue": {Care.FATIGUE, Care.EXHAUSTION},
    "none": {Care.NOTHING, None},
}


def _sentences(name: str) -> list[tuple[str, str]]:
    document = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return [(kind, sentence) for kind, sentences in document.items() for sentence in sentences]


@pytest.mark.parametrize(("kind", "text"), _sentences("care.yml"))
def test_each_sentence_of_the_development_set_is_read_as_it_is_meant(kind: str, text: str) -> None:
    assert _READER.read(text, Grammar()) in _EXPECTED[kind]


class _NoGrammar(Grammar):
    def read(self, *_: object) -> None:  # type: ignore[override]
        raise AssertionError("a message that needs no grammar was parsed")


@pytest.mark.parametrize(
    "text", ["on gagne combien ?", "c'est stressant ?", "tu es qui", "la formation dure combien"]
)
def test_a_message_without_such_words_is_not_parsed(text: str) -> None:
    assert _READER.read(text, _NoGrammar()) is None


def test_the_gravest_of_several_counts() -> None:
    text = "mon mari me frappe, je veux mourir de rire, je veux mourir"
    assert _READER.read(text, Grammar()) is Care.SUICIDE


@pytest.mark.parametrize("before", ["mot " * 600, "j'ai pas faim. " * 200])
def test_words_past_what_is_parsed_are_taken_at_their_word(before: str) -> None:
    assert _READER.read(f"{before}je veux mourir", Grammar()) is Care.SUICIDE


@pytest.mark.parametrize(
    ("plain", "denied"),
    [
        ("je veux mourir", "je veux pas mourir"),
        ("j'ai envie de mourir", "j'ai vraiment pas envie de mourir"),
        ("je pense à me tuer", "je ne pense jamais à me tuer"),
        ("j'ai des idées noires", "je n'ai aucune idée noire"),
        ("j'ai envie de mourir", "je n'ai plus envie de mourir"),
    ],
)
def test_what_is_denied_is_fatigue(plain: str, denied: str) -> None:
    assert _READER.read(plain, Grammar()) is Care.SUICIDE
    assert _READER.read(denied, Grammar()) is Care.FATIGUE


@pytest.mark.parametrize(
    "text",
    [
        "je suis pas bien j'ai envie de mourir",
        "ça va pas, envie de mourir",
        "il m'aime pas et je veux mourir",
        "tu crois que je veux pas mourir ?",
        "je peux pas m'empêcher de penser à mourir",
        "j'ai plus envie de mourir chaque jour",
        "je dis pas que je veux mourir",
        "j'ai envie de mourir, pas de parler",
        "pourquoi pas mourir",
        "j'ai plus la force de continuer à vivre",
    ],
)
def test_a_no_that_denies_something_else_denies_nothing(text: str) -> None:
    assert _READER.read(text, Grammar()) is Care.SUICIDE


@pytest.mark.parametrize("text", ["", "🙂", "\x00", "?!", "a" * 5_000])
def test_any_text_can_be_read(text: str) -> None:
    assert _READER.read(text, Grammar()) is None


def test_a_missing_list_is_told_to_the_editor(tmp_path: Path) -> None:
    (tmp_path / "care.yml").write_text("suicide: [me pendre]\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"care\.yml.*helpline"):
        part_of(tmp_path, publishing.CARE_WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "arrêtez avec le 3114, je vais bien, je cherche juste un autre poste",
        "non ça va c'est pas à ce point, je veux juste savoir si je peux changer",
        "non mais je vais pas me suicider hein",
        "c'est la troisième fois que vous me parlez du 3114",
        "t'inquiète pas, je rigolais",
        "JE VAIS BIEN",
    ],
)
def test_who_says_to_need_no_help_is_heard(text: str) -> None:
    assert _READER.denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "ça va pas",
        "je vais pas bien je crois",
        "je vais pas très bien là",
        "je dis à tout le monde que ça va",
        "je fais comme si tout va bien",
        "comment ça va",
        "non",
        "laisse tomber tu sers à rien. adieu",
        "merci",
    ],
)
def test_who_says_not_to_be_well_denies_nothing(text: str) -> None:
    assert not _READER.denies(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("on peut se faire arrêter pour ça ?", "sick_leave/sick_reason"),
        ("mon médecin peut m'en faire un ?", "sick_leave/sick_reason"),
        ("mon manager va voir le motif ?", "sick_leave/sick_secret"),
        ("ça va se savoir au boulot", "sick_leave/sick_secret"),
        ("ils peuvent me virer pendant l'arrêt", "sick_leave/fired_sick"),
        ("y a des postes moins durs sans téléphone ?", "career_path/sideways"),
        ("je peux passer en service client dans ma boite", "career_path/into_service"),
        ("quels sont les horaires", "working_hours"),
        ("je suis fatiguée", None),
    ],
)
def test_what_is_asked_beside_how_one_feels_has_its_answer(text: str, label: str | None) -> None:
    assert _READER.asked(text) == label


@pytest.mark.parametrize("text", ["c'est quoi le numéro sms déjà", "j'ose pas", "c'est anonyme ?"])
def test_a_question_about_the_help_itself_is_told_from_others(text: str) -> None:
    assert _READER.seeks_help(text)
    assert not _READER.seeks_help("on gagne combien ?")


@pytest.mark.parametrize(
    ("text", "care"),
    [
        ("dès que le bip sonne j'ai la boule au ventre", Care.WORN),
        ("j'en dors plus la nuit, j'ai 2 enfants", Care.WORN),
        ("la boule au ventre avant le plateau, je veux mourir", Care.SUICIDE),
        ("j'en dors plus, leurs appels de démarchage me réveillent", None),
    ],
)
def test_what_work_wears_out_is_no_danger(text: str, care: Care | None) -> None:
    assert _READER.read(text, Grammar()) is care
