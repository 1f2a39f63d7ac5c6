"""The Romance languages of the sheets: one grammar, and the words of each."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar

from babel import Locale

from builder.importer.language.french import FRENCH
from builder.importer.language.lexicon import Lexicon
from builder.importer.language.portuguese import PORTUGUESE
from builder.importer.language.spanish import SPANISH
from builder.importer.language.wording import Benefiting, Cue, Helping, Naming, Paying, Telling, cue, one_of

Made = TypeVar("Made")

LEXICONS = {words.code: words for words in (SPANISH, PORTUGUESE, FRENCH)}
LONGEST = 16
"""Words. No program has a longer name."""

_BIG = "A-ZÀ-ÖØ-Þ"
_SMALL = "a-zß-öø-ÿœ"
_CAPITAL = rf"(?!US\$|USD\b|R\$)[{_BIG}][\w’'.&-]*(?:\s\([{_BIG}][\w-]+\))?"

_NO_LINK = "".join(rf"(?<!\s{link})" for link in ("de", "du", "des", "la", "le", "les", "et", "pour", "à", "au"))
"""No name ends with one of these."""


# --- names of programs ---


def _naming(words: Lexicon) -> Naming:
    kinds = one_of(words.kinds)
    called = one_of(words.called)
    the = words.the
    return Naming(
        names=_names(words),
        kind_before=re.compile(rf"(?i)\b{kinds}s?(?:\s\S+)?(?:\s{called})?[,:]?$"),
        kind_after=re.compile(r"(?!)"),
        kind_left_out=re.compile(rf"(?i)\s*(?:{the})?{kinds}s?(?:\s{called})?[,:]?$"),
        lead=re.compile(rf"(?i)^{the}"),
        makes=re.compile(rf"(?i)\b{one_of(words.makes)}(?!\w)[^.;]{{0,70}}$"),
        other=re.compile(rf"(?i)\b{one_of(words.within)}(?!\w)[’'´]?\s*(?:{the})?(?:[^.;,]{{0,60}}\s)?$"),
        framework=re.compile(rf"(?i)\s*{one_of(words.within)}(?!\w)(?!.*,\s)"),
        at_head=re.compile(rf"(?i)\s*(?:{the}|est[eao]\s+|cette\s+|ce\s+)?|.{{0,40}},\s*(?:{the})?"),
        through=re.compile(
            rf"(?i)\s*{one_of(words.through)}(?:[eao]s?\s|l\s|u\s)?\s*(?:{the}|{words.of}|su\s+|seu\s+|sua\s+|son\s+|"
            rf"sa\s+)*"
        ),
        is_the=re.compile(rf"(?i)\b(?:es|é|est)\s+(?:{the})?$"),
        acts=re.compile(rf"(?:\s*\([^)]*\))?(?:,[^,]*,)?\s+(?:{words.of}\S+\s)?{one_of(words.verbs)}(?!\w)"),
    )


def _names(words: Lexicon) -> Callable[[str, re.Pattern[str]], Iterator[tuple[str, int]]]:
    """Finds names that begin with a usual word: "Programa de …", in capitals or in small letters."""
    head = re.compile(rf"(?<![\w“\"«-]){one_of(words.heads)}(?![\w’'´])")
    links = frozenset(words.links.split())
    opening = re.compile(one_of("d[eao]s? del d[ue] des d para por pour contra contre sobre sur"))
    stops = re.compile(rf"{one_of(words.verbs, words.stops)}")
    owner = re.compile(rf"\b{words.of}(?={one_of(words.own)}\b)")
    adjective = re.compile(
        rf"[{_SMALL}-]*(?:al|ais|ales|aux|ale|ales|iv[oae]s?|ifs?|ic[oa]s?|iques?|an[oa]s?|aine?s?|éenne?s?|éens?|"
        rf"ari[oa]s?|aires?|ienne?s?)"
    )
    piece = re.compile(r"\s+((?:[ldLD]|[Qq]u)[’'´]\s?)?([^\s]+)")

    def names(sentence: str, units: re.Pattern[str]) -> Iterator[tuple[str, int]]:
        for match in head.finditer(sentence):
            end = _name_end(sentence, match.end())
            if not end:
                continue
            text = sentence[match.start() : end]
            owners = (found for found in re.finditer(rf"\s+{words.of}", text) if units.match(text, found.end()))
            if owned := next(owners, None) or owner.search(text):
                text = text[: owned.start()]
            if len(text.split()) > 1:
                yield text.rstrip(" ,;:."), match.start()

    def _name_end(sentence: str, begin: int) -> int:
        """Where the name ends that goes on at `begin`; 0 where there is none."""
        end, at, count = 0, begin, 0
        capitals: bool | None = None
        while count < LONGEST and (word := piece.match(sentence, at)):
            text = word[2]
            if text[0] in '(“"«' and not re.match(r"\((?:19|20)\d\d\)", text):
                break
            bare = text.rstrip(',;:.)»”"')
            link = bare.lower() in links
            elided = bool(word[1])
            if capitals is None and not link:
                capitals = not bare[:1].islower()
                if not capitals and not count and not elided and not adjective.fullmatch(bare):
                    return 0  # a verb, or anything else: no name begins so
            if link:
                if bare != text or (not count and not opening.fullmatch(bare)):
                    break
            elif bare[:1].islower() if capitals else stops.fullmatch(bare):
                break
            else:
                end = word.start(2) + len(bare)
            count += 1
            at = word.end()
            if bare != text and not (text[-1] == "," and capitals and _goes_on(sentence, at)):
                break
        if not capitals and count >= LONGEST:
            return 0
        return end

    def _goes_on(sentence: str, at: int) -> bool:
        """A list of capitals goes on inside the name: "de Educación, Ciencia y Tecnología"."""
        return bool(
            re.match(rf"\s+[{_BIG}][\w-]+(?:,\s+[{_BIG}][\w-]+)*\s+{one_of(words.ands)}\s+[{_BIG}]", sentence[at:])
        )

    return names


# --- who pays ---


def _paying(words: Lexicon) -> Paying:
    # what matches once is not tried in other ways: long lists would be tried in too many
    ands, the = one_of(words.ands), rf"(?>{words.the})?+"
    links = one_of("de del da do das dos du des para por sobre contra pour en a à au aux")
    names = rf"{_CAPITAL}(?:\s+(?:(?:{links}\s+|d[’'´]\s?){the})?{_CAPITAL})*"
    if words.code == "fr":  # whose bodies have one capital: "Agence canadienne de développement international"
        stop = rf"(?:{one_of(words.stops, words.verbs, words.ands, words.paid)}(?![\w’'´]))"
        names = rf"(?:{one_of(words.bodies, words.payers)}(?:\s+(?!{stop})[\w’'´-]+){{1,10}}{_NO_LINK}|{names})"
    one = rf"{the}(?>{words.government})?+{names}"
    between = rf"(?>(?:,\s+(?:{ands}\s+)?|\s+{ands}\s+|/)(?:{words.by}|{words.of})?)"
    who = rf"({one}(?:{between}{one})*)"
    money = rf"(?i:\b{one_of(words.money)})(?!\w)(?:\s+{one_of(words.given)})*?"
    return Paying(
        by=(
            re.compile(rf"(?i:\b{one_of(words.paid)})(?:\s+\w+){{0,3}}?\s+(?i:{words.by}){who}"),
            re.compile(rf"{money}\s+(?i:{words.source}){who}"),
            re.compile(
                rf"(?i:\b{one_of(words.thanks)})\s*(?:\w+\s+){{0,2}}?{one_of(words.backing)}\s+(?:\w+\s+)?"
                rf"(?i:{words.source}){who}"
            ),
            re.compile(rf"(?i:\b{one_of(words.costs)})\b[^.;]{{0,60}}?\b{one_of(words.paid)}\s+(?i:{words.by}){who}"),
            re.compile(
                rf"(?i:\b{one_of(words.donor)})\b[^.;:]{{0,40}}?\b(?:es|son|fue|fueron|é|são|foi|foram|est|"
                rf"sont)\s+{who}"
            ),
            re.compile(
                rf"(?i:\b{one_of(words.receives)})\s+(?:US\$|USD|\$|"
                rf"€)?\s?[\d.,]+(?:\s+\w+){{0,3}}?\s+(?i:{words.source}){who}"
            ),
        ),
        subject=re.compile(
            rf"(?<![\w’'´]){who}\s+(?:\w+mente\s+|también\s+|também\s+|également\s+)?"
            rf"(?:{one_of(words.pays)}(?!\w)|"
            rf"{one_of(words.gives)}\s+(?:[^\s.;,]+\s+){{0,3}}?{one_of(words.money)}(?!\w))"
        ),
        pays=re.compile(rf"\s(?:{one_of(words.pays)}(?!\w)|{one_of(words.gives)}\s)"),
        backed=re.compile(rf"(?i:\b{one_of(words.backing)})\s+(?:\w+\s+)?(?i:{words.source}){who}"),
        government=re.compile(rf"(?i)^(?:{words.the})?{words.government}"),
        own=frozenset(word.replace("_", " ") for word in words.own.split()),
        nobody=frozenset(
            {
                "",
                *re.sub(r"[?\\[\](){}|]", "", words.heads).split(),
                "Se",
                "Este",
                "Esta",
                "Ce",
                "Cette",
                "Il",
                "Elle",
                "On",
            }
        ),
    )


# --- who benefits ---


def _benefiting(words: Lexicon) -> Benefiting:
    the, of, into = words.the, words.of, words.into
    visitor, person = one_of(words.visitors), one_of(words.persons)
    place = (
        rf"(?:(?:[{_BIG}][^\s,;]*|de|del|da|do|du|des|la|los|las|el|le|les|ciudad|cidade|ville|capital|"
        rf"capitale|sede|siège|polic[ií]a|academia|escuela|escola|école|hotel|hôtel|ministerio|ministério|"
        rf"ministère)[ ,]+){{0,6}}"
    )
    helper = re.compile(rf"(?i)\b{visitor}\s+(?:[{_SMALL}]+\s+)?$")
    persons = re.compile(rf"(?i)\b{person}\s+(?:[{_SMALL}]+\s+){{0,2}}$")
    counted = re.compile(rf"(?i)\b{one_of(words.numbers)}\s+(?:[{_SMALL}]+\s+)?$")
    noun = re.compile(rf"(?:^|[^\w’'-])[{_SMALL}][\w-]{{2,}}\s+$")

    def people(before: str, after: str) -> float:
        if helper.search(before) or re.match(rf"\s+[{_BIG}]", after):
            return 0.0
        return 2.2 if persons.search(before) or counted.search(before) else 1.6 if noun.search(before) else 0.0

    return Benefiting(
        people=people,
        visited=re.compile(rf"(?i)\b{one_of(words.visits)}\s+(?:(?:a|à|au|en|al)\s+)?(?:{the})?$"),
        from_visitors=re.compile(rf"(?i)\b{visitor}\b[^.;,]{{0,40}}(?:\b|\s){of}(?:{words.government})?$"),
        government=re.compile(rf"(?i)\b{words.government}$"),
        to_government=re.compile(
            rf"(?i)\b{one_of(words.helps)}\s+(?:(?:al|a|ao|au|de|del|do|du)\s+)?(?:{the})?{words.government}$"
        ),
        city=re.compile(
            rf"(?:\b(?:en|em|à|a|de|y|e|et)\s+)?[{_BIG}][\w.’'-]*(?:\s+(?:[{_BIG}][\w.’'-]*|de|del|da|do|du|la|los|"
            rf"le|les)){{0,3}},\s+"
            rf"(?:{into}|{the})?$"
        ),
        venue=re.compile(rf"(?i:\b{one_of(words.gathering)}(?!\w))[^.;]{{0,90}}?\b(?:{into}|(?:a|à|au)\s+){place}$"),
        training=re.compile(rf"(?i)\b{one_of(words.training)}\b[^.;]{{0,60}}\b{into}$"),
        people_of=re.compile(rf"(?i)\b{person}\b(?:\s*\([^)]*\))?[^.;,]{{0,40}}(?:\b|\s)(?:{of}|{into})$"),
        name=re.compile(
            rf"\b(?!Gobiern|Govern|Gouvern|Minist|Rep[úu]blic|République|Polic|Políc|Islas|Ilhas|Îles|Est|"
            rf"Secret)[{_BIG}][\w-]+"
            rf"(?:\s+\([{_BIG}]+\))?\s+{of}$"
        ),
        benefits=re.compile(rf"(?i)\b{one_of(words.benefits)}\s+(?:{the})?$|\b{into}$"),
        of=re.compile(rf"(?:^|[^\w’'-])[{_SMALL}0-9][\w’'-]*\s+{of}$"),
        begins=re.compile(rf"{one_of(words.begins)}\s*(?:{the}|[’'´]\s?)?"),
        listed=re.compile(
            rf"\s*(?:,|;|/)?\s*(?:{one_of(words.ands)}|o|ou|u|así\s+como|assim\s+como|ainsi\s+que|&)?\s*(?:{into}|"
            rf"{of}|{the})?"
        ),
        owns=re.compile(r"(?!)"),
        acts=re.compile(words.is_done),
        name_goes_on=re.compile(rf"\s+(?!En\b|El\b|La\b|Los\b|Em\b|No\b|Na\b|Le\b|Les\b|Au\b)[{_BIG}][{_SMALL}]+"),
    )


def _helping(words: Lexicon) -> Helping:
    return Helping(
        before=re.compile(
            rf"(?i)\b{one_of(words.supports)}\s+(?:[\w-]+\s+)?(?:{words.of}|con\s+|com\s+|"
            rf"avec\s+)(?:{words.the})?(?:[\w-]+\s+){{0,2}}$"
        ),
        after=re.compile(
            r"(?:\s*\([^)]*\))?,?\s+(?:fue\s+consultad|presta|prestó|ayud|contribuy|particip|colabor|foi\s+consultad|"
            r"prestou|"
            r"contribui|a\s+été\s+consulté|apporte|aide|contribue|collabore)"
        ),
    )


# --- when ---


def _months(words: Lexicon) -> str:
    names = Locale(words.code).months["format"]["wide"].values()
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _telling(words: Lexicon) -> Telling:
    months, year = _months(words), r"(?:19|20)\d\d"
    of = r"\s+(?:de\s+|del\s+|do\s+)?"
    return Telling(
        when=re.compile(rf"(?i)\b(?:\d{{1,2}}(?:er|º|°)?{of}(?:{months}){of}{year}|(?:{months}),?{of}{year}|{year})\b"),
        events=tuple(
            (re.compile(rf"(?i)\b(?:{past})(?!\w)"), re.compile(rf"(?i)\b(?:{coming})(?!\w)") if coming else None)
            for past, coming in words.events
        ),
        to_come=re.compile(rf"(?i)\b{one_of(words.will)}(?!\w)"),
        to_happen=re.compile(rf"(?i)\b{one_of(words.will_happen)}(?!\w)"),
        at_head=re.compile(r"(?i)(?:en|em|el|no|na|desde|le|depuis|au)\s"),
    )


# --- sections ---


def _cues(words: Lexicon) -> tuple[Cue, ...]:
    the, of = words.the, words.of
    thing = one_of(words.kinds) + "s?"
    aim, seeks, infinitive = one_of(words.aim), one_of(words.seeks), words.infinitive
    persons, number = one_of(words.persons), one_of(words.numbers)
    this = rf"(?:{the}|est[eao]s?\s+|ces?\s+|cette\s+|cet\s+|su\s+|seu\s+|sua\s+|son\s+|sa\s+)"
    heads = one_of(words.heads)
    name = (
        rf"(?:{this})?(?:[“\"«]\s?)?(?i:{heads})\b(?:\s+(?:[{_BIG}][^\s.,;]*|{one_of(words.links)}|[dl][’'´]\S+|"
        rf"[{_SMALL}]+)){{1,12}}?"
    )
    months = _months(words)
    return (
        # an aim is said in the infinitive, or called an aim
        cue(
            "objectives",
            4,
            rf"^(?:{the})?(?:\w+\s+){{0,2}}{aim}(?:\s+\w+){{0,3}}?\s+(?:{of}|es|son|é|são|est|sont|fue|foi|era|"
            rf"consiste|incluye)",
        ),
        cue("objectives", 4, rf"^(?:[-•]\s*)?(?:\w+mente\s+|\w+ment\s+)?{infinitive}(?!,)(?=.)"),
        cue("objectives", 3, rf"^(?:para|pour)\s+(?:\w+mente\s+)?{infinitive}(?![^.;]*,\s)"),
        cue("objectives", 2.5, rf"^{this}{thing}(?:\s+[“\"\w][^\s]*){{0,6}}?\s+{seeks}(?!\w)"),
        cue(
            "objectives",
            2,
            rf"\b{aim}\s+(?:general|específic|específicos|principal|généra|spécifique|geral|gerais|inmediat)|"
            rf"{one_of('tiene_por_objetivo tiene_como_objetivo tem_por_objetivo tem_como_objetivo a_pour_objectif')}",
            "anywhere",
        ),
        cue(
            "objectives",
            1.5,
            rf"(?:^|[;,])\s+(?:{one_of(words.ands)}\s+)?{infinitive}[^;]*;\s+(?:{one_of(words.ands)}\s+)?{infinitive}",
            "anywhere",
        ),
        cue("objectives", 0.8, rf"\b{one_of(words.seeks, words.in_order)}(?!\w)", "anywhere"),
        cue("objectives", 3, rf"^(?:{one_of(words.hoped)})(?!\w)"),
        cue("objectives", 1.5, rf"^que\s+(?:{the}|cada|todo|todos|toutes?|chaque|tous)"),
        # what came of it is told in numbers, dates and the past, or as what will be done
        cue(
            "results",
            4,
            rf"^(?:entre|algunos|alguns|parmi|comme|como|{the}|dentre|quelques)\s*(?:{the}|"
            rf"{of})?(?:\w+\s+){{0,2}}{one_of(words.outcomes)}(?!\w)",
        ),
        cue(
            "results",
            3,
            rf"^(?:{one_of(words.around)}\s+)?(?:{the})?{number}(?!\w|"
            rf"\s+(?:{one_of(words.parts)}))[^.;]{{0,100}}?\b(?:{words.done}|{words.took_part})",
        ),
        cue("results", 2.5, rf"^(?:{one_of(words.so_far)})(?!\w)"),
        cue("results", 1.5, rf"^{one_of(words.when)}\s+(?:\w+\s+){{0,3}}(?:(?:{months})\b|(?:19|20)\d\d)"),
        cue("results", 1.2, rf"(?:{words.done})", "each"),
        cue("results", 1, rf"\b{persons}\b[^.;]{{0,60}}?\b(?:{words.took_part})", "each"),
        cue("results", 0.6, rf"\b(?:{words.took_part})", "anywhere"),
        cue("results", 0.8, rf"\b{one_of(words.to_come)}(?!\w)", "each"),
        cue(
            "results",
            1.5,
            rf"^(?i:en|em|no|na|nos|nas|au|aux|à|dans)\s+(?:{the})?[{_BIG}][\w .’'-]+?,\s+(?:{the}|{number}\b|une?\b|"
            rf"uma?\b)",
            fold=False,
        ),
        cue("results", 0.4, rf"\b\d[\d.,]*\s+(?:\w+\s+){{0,2}}?{persons}(?!\w)", "each"),
        cue(
            "results", 0.6, rf"\b{one_of(words.men_and_women)}\b.{{0,40}}\b{one_of(words.men_and_women)}\b", "anywhere"
        ),
        cue("results", 1.5, rf"\b{one_of(words.changed)}(?!\w)", "anywhere"),
        # a summary names the program, says who made it, and how it is built
        cue("summary", 1.5, rf"\b(?i:{this}){thing} [“\"«]\s?[{_BIG}]", "anywhere", fold=False),
        cue("summary", 1.2, rf"\b(?:{the})?{heads}\s+(?:{of})?[{_BIG}]\w+", "anywhere", fold=False),
        cue(
            "summary",
            3.5,
            rf"^(?:(?i:en|desde|em|"
            rf"depuis)\s[^,.]{{2,30}},\s)?{name}(?:[”\"»])?(?:\s\([^)]*\))?(?:,[^,]*,)?\s+(?:se\s+|"
            rf"s[’'´]\s?)?{one_of(words.verbs)}(?!\w)",
            fold=False,
        ),
        cue(
            "summary",
            2.5,
            rf"^(?:(?i:el|la|o|a|le|la|en|em|desde|durante|"
            rf"depuis)\b[^.]{{0,120}}?)?\b{one_of(words.bodies)}\b[^.;]{{0,160}}?\b{one_of(words.runs)}(?!\w)",
            fold=False,
        ),
        cue(
            "summary",
            3,
            rf"^(?i:{one_of(words.through)}(?:[eao]s?\s|l\s|u\s)?)\s*(?:{the}|{of}|su\s+|seu\s+|"
            rf"son\s+)*(?:[“\"«]\s?)?{heads}\b",
            fold=False,
        ),
        cue(
            "summary",
            2,
            rf"\b{one_of(words.arose)}(?!\w)|"
            rf"^{one_of(words.frames)}(?!\w)",
        ),
        cue("summary", 2, rf"^{this}{thing}\s+(?:{words.founded}|es\s+un|é\s+um|est\s+un|nació|nasceu)"),
        cue("summary", 1.5, rf"\b{words.founded}\b", "anywhere"),
        cue(
            "summary",
            1,
            rf"\b{one_of(words.consists)}(?!\w)|\b{number}\s+(?:\w+\s+)?{one_of(words.parts)}(?!\w)",
            "anywhere",
        ),
        cue("summary", 1.2, rf"\b{one_of(words.paid)}\s+{words.by}|\b{one_of(words.money)}\s+{words.of}", "anywhere"),
        cue(
            "summary",
            0.8,
            rf"\b[{_BIG}][\w-]+(?:\s+(?:[{_BIG}][\w-]+|{one_of(words.links)}))+\s+\([{_BIG}][\w-]{{2,12}}\)",
            "anywhere",
            fold=False,
        ),
        cue("summary", 0.8, rf"^{this}{thing}(?!\w)"),
    )


# --- by language; nothing is made ready before a sheet needs it ---


def _of_language(made: Callable[[Lexicon], Made]) -> Callable[[str], Made | None]:
    """What is made of the words of a language, by its code; None where it is none of these."""

    @cache
    def of_language(language: str) -> Made | None:
        return made(LEXICONS[language]) if language in LEXICONS else None

    return of_language


naming = _of_language(_naming)
"""How programs are named in a language."""
paying = _of_language(_paying)
"""How it is said who pays."""
benefiting = _of_language(_benefiting)
"""How it is said who benefits."""
helping = _of_language(_helping)
"""How it is said who helps."""
telling = _of_language(_telling)
"""How it is said when."""
cues = _of_language(_cues)
"""Which wordings are at home in which section."""
