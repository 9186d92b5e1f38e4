"""Whether the words around a term ask what it means: « c'est quoi un … ? », « …, kesako ? »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text.words import normalise, without_accents

TERM = "§"  # stands for the term among the words around it

# A pause of the sentence; « S.A.V. » and « 33 700.fr » hold none.
_WORD_OR_PAUSE = re.compile(r"[^\W_]+|[,;:!?()…\n]|\.(?=\s|$)|=")

_ARTICLE = r"(?:(?P<article>les|le|la|l|une|un|des|du|de la|de l|de|d) )?"
_THIS = r"(?:(?P<this>ce|cet|cette|ces) )?"
_WORD = (
    r"(?:(?:fameux|fameuse) )?(?P<word>(?:mot|terme|sigle|acronyme|expression|abreviation|truc)s?"
    r"(?: de| d| du)? )?(?:le |la |les |l |un |une )?"
)
_HEAD = (
    r"(?:(?:contrat|diplome|titre|statut|label|loi|norme|logiciel|outil|numero|code|poste)"
    r"(?: de| d)? )?"
)
_NAMED = rf"{_THIS}{_ARTICLE}{_WORD}{_HEAD}{TERM}"

_OPENING = (
    r"(?:et|mais|alors|euh|ok|d accord|dis|dites|dis moi|dites moi|pardon|excusez moi|desolee?|"
    r"au fait|en fait|ah|oh|bonjour|bonsoir|salut|coucou|s il (?:te|vous) plait|attends|attendez|"
    r"donc|non|oui|merci|du coup|bon|ben|bah|hein|enfin|sinon|,)"
)
_PADDING = (
    r"(?:exactement|au juste|en fait|deja|s il (?:te|vous) plait|merci|ca|cela|donc|alors|encore|"
    r"au fait|hein|concretement|precisement|vraiment|la|"
    r"ce (?:truc|machin|mot|sigle|terme|nom)|en (?:francais|gros|clair|bref|vrai|deux mots)|"
    r"comme (?:truc|mot|sigle|terme)|madame|monsieur|mdr|lol|frere|ptdr|wesh|"
    r"(?:dans|de) (?:ta|votre|la|cette|une|sa) (?:phrase|reponse))"
)
_DONT = r"(?P<dont> (?:dont|que? (?:vous|tu|on|il|elle|ils)|qu (?:on|il|elle|ils)|quon) [^,]+)?"
_WHERE = (
    r"(?: (?:dans|en|chez) (?:une? |les? |la |l )?"
    r"(?:centre|call|relation|entreprise|operateur|vous)[^,]*)?"
)
_END = r"(?: (?:,|et (?:a quo?i|a quel|qui|comment|pourquoi|ca|c est|est ce|on|il|elle)\b).*)?$"
_TAIL = rf"(?: {_PADDING})*{_WHERE}{_DONT}{_END}"

# May ask for more than the meaning: « c'est quoi les horaires ? ».
_WEAK = (
    r"(?:c (?:est|etait|serait) (?:un |une )?(?:quoi|qui)|qu est ce (?:que?|ke)(?: c est)?|"
    r"que? sont|(?<!.)qui est|kes ?ke?(?: c est| se)?|"
    r"expliqu(?:e|es|er|ez)(?: moi| nous)?)"
)
_SPELT = r"(?:qu es aco|(?:qu?|k)[ue]*[sz]+ ?a ?[ckq]u?os?)"  # kesako, quézaco, késaco
_STRONG = (
    r"(?:(?:veu[tx]|veulent|voulait) dire quoi|que? (?:veu[tx]|veulent) (?:bien )?dire|"
    r"(?:qu est ce|ce) que (?:(?:ca )?veu[tx] dire|(?:ca )?signifie)|(?:que?|ce que) signifie\w*|"
    r"que? designe\w*|(?:signifie\w*|designe\w*|correspond\w* a) quoi|"
    r"(?:qu|ce qu) (?:entendez vous|entends tu|entend on|on entend|vous entendez) par|"
    r"enten(?:d|ds|dez) quoi par|ce (?:qu est|que c est|que sont)|"
    r"(?:appelez|appelles?|appelle t on) quoi|qu appel(?:ez vous|les tu|le t on)|"
    r"(?:definition|def|signification|(?<!au )sens)(?: exacte?)?(?: de| du| d| des| pour)?|"
    rf"defini(?:r|s|t|ssez|ssons)?(?: moi| nous)?|traduction de|{_SPELT})"
)
_BEFORE_TERM = rf"(?: (?:{_PADDING}|que?|,))*"

_ASKED_THEN_NAMED = re.compile(
    rf"(?P<far>.* )??(?:{_OPENING} )*(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))"
    rf"{_BEFORE_TERM} {_NAMED}{_TAIL}"
)
_NOT_KNOWN = re.compile(
    r"(?:^|.* )(?<!\bil )(?<!\btu )(?<!\bvous )(?<!\belle )(?<!\bon )"
    r"(?:connai\w+|compren\w+|compri[st]|pige|capte|saisi[st]?)(?: pas| rien)"
    rf"(?: trop| bien| du tout)?(?: a)? {_NAMED}{_TAIL}"
)
_THE_WHAT = re.compile(
    rf"^(?:{_OPENING} )*(?:le|la|les|l|un|une|des) quoi(?: ,)? {_NAMED}(?: {_PADDING})*$"
)

_SPOKEN_OF = (
    r"(?:parle(?:r|z|nt|s|e)?|dit|dites|disent|dis|lu|vu|ecrit|entendu|cite|existe|propose\w*|"
    r"demande\w*|connais|trouve|marque|note|appelle\w*|"
    r"y (?:a|avait|aura)|faut|faudrait|passer?|avoir|utilise\w*)(?: de| d| du)?"
)
_SEEN = (
    r"(?: c est (?:ecrit|marque|note|mentionne) (?:sur|dans) [^,]+?|"
    r" (?:sur|dans) (?:(?:mon|ma|mes|l|le|la|les|une?) )?\w+)?"
)
_BETWEEN = rf"{_SEEN}(?: {_OPENING})*"
_WEAK_AFTER = r"c (?:est|etait|serait) (?:un |une )?(?:quoi|qui)(?: que?)?"
_UNKNOWN = (
    r"(?:je |j )?(?:ne |n )?(?:sai[st]?|vois|comprend[s]?|connai[st]?|ai aucune idee de)(?: pas)?"
    r"(?: trop| bien| du tout)*"
)
_STRONG_AFTER = (
    r"(?:(?:ca |sa |cela |qui )?(?:veu[tx]|veulent|voulait) dire(?: quoi|(?=$| ,))|"
    r"(?:ca |sa |cela |qui )?(?:signifie|designe|represente|correspond a) quoi|"
    r"qu est ce que? (?:ca veu[tx] dire|ca signifie|c est|vous entendez par la|tu entends par la)|"
    r"qu (?:entendez vous|entends tu) par la|(?:vous|tu|on) enten(?:d|ds|dez) quoi par la|"
    r"que veu[tx] dire|c est a dire|egale(?: quoi)?|"
    r"(?:c est|y a|il y a) qui derriere|qui (?:est|y a|repond)(?: t il)? derriere|"
    rf"(?:la )?definition|{_UNKNOWN} (?:ce que? (?:c est|c|ca veu[tx] dire)|c est quoi)|"
    rf"(?:je )?(?:ne )?(?:connai[st]?|comprend[s]?) pas|{_SPELT})"
)
_SUBJECT = rf"(?P<far>.*, )??(?:{_OPENING} )*(?:(?:[^,]* )?{_SPOKEN_OF} )?{_NAMED}{_BETWEEN}"
_NAMED_THEN_ASKED = re.compile(rf"{_SUBJECT} (?P<strong>{_STRONG_AFTER}){_TAIL}")
_NAMED_THEN_WHAT = re.compile(rf"{_SUBJECT} (?P<weak>{_WEAK_AFTER}){_TAIL}")
# « je dois baisser ma DMT, ça veut dire quoi ? »: an acronym at the end of what was said. « on m'a
# appelé pour mon CPF, c'est qui ? » asks who calls.
_WHAT_AFTER = _WEAK_AFTER.replace("(?:quoi|qui)", "quoi")
_SAID_THEN_ASKED = re.compile(
    rf"^.* {TERM} (?:, )?(?:et |mais |donc )?(?:{_STRONG_AFTER}|{_WHAT_AFTER})(?: {_PADDING}| ,)*$"
)
_ALONE = re.compile(
    rf"^(?:{_OPENING} )*(?:pour |quid )?{_NAMED}(?: {_PADDING}| aussi| c est pareil)*$"
)
_AND = re.compile(r"(?:^|, )(?:et|quid|sinon)\b")
# A comparison or an amount is another question, whatever else the message asks.
_ANOTHER = re.compile(
    rf"\b(?:differences?|combien|mieux|versus|vs|plutot)\b|{TERM} (?:, )?ou |\bou (?:\w+ )?{TERM}"
)
_MOST_WORDS = 25  # on either side of the term: a long message costs no more
_CUT = "…"
_THE = ("le", "la", "l")


@dataclass(frozen=True)
class Surroundings:
    """A message with its term replaced by a sign: what stands before and after it, in plain words.

    `ordinary` tells that the term is also an everyday word (« prime »), `name` that it is a name or
    an acronym, `told` that the bot has just used it.
    """

    frame: str
    ordinary: bool
    name: bool
    told: bool

    def ask_meaning(self) -> bool:
        """Tell whether these words by themselves ask what the term means."""
        if _ANOTHER.search(self.frame):
            return False
        patterns = (_ASKED_THEN_NAMED, _NAMED_THEN_ASKED, _NAMED_THEN_WHAT)
        tried = (pattern.match(self.frame) for pattern in patterns)
        found = next(filter(None, tried), None)
        if found:
            return self._may_be_this(found) and not self._asks_which(found)
        if _THE_WHAT.match(self.frame) or (self.name and _SAID_THEN_ASKED.match(self.frame)):
            return True
        found = _NOT_KNOWN.match(self.frame)
        if found is None or not self._may_be_this(found):
            return False
        # « je comprends pas le démarchage » does not ask what the word means.
        return self.name or bool(found["word"]) or not found["article"]

    def are_empty(self, after_definition: bool) -> bool:
        """Tell whether the term stands alone, but for « et le … ? » after a definition."""
        alone = _ALONE.match(self.frame)
        return bool(alone) and (after_definition or not _AND.search(self.frame))

    def name_alone(self) -> bool:
        """Tell whether nothing but an acronym is asked: « VAE ?? »."""
        return self.name and self.frame.replace(",", "").split() == [TERM]

    def _asks_which(self, found: re.Match[str]) -> bool:
        # « c'est quoi les primes ? », « 200 de plus, c'est quoi la norme ? »: not the words.
        groups = found.groupdict()
        if not groups.get("weak") or not self.ordinary or self.told:
            return False
        return found["article"] == "les" or (found["article"] in _THE and bool(found["far"]))

    def _may_be_this(self, found: re.Match[str]) -> bool:
        # « c'est quoi ce bot » is no question about the word, « ce CRM », « ce mot » are.
        return not found["this"] or self.name or bool(found["word"] or found["dont"])


def framed(before: str, after: str) -> str:
    """Return the words before and after a term in plain spelling, with the term's sign between."""
    left, right = _plain(before), _plain(after)
    if right[-1:] == [","]:
        right.pop()
    if len(left) > _MOST_WORDS:
        left = [_CUT, *left[-_MOST_WORDS:]]
    if len(right) > _MOST_WORDS:
        right = [*right[:_MOST_WORDS], _CUT]
    return " ".join([*left, TERM, *right])


def _plain(text: str) -> list[str]:
    words: list[str] = []
    for found in _WORD_OR_PAUSE.findall(without_accents(normalise(text))):
        word = found if found[0].isalnum() else "egale" if found == "=" else ","
        if word != "," or (words and words[-1] != ","):
            words.append(word)
    return words
