"""What a visitor refuses and what they want instead: « je parlais des pauses, pas des écoutes ».

Plain functions of text; the wordings stand in corrections.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from bot.text.clauses import Clause, clauses_of
from bot.text.untrue import untrue_in
from bot.text.words import composed, folded, normalise


@dataclass(frozen=True)
class Correction:
    """What was asked and what was not, each in the visitor's words; "" where nothing is named.

    `rest` is what else the message says: « je parlais du stage, il dure combien ? »; `untrue` is
    what it says in passing not to be so: « ma carte n'est pas bloquée, je parle des appels ».
    """

    wanted: str = ""
    refused: str = ""
    rest: str = ""
    untrue: tuple[str, ...] = ()

    @property
    def meant(self) -> str:
        """All that the message asks, without what it refuses; "" of « c'est pas ma question »."""
        return ". ".join(filter(None, (self.wanted, self.rest)))

    @property
    def named(self) -> Correction:
        """The same without what else the message says."""
        return replace(self, rest="")


def refused(text: str) -> Correction | None:
    """Return what a message corrects in the bot's understanding, or None when it corrects nothing.

    « non merci » and « pas besoin de diplôme ? » correct nothing, nor does « rien à voir, mais
    merci. Dernière question : … ? ».
    """
    if _MOVES_ON.search(folded(text)):
        return None
    # As typed first, so that names keep their capitals; then in plain spelling (« nn jparle »).
    readings = (_STUCK.sub("je ", reading) for reading in (composed(text), normalise(text)))
    found = next(filter(None, map(_correction, readings)), None)
    return None if found and _is_of_kin(found) else found


_MOVES_ON = re.compile(
    r"\bmerci\b.*?[.!?;,:]\s*(?:et |sinon |bon )*(?:une |la |ma |mon |un )?"
    r"(?:derniere?|autre|nouvelle|prochaine|petite) (?:question|point|chose)\b.*\?",
    re.DOTALL,
)
_FILE = Path(__file__).with_name("corrections.yml")
_STUCK = re.compile(r"\bj'?(?=(?:te |vous )?(?:parl|demand))", re.IGNORECASE)
_SAYS_NO = re.compile(r"^(?:(?:ah|mais|bah|ben|euh|oh|donc|alors)\s+)*(?:non|nan|nn|nop)\b")
_NOUN = r"(?:(?:les?|la|des|du|de la|une?|mon|ma|mes|ce|cette|ces)\s+|(?:de )?l')"
_PLACE = r"(?:au|aux|a|chez|dans|en|pour|sur)\s+"
# « pas le salaire », « les horaires pas le salaire », « plutôt les horaires ».
_NOT = re.compile(rf"^pas (?P<named>(?:{_NOUN}|{_PLACE}).+|lui|elle|eux|elles)$")
_NOT_AFTER = re.compile(
    r"^(?P<named>.+?) (?:et )?pas? "
    rf"(?P<refused>(?:{_NOUN}|{_PLACE}|de |d'|quoi |koi ).+)$"
)
# « c'est pas une entreprise c'est chez moi ».
_CONTRAST = re.compile(
    rf"^(?:non )?(?:mais )?(?:c'est|ce n'est|c'etait) pas (?P<refused>(?:{_NOUN}|{_PLACE}).+?)"
    r"[ ,]+(?:mais )?c'est (?P<named>.+)$"
)
_PLAINLY = re.compile(rf"^(?:c'est |plutot |juste |seulement )*(?P<named>(?:{_NOUN}|{_PLACE}).+)$")
_SPEAKS = re.compile(
    r"\b(?:je|tu|il|elle|on|nous|ils|elles|ca|qui|est|sont|ai|as|ont|peut|peux|faut)\b|\b[jcn]'"
)
_TO_OTHERS = re.compile(r"\b(?:avec|a) (?:mon|ma|mes|un|une|lui|elle|eux)\b")
_MOST_WORDS = 2  # little ones apart, of a thing that is but named
_LITTLE = frozenset(
    (
        *("a", "au", "aux", "c", "ce", "ces", "cette", "chez", "d", "dans", "de", "des", "du"),
        *("en", "l", "la", "le", "les", "ma", "mes", "mon", "pour", "sur", "svp", "un", "une"),
    )
)
_KIN = frozenset(
    (
        *("mere", "pere", "maman", "papa", "mamie", "papi", "fils", "fille", "frere", "soeur"),
        *("mari", "femme", "grand", "parents", "oncle", "tante", "neveu", "niece", "cousin"),
        *("cousine", "voisin", "voisine", "beau", "belle"),
    )
)
_FEWEST_BARE, _MOST_BARE = 2, 3
_MOST_LEFT_OUT = 5  # words of what a clause leaves out, little ones apart
_LEAVES_OUT = re.compile(r"^(?:c'est )?pas (?P<named>(?!de ).+?)(?: (?:tu|vous) confond\w*)?$")
_OF_WHAT_IS_ASKED = re.compile(r"^(?:je (?:te |vous )?parl|ma question|j'ai dit|je demand)")
_PLACEHOLDERS = {
    "{named}": r"(?P<named>.+)",
    "{of}": r"(?=des? |du |d')",
    "{saying}": r"(?:parle|parlais|parlai|cause|causais)",
    "{spoke}": r"(?:parlais|causais)",
    "{asking}": r"(?:demande|demandais|demandai)",
}


