"""How the word lists of the reader become patterns."""


def one_of(*words: str) -> str:
    """A group that matches any of the words. They stand parted by blanks; `_` is a blank inside one of them."""
    listed = [word.replace("_", r"\s+") for group in words for word in group.split()]
    return f"(?:{'|'.join(listed)})"
