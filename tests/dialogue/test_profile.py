"""What a visitor says of themselves, and what follows from it."""

from __future__ import annotations

import pytest

from bot.dialogue.profile import (
    Profile,
    acknowledgement,
    answer_to,
    offered,
    profile_in,
    says_no_more,
    suiting,
    variant,
)
from bot.publishing import PROFILES as PART
from tests.contents import CONTENT

PROFILES = CONTENT.part(PART)


@pytest.mark.parametrize(
    ("text", "situation", "trade", "age"),
    [
        ("j'ai 16 ans", None, None, 16),
        ("g 16 ans et jcherche un taf cet été dans un call center", "job_seeker", None, 16),
        ("j'ai seize ans, je peux postuler ?", None, None, 16),
        ("oups faute de frappe j'en ai 21 ans", None, None, 21),
        ("à 58 ans on a encore une chance ?", None, None, 58),
        ("17 ans", None, None, 17),
        ("je viens d'avoir cinquante et un ans", None, None, 51),
        ("je suis retraité 63 ans et j'aimerais reprendre un peu d'activité", "retired", None, 63),
        ("ma fille commence lundi en centre d'appel", "parent_of_beginner", None, None),
        ("mon fils de 19 ans vient d'être pris sur un plateau", "parent_of_beginner", None, None),
        ("on m'appelle sur mon numéro pro", "professional", None, None),
        ("j'ai ma fille de 7 ans, les horaires c'est quoi ?", None, None, None),
        ("je commence lundi", "beginner", None, None),
        ("Mon fils voudrait devenir conseiller", "parent", None, None),
        ("infirmière depuis 15 ans j'en ai marre de l'hopital", None, "nurse", None),
        ("infirmière", None, "nurse", None),
        ("moi je suis le patron", "employer", None, None),
        ("je dirige un centre de 40 postes", "employer", None, None),
        ("je suis passée team leader il y a 6 semaines", "supervisor", None, None),
        ("je suis cheffe d'équipe depuis peu, ils rient de moi", "supervisor", None, None),
        ("je suis superviseur depuis lundi", "supervisor", None, None),
        ("mes conseillers se moquent de moi", "supervisor", None, None),
        ("une conseillère de mon équipe a pleuré", "supervisor", None, None),
        ("je dirige une équipe de 12 personnes", "supervisor", None, None),
        ("je suis le patron, mes conseillers partent", "employer", None, None),
        ("ma fille elle me dit que tout sera remplacé", None, None, None),
        ("mon fils m'a dit que c'est nul", None, None, None),
        ("c'est pas pour ma fille c'est pour moi", None, None, None),
        ("je suis aide-soignante", None, "nurse", None),
        ("bonjour je suis prof des écoles en reconversion", None, "teacher", None),
        ("ancien chauffeur routier, j'ai mal au dos", None, "driver", None),
        ("j'étais serveuse avant", None, "cook", None),
        ("je viens de la restauration", None, "cook", None),
        ("je bosse comme caissière", None, "shop_assistant", None),
        ("je suis secrétaire au chômage", None, "office", None),
        ("je suis en terminale", "pupil", None, None),
        ("chui en 3eme jdois faire un stage", "pupil", None, None),
        ("ma prof nous a demandé un exposé", "pupil", None, None),
        ("je suis étudiante en droit", "student", None, None),
        ("jss au chomage depuis mars", "job_seeker", None, None),
        ("je cherche du boulot", "job_seeker", None, None),
        ("je suis téléconseillère depuis trois ans", "employee", None, None),
        ("je bosse en centre d'appels", "employee", None, None),
        ("bonjour je suis recruteuse RH", "recruiter", None, None),
        ("moi je suis RH", "recruiter", None, None),
        ("marre de ces appels", "consumer", None, None),
        ("je suis à la retraite", "retired", None, None),
        ("aide soignante en ehpad, dos foutu, je voudrais changer", None, "nurse", None),
        ("serveuse, j'en ai marre des coupures", None, "cook", None),
        ("bipolaire stabilisé, je cherche un mi temps tranquille", "disabled", None, None),
        ("je suis autiste, je peux faire ce métier ?", "disabled", None, None),
        ("je suis conseiller municipal, un centre veut s'installer", "elected", None, None),
    ],
)
def test_what_visitors_say_of_themselves_is_heard(
    text: str, situation: str | None, trade: str | None, age: int | None
) -> None:
    heard = profile_in(text, PROFILES)
    assert (heard.situation, heard.trade, heard.age) == (situation, trade, age)


