"""Which swindle a message tells of, by its words."""

from __future__ import annotations

import pytest

from bot import publishing
from bot.nlu.model.fraud import FraudReader
from tests.contents import CONTENT

_READER = FraudReader(CONTENT.part(publishing.FRAUD_WORDS))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("il me demande mon code là", "cpf_scam/in_progress"),
        ("MA BANQUE VEUT QUE JE VALIDE UNE OPERATION", "cpf_scam/in_progress"),
        (
            "il fo ke je valide une opération dans l'appli ma banque m'appelle",
            "cpf_scam/in_progress",
        ),
        ("la dame me dit de faire un virement sur un compte sécurisé", "cpf_scam/in_progress"),
        ("j'ai donné mon code et il me demande encore un virement", "cpf_scam/already_given"),
        ("ils ont vidé mon compte", "cpf_scam/already_given"),
        (
            "je viens de donner mon numero de carte a quelqun au telephone",
            "cpf_scam/already_given",
        ),
        (
            "un faux conseiller m'a fait valider trois opérations, suis-je remboursé ?",
            "cpf_scam/already_given",
        ),
        (
            "un monsieur de ma banque m'a fait valider un truc sur l'appli, c'etait pas la banque",
            "cpf_scam/already_given",
        ),
        ("ma grand mère a remis sa carte à un coursier", "cpf_scam/relative"),
        ("elle a donné son rib et son n° de carte au monsieur", "cpf_scam/relative"),
        ("mon père de 82 ans a dicté sa carte bleue à un faux policier", "cpf_scam/relative"),
        ("un coursier veut ma carte", "cpf_scam/fake_police"),
        ("l'arnaqueur est en bas de chez moi", "cpf_scam/at_the_door"),
        ("ya un type a l'interphone qui vient prendre ma carte bleue", "cpf_scam/at_the_door"),
        ("l'arnaqueur a les chiffres de ma carte", "cpf_scam/card_numbers_given"),
        (
            "mais j'ai pas donné le code de la carte juste les 16 chiffres et la date",
            "cpf_scam/card_numbers_given",
        ),
        ("un technicien est sur mon ordi", "other_scams/tech_support"),
        ("il veut que j'achète des cartes pcs", "other_scams/send_money"),
        ("ma plateforme de trading demande une taxe pour retirer", "other_scams/investment"),
        ("ils demandent mon rib pour un poste sur whatsapp", "fake_job_offers/fake_job"),
        (
            "un emploi à domicile, mais il faudrait d'abord que je verse 80 euros pour le matériel",
            "fake_job_offers/fake_job",
        ),
        ("le recruteur veut que je paye des frais de dossier", "fake_job_offers/fake_job"),
    ],
)
def test_a_swindle_has_the_detail_that_helps(text: str, label: str) -> None:
    assert _READER.read(text) == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂",
        "on gagne combien ?",
        "c'est quoi le code du travail",
        "il me demande le code postal",
        "ils ont vidé mon compte cpf",
        "je veux le chiffre exact",
        "ma banque m'a donné un code",
        "je travaille dans une banque, un client me demande son code",
        "faut donner son rib pour être embauché ?",
        "ma fille a donné son rib à son employeur",
        "je viens de donner mon iban à mon employeur pour la paie",
        "je viens de donner ma carte bleue à la caisse",
        "l'identifiant que tu viens de donner ne marche pas",
        "je viens de donner au client son code de suivi, il crie",
    ],
)
def test_what_is_no_swindle_is_left_to_the_classifier(text: str) -> None:
    assert _READER.read(text) is None


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("mais il connait mon nom et les 4 derniers chiffre de ma carte", "cpf_scam/knows_me"),
        ("c'est le numéro de ma banque qui s'affiche", "robocalls/real_number_shown"),
        ("il dit que si je raccroche je perd 2400 euros", "cpf_scam/pressure"),
        ("il m'a dit de pas raccrocher", "cpf_scam/pressure"),
        ("c un vrai conseiller ou pas repondez", "cpf_scam/real_adviser"),
        ("et si c'était vraiment ma banque", "cpf_scam/real_adviser"),
        ("jai raccroché. mais javais deja validé une fois", "cpf_scam/already_given"),
        ("trop tard, l'argent est parti", "cpf_scam/already_given"),
        ("non non j'ai rien donné j'ai raccroché", "cpf_scam/hung_up"),
        ("ils me rappellent, je décroche ?", "cpf_scam/hung_up"),
        ("mon dieu ça toque", "cpf_scam/at_the_door"),
        ("je dois lui ouvrir ?", "cpf_scam/at_the_door"),
        ("il a les trois chiffres aussi", "cpf_scam/card_numbers_given"),
        ("c fait la carte est bloquée", "cpf_scam/card_blocked"),
        ("la banque va me rembourser", "bank_refund/after_a_scam"),
        ("la banque est fermée", "cpf_scam/bank_closed"),
        ("ma mère a tout donné", "cpf_scam/relative"),
    ],
)
def test_how_far_a_swindle_has_got_has_the_detail_that_helps_there(text: str, stage: str) -> None:
    assert _READER.stages(text)[0] == stage


