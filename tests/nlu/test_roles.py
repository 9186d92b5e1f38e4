"""Finding the job that a message speaks of, as a component of Rasa's graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.model.grammar import Grammar
from bot.nlu.normaliser import CORRECTION
from bot.nlu.roles import RoleExtractor
from bot.nlu.tokeniser import SpacyTokeniser
from bot.settings import ROOT
from bot.text.corrections import Correction
from bot.text.words import without_accents

pytestmark = pytest.mark.model  # spaCy's trained pipeline

_ROLES: dict[str, str] = load_data(str(ROOT / "data" / "nlu.yml")).entity_synonyms
_OTHER = {"entity": "city", "value": "Lyon", "start": 0, "end": 4}

Find = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory, context: ExecutionContext) -> RoleExtractor:
    """The extractor trained on the bot's names of roles, and loaded as a server does."""
    storage, resource = LocalModelStorage(tmp_path_factory.mktemp("model")), Resource("roles")
    data = TrainingData(entity_synonyms=_ROLES)
    assert RoleExtractor.create({}, storage, resource, context).train(data, Grammar()) is resource
    return RoleExtractor.load({}, storage, resource, context)


@pytest.fixture(scope="module")
def tokenise() -> Callable[[str], Message]:
    tokeniser = SpacyTokeniser(SpacyTokeniser.get_default_config())
    return lambda text: tokeniser.process([Message({TEXT: text})])[0]


@pytest.fixture(scope="module")
def find(extractor: RoleExtractor, tokenise: Callable[[str], Message]) -> Find:
    """Return a function that gives the entities of a text."""

    def entities(text: str) -> list[dict[str, Any]]:
        (message,) = extractor.process([tokenise(text)], Grammar())
        found: list[dict[str, Any]] = message.get(ENTITIES, [])
        return found

    return entities


def _roles(entities: list[dict[str, Any]]) -> list[str]:
    return [entity["value"] for entity in entities]


@pytest.mark.parametrize("name", _ROLES)
def test_each_name_is_found_whole_in_any_case_and_without_accents(find: Find, name: str) -> None:
    for typed in (name, name.capitalize(), without_accents(name), without_accents(name).upper()):
        (entity,) = find(f"le salaire d'un {typed} ?")
        found = f"le salaire d'un {typed} ?"[entity["start"] : entity["end"]]
        assert (found, entity["value"]) == (typed, _ROLES[name])


def test_the_entity_is_as_rasa_has_it(find: Find) -> None:
    text = "Que fait une superviseuse ?"
    start = text.index("superviseuse")
    assert find(text) == [
        {
            "entity": "role",
            "value": "supervisor",
            "start": start,
            "end": start + len("superviseuse"),
            "extractor": "RoleExtractor",
        }
    ]


@pytest.mark.parametrize("name", _ROLES)
def test_each_name_is_found_in_the_plural(find: Find, name: str) -> None:
    head, *rest = name.split()
    plural = " ".join([head if head.endswith("s") else f"{head}s", *rest])
    for text in (f"les {plural}", f"combien gagnent des {plural} ?"):
        (entity,) = find(text)
        found = text[entity["start"] : entity["end"]]
        assert (found, entity["value"]) == (plural, _ROLES[name])


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Que font les superviseurs ?", "supervisor"),
        ("Combien gagnent les conseillers clientèle", "advisor"),
        ("les téléconseillères sont-elles bien payées", "advisor"),
        ("des chargés de clientèle", "advisor"),
        ("les techniciens support", "tech_support"),
        ("Les formatrices viennent d'où ?", "trainer"),
        ("les planificateurs", "planner"),
        ("les data analysts", "data_analyst"),
        ("les responsables de plateau", "site_manager"),
        ("deux chefs d'équipe", "supervisor"),
        ("les directeurs de centres d'appels", "site_manager"),
        ("les commerciaux sédentaires", "telesales"),
    ],
)
def test_plurals_are_found(find: Find, text: str, role: str) -> None:
    assert _roles(find(text)) == [role]


