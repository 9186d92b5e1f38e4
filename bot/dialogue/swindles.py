"""What a message means once the bot advised against a swindle that goes on, or was done.

| heard then | read as |
|---|---|
| surely a detail of the swindle just told, and no other the words tell presses | that detail |
| a question for which a detail is the answer past doubt | that detail |
| how far it has got, not spoken of yet | the detail that helps there |
| a question that answers on other topics surely have | as without a swindle |
| lost, or the same words again | the advice once more |
| a detail of the swindle surely asked for, not just told | that detail |
| what was told before, asked again | that answer |
| a detail of the same card, fairly surely, not told yet | that detail |
| the call over, or none: a detail of any card, fairly surely | that detail |
| nothing sure, what was just told, no question of anything else | where they are is asked |
| the same, once the call is over, or where there was none | what worries them is asked |
| a sure question, or a question that an answer is surely for | its answer |
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.content.fraud import FraudWords
from bot.content.keys import ALREADY_SAID, DENY, FRAUD_AFTER, FRAUD_GOES_ON, REPEAT
from bot.dialogue.hearing import Heard, Reading, reading_of
from bot.dialogue.just_said import without
from bot.dialogue.likely import MOST_OFFERED
from bot.dialogue.messages import Context
from bot.dialogue.reading import NO_QUESTION

_BY_WRITING = "fake_job_offers"  # the topic of a swindle in which nobody is on the phone
_BY_ITS_WORDS = 1.0  # the likelihood of what content/fraud.yml found
_SURE = 0.5  # of a detail, which is said whatever else the words may tell
# Of a detail that comes before what is pressing; of all answers on other topics to « que faire »,
# which is said when lost too.
_PAST_DOUBT = 0.8
_FAR_MORE = 2  # times as likely
_FAIR = 0.25  # of a detail that is said: who is in a hurry is not asked « Vouliez-vous dire… ? »
_NEARLY = 0.8  # as likely: a detail that is said instead of its card's general answer
_LIKELY_ELSEWHERE = 0.6  # of one on another matter that is told, not asked


def read_in_swindle(
    reading: Reading, heard: Heard, answered: Collection[str], context: Context
) -> Reading:
    """Return what a message means that would mean `reading` without any swindle."""
    last = context.last_answer
    if not heard.in_fraud or last is None:
        return reading
    here = f"{reading.topic}/{reading.detail}"
    told = here in context.told
    topics = [label.partition("/")[0] for label in heard.next_stages] + [last.topic]
    main = topics[0]  # of the card on swindles
    if not told and heard.answers[:1] == [(here, _BY_ITS_WORDS)]:
        return reading
    just_told = f"{last.topic}/{last.detail}"
    others = without(just_told, heard)
    sure = _surely_asked(heard)
    new = [stage for stage in heard.stages if stage not in context.told]
    # « c'est ma faute, dit la banque, elle refuse »: of two that the words tell, the first presses.
    later = sure is not None and f"{sure.topic}/{sure.detail}" in new[1:]
    if sure and last.topic != main and sure.topic == last.topic and not later:
        return sure
    untold = heard.answers[:1] and heard.answers[0][0] not in context.told
    # « pas la carte, des virements : peut-on les rappeler ? »
    of_it = heard.corrects and sure is not None and sure.topic in topics
    if sure and heard.asks and untold and (of_it or _is_past_doubt(heard)):
        return sure  # « j'ai donné mon RIB, peut-on me prélever ? » needs no stopping of a card
    if new:
        return reading_of(new[0])
    if _is_of_another_matter(reading, others, topics, answered):
        return reading
    if meant := _meant_instead(others, topics):
        return _again(meant) if meant in context.told else reading_of(meant)
    if heard.lost and heard.stages[:1] and heard.stages[0] != just_told:
        return _again(heard.stages[0])  # « et s'il rappelle demain, je fais quoi ? »
    if heard.lost or heard.again or heard.topic == REPEAT:
        return Reading(REPEAT)
    sure = _surely_asked(others)
    asked = f"{sure.topic}/{sure.detail}" if sure and heard.asks else just_told
    if sure and sure.topic in topics and asked not in (just_told, *heard.stages[:1]):
        # « je peux donc raccrocher, et la rappeler ? » does not tell who calls back.
        return _again(asked) if asked in context.told else sure
    again = heard.stages[0] if heard.stages else just_told  # the most pressing: no other instead
    if again != just_told and (heard.asks or heard.stages):
        return _again(again)
    apart = heard.topic in answered and {heard.topic, reading.topic}.isdisjoint(topics)
    elsewhere = heard.surely and apart  # which of two cards answers need not be sure
    doubtful = reading.hedged and not elsewhere
    unsure = reading.topic in NO_QUESTION or reading.topic in (DENY, REPEAT) or doubtful
    general = reading.topic == last.topic and not (reading.detail or reading.fact or reading.words)
    other = reading.topic in answered and reading.topic not in topics
    beside = other and not (heard.asks or heard.names_topic)  # « il a un accent »
    if heard.stages or unsure or general or told or beside:
        likely = _likely(topics, heard, context)
        if likely:
            return likely
        if sure and sure.topic in answered and heard.asks and not (heard.stages or told):
            return sure
        over = heard.call_over or is_by_writing(context)
        least = _FAIR if heard.asks else _LIKELY_ELSEWHERE
        likely = _likely(answered, others, context, least) if over else None
        if likely:
            return likely  # better than to be asked once more what is the matter
        offers = [label for label in heard.next_stages if label not in context.told]
        about = FRAUD_AFTER if over else FRAUD_GOES_ON
        return Reading(main, about=about, offers=tuple(offers[:MOST_OFFERED]))
    return reading


def _again(label: str) -> Reading:
    return replace(reading_of(label), noted=ALREADY_SAID)


def is_by_writing(context: Context) -> bool:
    """Tell whether the swindle spoken of is one in which nobody is on the phone."""
    return context.last_answer is not None and context.last_answer.topic == _BY_WRITING


def spoke_of_a_swindle(context: Context, words: FraudWords) -> bool:
    """Tell whether the last answer was one to a swindle, or to how far one has got."""
    last = context.last_answer
    topics = {label.partition("/")[0] for label in words.details}
    return last is not None and (
        last.topic in topics or f"{last.topic}/{last.detail}" in words.stages
    )


def _is_of_another_matter(
    reading: Reading, heard: Heard, topics: Collection[str], answered: Collection[str]
) -> bool:
    """Tell whether a question is surely none of the swindle, whichever answer of others it has.

    Who says that something else was meant is believed sooner: no answer needs to be sure.
    """
    shares = [(label.partition("/")[0] in topics, share) for label, share in heard.answers]
    within = sum(share for inside, share in shares if inside)
    apart = sum(share for inside, share in shares if not inside)
    meant = heard.corrects and not heard.rejects and apart >= _FAR_MORE * within
    known = reading.topic in answered and reading.topic not in topics
    offered = reading.topic is None and bool(reading.offers)
    surely = meant or apart >= (_PAST_DOUBT if heard.lost else _SURE)
    return heard.asks and surely and (known or offered)


def _meant_instead(heard: Heard, topics: Collection[str]) -> str:
    """Return the label of what a correction surely asks on another topic, "" for none.

    « pas un code de banque, celui de ma fiche Google : je risque quoi ? »
    """
    sure = _surely_asked(heard) if heard.corrects and heard.asks else None
    return f"{sure.topic}/{sure.detail}" if sure and sure.topic not in topics else ""


def _surely_asked(heard: Heard) -> Reading | None:
    """Return the detail that is surely asked for or told of, or None."""
    label, share = heard.answers[0] if heard.answers else ("", 0.0)
    return reading_of(label) if _is_detail(label) and _SURE <= share < _BY_ITS_WORDS else None


def _is_past_doubt(heard: Heard) -> bool:
    """Tell whether a message asks the likeliest answer past doubt."""
    return heard.answers[0][1] >= _PAST_DOUBT


def _likely(
    topics: Collection[str], heard: Heard, context: Context, least: float = _FAIR
) -> Reading | None:
    """Return the likeliest answer, where it is a detail of these topics, not told, of that share.

    A card's general answer is passed over for a detail of it that is nearly as likely: « et
    l'argent, ils vont me le rendre ? » asks for what the card says after a swindle, and what it
    says to all comes first by a little.
    """
    ranked = [*heard.answers, ("", 0.0), ("", 0.0)]
    (label, share), (second, near) = ranked[:2]
    if second.startswith(label) and label.endswith("/") and near >= _NEARLY * share:
        label, share = second, near
    likely = _is_detail(label) and label.partition("/")[0] in topics and share >= least
    return reading_of(label) if likely and label not in context.told else None


def _is_detail(label: str) -> bool:
    detail = label.partition("/")[2]
    return bool(detail) and not detail.startswith("=")


def is_in_swindle(context: Context, stages: tuple[str, ...], words: FraudWords) -> bool:
    """Tell whether a swindle is being dealt with; `stages` are those that the message tells."""
    last = context.last_answer
    if last is None:
        return False
    if last.topic == words.topic and not last.detail:  # it is read by the curious too
        return bool({*stages} - {words.doubt})
    here = last.topic in words.topics or f"{last.topic}/{last.detail}" in words.stages
    return here and bool(context.told & ({*words.details, *context.stages} - {*words.anyone}))
