"""What visitors say of themselves, unasked: « j'ai 16 ans », « infirmière depuis 15 ans ».

Plain functions; the words stand in content/profiles.yml. It is kept for the conversation only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from bot.content import Content
from bot.content.profiles import Noted, Profiles, SituationName
from bot.dialogue.shares import weighed
from bot.text.asking import asking_part, asks, pieces_of
from bot.text.numerals import in_digits
from bot.text.phrases import plain_words
from bot.text.places import places_in
from bot.text.tiling import Tiles
from bot.text.words import REMEMBERED, normalise

OTHER_TRADE = "acknowledge_other_trade"
# Who asks for somebody else: what they are themselves decides little.
FOR_OTHERS = frozenset({"elected", "parent", "parent_of_beginner", "recruiter", "employer"})
_YOUNGEST, _OLDEST = 10, 99
# How much likelier an answer is that was written for such visitors, and for others.
_OWN, _OTHERS, _OF_ANOTHER_AGE, _UNFIT = 3.0, 0.4, 0.1, 0.1
_OF_WHO_ASKS_ELSE = 0.5  # of what answers who they say to be, where they then ask a question
_OF_FEW = 0.15  # of what was written for who is rare, and nobody said to be so
# The same to a whole question of who asks for others, a teacher asks what the job is, and to one
# that stands apart from who asks it.
_OWN_TO_A_QUESTION, _FEWEST = 1.5, 6  # words
_TEACHER = "teacher"


@dataclass(frozen=True)
class Profile:
    """What is known of a visitor: a situation, the trade they come from, an age in years, a home.

    `place` is the name of a place of France, as `places_called` knows it.
    """

    situation: SituationName | None = None
    trade: str | None = None
    age: int | None = None
    place: str | None = None

    def __bool__(self) -> bool:
        return self != _UNKNOWN

    def updated(self, later: Profile) -> Profile:
        """Return the profile with what was said later in its place."""
        return replace(
            self,
            situation=later.situation or self.situation,
            trade=later.trade or self.trade,
            age=later.age or self.age,
            place=later.place or self.place,
        )


_UNKNOWN = Profile()


def profile_in(text: str, profiles: Profiles) -> Profile:
    """Return what a message says of its author; an empty profile when it says nothing."""
    readings = _readings(text)
    named = [read for read in (*readings, *_opening(text)) if _may_tell(read, profiles)]
    return Profile(
        situation=next(filter(None, (_situation(read, profiles) for read in named)), None),
        trade=next(filter(None, (_trade(read, profiles) for read in named)), None),
        age=next(filter(None, map(_age, readings)), None),
        place=_home(text, readings, profiles),
    )


def says_no_more(text: str, heard: Profile, profiles: Profiles) -> bool:
    """Tell whether a message says but who its author is: « bonjour j'ai 16 ans »."""
    home = f" {plain_words(heard.place)} " if heard.place else " "
    said = (in_digits(read.replace(home, " ")) for read in _readings(text))
    return any(map(_all_words(profiles).cover, said))


def says_but_who(text: str, profiles: Profiles) -> bool:
    """Tell whether a text says who its author is and no more."""
    heard = profile_in(text, profiles)
    return bool(heard) and says_no_more(text, heard, profiles)


def acknowledgement(heard: Profile, known: Profile, profiles: Profiles) -> str | None:
    """Return the reply that takes note of what was heard, or None when there is nothing new in it.

    `known` is what was noted before.
    """
    noted = set(_replies(known, profiles))
    return next((reply for reply in _replies(heard, profiles) if reply not in noted), None)


def answer_to(profile: Profile, profiles: Profiles) -> str | None:
    """Return the label « topic/detail » that answers who said but this, or None."""
    told = (entry.tells for entry in _entries(profile, profiles))
    return next(filter(None, told), None)


def offered(profile: Profile, content: Content, profiles: Profiles) -> tuple[str, ...]:
    """Return the labels « topic/detail » worth offering, then the buttons of the replies."""
    labels = [label for entry in _entries(profile, profiles) for label in entry.offers]
    for reply in _replies(profile, profiles):
        labels += content.replies[reply].buttons
    return tuple(dict.fromkeys(labels))


def variant(profile: Profile, topic: str, profiles: Profiles) -> str:
    """Return the detail that answers the general question of a topic to such a visitor, or ""."""
    labels = (label for entry in _entries(profile, profiles) for label in entry.variants)
    found = (label.partition("/") for label in labels)
    return next((detail for of_topic, _, detail in found if of_topic == topic), "")


def said_instead(profile: Profile, label: str, profiles: Profiles) -> str:
    """Return the label of the answer that such a visitor gets for that of a label."""
    found = (entry.instead.get(label) for entry in _entries(profile, profiles))
    return next(filter(None, found), label)


