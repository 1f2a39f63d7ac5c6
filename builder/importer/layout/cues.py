"""What the words say about the section they belong to: a table of cues, each with its weight and its reason."""

from functools import lru_cache

from builder.importer.language import romance
from builder.importer.language.languages import likely
from builder.importer.language.wording import Cue, cue, one_of
from builder.importer.layout.prose import sentences
from builder.program import SECTIONS

MOST = 4.5
"""What words can say at the most: many hints are no more than a plain word."""


_THING = one_of(
    "programs? programmes? projects? initiatives? networks? activity activities workshops? courses? trainings?",
    "components? missions? campaigns? systems? funds? plans?",
)
_PEOPLE = one_of(
    "people persons officials officers participants representatives women men youth young students teachers judges",
    "prosecutors inspectors technicians professionals experts beneficiaries entrepreneurs farmers leaders",
    "facilitators families communities countries member_states institutions companies enterprises businesses",
    "municipalities scholarships workshops courses trainers instructors delegates observers journalists inmates",
    "nurses doctors artisans specialists operators managers staff citizens voters children girls boys migrants",
    "schools police agents public_servants",
)
_PURPOSE = one_of(
    "contribute strengthen promote support develop improve increase foster build provide enhance facilitate create",
    "establish reduce assist help train raise encourage ensure advance generate expand protect prevent identify",
    "offer equip give enable consolidate empower broaden deepen disseminate share design make bring prepare",
    "implement combat eliminate modernize guarantee harmonize coordinate stimulate boost widen accompany advise",
    "reinforce achieve allow mainstream transfer address preserve restore register extend safeguard update formulate",
    "standardize lower cut close mobilize articulate optimize maximize minimize educate engage inform connect link",
    "integrate introduce put lay set",
)
_NAME = r"(?:[A-Z“\"(][^\s.]*|of|for|the|and|in|on|to|against|with|de|&|–|-|\d+)"
_HEAD = one_of(
    "Program Programme Project Network Initiative Mission Plan System Fund Observatory Forum School Course Campaign",
    "Alliance Partnership Platform Mechanism Scholarships? Agenda Strategy Academy Fellowships?",
)
_ADVERB = one_of(r"so_far already now also then thus both jointly recently \w+ly")
_DONE = (
    "(?!"
    + one_of(
        "created established launched developed based designed aimed needed called referred related structured",
        "intended funded financed conceived expected required composed comprised limited evolved included considered",
        "united involved mandated charged used located scheduled",
    )
    + r"\b)"
    + one_of(
        r"\w+ed held given taken made built set_up put begun written drawn met won sold sent taught found left learnt",
        "shown grown",
    )
)
"""What was done; what was only created or funded is told in a summary."""
_NUMBER = one_of(
    r"\d[\d.,]* one_hundred two_hundred hundreds_of dozens_of twelve thirteen fourteen fifteen sixteen seventeen",
    "eighteen nineteen eleven ten nine eight seven six five four three two",
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?",
)
_BODY = one_of(
    "Department Commission Committee Secretariat Office Unit Section Institute Executive_Secretariat",
    "General_Secretariat Organization Group_of_Experts [A-Z]{3,8}",
)

