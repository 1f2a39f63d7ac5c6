"""What the reader must know of a Romance language to find facts in its sentences: words, and a few endings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language.

    Lists hold words parted by blanks, where `_` is a blank inside one of them and a word may be a pattern. Patterns end
    with the blank after the word, for French writes none after `l’` and `d’`.
    """

    code: str
    """The language."""

    # --- small words ---
    the: str
    """Pattern: an article."""
    of: str
    """Pattern: what makes a genitive, with its article."""
    into: str
    """Pattern: where something is or happens, with its article."""
    by: str
    """Pattern: who does what is done, with the article."""
    ands: str
    """List: what joins the last item of a list to the others."""
    links: str
    """List: small words inside a name."""

    # --- programs and their names ---
    heads: str
    """List: what a program may be called by, with a capital."""
    kinds: str
    """List: the same in small letters, for the program without its name."""
    called: str
    """List: what stands between the kind and a name in quotes."""
    verbs: str
    """List: verbs of which a program or a body is the subject. A name in small letters ends before them."""
    stops: str
    """List: other words before which a name in small letters ends."""
    makes: str
    """List: what somebody does with a program that is his own."""
    within: str
    """List: what says that something belongs to another program, or works with it."""
    through: str
    """List: by means of which."""
    own: str
    """List: the organization itself."""
    bodies: str
    """List: what a body that runs programs may be called by, with a capital."""

    # --- money ---
    paid: str
    """List: participles of paying."""
    payers: str
    """List: what a body that pays may be called by, with a capital."""
    pays: str
    """List: verbs of paying of which a payer is the subject."""
    gives: str
    """List: verbs of giving, which are about money only with `money` behind them."""
    money: str
    """List: money, and what is given as such."""
    given: str
    """List: what stands between the money and its giver."""
    costs: str
    """List: what must be paid."""
    backing: str
    """List: help that is money only where a government gives it."""
    thanks: str
    """List: thanks to."""
    government: str
    """Pattern: the government of a country."""
    donor: str
    """List: the word for who pays."""
    receives: str
    """List: verbs of receiving."""
    source: str
    """Pattern: from whom."""

    # --- people and places ---
    gathering: str
    """List: what tells that a place is but a place of a meeting."""
    training: str
    """List: courses, which are for the people of the place."""
    visits: str
    """List: going somewhere to see it."""
    visitors: str
    """List: who helps elsewhere than at home."""
    persons: str
    """List: who benefits."""
    helps: str
    """List: what is done for a government."""
    benefits: str
    """List: what is done for a country."""
    begins: str
    """List: how a sentence begins that says where."""
    is_done: str
    """Pattern: a verb of which a country that benefits is the subject."""

    # --- units ---
    supports: str
    """List: with whose help, before a body's name."""

    # --- sections ---
    aim: str
    """List: the words for an objective."""
    infinitive: str
    """Pattern: a verb's infinitive."""
    seeks: str
    """List: verbs and phrases of aiming, of which a program is the subject."""
    in_order: str
    """List: in order to."""
    hoped: str
    """List: how a sentence begins that says what is wanted."""
    outcomes: str
    """List: the words for results."""
    so_far: str
    """List: how a sentence begins that tells what came of it until now."""
    around: str
    """List: what stands before a number of people."""
    numbers: str
    """List: numbers in words."""
    when: str
    """List: what stands before a date at a sentence's head."""
    done: str
    """Pattern: a verb that tells what was done."""
    took_part: str
    """Pattern: a verb that tells what people did."""
    to_come: str
    """List: verbs that tell what will be done."""
    changed: str
    """List: verbs that tell a change in a number."""
    men_and_women: str
    """List: words that count both."""
    founded: str
    """Pattern: how a program came to be."""
    arose: str
    """List: from what it arose."""
    frames: str
    """List: how a sentence begins that says what the program belongs to, or follows from."""
    runs: str
    """List: verbs that tell what a body does with its program."""
    consists: str
    """List: what it is made of."""
    parts: str
    """List: its parts."""

    # --- events ---
    events: tuple[tuple[str, str], ...]
    """Patterns: words for one event each; and those that speak of it while it is still to come."""
    will: str
    """List: what tells that a verb is about what is still to come."""
    will_happen: str
    """List: what tells that an event is still to come."""
