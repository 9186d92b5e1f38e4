"""What stands before a question, and the question."""

from __future__ import annotations

import pytest

from bot.text.preludes import without_closing_thanks, without_prelude


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("merci signaler où", "signaler où"),
        ("ok merci et pour les portables ?", "et pour les portables ?"),
        ("super et le salaire", "et le salaire"),
        ("Super, merci beaucoup ! Et à Lyon ?", "Et à Lyon ?"),
        ("bonjour je voudrais savoir combien on gagne", "je voudrais savoir combien on gagne"),
        ("ah d'accord merci, et si je refuse ?", "et si je refuse ?"),
        ("merci pour votre réponse. comment on bloque un numéro", "comment on bloque un numéro"),
        ("c'est gentil, merci. Où je postule ?", "Où je postule ?"),
        ("parfait merci bien du coup c'est légal ?", "du coup c'est légal ?"),
        ("Merci à vous, sinon les horaires ?", "sinon les horaires ?"),
        ("vous répétez. dans quelle ville ?", "dans quelle ville ?"),
        ("tu te repetes!! combien d'heures à 16 ans", "combien d'heures à 16 ans"),
        ("C'était pas ma question. Qui vous paye ?", "Qui vous paye ?"),
        ("ça vous me l'avez déjà dit… est-ce qu'on me répond", "est-ce qu'on me répond"),
        ("Bonjour Madame, Monsieur, hier on m'a appelée", "hier on m'a appelée"),
        ("Bonjour monsieur. Bonjour madame, on gagne combien ?", "on gagne combien ?"),
    ],
)
def test_the_question_is_what_is_left(text: str, asked: str) -> None:
    assert without_prelude(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "merci",
        "merci beaucoup pour votre aide",
        "vous répétez toujours le même texte au téléphone ?",
        "tu te repetes",
        "ok merci",
        "bonjour",
        "bonjour à tous",
        "merci et bonne journée",
        "bon, merci quand même",
        "merci au revoir",
        "super merci, à bientôt",
        "salut ça va ?",
        "bonjour, comment allez-vous ?",
        "merci et vous ?",
        "merci de me rappeler",
        "ok",
        "ok le salaire",
        "non merci",
        "cool",
        "c'est bien payé ?",
        "bien payé ?",
        "combien ça paye, merci",
        "",
        "😀",
    ],
)
def test_what_asks_nothing_after_its_thanks_is_left_whole(text: str) -> None:
    assert without_prelude(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "jsuis stressé jvais pas dormir. merci qd meme t sympa",
            "jsuis stressé jvais pas dormir.",
        ),
        ("J'ai peur. Merci. Merci beaucoup !", "J'ai peur."),
        ("merci", "merci"),
        ("merci, j'ai peur quand même", "merci, j'ai peur quand même"),
    ],
)
def test_thanks_at_the_end_are_left_out_of_what_is_told(text: str, told: str) -> None:
    assert without_closing_thanks(text) == told
