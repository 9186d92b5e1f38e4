"""What is worded for one message: when it is, and when the message asks for something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.asides import Asides
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Context, Message
from tests.contents import CONTENT

ASIDES = Asides(CONTENT)


def _after(topic: str, detail: str = "", role: str | None = None) -> Context:
    last = Message("…", topic, "answer", role=role, detail=detail)
    return Context(last_answer=last, last=last)


@pytest.mark.parametrize(
    ("told", "amount"),
    [
        ("Cherchez l'employeur : en apprentissage, on est payé.", "504,10"),
        ("Deux ans.", "1 680,32"),
    ],
)
def test_pay_in_studies_is_an_apprentice_s_where_those_were_spoken_of(
    told: str, amount: str
) -> None:
    last = Message(told, "training", "answer")
    text = "ok et c payé combien par mois en bts ? jai 17 ans"
    reading = ASIDES.read(text, "salary", [], Context(last_answer=last, last=last))
    assert reading is not None and amount in reading.words.replace("\u00a0", " ")


def test_a_sum_goes_on_from_the_detail_before() -> None:
    reading = ASIDES.read("et à mi-temps ?", None, [], _after("salary", "per_year"))
    assert reading is not None and reading.topic == "salary"
    assert "× 12" in reading.words or "par an" in reading.words


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("d'où vient ce chiffre ?", "ask_source"),
        ("merci", "thanks"),
        ("répète", "repeat"),
        ("dites-m'en plus", "tell_me_more"),
        ("quels horaires ?", "working_hours"),
        ("faut-il un diplôme ?", "diploma"),
    ],
)
@pytest.mark.parametrize("detail", ["", "per_year", "per_hour", "gross_net"])
def test_after_a_sum_what_asks_for_something_else_is_no_sum(
    text: str, topic: str, detail: str
) -> None:
    assert ASIDES.read(text, topic, [], _after("salary", detail)) is None


@pytest.mark.parametrize("before", ["travail mi temps", "17h30 par semaine, ça existe ?"])
def test_pay_asked_after_a_part_time_is_that_of_its_hours(before: str) -> None:
    context = replace(_after("working_hours", "part_time"), heard=before)
    reading = ASIDES.read("combien par mois", "salary", [], context, likely="salary")
    assert reading is not None and "933,51" in reading.words


def test_a_town_after_a_sum_asks_for_no_sum() -> None:
    assert ASIDES.read("et à Lyon ?", None, [], _after("salary", "per_year")) is None


def test_a_sum_may_be_asked_in_words_of_another_topic() -> None:
    reading = ASIDES.read("et à 20 heures par semaine ?", "working_hours", [], _after("salary"))
    assert reading is not None and reading.topic == "salary"


@pytest.mark.parametrize("topic", CONTENT.cards)
def test_the_title_of_a_card_asks_for_that_card(topic: str) -> None:
    for heard in (topic, None):
        assert ASIDES.read(CONTENT.title(topic), heard, [], Context()) == Reading(topic)


def test_a_comparison_in_other_words_is_worded() -> None:
    text = "c'est quoi la différence entre appel entrant et appel sortant ?"
    reading = ASIDES.read(text, None, [], Context())
    assert reading is not None and reading.topic == "inbound_outbound"
    assert reading.words and reading.facts


@pytest.mark.parametrize(
    "text",
    [
        "c'est vous Orange non ?",
        "Vous n'êtes donc pas Orange ?",
        "donnez moi juste le numéro d'orange",
        "t'es bien le service client SFR",
        "je veux le téléphone de Bouygues",
        "vous n'êtes pas mon opérateur alors",
    ],
)
def test_who_takes_the_bot_for_a_company_is_told_that_it_is_none(text: str) -> None:
    reading = ASIDES.read(text, None, [], Context())
    assert reading is not None and reading.topic == "not_your_operator"


@pytest.mark.parametrize(
    "text", ["un numéro d'Orange m'appelle", "ils disent être Orange", "Orange recrute ?"]
)
def test_who_names_a_company_is_not_told_so(text: str) -> None:
    assert ASIDES.read(text, None, [], Context()) is None


def test_the_source_of_a_figure_is_that_of_the_fact_told_with_it() -> None:
    last = Message("…", "cold_calling_rules", "answer", facts=("loi_consent_rule",))
    context = Context(last_answer=last, last=last, cited=("loi_consent_rule", "size_290000_jobs"))
    reading = ASIDES.read("d'où vient le 290 000 ?", "ask_source", [], context)
    assert reading is not None and reading.facts == ("size_290000_jobs",)
    unknown = ASIDES.read("d'où vient le 123 456 ?", "ask_source", [], context)
    assert unknown is not None and unknown.about == "no_source_of"


def test_what_is_reckoned_with_figures_of_an_answer_cites_their_fact() -> None:
    last = Message("…", "sector_size", "answer", facts=("size_290000_jobs",))
    context = Context(last_answer=last, last=last, cited=last.facts)
    reading = ASIDES.read("cb font 290 000 moins 55 000", "out_of_scope", [], context)
    assert reading is not None and reading.facts == last.facts and reading.topic == "sector_size"
    assert ASIDES.read("cb font 290 000 moins 55 000", "out_of_scope", [], Context()) is None


def test_figures_that_are_the_visitors_own_cite_nothing_and_win_over_the_smic() -> None:
    last = Message("…", "salary", "answer", facts=("pay_smic_month",))
    context = Context(last_answer=last, last=last, cited=last.facts)
    for text in ("et 422 par mois ça fait combien par an", "admettons 1867 - 1478 sur un an"):
        reading = ASIDES.read(text, "salary", [], context)
        assert reading is not None and reading.topic == "salary"
        assert not reading.facts and "vos chiffres" in reading.words
    first = ASIDES.read("quelle différence entre 1500 et 1800 net", "salary", [], Context())
    assert first is not None and "= 300" in first.words


@pytest.mark.parametrize(
    "text",
    [
        "pourquoi tu me parles italien mdr",
        "non, à ma question « t'es un bot » tu as répondu en italien",
        "pk vous me répondez en espagnol",
        "c'était pas de l'italien",
    ],
)
def test_who_was_taken_for_a_foreigner_is_told_sorry(text: str) -> None:
    reading = ASIDES.read(text, "languages", [], Context(said={"other_language": 1}))
    assert reading is not None and reading.about == "foreign_answer"
    assert ASIDES.read(text, "languages", [], Context()) is None


@pytest.mark.parametrize("text", ["vous parlez anglais ?", "je ne parle pas français"])
def test_who_speaks_of_languages_is_not_told_sorry(text: str) -> None:
    assert ASIDES.read(text, "languages", [], Context(said={"other_language": 1})) is None


def test_a_word_of_the_answer_that_no_term_defines_is_said_in_its_sentence() -> None:
    last = Message("De vraies pauses, du turlututu aident.", "stress_and_health", "answer")
    context = Context(last_answer=last, last=last)
    reading = ASIDES.read("turlututu ça veut dire quoi ?", None, [], context)
    assert reading is not None and "De vraies pauses, du turlututu aident." in reading.words
    assert "pas de définition de" in reading.words


def test_a_pronoun_means_the_body_that_was_asked_about() -> None:
    last = Message("Elle contrôle les opérateurs. La CNIL, non.", "arcep", "answer")
    reading = ASIDES.read("elle c'est qui ?", None, [], Context(last_answer=last, last=last))
    assert reading is not None and "Arcep" in reading.words


_TWO_JOBS = ("advisor", "telesales")


def test_which_of_the_two_is_told_of_the_two_jobs_named_before() -> None:
    context = replace(_after("role_advisor", "vs_telesales"), compared=_TWO_JOBS)
    reading = ASIDES.read("lequel des deux demande le plus d'études ?", None, [], context)
    assert reading is not None and "Les études" in reading.words


@pytest.mark.parametrize("text", ["pour le stress, c'est lequel le pire ?", "les deux me vont"])
def test_which_of_the_two_on_a_point_that_is_not_known_is_not_compared(text: str) -> None:
    context = replace(_after("role_advisor", "vs_telesales"), compared=_TWO_JOBS)
    assert ASIDES.read(text, None, [], context) is None


def test_a_detail_past_doubt_comes_before_a_comparison_on_no_point() -> None:
    text = "entrant ou sortant, où progresse-t-on plus vite ?"
    assert ASIDES.read(text, None, [], Context()) is not None
    assert ASIDES.read(text, None, [], Context(), precise=True) is None


def _cited(*facts: str) -> Context:
    last = Message("…", "salary", "answer", facts=facts)
    return Context(last_answer=last, last=last)


@pytest.mark.parametrize(
    "text", ["2009 ça date", "et t'as pas un chiffre plus récent ?", "plus récent ?"]
)
def test_who_finds_a_figure_old_hears_how_new_the_newest_is(text: str) -> None:
    context = _cited("sal_internal_vs_provider", "pay_smic_month_june_2026")
    reading = ASIDES.read(text, None, [], context)
    assert reading is not None and "Légifrance, 2026" in reading.words
    assert reading.facts == ("pay_smic_month_june_2026",)


def test_a_detail_past_doubt_says_itself_whether_there_is_a_newer_figure() -> None:
    context = _cited("pay_smic_month_june_2026")
    assert ASIDES.read("rien de plus récent ?", None, [], context, precise=True) is None
    assert ASIDES.read("rien de plus récent ?", None, [], context, "salary") is None


def test_a_word_of_the_answer_that_but_comes_again_is_not_defined() -> None:
    text = "la CNIL ? les candidats ? non bon laissez. un client va m'attendre dehors, je fais quoi"
    last = Message("La CNIL conseille les candidats.", "cold_calling_rules", "answer")
    context = Context(last_answer=last, last=last)
    assert ASIDES.read(text, None, [], context, asks="je fais quoi") is None
    defined = ASIDES.read("la CNIL ?", None, [], context)
    assert defined is not None and defined.about == "define"


def test_a_term_that_is_asked_last_is_defined_though_in_a_word() -> None:
    defined = ASIDES.read("Ah d'accord. RNCP ?", None, [], Context())
    assert defined is not None and defined.about == "define"


def test_a_term_that_is_told_last_is_not_defined() -> None:
    assert ASIDES.read("J'ai déjà écrit à quelqu'un. La CNIL.", None, [], Context()) is None


def test_hours_of_another_job_are_not_those_that_a_sum_is_asked_of() -> None:
    asks = "un téléconseiller à plein temps il touche combien net par mois"
    text = f"60h c'est dans le taxi. {asks}"
    found = ASIDES.read(text, "salary", [], _after("salary"), asks=asks)
    assert found is not None and "60" not in found.words


def test_a_source_that_is_but_spoken_of_is_not_asked_for() -> None:
    text = "Votre source date de 2020. Je reformule : un récépissé suffit-il pour signer un CDI ?"
    last = Message("Oui, selon la loi de 2020.", "foreigners_at_work", "answer")
    assert ASIDES.read(text, None, [], Context(last_answer=last, last=last)) is None


def test_the_age_of_a_source_is_nobody_s_age() -> None:
    text = "vous vous basez sur un truc qui a 17 ans ?"
    reading = ASIDES.read(text, None, [], _cited("sal_internal_vs_provider"))
    assert reading is not None and "×" not in reading.words


@pytest.mark.parametrize(
    "text",
    [
        "d'accord, 1 478 euros... et rester assis huit heures avec un mal de dos, bonne idée ?",
        "je ne parlais pas de 8 heures par semaine mais de mon dos, on peut travailler debout ?",
    ],
)
def test_hours_in_a_long_message_on_something_else_are_no_sum(text: str) -> None:
    assert ASIDES.read(text, None, [], _after("salary", "gross_net")) is None


def test_a_summary_of_all_holds_the_topics_told_the_oldest_first() -> None:
    last = Message("…", "covid_role", "answer")
    said = {"covid_role": 1, "help": 1, "salary": 2}  # the newest first
    context = Context(last_answer=last, last=last, said=said)
    reading = ASIDES.read("résume tout en trois points", None, [], context)
    assert reading is not None
    shorts = [CONTENT.cards[topic].short for topic in ("salary", "covid_role")]
    assert reading.words == "\n".join(shorts)
    of_last = ASIDES.read("résume en une phrase", None, [], context)
    assert of_last is not None and of_last.words == CONTENT.cards["covid_role"].short


@pytest.mark.parametrize("precise", [False, True])
def test_an_age_told_in_passing_asks_for_no_sum(precise: bool) -> None:
    text, context = "j'ai 17 ans, c'est trop tôt", _after("salary", "apprentice")
    assert ASIDES.read(text, None, [], context, precise=precise) is None


def test_a_remark_on_an_old_figure_leaves_the_question_beside_it() -> None:
    text = "2015 ça date. Et Cap emploi dont vous parliez, ils font quoi pour moi concrètement ?"
    assert ASIDES.read(text, None, [], _cited("pay_smic_month_june_2026")) is None


@pytest.mark.parametrize("text", ["et à 17 ans ?", "j'ai 17 ans"])
def test_an_age_alone_after_pay_is_worked_out_though_a_detail_speaks_of_it(text: str) -> None:
    reading = ASIDES.read(text, None, [], _after("salary"), precise=True)
    assert reading is not None and "1\u00a0680,32" in reading.words


def _told(label: str) -> Context:
    """A conversation in which a detail of a card was told last."""
    topic, _, key = label.partition("/")
    detail = CONTENT.cards[topic].detail(key)
    assert detail is not None
    last = Message(detail.answer, topic, "answer", facts=tuple(detail.facts), detail=key)
    return Context(last_answer=last, last=last, cited=last.facts)


@pytest.mark.parametrize(
    "text", ["j'aurais combien alors avec 16h ?", "et à mi-temps ?", "16h, ça fait combien ?"]
)
@pytest.mark.parametrize("label", ["role_advisor/pay", "channels/pay_written"])
def test_hours_after_any_answer_that_tells_the_smic_are_worked_out(text: str, label: str) -> None:
    reading = ASIDES.read(text, None, [], _told(label))
    assert reading is not None and "1\u00a0867,02" in reading.words


@pytest.mark.parametrize(
    "text", ["et on fait 8h par jour devant un écran ?", "20 % de variable c'est beaucoup ?"]
)
def test_hours_after_such_an_answer_that_ask_for_no_pay_are_no_sum(text: str) -> None:
    assert ASIDES.read(text, None, [], _told("role_advisor/pay")) is None


def test_a_price_beside_a_link_is_no_figure_whose_source_is_wanted() -> None:
    last = Message("…", "suspicious_sms", "answer", facts=("parcel_sms_sign",))
    context = Context(last_answer=last, last=last)
    said = "un sms de la poste avec un lien pour payer 1,99 elle a cliqué"
    assert ASIDES.read(said, "ask_source", [], context) is None
    wanted = ASIDES.read("d'où sort ce 1,99 ? quelle source ?", "ask_source", [], context)
    assert wanted is not None and wanted.about == "no_source_of"


def test_a_pay_named_with_hours_is_worked_out_though_something_else_was_spoken_of() -> None:
    last = Message("…", "typical_day", "answer", detail="stand_up")
    context = Context(last_answer=last, last=last)
    found = ASIDES.read("ok et ca paye cb pr 20h", None, [], context, "salary")
    assert found is not None and "20 ÷ 35" in found.words
    assert ASIDES.read("et on finit à 20h ?", None, [], context, "working_hours") is None


def test_a_wish_for_fewer_words_is_looked_for_in_the_question_alone() -> None:
    asks = "les salariés grévistes perdent combien par jour de grève ?"
    text = f"Totalement hors sujet. Essayons plus simple. {asks}"
    assert ASIDES.read(text, None, [], _after("salary"), asks=asks) is None
    assert ASIDES.read("essayons plus simple", None, [], _after("salary")) is not None
