"""What a message means here: one typed reading, from what was heard and what was said before.

An answer is a general one, a detail or a fact; the likelihoods are those of the answer finder.

| heard | read as |
|---|---|
| a topic, surely, by its bare name; its answer not said yet; not as below | its answer |
| the same after an answer, a precise one past doubt | that one |
| the same in few words, perhaps asking of it what was asked before | that detail |
| the same, « même en période d'essai ? », a detail much likelier | that detail, hedged |
| one word of a topic whose answer was not said yet | the likeliest of its answers |
| the same after an answer, another topic's answer likelier than not | that answer |
| the same words again, that were answered | a repetition |
| after an answer: words that but point back at it | see pointing.py |
| a correction of what was understood | another answer than those given to it, or three |
| the same that says nothing more | no reading: up to three other answers offered |
| small talk or out of scope, surely, and no detail as surely | as heard |
| two questions, each surely | the answer of the first; the second follows |
| at first: a topic, surely; one of its answers far likelier than the others | that answer |
| at first: a topic, surely; of its answers hardly the general one | the likeliest, hedged |
| at first: a topic, surely | its answer |
| at first: no topic; an answer surely | that answer |
| at first: no topic; an answer fairly surely | that answer, hedged, the next ones offered |
| after an answer: an answer surely | that answer |
| after an answer: an answer fairly surely | that answer, hedged, the next ones offered |
| after an answer: a topic past doubt, no answer of it | its answer, hedged, answers offered |
| after an answer: likeliest what it says, nothing else surely | its sentence that says so |
| after an answer: by its sound another matter, an answer perhaps | up to three offered |
| few words that want a thing of a kind that it holds, the likeliest other answer not | the same |
| a case told, likeliest what was just said of it | that it is heard, and what else is known |
| answers perhaps | no reading: up to three offered |

How sure an answer must be after another one depends on whether the topic of the words alone agrees
with it. The answer just given is not given again to other words, and what means little alone is
then out of scope only as far as no answer is likely. For calls for help see caring.py, swindles.py.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.content.keys import (
    ARE_YOU_SURE,
    CASE_NOTED,
    DID_YOU_MEAN,
    HELP,
    INSULT,
    NEGATIVE_FEEDBACK,
    NO_DETAIL_KNOWN,
    NOT_YOUR_OPERATOR,
    OUT_OF_SCOPE,
    REACTIONS,
    REPEAT,
    SAID_BEFORE,
    START_OVER,
    TELL_ME_MORE,
)
from bot.dialogue.hearing import Heard, Reading, reading_of
from bot.dialogue.just_said import (
    is_said_already,
    just_said,
    last_topic,
    nothing_closer,
    tells_of_it,
    without_the_last,
)
from bot.dialogue.likely import (
    BEYOND_RIVALRY,
    MOST_OFFERED,
    can_be_offered,
    first,
    hedged,
    offering,
    plain,
)
from bot.dialogue.messages import Context
from bot.dialogue.named_topics import asked_of_the_last, is_past_doubt, outweighs_its_name
from bot.dialogue.named_topics import named as named_topic
from bot.dialogue.pointing import pointed_at

# Probabilities of answers, chosen on tests/dialogues/open and tests/follow_ups: development sets.
_SURE = 0.45  # of an answer, where nothing was answered before,
_OF_A_WORD = 0.4  # what counts of it when one word is all, maybe a name
# Of all answers on a topic that the words sound like, and on another one that outweighs it.
_UNLIKELY, _MOST_OF_ALL = 0.05, 0.6
_SURE_APART = 0.6  # and where another topic than its own is past doubt
_LIKELY = 0.12  # of one of a topic that is sure,
_MOST_OF_TOPIC = 0.4  # when it has this part of what all answers of the topic have
_NEARER = 0.2  # or that says more to it than the general one: « malvoyant, je peux y travailler ? »
_FAIR_AT_FIRST = 0.3  # of one worth saying, with the others beside it,
_FAR_AHEAD, _TWICE, _THRICE = 0.15, 2.0, 3.0  # or of one that has so many times the next one's
# After an answer, said plainly and hedged: where the topic heard agrees, is another one, is none.
_AGREEING, _DISAGREEING, _ALONE = (0.45, 0.12), (0.65, 0.25), (0.7, 0.18)
_BEYOND_AT_FIRST = 0.6  # which needs no rival from here on where nothing was answered before
_GOING_ON = 0.35  # of one that goes on about what was spoken of, though it sounds unlike it
_SURE_THOUGH_OUTSIDE = 0.9  # of an answer to whole words that sound like another matter
_PAST_ALL_DOUBT = 0.95  # the same where nothing was answered before
_PERHAPS_OURS = 0.25  # of one that is offered though the words sound like another matter
_SURE_IN_SCOPE = 0.8  # the same, whatever was spoken of
_SURE_DESPITE = 0.5  # of an answer that outweighs what sounds like small talk
_PAST_TALK = 0.7  # the same, after an answer, of what sounds like a remark on it
_FAIR_ANEW, _LIKELY_ANEW = 0.3, 0.6  # of the answer to a correction, to be said hedged, plainly
_NEARLY_AS_LIKELY = 0.75  # of the likeliest, a general answer of a topic that is past doubt
_SURE_ANEW = 0.8  # of another answer to the same words
_LIKELY_HELPED = 0.6  # of an answer to who takes the bot for an operator
# After a call for help, or in a swindle, these ask for help again.
NO_QUESTION = frozenset({None, "goodbye", "insult", OUT_OF_SCOPE}) | REACTIONS
# What may be heard of words that but say that the bot misunderstood.
_SAYS_NO_MORE = frozenset(
    {ARE_YOU_SURE, HELP, INSULT, NEGATIVE_FEEDBACK, OUT_OF_SCOPE, REPEAT, "deny", "thanks"}
)
# « la réponse est pas dans l'ordi ? », « je veux pas être pris pour ça »: what may be a question.
_TALKS = REACTIONS | {"deny", HELP, NEGATIVE_FEEDBACK, NOT_YOUR_OPERATOR, "positive_feedback"}
# What an elliptic question may sound like: « et la deuxième ? », « et maintenant je fais quoi ».
_SOUNDS_LIKE = frozenset({TELL_ME_MORE, REPEAT, START_OVER, "how_are_you", "joke", HELP})


def read(heard: Heard, answered: Collection[str], context: Context) -> Reading:
    """Return what a message means; `answered` are the topics that have a card."""
    if heard.first_of_two:
        return reading_of(heard.first_of_two)
    if heard.corrects and context.last is not None:
        return _anew(heard, answered, context)
    topic = heard.topic
    untold = f"{topic}/" not in context.told
    said_last = just_said(context)
    named = topic in answered and untold and (heard.names_topic or heard.bare)
    if named and (of_it := asked_of_the_last(heard, said_last)):
        return of_it
    if named and heard.names_topic and not (said_last and is_past_doubt(heard)):
        return hedged(heard) if outweighs_its_name(heard, said_last) else Reading(topic)
    if context.last_answer and _sounds_like_anything(topic, heard):
        topic = None
    asked = first(heard.answers)[0] or f"{topic}/"
    answered_last = context.last is not None and context.last == context.last_answer
    # Whole words that come again and ask for nothing else surely.
    told_again = answered_last and not heard.elliptic and first(heard.answers)[1] < _SURE_ANEW
    if heard.again and (told_again or asked in {*context.told, said_last}):
        return Reading(REPEAT)
    if heard.told_it and answered_last:
        return _said_in(context, heard)
    if heard.points_back and not (heard.in_care or heard.in_fraud):
        return pointed_at(heard, context)
    said_already = is_said_already(heard, context)
    if tells_of_it(heard, context) and topic not in _SAYS_NO_MORE - {OUT_OF_SCOPE}:
        return Reading(last_topic(context), about=CASE_NOTED)
    if topic in (None, OUT_OF_SCOPE, last_topic(context)) and nothing_closer(heard, context):
        return Reading(last_topic(context), about=NO_DETAIL_KNOWN)
    heard = without_the_last(heard, context)
    best, share = first(heard.answers)
    elsewhere = not best.startswith(f"{topic}/") and share >= _SURE_DESPITE
    goes_elsewhere = context.last_answer is not None and elsewhere
    if named and heard.bare and not goes_elsewhere:
        return named_topic(str(topic), heard.answers)
    if topic is not None and topic not in answered:
        elliptic = topic in _SOUNDS_LIKE and heard.elliptic and not heard.surely
        says_more = heard.lengthy or (heard.asks and not heard.bare)  # « bonjour ? » greets
        polite = topic in ("thanks", "greet", "goodbye") and says_more
        talks = share >= _past_talk(topic, heard) and _may_be_a_question(topic, context)
        least = _GOING_ON if polite and heard.asks else _SURE_DESPITE
        light = ((elliptic or polite) and share >= least) or talks
        outweighed = light and not best.endswith("/")
        goes_on = topic == OUT_OF_SCOPE and (said_already or _goes_on(heard, context))
        precise = not (heard.elliptic or best.endswith("/"))
        sure = topic == OUT_OF_SCOPE and precise and share >= _PAST_ALL_DOUBT
        if sure and context.last_answer is None:
            return plain(heard, _BEYOND_AT_FIRST)
        if not (outweighed or goes_on):
            return _perhaps_of_ours(heard, context) if topic == OUT_OF_SCOPE else Reading(topic)
        if said_already and context.last_answer and share < _GOING_ON:
            return _said_in(context, heard)
        found = _after_an_answer(None, heard, context)
        return found if found.topic else Reading(topic)
    if context.last_answer is None:
        return _at_first(topic, heard)
    found = _after_an_answer(topic, heard, context)
    # Where another answer is likelier than not, beside the one just given, it is what is asked.
    unsure = not found.topic or (found.hedged and share < _SURE_DESPITE)
    return _said_in(context, heard) if said_already and unsure else found


def _perhaps_of_ours(heard: Heard, context: Context) -> Reading:
    """Return what may be meant by what sounds like another matter after an answer, if anything."""
    perhaps = context.last_answer is not None and first(heard.answers)[1] >= _PERHAPS_OURS
    offered = offering(replace(heard, offers=())) if perhaps else Reading(None)
    return offered if offered.offers else Reading(OUT_OF_SCOPE)


def _sounds_like_anything(topic: str | None, heard: Heard) -> bool:
    """Tell whether words mean little alone, or hold a polite one: « mais moi monsieur… »."""
    polite = topic in ("greet", "thanks") and heard.tells and not heard.surely
    return polite or (topic == OUT_OF_SCOPE and heard.elliptic)


def _past_talk(topic: str, heard: Heard) -> float:
    """Return how likely an answer must be to outweigh a remark that the words sound like.

    « je n'ai rien demandé » is said of who calls rather than of the bot, and « ma box est coupée »
    asks for help whoever is taken for the operator.
    """
    if topic == NOT_YOUR_OPERATOR:
        return _LIKELY_HELPED
    if heard.surely:
        return _SURE_THOUGH_OUTSIDE
    return _GOING_ON if topic == NEGATIVE_FEEDBACK and heard.tells else _PAST_TALK


def _may_be_a_question(topic: str, context: Context) -> bool:
    """Tell whether what sounds like a remark, or told of an operator again, may ask something."""
    return topic == NOT_YOUR_OPERATOR or (topic in _TALKS and context.last_answer is not None)


def _said_in(context: Context, heard: Heard) -> Reading:
    """Return the reading of what stands in the answer just given; said once, it is not known.

    Nor is what a whole question asks of it: a sentence that was just read answers none.
    """
    last = context.last
    if last is not None and (last.kind == "brief" or heard.lengthy):
        return Reading(last_topic(context), about=NO_DETAIL_KNOWN)
    return Reading(REPEAT, about=SAID_BEFORE)


def _anew(heard: Heard, answered: Collection[str], context: Context) -> Reading:
    """Return what a correction asks: what was just said is not it."""
    topic, said = heard.topic, just_said(context)
    best, share = first(heard.answers)
    outweighed = best != said and share >= _SURE_DESPITE
    is_talk = topic is not None and topic not in answered and topic not in _SAYS_NO_MORE
    if is_talk and not outweighed:
        return Reading(topic)
    named = topic in answered and heard.names_topic and f"{topic}/" not in context.told
    if named and not is_past_doubt(heard):
        return Reading(topic)
    answers = [each for each in heard.answers if not _is_not_it(*each, context)]
    topic = topic if topic in answered and f"{topic}/" != said else None
    general = dict(answers).get(f"{topic}/", 0.0)
    if topic and heard.surely and general >= _NEARLY_AS_LIKELY * first(answers)[1]:
        return Reading(topic)  # « je voulais savoir le salaire », after how to get hired
    # One word more makes a topic sure: « je parle pas de CDI, ils ont le droit ? » is of the law.
    topic = topic if first(answers)[0].startswith(f"{topic}/") else None
    anew = replace(heard, topic=topic, outside=0.0, answers=answers)
    if heard.rejects:
        found = offering(replace(anew, offers=())) if _is_of_ours(context) else Reading(None)
    elif context.last_answer is None:
        found = _at_first(topic, anew)
    else:
        found = _after_an_answer(topic, anew, context)
    if found.hedged and topic is None and first(answers)[1] < _FAIR_ANEW:
        found = offering(anew)  # a second guess beside the point is worse than none
    elif found.hedged and first(answers)[1] >= _LIKELY_ANEW:
        found = reading_of(first(answers)[0])  # who was misunderstood wants no « peut-être »
    return found if found.topic or found.offers else Reading(NEGATIVE_FEEDBACK)


def _is_not_it(label: str, share: float, context: Context) -> bool:
    """Tell whether a correction refuses an answer: just said, offered, or told before for less."""
    offered = context.last is not None and context.last.topic == DID_YOU_MEAN
    choices = [button.label for button in context.buttons] if offered else []
    told_before = not label.endswith("/") and label in context.told and share < _SURE_ANEW
    return told_before or label in (just_said(context), *choices)


def _is_of_ours(context: Context) -> bool:
    """Tell whether the bot answered last, or asked what was meant: that can be amiss."""
    offered = context.last is not None and context.last.topic == DID_YOU_MEAN
    return offered or context.last == context.last_answer


def _goes_on(heard: Heard, context: Context) -> bool:
    """Tell whether what sounds like another matter goes on about what was spoken of."""
    best, share = first(heard.answers)
    of_it = max(share, _mass(last_topic(context), heard))  # two answers may share what is likely
    if context.last is None or of_it < (_SURE_DESPITE if heard.surely else _GOING_ON):
        return False
    if context.last_answer is None:
        return context.last.topic == DID_YOU_MEAN
    return best.startswith(f"{context.last_answer.topic}/") or share >= _SURE_IN_SCOPE


def _at_first(topic: str | None, heard: Heard) -> Reading:
    best, share = first(heard.answers)
    if topic is None:
        share *= (1 - heard.outside) * (_OF_A_WORD if heard.bare else 1)
    another = heard.surely and not best.startswith(f"{topic}/")
    if share >= (_SURE_APART if another else _SURE):
        return plain(heard, _BEYOND_AT_FIRST)
    if _is_fair(share, heard) and (topic is None or _is_apart(topic, heard)):
        return hedged(heard)
    if topic is not None:
        return _within(topic, heard)
    return offering(heard)


def _is_fair(share: float, heard: Heard) -> bool:
    """Tell whether the likeliest answer is worth saying: a story leaves something to them all."""
    others = [part for _, part in heard.answers[1:2]]
    ahead = share >= max([_FAR_AHEAD, *(_TWICE * part for part in others)])
    return share >= _FAIR_AT_FIRST or (heard.lengthy and ahead)


def _is_apart(topic: str, heard: Heard) -> bool:
    """Tell whether the answers are all of another topic: « à domicile, 500 € par jour »."""
    best, _ = first(heard.answers)
    other = best.partition("/")[0]
    return _mass(topic, heard) < _UNLIKELY and _mass(other, heard) >= _MOST_OF_ALL


def _mass(topic: str, heard: Heard) -> float:
    return sum(share for label, share in heard.answers if label.startswith(f"{topic}/"))


def _within(topic: str, heard: Heard) -> Reading:
    own = [(label, share) for label, share in heard.answers if label.startswith(f"{topic}/")]
    best, share = first(own)
    precise = bool(best) and not best.endswith("/")
    part = share / sum(share for _, share in own) if own else 0.0
    likely = precise and share >= _LIKELY and part >= _MOST_OF_TOPIC
    within = replace(heard, answers=own)
    if likely:
        return plain(within, _BEYOND_AT_FIRST)
    general = dict(own).get(f"{topic}/", 0.0)
    least, times = (_LIKELY, _THRICE) if heard.lengthy else (_NEARER, _TWICE)  # of a story: less
    nearer = precise and share >= max(least, times * general)
    return hedged(within) if nearer else Reading(topic)


def _after_an_answer(topic: str | None, heard: Heard, context: Context) -> Reading:
    best, share = first(heard.answers)
    general = best.endswith("/") and not best.startswith(f"{topic}/")
    if general and topic is not None and heard.surely and f"{topic}/" not in context.told:
        return Reading(topic)  # the topics tell general questions apart better than the answers
    plainly, fairly = _ALONE
    if topic is not None:
        plainly, fairly = _AGREEING if best.startswith(f"{topic}/") else _DISAGREEING
    elif not heard.elliptic and share < _SURE_THOUGH_OUTSIDE:
        share *= 1 - heard.outside / 2  # of what goes on, few words are of the field
    if share >= plainly:
        return plain(heard, BEYOND_RIVALRY)
    if share >= fairly:
        return hedged(heard)
    if topic is not None and heard.surely and f"{topic}/" not in context.told:
        labels = [label for label, share in heard.answers if can_be_offered(label, share)]
        return Reading(topic, hedged=True, offers=tuple(labels[: MOST_OFFERED - 1]))
    offered = offering(heard)
    if offered.offers and heard.answers:  # answers on what was spoken of, no topics by their sound
        known = tuple(label for label in offered.offers if label in dict(heard.answers))
        offered = replace(offered, offers=known or offered.offers)
    return offered if offered.offers else Reading(topic)