def test_all_that_is_told_of_a_swindle_is_heard_the_most_pressing_first() -> None:
    text = "c'est fait, la carte est bloquée, mais la banque va me rembourser ?"
    assert _READER.stages(text) == ["bank_refund/after_a_scam", "cpf_scam/card_blocked"]


@pytest.mark.parametrize("text", ["", "on gagne combien ?", "merci", "quels sont les horaires"])
def test_what_tells_of_no_stage_has_none(text: str) -> None:
    assert _READER.stages(text) == []


@pytest.mark.parametrize(
    "text", ["ils m'ont envoyé un code j'ai cliqué", "elle nous a transmis un code pour signer"]
)
def test_what_the_visitor_was_given_is_not_given_away(text: str) -> None:
    assert _READER.read(text) is None


def test_who_was_sent_a_code_and_gave_it_is_in_a_swindle() -> None:
    text = "ils m'ont envoyé un code et j'ai donné le code"
    assert _READER.read(text) == "cpf_scam/already_given"


_UNHARMED = "cpf_scam/hung_up"


@pytest.mark.parametrize(
    "text",
    [
        "je n'ai donné aucun code, ni rien d'autre",
        "je n'ai point communiqué mon numéro de carte",
        "j'ai jamais donné mon code à personne",
        "je ne lui ai transmis aucun identifiant",
        "jai rien donner",
        "g rien validé",
        "à aucun moment je n'ai dicté mes codes",
        "j'ai donné ni code ni carte",
        "ma mère n'a donné aucun code",
        "elle n'a strictement rien donné",
        "j'ai raccroché sans avoir donné mon code",
        "ma carte n'est pas bloquée et je n'ai point été volé",
    ],
)
def test_who_denies_having_given_anything_has_lost_nothing(text: str) -> None:
    assert _READER.read(text) is None
    assert _READER.stages(text) == [_UNHARMED]


def test_who_gave_nothing_and_asks_whether_to_tell_the_bank_is_answered_that() -> None:
    for text in (
        "je n'ai donné aucun code ; dois-je néanmoins prévenir ma banque ?",
        "j'ai rien validé du tout, faut avertir l'agence ?",
    ):
        assert _READER.stages(text)[0] == "cpf_scam/why_warn_bank"


def test_who_gave_nothing_and_asks_whether_to_block_the_card_is_answered_that() -> None:
    text = "je n'ai rien donné du tout, ni carte ni code : faut-il que je fasse opposition ?"
    assert _READER.stages(text)[0] == "cpf_scam/nothing_given"
    lost = "je n'ai rien donné d'autre que mon code : faut-il que je fasse opposition ?"
    assert _READER.stages(lost)[0] == "cpf_scam/already_given"


@pytest.mark.parametrize(
    "text",
    [
        "j'ai donné mon code, rien d'autre",
        "j'ai donné mon code pas ma carte",
        "je n'ai donné que mon code",
        "je n'ai rien donné d'autre que mon code",
        "je n'ai rien donné, sauf mon code de carte",
        "je n'ai pas donné ma carte mais j'ai donné mon code",
        "je comprends rien j'ai donné mon code",
        "je ne sais pas pourquoi j'ai donné mon code",
        "je n'ai pas réfléchi et j'ai donné mon code",
        "j'ai donné pas mal de choses, dont mon code",
    ],
)
def test_a_denial_of_something_else_denies_nothing_that_was_given(text: str) -> None:
    assert _READER.read(text) == "cpf_scam/already_given"
    assert "cpf_scam/already_given" in _READER.stages(text)


def test_a_thing_that_is_denied_is_no_thing_given() -> None:
    assert _READER.read("j'ai donné mon nom, mais aucun code") is None
    assert _READER.read("j'ai laissé mon nom, pas mon numéro de carte") is None