_ENGLISH: tuple[Cue, ...] = (
    # an aim is said in the infinitive, or called an aim
    cue(
        "objectives",
        4,
        r"^(?:the )?(?:\w+ ){0,3}(?:objectives?|goals?|aims?|purposes?) (?:of|is|are|was|were|focus|include|pursued)\b",
    ),
    cue("objectives", 4, rf"^to (?:\w+ly )?(?:{_PURPOSE}|\w+)\b(?!,)(?=.)"),
    cue("objectives", 3.5, rf"^{_PURPOSE}\s(?:and {_PURPOSE}\s)?(?!by\b|of\b|is\b|was\b|has\b)\S"),
    cue(
        "objectives",
        2.5,
        rf"^(?:this|the|these|its|our|through (?:this|the)) {_THING}(?: \w+)? (?:\w+ ){{0,2}}(?:aims?|seeks?|"
        r"intends?|is aimed|is intended|is designed|was designed|are designed|hopes?|has the objective|had the "
        r"objective|pursues?|sought to|was meant to|is meant to) ",
    ),
    cue(
        "objectives",
        2.5,
        r"^(?:by|at) (?:the end|its close|the close|its end).{0,60}(?:should|will|would|is expected|are expected)",
    ),
    cue(
        "objectives",
        2,
        r"\b(?:(?:specific|general|main|overall|principal|immediate|broader|long-term) (?:objectives?|goals?)|"
        r"(?:the|its|has the|had the|with the) (?:objective|goal|aim)s? (?:is|was|are|were|of|to|being))\b",
        "anywhere",
    ),
    cue("objectives", 1.5, rf"(?:^|[;,]) (?:and )?to {_PURPOSE} .*?; (?:and )?to \w+", "anywhere"),
    cue(
        "objectives",
        0.8,
        r"\b(?:aims? (?:to|at)|(?:seeks?|sought|expects?|intends?|wants?|hopes?|strives?) to|following (?:aims|"
        r"objectives|goals)|intended to|designed to|in order that|so that|it is hoped|should be able|is sought|"
        r"are sought|pursues?)\b",
        "anywhere",
    ),
    cue(
        "objectives",
        1,
        r"^(?:more )?(?:specifically|in particular|furthermore|likewise|in addition|at the same time),? "
        rf".{{0,60}}\b(?:seeks?|aims?|expected|sought|intends?|to {_PURPOSE})\b",
    ),
    cue("objectives", 4, r"^it is the (?:\w+ )?(?:purpose|aim|goal|objective|intention)\b"),
    cue(
        "objectives",
        3,
        r"^it is (?:sought|intended|hoped|expected|wanted|wished|aspired)\b|^what (?:we|it|the \w+|is) (?:want|"
        r"wish|seek|sought|wanted|pursue)",
    ),
    cue("objectives", 1.5, r"^that (?:the|no|every|each|those|a|all|these|in)\b"),
    cue("objectives", 1, r"\b(?:is|are) (?:being )?(?:pursued|aspired to|to be \w+ed)\b|\bwants? to\b", "anywhere"),
    # what came of it is told in numbers, dates and the past, or as what will be done
    cue(
        "results",
        4,
        r"^(?:among|some of|one of|as|the) (?:the )?(?:\w+ ){0,3}(?:results?|achievements?|outcomes?|outputs?|"
        r"accomplishments?)\b",
    ),
    cue(
        "results",
        3,
        r"^(?:approximately|about|around|nearly|almost|over|more than|some|a total of|in all|in total|at "
        rf"least)?,? ?{_NUMBER}\b(?! (?:phases?|stages?|components?|pillars?|lines)).{{0,100}}?\b(?:{_PEOPLE} "
        r"(?:of [^.]*? |from [^.]*? )?(?:\w+ed|spent|went|gave|made|know|wrote|learnt|won|met)|have|has|were|"
        r"was|received|took|attended|completed|now|will be)\b",
    ),
    cue(
        "results",
        2.5,
        r"^(?:to date|so far|as a result|as of|up to now|until now|thus far|thanks to|by the end of (?:the "
        r")?(?:\d|first|second|third|last|year))\b",
    ),
    cue(
        "results",
        1.5,
        r"^(?:in|during|since|between|on|by|throughout|from) (?:\w+ ){0,3}(?:\d{1,2}(?:[-–]\d{1,2})? "
        r")?(?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4})\b",
    ),
    cue("results", 1.2, rf"\b(?:have|has) (?:{_ADVERB} )*(?:been {_ADVERB}?\s?{_DONE}|{_DONE}|been able to)\b", "each"),
    cue("results", 0.8, rf"\b(?:was|were) (?:{_ADVERB} )*{_DONE}\b", "each"),
    cue(
        "results",
        1,
        rf"\b{_PEOPLE} (?:\([^)]*\) )?(?:from [^.]*? )?(?:increased|improved|received|attended|completed|"
        r"graduated|took part|participated|learned|obtained|finished|benefited|strengthened|identified|met|"
        r"approved|reported|were trained|joined|passed)\b",
        "each",
    ),
    cue("results", 1, r"\bincreased (?:their|its) (?:knowledge|capacity|skills|sales|income)\b", "anywhere"),
    cue(
        "results",
        1,
        r"\b(?:team|project|program|department|secretariat|mission|it) (?:has (?!two|three|four|five|six|a|an|"
        r"the|its|been)|plans to continue|will continue)",
        "each",
    ),
    cue(
        "results",
        0.8,
        r"\b(?:it is expected that|is expected to take place|it is expected,|will be (?:held|carried out|given|"
        r"delivered|conducted|published|handed|opened|finished|ready|trained|installed|completed)|will (?:lead|"
        r"implement|carry out|provide|supervise|deliver|receive|conduct|hold|take place|begin|train))\b",
        "each",
    ),
    cue(
        "results",
        0.8,
        r"\b(?:resulted in|led to the|as a result|outcomes? of|achieved|follow-up (?:workshop|mission|visit)|"
        r"final evaluation|the diagnostic|recommendations were)\b",
        "anywhere",
    ),
    cue(
        "results",
        1.5,
        r"^(?i:in|at|for) (?:the )?[A-Z][\w. ]+?(?:, [A-Z][\w .]+?)?, (?:the|a|an|two|three|four|\d+) (?:\w+ "
        r"){0,4}(?:has|have|was|were|will)\b",
        fold=False,
    ),
    cue("results", 0.4, rf"\b\d[\d.,]*(?: \w+){{0,3}} {_PEOPLE}\b", "each"),
    cue("results", 0.6, r"\b(?:men|women|male|female)\b.{0,30}\b(?:men|women|male|female)\b", "anywhere"),
    cue(
        "results",
        1.5,
        r"\b(?:grew|rose|fell|dropped|increased|decreased|declined|doubled|tripled|went (?:up|down)) (?:by|from|"
        r"to|in)\b",
        "anywhere",
    ),
    cue(
        "results",
        1,
        r"\b(?:to date|so far|up to now|until now|by now|in the last year|last year|at the close of)\b",
        "anywhere",
    ),
    cue(
        "results",
        1.5,
        r"^(?:a|the|one|another) (?:first|second|third|last|total|group|pilot)\b.{0,60}?\b(?:\w+ed|took|met|held|"
        r"gave|has|have|was|were)\b",
    ),
    # a summary names the program, says who made it, and how it is built
    cue("summary", 1.5, rf"\b(?i:the|this) (?:\w+ )?{_THING} [“\"][A-Z]", "anywhere", fold=False),
    cue(
        "summary",
        1.2,
        rf"\b[Tt]he (?!Program|Project)(?:{_NAME} )+?{_HEAD}\b(?: of the OAS)? (?:\([A-Z]+\) )?(?!and\b|or\b|"
        r"in\b|of\b)[a-z]+s\b",
        "anywhere",
        fold=False,
    ),
    cue(
        "summary",
        3.5,
        r"^(?:(?i:in|since|from) [^,.]{2,30}, )?(?i:the |“|\")?(?:[A-Z]{3,8}(?:[’']s)? )?(?!The\b|This\b|"
        rf"In\b)(?:{_NAME} )+?{_HEAD}(?:[”\"])?(?: {_NAME})*?(?: \([^)]*\))?(?:,[^,]*,)? (?:(?:currently|now|"
        r"also) )?(?:aims?|assists?|seeks?|is|are|was|were|supports?|works?|has|have|promotes?|provides?|"
        r"offers?|brings?|helps?|trains?|began|started|consists?|focuses|addresses|responds?|gives?|builds?|"
        r"encourages?|strengthens?|allows?|finances?|serves?|contributes?|facilitates?|deploys?|sends?|"
        r"observes?|accompanies|lends|advises|connects|links|places|opens?|teaches|pairs)\b",
        fold=False,
    ),
    cue(
        "summary",
        2.5,
        rf"^(?:(?i:the|in|since|during)\b[^.]{{0,120}}?)?\b{_BODY}\b[^.;]{{0,160}}?\b(?:has created|created|"
        r"developed|has developed|decided to (?:establish|create)|established|has established|began "
        r"implementing|began|launched|has launched|started|runs|operates|coordinates|manages|administers|"
        r"implements|executes|is implementing|is executing|leads|offers|carries out|designed|has designed|set "
        r"up|has set up|has run|has been working|works with)\b",
        fold=False,
    ),
    cue(
        "summary",
        3,
        rf"^(?i:through|under|with|as part of|within) (?:the |its )?(?:“|\")?(?:{_NAME} )+?{_HEAD}\b",
        fold=False,
    ),
    cue(
        "summary",
        2,
        r"\b(?:arose|grew out|was born|stems|originated) (?:from|of|in)\b|^within the framework of|^following "
        r"(?:the )?(?:resolution|mandate)|^in (?:response|compliance|keeping|accordance) (?:to|with)|^given "
        r"(?:that|the)|^pursuant to|^in recognition of|^recognizing",
    ),
    cue(
        "summary",
        2,
        rf"^(?:the|this) {_THING} (?:was|were|is|has been) (?:first |officially |originally )?(?:created|"
        r"established|launched|developed|conceived|born|set up|funded|part of|a |an |the|implemented|executed|"
        r"one of|run)\b",
    ),
    cue(
        "summary",
        1.5,
        r"\b(?:was|were|has been) (?:created|established|launched|developed|conceived|set up|founded|initiated|"
        r"designed)\b.{0,80}\b(?:to|in order|following|by|in \d{4}|as|with)\b",
    ),
    cue(
        "summary",
        1,
        r"\b(?:consists? of|comprised of|comprises|is structured|is composed of|has (?:two|three|four|five|six) "
        r"(?:\w+ )?(?:components?|phases?|projects?|lines?|stages?|parts?|pillars?|modules?)|(?:two|three|four|"
        r"five|six) (?:\w+ )?(?:components?|phases?|lines of action|stages|modules|pillars))\b",
        "anywhere",
    ),
    cue(
        "summary",
        1.2,
        r"\b(?:funded by|financed by|with (?:the )?(?:financial )?support (?:of|from)|with funding from|with "
        r"resources from|thanks to a contribution)\b",
        "anywhere",
    ),
    cue(
        "summary",
        0.8,
        r"\b[A-Z][\w-]+(?: (?:[A-Z][\w-]+|of|for|the|and|against|on)){1,9} \([A-Z][A-Za-z-]{2,12}\)",
        "anywhere",
        fold=False,
    ),
    cue("summary", 0.8, r"^the (?:program|project|initiative|network)\b(?! team| staff)"),
)


Evidence = tuple[float, float, float]
"""How much words speak for summary, objectives and results, in that order."""


@lru_cache(maxsize=65536)
def evidence(paragraph: str) -> Evidence:
    """How much the paragraph's words speak for summary, objectives and results, in that order.

    In the language it is written in; where it is too short to tell, in whichever it may be in says most.
    """
    said = [_evidence(paragraph, romance.cues(language) or _ENGLISH) for language in likely(paragraph) or ("en",)]
    return max(said, key=lambda each: max(each) - min(each))


def _evidence(paragraph: str, cues: tuple[Cue, ...]) -> Evidence:
    opening = sentences(paragraph)[0] if paragraph else ""
    score = dict.fromkeys(SECTIONS, 0.0)
    for each in cues:
        if each.where == "opening":
            times = 1 if each.pattern.search(opening) else 0
        elif each.where == "anywhere":
            times = 1 if each.pattern.search(paragraph) else 0
        else:
            times = min(3, sum(1 for _ in each.pattern.finditer(paragraph)))
        score[each.section] += each.weight * times
    return min(MOST, score["summary"]), min(MOST, score["objectives"]), min(MOST, score["results"])
