"""Whether a message says nothing but a figure of work: « et à 17 ans ? », « moi c'est 14h ».

A figure that is told beside something else, « j'ai 41 ans, c'est mort ? », asks for no sum.
"""

from __future__ import annotations

import re

from bot.text.forms import form_of
from bot.text.numbers import numbers_in
from bot.text.numerals import digits_of
from bot.text.phrases import plain_words
from bot.text.words import folded

_FIGURE = re.compile(
    r"(?<!\w)\d+(?: \d+)* ?(?:h(?:\d\d)?|hrs?|ere?|re|e|eme|ieme|nde?|ans?|mois|x)?(?!\w)"
)
_WORDS = """
a au aux de d du des la le les l un une en et ou mais donc alors si s que qu pour par sur avec
sans dans chez c ca cela ce cet cette est etait serait sera ces j je moi toi tu nous on il elle me
m mon ma mes son sa ses lui lequel y n ne pas ni plus moins seulement juste genre environ non nan
oui ok bon bah ben euh heu ah oh stp svp merci hein sinon aussi plutot meme pareil deja encore
bientot coup combien quoi quel quelle vraiment max tout total la maintenant finalement ai as ont
suis es sont serais serai avais avait aurai aurais avoir etre vient viens jai jsuis chui g fais
fait ferais ferait faire jfais bosse bosser bossais bosserai bosserais travaille travailler
travaillerais travaillais tafe taffe prends passe passais veux voulais jvoulais dire dis disais
parle parlais x fois plein partiel complet mi tps temps trois quart quarts demi moitie cinquieme
heure heures eures semaine semaines sem mois an ans annee annees jour jours journee lundi mardi
mercredi jeudi vendredi samedi dimanche week end ends weekend weekends we soir soirs matin
apprenti apprentie apprentis alternance alternant alternante contrat pro bac professionnalisation
stage stagiaire majeur majeure mineur mineure fille fils ado jeune jeunes niece neveu debutant
debutante piges balais frere soeur copine copain enfant gamin gamine etudiant etudiante premiere
deuxieme troisieme seconde derniere age brut bruts net nets
"""
_OF_MONEY = re.compile(r"\b(?:net|brut|pay|gagn|donne|fai[ts]|calcul|euro|touch)\w*")
_TIME = re.compile(r"\b(?:(?:a |en )?(?:plein|mi)[ -]temps|temps (?:plein|complet))\b")
_SMALL = frozenset(_WORDS.split())
_FOR_WHOM = frozenset({"age", "contract_year", "percent"})
_IN_A_CONTRACT = re.compile(
    r"\b(?:apprenti|alternan|stage|stagiaire|professionnalisation|contrat pro)\w*"
)
_IN_TRAINING = re.compile(r"\b(?:en|contrat d|contrats d) apprentissage\b")


def says_but_figures(text: str) -> bool:
    """Tell whether a message says but hours, a share or an age, and of which job."""
    plain = _FIGURE.sub(" ", plain_words(digits_of(text)))
    return _SMALL.issuperset(_IN_TRAINING.sub(" ", plain).split())


def reckoned_part(text: str, asks: str) -> str:
    """Return what a sum is looked for in, of a message and its question, "" where it is all of it.

    « 80 % du Smic, c'est rien. et le soir ? » wants none; « 60h, c'est mon taxi. à temps plein,
    combien ? » is asked of other hours than those that were told.
    """
    if not asks:
        return text
    plain = folded(asks)
    if form_of(asks) != "how_much" and not _OF_MONEY.search(plain):
        return asks
    before = text.replace(asks, " ")
    told = {number.unit for number in numbers_in(before)}
    own = _TIME.search(plain) or any(number.unit == "hours" for number in numbers_in(asks))
    # « j'ai 17 ans. 20h par semaine, combien ? » tells for whom the sum is.
    for_whom = not told.isdisjoint(_FOR_WHOM) or _IN_A_CONTRACT.search(folded(before))
    apart = "hours" in told or not for_whom
    return asks if own and apart and "euros" not in told else text