@pytest.mark.parametrize(
    "text",
    [
        "j'ai donné mon adresse mais pas ma carte bleue",
        "j'ai donné mon adresse et pas la cb",
        "j'ai donné mon adresse, ni carte bleue ni code",
        "j'ai donné mon adresse mais pas carte bleue",
        "j'ai donné mon mail et surtout pas numéro de carte",
        "j'ai donné mon adresse mais pas encore ma carte bleue",
        "j'ai donné mon adresse mais je n'ai pas donné ma carte bleue",
        "ma mère a donné son nom mais pas sa carte bleue",
    ],
)
def test_the_second_thing_of_a_phrase_may_be_denied(text: str) -> None:
    assert _READER.read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "j'ai donné mon adresse mais pas que, ma carte bleue aussi",
        "j'ai donné mon adresse et pas que ma carte bleue",
        "j'ai donné mon adresse mais pas tous mes codes",
        "j'ai donné ma carte bleue mais pas mon adresse",
        "j'ai donné mon code et pas bloqué ma carte",
        "j'ai paniqué et pas réfléchi j'ai donné mon code",
        "je n'ai donné aucun code sauf ma carte bleue",
    ],
)
def test_what_is_given_all_the_same_stays_given(text: str) -> None:
    assert _READER.read(text) == "cpf_scam/already_given"


def test_what_was_not_done_yet_is_heard_behind_a_second_thing() -> None:
    text = "il a eu mes infos et pas bloqué ma carte"
    assert "cpf_scam/already_given" in _READER.stages(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("négligence grave, j'ai donné le code moi-même ?", "bank_refund/negligence"),
        ("ils vont dire que c'est ma faute, j'ai donné le code", "bank_refund/negligence"),
        ("il crie que c'est ma faute, j'ai donné le code", "cpf_scam/already_given"),
        ("ma mère a donné son rib à un type au téléphone", "cpf_scam/relative"),
        ("ma mère a donné son rib à la banque", None),
        ("le vendeur a laissé une carte", None),
        ("trop tard, j'ai déjà mis ma carte", "cpf_scam/already_given"),
    ],
)
def test_a_phrase_of_three_parts_asks_for_all_of_them(text: str, label: str | None) -> None:
    assert _READER.read(text) == label


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("nous avons fait opposition ce matin", {"blocked": True}),
        ("l'opposition est déjà faite, je le répète", {"blocked": True}),
        ("la carte étant bloquée, que reste-t-il à faire ?", {"blocked": True}),
        ("je n'ai pas encore fait opposition", {"blocked": False}),
        ("ma carte n'est pas bloquée", {"blocked": False}),
        ("il n'y a pas d'application, aucun virement n'est parti", {"no_app": 1, "no_transfer": 1}),
        ("on gagne combien ?", {}),
    ],
)
def test_what_is_settled_already_is_heard(text: str, settled: dict[str, bool]) -> None:
    assert _READER.settled(text) == settled


def test_who_gave_a_code_and_blocked_the_card_is_told_what_comes_next() -> None:
    text = "ma mère a donné son code à un faux banquier, on a fait opposition, quoi d'autre ?"
    assert _READER.read(text) == "cpf_scam/card_blocked"


def test_who_hung_up_on_a_false_bank_hears_that_it_was_right() -> None:
    text = "j'ai raccroché au nez d'un soi-disant conseiller de ma banque, ai-je bien fait ?"
    assert _READER.read(text) == "cpf_scam/done_right"
    assert _READER.read("j'ai raccroché au nez d'un démarcheur, ai-je bien fait ?") is None


def test_who_hung_up_on_a_false_supplier_hears_that_it_was_right() -> None:
    text = "hier un homme d'edf voulait mon numero de compte, j'ai raccroche, j'ai bien fait ?"
    assert _READER.read(text) == "cpf_scam/fake_energy_agent"
    assert _READER.read("j'ai raccroché au nez d'edf, ils voulaient me vendre un contrat") is None


def test_who_is_to_pay_for_the_next_level_hears_that_it_is_a_trap() -> None:
    text = "elle demande 60 euros en crypto pour passer au niveau suivant, ma fille veut le faire"
    assert _READER.read(text) == "fake_job_offers/paid_likes"


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            "j'ai donné que le nom de la banque, pas ma carte ni mon code. faire opposition ?",
            "nothing_given",
        ),
        ("j'ai pas fait opposition et on m'a rien pris", "nothing_given"),
        ("rien n'a bougé sur le compte, ouf", "done_right"),
        ("j'ai donné le nom de ma banque et mon code", "already_given"),
        ("j'ai donné le nom de ma banque et le numéro de ma carte", "already_given"),
        ("rien n'a bougé mais j'ai donné mon code", "already_given"),
    ],
)
def test_who_lost_nothing_is_told_of_no_opposition(text: str, stage: str) -> None:
    assert _READER.stages(text)[:1] == [f"cpf_scam/{stage}"]


def test_a_code_that_signs_a_contract_is_no_swindle() -> None:
    assert _READER.read("j'ai tapé un code reçu par sms. du coup c'est signé ou pas") is None
    assert _READER.read("c'est le code pour signer le contrat de la fibre") is None
    assert _READER.read("j'ai tapé un code reçu par sms, on me l'a demandé au téléphone")