@pytest.mark.parametrize(
    "text",
    [
        "comment devenir infirmière ?",
        "ma mère est infirmière",
        "une infirmière peut-elle répondre au 15 ?",
        "il a 16 ans",
        "mon neveu a 16 ans",
        "j'ai 15 ans d'expérience",
        "j'ai 20 ans de métier",
        "depuis 15 ans",
        "je suis pas étudiant",
        "je ne suis plus au chômage",
        "quel est le salaire d'un téléconseiller",
        "les étudiants sont-ils nombreux ?",
        "un retraité peut-il postuler ?",
        "je suis perdu",
        "je suis intéressé par le poste de superviseur",
        "comment devenir superviseur ?",
        "superviseur, c'est bien payé ?",
        "ma cheffe d'équipe me crie dessus",
        "c'est mon ancien patron qui m'a licenciée",
        "mon ex chef d'équipe m'a rappelé",
        "c'est comme vendeur ?",
        "cent ans",
        "conseiller client",
        "et mon chef aurait l'âge de ma fille c'est ça ?",
        "merci, par quoi je commence demain ?",
        "serveur, c'est bien payé ?",
        "explique-moi téléconseiller",
        "",
        "?!",
    ],
)
def test_what_is_said_of_others_is_no_profile(text: str) -> None:
    assert not profile_in(text, PROFILES)


def test_what_is_said_later_completes_what_was_said() -> None:
    known = Profile(situation="pupil").updated(Profile(age=16))
    assert known == Profile(situation="pupil", age=16)
    assert known.updated(Profile(situation="student")).situation == "student"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("j'habite à Lyon", "Lyon"),
        ("jhabite en bretagne", "Bretagne"),
        ("je vis près de Saint-Étienne", "Saint-Étienne"),
        ("ça recrute à Lyon ?", None),
        ("j'habite chez mes parents", None),
    ],
)
def test_where_a_visitor_lives_is_heard(text: str, place: str | None) -> None:
    assert profile_in(text, PROFILES).place == place


@pytest.mark.parametrize(
    "text",
    [
        "j'ai 16 ans",
        "bonjour j'ai seize ans et je suis en seconde",
        "jsuis au chômage depuis mars",
        "je suis infirmière au chômage, j'ai 45 ans",
        "ma fille commence lundi",
        "infirmière depuis 15 ans",
        "j'habite à Lyon",
    ],
)
def test_who_says_but_who_they_are_says_no_more(text: str) -> None:
    assert says_no_more(text, profile_in(text, PROFILES), PROFILES)


@pytest.mark.parametrize(
    "text",
    [
        "je suis étudiante, on gagne combien ?",
        "ma fille a de la fièvre",
        "mon fils veut un poney",
        "je suis infirmière et je suis crevée",
        "j'habite à Lyon, ça recrute ?",
    ],
)
def test_who_says_anything_besides_says_more(text: str) -> None:
    assert not says_no_more(text, profile_in(text, PROFILES), PROFILES)


def test_a_profile_is_acknowledged_once() -> None:
    nurse = Profile(trade="nurse")
    assert acknowledgement(nurse, Profile(), PROFILES) == "acknowledge_nurse"
    assert acknowledgement(nurse, nurse, PROFILES) is None
    assert acknowledgement(Profile(), Profile(), PROFILES) is None


def test_what_is_new_in_a_profile_is_acknowledged() -> None:
    heard = Profile(situation="pupil", age=16)
    assert acknowledgement(heard, Profile(age=16), PROFILES) == "acknowledge_pupil"


def test_a_trade_without_a_reply_of_its_own_has_the_common_one() -> None:
    assert acknowledgement(Profile(trade="cook"), Profile(), PROFILES) == "acknowledge_other_trade"


def test_an_age_that_changes_nothing_is_not_acknowledged() -> None:
    assert acknowledgement(Profile(age=35), Profile(), PROFILES) is None
    assert answer_to(Profile(age=35), PROFILES) is None