@pytest.mark.parametrize(
    "text", ["chef d'équipe", "chef d’équipe", "CHEF D’ÉQUIPE", "chef d equipe"]
)
def test_any_apostrophe_and_none_will_do(find: Find, text: str) -> None:
    assert _roles(find(f"le {text}")) == ["supervisor"]


@pytest.mark.parametrize("text", ["le directeur de site", "le directeur du site"])
def test_an_article_in_a_name_will_do(find: Find, text: str) -> None:
    assert _roles(find(text)) == ["site_manager"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Devenir conseillère", "advisor"),
        ("une téléopératrice", "advisor"),
        ("une télévendeuse", "telesales"),
        ("une technicienne", "tech_support"),
        ("ma cheffe d'équipe", "supervisor"),
        ("la formatrice", "trainer"),
        ("chargée de planification", "planner"),
        ("une statisticienne", "data_analyst"),
        ("la directrice de site", "site_manager"),
        ("conceptrice de chatbot", "bot_designer"),
    ],
)
def test_feminine_names_are_found(find: Find, text: str, role: str) -> None:
    assert _roles(find(text)) == [role]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("cb gagne 1 teleconseiller", "advisor"),
        ("jve etre teleconseillere stp", "advisor"),
        ("c koi une chargee de clientele", "advisor"),
        ("les superviseur sa paye ?", "supervisor"),
        ("mon chef d equipe il fé koi", "supervisor"),
        ("slt g vu data analyst c koi", "data_analyst"),
        ("televendeur c nul", "telesales"),
        ("wfm kesako", "planner"),
    ],
)
def test_sms_without_accents_and_capitals_is_read(find: Find, text: str, role: str) -> None:
    assert _roles(find(text)) == [role]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("un workforce manager", "workforce manager", "planner"),
        ("le manager, puis le chef de plateau", "chef de plateau", "site_manager"),
        ("directeur de centre d'appels", "directeur de centre d'appels", "site_manager"),
        ("une conseillère en évolution ou un formateur interne", "formateur interne", "trainer"),
        ("bot manager", "bot manager", "bot_designer"),
        ("responsable relation client", "responsable relation client", "site_manager"),
    ],
)
def test_the_longest_name_wins(find: Find, text: str, name: str, role: str) -> None:
    (entity,) = find(text)
    assert (text[entity["start"] : entity["end"]], entity["value"]) == (name, role)


def test_of_names_of_one_length_the_first_wins(find: Find) -> None:
    assert _roles(find("formateur ou superviseur ?")) == ["trainer"]
    assert _roles(find("superviseur ou formateur ?")) == ["supervisor"]


def test_a_message_has_one_role_at_most(find: Find) -> None:
    assert len(find("conseiller, superviseur, formateur et data analyst, et encore vigie")) == 1


@pytest.mark.parametrize(
    ("text", "refused", "roles"),
    [
        ("pas superviseur, formateur", "superviseur", ["trainer"]),
        ("je suis là, pas responsable de plateau", "responsable de plateau", []),
    ],
)
def test_a_job_that_is_refused_is_not_spoken_of(
    extractor: RoleExtractor,
    tokenise: Callable[[str], Message],
    text: str,
    refused: str,
    roles: list[str],
) -> None:
    message = tokenise(text)
    message.set(CORRECTION, Correction(refused=refused, rest=""))
    extractor.process([message], Grammar())
    assert _roles(message.get(ENTITIES, [])) == roles


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour",
        "Quel est le salaire ?",
        "le support de la formation",
        "on m'a conseillé ce métier",
        "que me conseillez-vous ?",
        "Mon médecin me conseille du repos",
        "le démarchage est-il encadré ?",
        "une supervision de qualité",
        "supermarché",
        "le directeur de l'école",
    ],
)
def test_a_message_that_names_no_role_has_no_entity(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "tu peux me conseiller un métier ?",
        "quelle téléassistance lui conseiller ?",
        "des employeurs sérieux à me conseiller ?",
        "il faut conseiller les clients",
        "tu me conseilles quoi ?",
        "je supervise mes enfants",
        "un planning",
        "les stages y sont bien plus formateurs que la photocopieuse de la mairie",
    ],
)
def test_a_verb_or_an_adjective_that_looks_like_a_job_is_none(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("les conseillers les moins payés", "advisor"),
        ("le conseiller l'a calmé", "advisor"),
        ("un poste de conseiller le lendemain", "advisor"),
        ("je passe de chauffeur à conseiller", "advisor"),
        ("ma belle-fille est formatrice", "trainer"),
        ("que me conseiller comme formateur", "trainer"),
        ("les conseillères", "advisor"),
        ("des chargés de clientèle", "advisor"),
        ("manager une équipe", "supervisor"),
    ],
)
def test_a_job_beside_such_words_stays_one(find: Find, text: str, role: str) -> None:
    assert _roles(find(text)) == [role]


