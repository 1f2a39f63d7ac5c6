"""How the word lists of the reader become patterns."""


def one_of(*words: str) -> str:
    """A group that matches any of the words, which stand parted by blanks or, with blanks inside, as arguments.

    A word may use the pattern language; `_` stands for a blank.
    """
    listed = [word.replace("_", r"\s+") for group in words for word in group.split()]
    return f"(?:{'|'.join(listed)})"
