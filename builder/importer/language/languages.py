"""In which language a text is written."""

import re
from collections import Counter
from functools import lru_cache

from builder.formwords import LANGUAGES

CLEAR = 0.6
"""By so much must a language lead, in common words, to be told from the next."""

_COMMON = {
    "en": "the of and to in for is with that by on was are this from at as be an it which has have its their "
    "will were been who not or also more these other they between through during all one two can into he "
    "she under each there had than about over after both such upon",
    "es": "el la los las de que y en para con por del una un se su sus es fue fueron ha han al lo como más o no "
    "este esta estos estas entre sobre desde hasta sin ser son también dos tres cada donde cuyo cual "
    "quienes mediante además así durante sido está están contra todo todos otros otras ante tiene hacia "
    "según cuando",
    "pt": "o os a as de que e em para com por do da dos das um uma no na nos nas se seu sua seus suas é foi "
    "foram ao aos à às não mais ou este esta estes estas entre sobre desde até sem ser são também dois "
    "duas três cada onde pelo pela pelos pelas além durante sido está estão contra todos outros outras "
    "tem como sob mas já num numa lhe",
    "fr": "le la les de des du et en pour avec par un une est sont dans sur aux au qui que se ses son sa leur "
    "leurs ce cette ces ont été plus ou ne pas entre depuis sans être deux trois chaque où dont ainsi "
    "pendant contre tous toutes autres afin lors il elle ils elles nous vers sous comme mais l d qu n c",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(code for code in LANGUAGES if word in _COMMON[code].split())
    for code in LANGUAGES
    for word in _COMMON[code].split()
}
_LOOKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("es", re.compile(r"[ñ¿¡]|(?:ción|ciones|dad|dades|iento|miento|aron|ieron)$")),
    ("pt", re.compile(r"[ãõ]|(?:ção|ções|dade|dades|mento|ência|aram|eram|nh[oa]s?|lh[oa]s?)$")),
    ("fr", re.compile(r"[èêœâûùë]|(?:ité|ités|ement|ements|eurs?|ées?|aux|eux|ique|iques)$")),
    ("en", re.compile(r"(?:ing|ed|ship|ness|ity|ies|ly|ght|th)$")),
)
"""What words of a language look like, where they are none of the commonest."""
LOOKS = 0.25
"""What such a word counts beside a common one."""


def language_of(text: str, otherwise: str = "en") -> str:
    """The language of a text, by its commonest words; `otherwise` where they do not tell."""
    ranked = _ranked(text)
    (best, score), (_, next_score) = ranked[0], ranked[1]
    return best if score - next_score >= CLEAR else otherwise


def likely(text: str) -> tuple[str, ...]:
    """The language of a text; the languages it may be in where its words do not tell; none where nothing does."""
    ranked = _ranked(text)
    top = ranked[0][1]
    return tuple(code for code, score in ranked if score > 0 and top - score < CLEAR)


@lru_cache(maxsize=65536)
def _looks_like(word: str) -> tuple[str, ...]:
    return tuple(code for code, look in _LOOKS if look.search(word))


def _ranked(text: str) -> list[tuple[str, float]]:
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    scores = dict.fromkeys(LANGUAGES, 0.0)
    for word, times in words.items():
        codes = _LANGUAGES_OF.get(word)
        if codes:
            for code in codes:
                scores[code] += times / len(codes)
            continue
        looks = _looks_like(word) if len(word) > 3 else ()
        for code in looks:
            scores[code] += LOOKS * times / len(looks)
    return sorted(scores.items(), key=lambda each: -each[1])