def test_any_text_is_read(find: Find, odd_text: str) -> None:
    entities = find(odd_text)
    assert _roles(entities) == (["advisor"] if odd_text.startswith("conseiller") else [])


def test_a_role_past_the_longest_text_is_not_read(find: Find) -> None:
    assert find("oui " * 300 + "superviseur") == []


def test_entities_of_other_extractors_are_kept(
    extractor: RoleExtractor, tokenise: Callable[[str], Message]
) -> None:
    message = tokenise("Lyon cherche un formateur")
    message.set(ENTITIES, [_OTHER])
    extractor.process([message], Grammar())
    other, role = message.get(ENTITIES)
    assert other == _OTHER
    assert role["value"] == "trainer"


def test_a_role_leaves_the_server(
    extractor: RoleExtractor, tokenise: Callable[[str], Message]
) -> None:
    (message,) = extractor.process([tokenise("un formateur")], Grammar())
    output = message.as_dict(only_output_properties=True)
    assert _roles(output[ENTITIES]) == ["trainer"]
    json.dumps(output)


def test_a_message_that_was_not_tokenised_has_no_role(extractor: RoleExtractor) -> None:
    (message,) = extractor.process([Message({TEXT: "un formateur"})], Grammar())
    assert message.get(ENTITIES, []) == []


def test_the_role_of_a_command_is_the_one_it_gives(
    extractor: RoleExtractor,
    tokenise: Callable[[str], Message],
    storage: LocalModelStorage,
    resource: Resource,
    context: ExecutionContext,
) -> None:
    handler = RegexMessageHandler.create({}, storage, resource, context)
    messages = extractor.process([tokenise('/salary{"role": "trainer"}')], Grammar())
    (command,) = handler.process(messages)
    assert _roles(command.get(ENTITIES)) == ["trainer"]


@pytest.mark.parametrize("text", ["un formateur", "", "🙂"])
def test_an_untrained_extractor_finds_nothing(
    storage: LocalModelStorage,
    resource: Resource,
    context: ExecutionContext,
    tokenise: Callable[[str], Message],
    text: str,
) -> None:
    for make in (RoleExtractor.load, RoleExtractor.create):
        (message,) = make({}, storage, resource, context).process([tokenise(text)], Grammar())
        assert message.get(ENTITIES, []) == []


def test_names_are_those_of_the_training_data(
    storage: LocalModelStorage,
    resource: Resource,
    context: ExecutionContext,
    tokenise: Callable[[str], Message],
) -> None:
    data = TrainingData(entity_synonyms={"dompteur de standards": "tamer"})
    RoleExtractor.create({}, storage, resource, context).train(data, Grammar())
    loaded = RoleExtractor.load({}, storage, resource, context)
    texts = ("les dompteurs de standards", "un formateur")
    messages = loaded.process([tokenise(text) for text in texts], Grammar())
    assert [_roles(message.get(ENTITIES, [])) for message in messages] == [["tamer"], []]


def test_training_without_names_finds_nothing(
    storage: LocalModelStorage,
    resource: Resource,
    context: ExecutionContext,
    tokenise: Callable[[str], Message],
) -> None:
    RoleExtractor.create({}, storage, resource, context).train(TrainingData(), Grammar())
    loaded = RoleExtractor.load({}, storage, resource, context)
    (message,) = loaded.process([tokenise("un formateur")], Grammar())
    assert message.get(ENTITIES, []) == []