def suiting(
    ranked: Sequence[tuple[str, float]],
    profile: Profile,
    profiles: Profiles,
    text: str = "",
    told: Collection[str] = (),
    of_a_job: bool = False,
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as such a visitor means them.

    What was written for them is likelier, what was written for others less so; nobody who does not
    say so, nor was answered so, is supposed to be what few are. `text` is the message, `told` are
    the labels of what was said, `of_a_job` tells that it names one: its answers are for anybody.
    """
    for_others = profile.situation in FOR_OTHERS or profile.trade == _TEACHER
    whole = any(asks(piece) and len(piece.split()) >= _FEWEST for piece in pieces_of(text))
    own = {label for entry in _entries(profile, profiles) for label in entry.written_for}
    apart = [each for each in profiles.situations.values() if profile.situation or each.few]
    others = {label for entry in apart for label in entry.written_for}
    few = {
        label
        for key, each in profiles.situations.items()
        if each.few and key != profile.situation and {*told}.isdisjoint(each.written_for)
        for label in each.written_for
    }
    unfit = {label for entry in _entries(profile, profiles) for label in entry.unfit}
    ages = profiles.ages if profile.age is not None else []
    other_ages = {label for band in ages for label in band.written_for}
    beside = "" if told else asking_part(text, told_apart=True)
    introduced = bool(beside) and says_but_who(text.replace(beside, " "), profiles)
    likelier = _OWN_TO_A_QUESTION if introduced or (for_others and whole) else _OWN
    likelier = 1.0 if of_a_job else likelier
    tells = {entry.tells for entry in _entries(profile, profiles)} if introduced else set()
    by = (
        (tells, _OF_WHO_ASKS_ELSE),
        (_labels(own), likelier),
        (_labels(other_ages), _OF_ANOTHER_AGE),
        (unfit, _UNFIT),
        (few, _OF_FEW),
        (others, _OTHERS),
    )
    return weighed(ranked, lambda label: _factor(label, by))


def _labels(entries: Iterable[str]) -> set[str]:
    """Return the labels among labels and whole topics."""
    return {entry for entry in entries if "/" in entry}


def _factor(label: str, by: Sequence[tuple[Collection[str], float]]) -> float:
    """Return the factor of the first that names a label, or all of its topic."""
    names = {label, label.partition("/")[0]}
    return next((factor for named, factor in by if not names.isdisjoint(named)), 1.0)


def _entries(profile: Profile, profiles: Profiles) -> Iterable[Noted]:
    """What is most particular comes first: the age, the trade, the situation."""
    if profile.age is not None:
        yield from (band for band in profiles.ages if band.least <= profile.age <= band.most)
    if profile.trade is not None:
        yield profiles.trades[profile.trade]
    if profile.situation is not None:
        yield profiles.situations[profile.situation]


def _replies(profile: Profile, profiles: Profiles) -> Iterable[str]:
    if profile.trade is not None:
        yield profiles.trades[profile.trade].reply or OTHER_TRADE
    plain = replace(profile, trade=None)
    yield from (entry.reply for entry in _entries(plain, profiles) if entry.reply)


@lru_cache(maxsize=2)  # the profiles that are served, and those of an edit
def _tiles(phrases: tuple[str, ...]) -> Tiles:
    return Tiles(phrases)


def _all_words(profiles: Profiles) -> Tiles:
    """Return any words by which people say who they are, and small ones."""
    words = [word for line in profiles.small for word in line.split()]
    words += profiles.lives
    for situation in profiles.situations.values():
        words += [*situation.says, *situation.are]
    for trade in profiles.trades.values():
        words += trade.names
    return _tiles(tuple(words))


# --- Hearing --------------------------------------------------------------------------------------

_HELLO = r"^ (?:(?:bonjour|bonsoir|salut|coucou|alors|bah|ben|euh|oui|et) )*"
_SELF = (
    rf"(?:{_HELLO}moi(?: c est| je suis)?"
    r"| (?:je suis|j etais|j ai ete|je serai|etant|en tant que?"
    r"|(?<!mon )ex|(?<!mon )(?<!ma )ancien(?:ne)?"
    r"|je (?:travaille|travaillais|fais|faisais)(?: comme| dans| en| le)?"
    r"|je viens (?:de(?: la| l)?|du))) "
    r"(?:(?:un|une|le|la|toujours|encore|deja|actuellement|aussi|juste|simple|petite?|jeune|ancien"
    r"|ancienne|ex|maintenant|desormais|de metier|de formation) )*"
)
# « infirmière depuis 15 ans, j'en ai marre »: what one is opens the message.
_ALONE = r" (?:$|depuis |de metier|de formation|en reconversion|(?:et |mais )?(?:je|j) |\d\d ans)"
_YEARS = r"(\d\d) ans "
_NO_AGE = r"(?!(?:d|de|dans|en|chez|plus|apres|avant|que|passes) )"
_AGE = re.compile(
    rf" (?:j ai|j en ai|moi|je vais avoir|je viens d avoir|j aurai|j aurais|ayant|agee? de"
    rf"|retraitee?)"
    rf" (?:moi |deja |bientot |seulement |que |presque |a peine )*{_YEARS}{_NO_AGE}"
    rf"|{_HELLO}(?:a |moi )*{_YEARS}(?=$|(?:et |mais )?(?:je|j|on|est ce|c) )"
)
# Nor does « par quoi je commence demain ? » say that one begins.
_NOT_DENIED = r"(?<! pas)(?<! pas pour)(?<! pas de)(?<! par quoi)(?<! par ou) "
# « ma fille me dit que… » says who told it, not for whom the visitor asks.
_NOT_QUOTED = (
    r"(?!(?:elle |il |ils |elles )?(?:m |me |nous |l |en )?(?:a |avait |ont )?"
    r"(?:dit|disent|disait|raconte|pense|explique|conseille|repete|pretend|croit|trouve)\w* )"
)
# « mon fils de 19 ans vient d'être pris »: how old they are parts no words that belong together.
_THEIR_AGE = re.compile(r" ((?:mon|ma) (?:petite? )?\w+) (?:de |qui a |a )?\d{1,2} ans (?!$)")
# « il a l'âge de ma fille » is of somebody else.
_AGE_OF_A_CHILD = re.compile(r" age d(?:e (?:mon|ma|mes)|un de mes) (?:petite? )?\w+ ")
_OF_ONESELF = re.compile(r" (?:je|j|moi|mon|ma|mes) ")
_SOMEWHERE = re.compile(r" (?:en|a|au|dans)(?: la| l| un| une)? \w+ $")
# « j'ai ma fille de 7 ans »: she looks for no work.
_SMALL_CHILD = re.compile(
    r" (?:mon|ma|mes) (?:petite? )?\w+ (?:de |qui a |a )?(?:\d|1[0-2]) ans (?!$)"
)


def _readings(text: str) -> list[str]:
    """Return a message as typed and in plain spelling, where that differs, between spaces."""
    readings = (f" {plain_words(text)} ", f" {plain_words(normalise(text))} ")
    return list(dict.fromkeys(readings))


def _opening(text: str) -> list[str]:
    """Return what stands before a comma where the rest is of oneself: « serveuse, j'arrête »."""
    opening, _, rest = text.partition(",")
    of_oneself = _OF_ONESELF.search(f" {plain_words(rest)} ")
    return [_SOMEWHERE.sub(" ", f" {plain_words(opening)} ")] if of_oneself else []


def _home(text: str, readings: list[str], profiles: Profiles) -> str | None:
    lives = rf" {_any_of(tuple(profiles.lives))} "
    if not any(_holds(lives, read) for read in readings):
        return None
    return next((place.name for place in places_in(text)), None)


def _may_tell(read: str, profiles: Profiles) -> bool:
    """Tell whether a situation or a trade may be said, before each is looked for: few are."""
    whole, beginnings = profiles.telling
    words = read.split()
    return not whole.isdisjoint(words) or any(word.startswith(beginnings) for word in words)


def _situation(read: str, profiles: Profiles) -> SituationName | None:
    read = _THEIR_AGE.sub(r" \1 ", _SMALL_CHILD.sub(" ", read))
    read = _AGE_OF_A_CHILD.sub(" ", read)
    for name, situation in profiles.situations.items():
        says = tuple(situation.says)
        if says and _holds(rf"{_NOT_DENIED}{_any_of(says)} {_NOT_QUOTED}", read):
            return name
        if _says_to_be(tuple(situation.are), read, situation.alone):
            return name
    return None


def _trade(read: str, profiles: Profiles) -> str | None:
    named = profiles.trades.items()
    return next((key for key, trade in named if _says_to_be(tuple(trade.names), read)), None)


def _says_to_be(names: tuple[str, ...], read: str, alone: bool = True) -> bool:
    if not names:
        return False
    either = _any_of(names)
    said = _is_of_oneself(read) and _holds(rf"{_SELF}{either} ", read)
    return said or (alone and _holds(rf"{_HELLO}{either}{_ALONE}", read))


@lru_cache(REMEMBERED)
def _is_of_oneself(read: str) -> bool:
    """Tell whether a name may follow, asked once for all that there are: it seldom may."""
    return _holds(_SELF, read)


def _age(read: str) -> int | None:
    for found in _AGE.finditer(in_digits(read)):
        years = int(next(filter(None, found.groups())))
        if _YOUNGEST <= years <= _OLDEST:
            return years
    return None


def _holds(pattern: str, read: str) -> bool:
    return bool(_compiled(pattern).search(read))


@lru_cache(maxsize=256)  # of our own patterns, some fifty
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _any_of(phrases: tuple[str, ...]) -> str:
    """Return a pattern for any of the phrases; « infirmi* » is the beginning of a word."""
    patterns = (re.escape(phrase).replace(re.escape("*"), "[a-z]*") for phrase in phrases)
    return f"(?:{'|'.join(patterns)})"