def _correction(text: str) -> Correction | None:
    clauses = list(clauses_of(text))
    if insisted := _insisted(clauses):
        return insisted
    says_no = bool(_SAYS_NO.match(folded(text.strip())))
    denying = _first(clauses[:1], "refusing_first") or _naming(clauses, "refusing")
    wanting = _first(clauses[:1], "wanting_first") or _first(clauses, "wanting")
    if wanting is None and (denying or says_no):
        wanting = _first(clauses, "wanting_after_no")
    if wanting is None and clauses and untrue_in(clauses[0].plain):
        wanting = _first(clauses, "wanting_after_denial")
    if denying is None and wanting is None:
        return _plainly(clauses, says_no, asks="?" in text) or _left_out(clauses, says_no)
    if wanting is None:
        named = ((clause, _named_alone(clause)) for clause in clauses)
        wanting = next(filter(lambda found: found[1], named), None)
    wanted, left_out = _parted(wanting[1] if wanting else "")
    left_out = left_out or next(filter(None, map(_not_wanted, clauses)), "")
    used = [found[0] for found in (wanting, denying) if found]
    if wanting and not left_out:  # « j'ai dit conseiller, pas chargé de projet »
        used += filter(_leaves_out, clauses)
        left_out = next(filter(None, map(_leaves_out, clauses)), "")
    denied = (denying[1] if denying else "") or left_out
    rest, untrue = _rest(clauses, used)
    return Correction("" if _says_nothing(wanted) else wanted, _unless_idiom(denied), rest, untrue)


def _rest(clauses: Iterable[Clause], used: Sequence[Clause]) -> tuple[str, tuple[str, ...]]:
    """Return what a message says beside its correction, and what it says there not to be so."""
    others = (clause for clause in clauses if not any(clause is each for each in used))
    said = [c for c in others if not (_not_wanted(c) or _first([c], "refusing"))]
    told = [clause for clause in said if not untrue_in(clause.plain)]
    untrue = (each for clause in said for each in untrue_in(clause.plain))
    asks = told or used  # of nothing but denials all is kept: one may be what is asked
    return ". ".join(clause.typed for clause in (told if asks else said)), tuple(untrue)


def _is_of_kin(found: Correction) -> bool:
    """Tell whether one relative stands for another: « c'est ma mère et pas mon père » tells who."""
    return _names_kin(found.wanted) and _names_kin(found.refused)


def _names_kin(named: str) -> bool:
    words = [word for word in re.findall(r"\w+", folded(named)) if word not in _LITTLE]
    return bool(words) and words[0] in _KIN


def _naming(clauses: Sequence[Clause], kind: str) -> tuple[Clause, str] | None:
    """Return the first clause of a kind that names something, or the first of it."""
    found = [match for clause in clauses if (match := _first([clause], kind))]
    return next((match for match in found if match[1]), found[0] if found else None)


def _first(clauses: Iterable[Clause], kind: str) -> tuple[Clause, str] | None:
    """Return the first clause of a kind and what it names, "" for nothing; None without one."""
    for clause in clauses:
        for pattern in _wordings(kind):
            found = pattern.match(clause.plain)
            if found and not (kind == "wanting" and _TO_OTHERS.search(clause.plain)):
                return clause, clause.part(found)
    return None


def _insisted(clauses: list[Clause]) -> Correction | None:
    """Read « formateur non, superviseur j'ai dit »: either half alone says something else."""
    wanting, denying = _first(clauses, "insisting"), _first(clauses, "put_away")
    if wanting is None or denying is None:
        return None
    rest, untrue = _rest(clauses, [wanting[0], denying[0]])
    return Correction(wanting[1], denying[1], rest, untrue)


