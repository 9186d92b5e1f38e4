"""The model that ranks answers, on two topics with a few details and facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.likenesses import LIKENESSES, Asked, Ranker
from tests.nlu.few_answers import ENCODER, EXAMPLES, SAYABLES, fit

_TOPICS = ("salary", "hours")
_UNSURE = dict.fromkeys(_TOPICS, 0.5)


@pytest.fixture(scope="module")
def model() -> AnswerModel:
    return fit()


def _asked(text: str, last: str = "", question: str = "", **topics: float) -> Asked:
    return Asked(text, question, question, topics or _UNSURE, last)


def _best(model: AnswerModel, asked: Asked) -> str:
    return model.rank(asked, ENCODER)[0][0]


def test_the_labels_are_those_of_what_may_be_said_the_facts_last(model: AnswerModel) -> None:
    assert model.labels == [each.label for each in SAYABLES]
    assert ["/=" in label for label in model.labels] == [False] * 6 + [True] * 3


def test_every_answer_has_a_probability_and_the_best_comes_first(model: AnswerModel) -> None:
    ranked = model.rank(_asked("on gagne combien"), ENCODER)
    shares = [share for _, share in ranked]
    assert {label for label, _ in ranked} == set(model.labels)
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["combien gagne-t-on", "et la nuit", "zut"])
def test_the_likeliest_alone_are_the_first_of_all(model: AnswerModel, text: str) -> None:
    every = model.rank(Asked(text), ENCODER)
    for most in (1, 3, len(every), len(every) + 1):
        assert model.rank(Asked(text), ENCODER, most) == every[:most]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text)
def test_an_example_finds_its_answer(model: AnswerModel, example: object) -> None:
    text, label = example.text, example.label  # type: ignore[attr-defined]
    assert _best(model, _asked(text, **{label.partition("/")[0]: 1.0})) == label


def test_a_title_finds_its_answer(model: AnswerModel) -> None:
    for each in SAYABLES:
        if each.title:
            assert _best(model, _asked(each.title, **{each.topics[0]: 1.0})) == each.label


@pytest.mark.parametrize(
    ("topic", "question"), [("salary", "on gagne combien"), ("hours", "quels sont les horaires")]
)
def test_what_means_little_alone_is_read_after_the_question_before(
    model: AnswerModel, topic: str, question: str
) -> None:
    assert _best(model, _asked("et a mi-temps", topic, question)) == f"{topic}/part_time"


def test_a_fact_answers_what_no_detail_does(model: AnswerModel) -> None:
    assert _best(model, _asked("c etait combien, le smic, en 2016")) == "salary/=smic_2016"
    assert _best(model, _asked("les appels au casque")) == "hours/=headset"


def test_the_topic_that_was_heard_counts(model: AnswerModel) -> None:
    for topic, other in (_TOPICS, _TOPICS[::-1]):
        unsure = dict(model.rank(_asked("a mi-temps"), ENCODER))
        heard = dict(model.rank(_asked("a mi-temps", **{topic: 0.98, other: 0.02}), ENCODER))
        assert heard[f"{topic}/part_time"] > unsure[f"{topic}/part_time"]


def test_what_was_just_said_is_less_likely_to_be_wanted(model: AnswerModel) -> None:
    label = "salary/pay_day"
    told = Asked("quel jour", topics=_UNSURE, last="salary", just_told={label}, told={label})
    before = dict(model.rank(_asked("quel jour", "salary"), ENCODER))
    assert dict(model.rank(told, ENCODER))[label] < before[label]


def _column(model: AnswerModel, name: str, asked: Asked) -> dict[str, float]:
    found = model.likenesses([asked], ENCODER)[0]
    return dict(zip(model.labels, found[:, LIKENESSES.index(name)].tolist(), strict=True))


def test_the_likenesses_are_messages_by_labels_by_kinds(model: AnswerModel) -> None:
    found = model.likenesses([_asked(""), _asked("et a mi-temps", "salary")], ENCODER)
    assert found.shape == (2, len(SAYABLES), len(LIKENESSES))
    assert np.isfinite(found).all()


@pytest.mark.parametrize("text", ["", "你好", "et a mi-temps", "le smic en 2016 ?"])
@pytest.mark.parametrize("last", ["", "salary"])
def test_answers_are_ranked_by_the_weighed_sums_of_their_likenesses(
    model: AnswerModel, text: str, last: str
) -> None:
    weights = np.random.default_rng(1).normal(size=len(LIKENESSES)).tolist()
    weighed = replace(model, ranker=Ranker(dict(zip(LIKENESSES, weights, strict=True))))
    asked = Asked(text, "on gagne combien", "les horaires", {"hours": 0.7}, last, told={"hours/"})
    sums = weighed.ranker.scores(weighed.likenesses([asked], ENCODER))[0]
    shares = np.exp(sums - sums.max()) / np.exp(sums - sums.max()).sum()
    assert weighed.shares([asked], ENCODER)[0] == pytest.approx(shares, abs=1e-4)


def test_messages_that_are_read_at_once_are_answered_as_one_by_one(model: AnswerModel) -> None:
    asked = [
        Asked("et a mi-temps", "on gagne combien", "le salaire", _UNSURE, "salary", "salary/"),
        Asked("et a mi-temps", topics=_UNSURE, refused=("le salaire",)),
        Asked("on gagne combien", topics={"salary": 0.9}, told={"salary/"}),
    ]
    together = model.shares(asked, ENCODER)
    alone = np.concatenate([model.shares([each], ENCODER) for each in asked])
    assert together == pytest.approx(alone, abs=1e-5)


def test_rare_words_that_an_answer_has_are_covered(model: AnswerModel) -> None:
    covered = _column(model, "fact_covered_first", _asked("un casque pour garder les mains libres"))
    assert covered["hours/=headset"] > 0.8
    assert covered["salary/=smic_2016"] < 0.2


def test_what_is_refused_is_not_the_answer(model: AnswerModel) -> None:
    asked = Asked("la nuit ou a mi-temps", topics={"hours": 1.0})
    before = dict(model.rank(asked, ENCODER))
    after = dict(model.rank(replace(asked, refused=("la nuit",)), ENCODER))
    assert after["hours/nights"] < before["hours/nights"]
    assert after["hours/part_time"] > before["hours/part_time"]


def test_an_answer_of_the_same_theme_is_marked_after_an_answer(model: AnswerModel) -> None:
    themed = replace(model, themes=["pay" if "salary" in label else "" for label in model.labels])
    marked = _column(themed, "same_theme", _asked("et a mi-temps", "salary"))
    assert (marked["salary/part_time"], marked["hours/part_time"]) == (1, 0)
    assert not any(_column(themed, "same_theme", _asked("et a mi-temps", "hours")).values())
    assert not any(_column(themed, "same_theme", _asked("a mi-temps")).values())


def test_the_kind_of_thing_that_is_wanted_is_looked_for(model: AnswerModel) -> None:
    held = _column(model, "fact_holds", _asked("en quelle annee"))
    assert (held["salary/=smic_2016"], held["hours/=headset"]) == (1, 0)
    assert not any(_column(model, "holds", _asked("raconte")).values())


def test_the_scores_are_weighed_sums() -> None:
    likenesses = np.zeros((1, 2, len(LIKENESSES)), np.float32)
    likenesses[0, 1, 0], likenesses[0, 1, 1] = 3, 1
    ranker = Ranker(dict.fromkeys(LIKENESSES, 0.5) | {LIKENESSES[0]: 2.0})
    assert ranker.scores(likenesses).tolist() == [[0, 6.5]]


def test_a_saved_model_ranks_as_before(model: AnswerModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = AnswerModel.load(tmp_path)
    assert (loaded.labels, loaded.topics, loaded.holds) == (
        model.labels,
        model.topics,
        model.holds,
    )
    for example in EXAMPLES:
        asked = _asked(example.text, "salary", "on gagne combien")
        before, after = dict(model.rank(asked, ENCODER)), dict(loaded.rank(asked, ENCODER))
        # Places are kept in bytes; the second look weighs them by ten and more.
        assert [after[label] for label in before] == pytest.approx(list(before.values()), abs=0.04)


def test_a_saved_model_is_arrays_and_text(model: AnswerModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".npz", ".json"}
    with np.load(tmp_path / "answers.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays)


def test_any_text_is_ranked(model: AnswerModel, odd_text: str) -> None:
    ranked = model.rank(Asked(odd_text, odd_text, odd_text, {}, "no_such_topic"), ENCODER)
    assert len(ranked) == len(SAYABLES)
    assert np.isfinite([share for _, share in ranked]).all()


def test_what_others_asked_after_the_same_answer_is_likelier(model: AnswerModel) -> None:
    def share(after: str) -> float:
        asked = Asked("et le soir", "", "", _UNSURE, "hours", after)
        return dict(model.rank(asked, ENCODER))["hours/nights"]

    assert share("hours/") > share("hours/part_time")


def test_what_is_not_looked_at_again_is_ranked_below(
    model: AnswerModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.nlu.model.answers.LOOKED_AT", 2)
    ranked = [label for label, _ in model.rank(_asked("on gagne combien"), ENCODER)]
    assert {*ranked} == {*model.labels}
    by_shares = [
        label for label, _ in model.best(model.shares([_asked("on gagne combien")], ENCODER)[0])
    ]
    assert ranked[2:] == by_shares[2:]


def test_all_of_a_message_is_looked_at_beside_its_question(model: AnswerModel) -> None:
    found = [("hours/nights", 0.4), ("salary/pay_day", 0.4)]
    asks = Asked("et ca", last="salary")
    nights = model.compared(found, asks, ENCODER, "faut-il travailler la nuit. et ca")
    paid = model.compared(found, asks, ENCODER, "la paie tombe quand dans le mois. et ca")
    assert (nights[0][0], paid[0][0]) == ("hours/nights", "salary/pay_day")