@pytest.mark.parametrize(
    ("profile", "label"),
    [
        (Profile(age=16), "how_to_apply/minor"),
        (Profile(age=15), "student_jobs/summer_job"),
        (Profile(situation="pupil", age=17), "how_to_apply/minor"),
        (Profile(age=58), "diversity_inclusion/seniors"),
        (Profile(trade="nurse"), "career_path/retrain_into"),
        (Profile(trade="cook"), "career_path/retrain_into"),
        (Profile(situation="student"), "student_jobs/student_job"),
    ],
)
def test_who_says_but_that_is_answered(profile: Profile, label: str) -> None:
    assert answer_to(profile, PROFILES) == label


def test_what_is_most_particular_is_offered_first() -> None:
    minor = offered(Profile(situation="pupil", age=16), CONTENT, PROFILES)
    assert minor[:2] == ("salary/minor", "working_hours/minors")
    assert "contact_centre_job" in minor  # a button of the reply to a pupil
    assert offered(Profile(trade="nurse"), CONTENT, PROFILES)[0] == "emergency_lines/line_3114"
    assert offered(Profile(), CONTENT, PROFILES) == ()


def test_a_general_question_has_a_variant_for_some() -> None:
    assert variant(Profile(age=17), "salary", PROFILES) == "minor"
    assert variant(Profile(age=17), "tools", PROFILES) == ""
    assert variant(Profile(age=30), "salary", PROFILES) == ""


def test_what_was_written_for_such_visitors_is_likelier_and_for_others_less_so() -> None:
    own, other = "hiring_process/attract", "disability_at_work/deaf"
    ranked = [("hiring_process/", 0.5), (own, 0.3), (other, 0.2)]
    recruiter = dict(suiting(ranked, Profile(situation="recruiter"), PROFILES))
    assert max(recruiter, key=recruiter.__getitem__) == own
    assert recruiter[other] < 0.2
    assert sum(recruiter.values()) == pytest.approx(1)
    forum = [("visit_a_centre/forum", 0.4), ("sector_size/", 0.3)]
    asked = "je suis professeure. combien de personnes travaillent dans ce secteur ?"
    assert suiting(forum, Profile(trade="teacher"), PROFILES, asked)[0][1] < 0.5
    assert suiting(forum, Profile(trade="teacher"), PROFILES, "et pour un forum ?")[0][1] > 0.5
    aged = dict(suiting(ranked, Profile(age=30), PROFILES))
    assert aged[other] / aged["hiring_process/"] == pytest.approx(0.4)
    assert aged[own] < 0.3  # nobody is supposed to recruit who does not say so
    among_them = dict(suiting(ranked, Profile(), PROFILES, told=[own]))
    assert among_them[own] > dict(suiting(ranked, Profile(), PROFILES))[own]
    seniors = [("diversity_inclusion/seniors", 0.6), ("diversity_inclusion/", 0.4)]
    young = dict(suiting(seniors, Profile(age=13), PROFILES))
    assert young["diversity_inclusion/seniors"] < young["diversity_inclusion/"]


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("j'ai été licencié ce matin", "dismissed"),
        ("je suis à la retraite, c'est pour ma fille", "parent"),
        ("non, c'est moi qui embauche", "recruiter"),
        ("je bégaie un peu", "stammerer"),
        ("je suis malentendant", "disabled"),
        ("je suis intérimaire", "temp"),
        ("je suis conseiller depuis 3 ans", "employee"),
    ],
)
def test_who_they_are_is_heard(text: str, situation: str) -> None:
    assert profile_in(text, PROFILES).situation == situation


def test_who_asks_apart_from_who_they_are_is_not_told_of_their_trade_alone() -> None:
    tells = PROFILES.trades["shop_assistant"].tells
    ranked = [(tells, 0.5), ("remote_work/", 0.5)]
    seller = Profile(trade="shop_assistant")
    apart = "Je suis vendeuse. Est-ce qu'on peut faire ce travail de la maison ?"
    assert suiting(ranked, seller, PROFILES, apart)[0][0] == "remote_work/"
    assert suiting(ranked, seller, PROFILES, apart, told=["salary/"])[0][0] == tells
    assert suiting(ranked, seller, PROFILES, "je suis vendeuse, ça sert ?")[0][0] == tells


@pytest.mark.parametrize(
    ("text", "age"), [("j'ai quatre-vingts ans", 80), ("j'ai quatre-vingt-deux ans", 82)]
)
def test_an_age_in_letters_is_read_as_any_number(text: str, age: int) -> None:
    assert profile_in(text, PROFILES).age == age