def _plainly(clauses: list[Clause], says_no: bool, asks: bool) -> Correction | None:
    """Read a message of names alone: « non, les pauses », « pas le salaire, les horaires »."""
    if len(clauses) == 1 and (opposed := _CONTRAST.match(clauses[0].plain)):
        named, left_out = clauses[0].part(opposed), clauses[0].part(opposed, "refused")
        return Correction(named, left_out) if _is_name(left_out) else None
    if len(clauses) == 1 and (parted := _NOT_AFTER.match(clauses[0].plain)):
        named, left_out = clauses[0].part(parted), clauses[0].part(parted, "refused")
        begins = _PLAINLY.match(clauses[0].plain)
        is_pair = begins and _is_name(parted["named"], _MOST_WORDS - 1) and _is_name(left_out)
        return Correction(named, left_out) if is_pair else None
    wanted = list(filter(None, map(_named_alone, clauses)))
    denied = list(filter(None, map(_not_wanted, clauses)))
    if len(wanted) + len(denied) < len(clauses):
        bare = says_no and not asks and len(clauses) == 1 and _is_bare_name(clauses[0].plain)
        return Correction(clauses[0].typed) if bare else None
    if (wanted and denied) or (says_no and (wanted or (denied and not asks))):
        return Correction(next(iter(wanted), ""), next(iter(denied), ""))
    return None


def _left_out(clauses: list[Clause], says_no: bool) -> Correction | None:
    """Read what a clause leaves out beside a question: « non pas le brut, le net par an ? »."""
    left = {number: found for number, c in enumerate(clauses) if (found := _leaves_out(c))}
    rest = [clause for number, clause in enumerate(clauses) if number not in left]
    corrects = says_no or 0 in left or any(_OF_WHAT_IS_ASKED.match(c.plain) for c in rest)
    if not (left and rest and corrects):
        return None
    return Correction(". ".join(clause.typed for clause in rest), next(iter(left.values())))


def _leaves_out(clause: Clause) -> str:
    found = _LEAVES_OUT.match(clause.plain)
    if not found or _is_idiom(found["named"]):
        return ""
    words = [word for word in re.findall(r"\w+", found["named"]) if word not in _LITTLE]
    return clause.part(found) if len(words) <= _MOST_LEFT_OUT else ""


def _named_alone(clause: Clause) -> str:
    found = _PLAINLY.match(clause.plain)
    return clause.part(found) if found and _is_name(found["named"]) else ""


def _not_wanted(clause: Clause) -> str:
    found = _NOT.match(clause.plain)
    return clause.part(found) if found and _is_name(found["named"]) else ""


def _parted(wanted: str) -> tuple[str, str]:
    """Return what is wanted, and what « pas… » in the same clause takes out of it."""
    clause = Clause(wanted, folded(wanted))
    found = _NOT_AFTER.match(clause.plain)
    if not found or _SPEAKS.search(found["refused"]):
        return wanted, ""
    return clause.part(found), clause.part(found, "refused")


def _is_name(named: str, most: int = _MOST_WORDS) -> bool:
    """Tell whether words but name a thing: « les pauses », « le temps de travail »."""
    plain = folded(named)
    if _is_idiom(named) or _SPEAKS.search(plain):
        return False
    words = [word for word in re.findall(r"\w+", plain) if word not in _LITTLE]
    return 1 <= len(words) <= most


def _is_bare_name(plain: str) -> bool:
    """Tell whether words name a thing as it is typed in haste: « âge minimum »."""
    words = plain.split()
    told = _SPEAKS.search(plain) or not _words("idioms").isdisjoint(words) or "pas" in words
    return _FEWEST_BARE <= len(words) <= _MOST_BARE and not told


def _unless_idiom(named: str) -> str:
    return "" if _begins_with(named, _words("idioms")) else named


def _says_nothing(wanted: str) -> bool:
    words = [word for word in re.findall(r"\w+", folded(wanted)) if word not in _LITTLE]
    return _words("idioms").issuperset(words)


def _is_idiom(named: str) -> bool:
    """Tell whether a name without a verb is said of something else than what was understood."""
    return _begins_with(named, _words("idioms") | _words("lacked"))


def _begins_with(named: str, known: frozenset[str]) -> bool:
    words = [word for word in re.findall(r"\w+", folded(named)) if word not in _LITTLE]
    return bool(words) and words[0] in known


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(str(_read()[kind]).split())


@cache
def _wordings(kind: str) -> tuple[re.Pattern[str], ...]:
    patterns = []
    for wording in _read()[kind]:
        for name, pattern in _PLACEHOLDERS.items():
            wording = wording.replace(name, pattern)
        patterns.append(re.compile(f"(?:{wording})$"))
    return tuple(patterns)


@cache
def _read() -> dict[str, list[str] | str]:
    read: dict[str, list[str] | str]
    read = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return read
