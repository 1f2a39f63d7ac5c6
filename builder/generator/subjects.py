"""What the message of a commit says of its own, fit for a page that anyone reads."""

import re
import textwrap
import unicodedata

LONGEST = 140
"""Characters of a message that pages show."""

_FILE = r"[`'\"“]?\S+\.\w+[`'\"”]?"
_AUTOMATIC = re.compile(
    "|".join(
        [
            # what GitHub, GitLab, Gitea and editors' tools write where the editor writes nothing
            rf"(?:add|create|created|delete|deleted|edit|remove|replace|update|updated|upload) (?:file )?{_FILE}",
            rf"(?:rename|move) {_FILE} to {_FILE}",
            r"(?:create|delete|update|upload) [\w ]+ “[^”]*”",
            r"(?:add|create|delete|update|upload)(?: \d+)?(?: new)? files?(?: via upload)?",
            r"apply (?:\d+ )?suggestions?(?:\(s\))?(?: to .*| from code review)?",
            r"merge (?:pull request|branch|branches|remote-tracking branch|tag|commit)\b.*",
            r"merged? in .*|see merge request .*|automatic merge.*|co-authored-by:.*|signed-off-by:.*|#.*|conflicts:.*",
            # what says nothing
            r"(?:first|initial|new|second) (?:commit|version|import)",
            r"import(?:ed|s)? (?:the )?(?:booklets?|sheets?|programs?)",
            r"(?:fix(?:e[sd])?|change[sd]?|commit|edit(?:s|ed)?|import(?:ed|s)?|revert|save[sd]?|update[sd]?|wip|test|misc|minor)"
            r"(?: (?:changes?|edits?|fix(?:es)?|updates?))?",
            r"\W*",
        ]
    ),
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*\([#!]\d+\)$")
_REVERT = re.compile(r"Revert [\"“](.*)[\"”]", re.DOTALL)
_EMAIL = re.compile(r"<?[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>?")


def own_words(subject: str, body: str = "") -> str:
    """The subject in one line of at most LONGEST characters, without requests' numbers and without people's addresses.

    Empty where a program wrote it. `body` is that of a merge: hosts put there, first, what the request was called.
    """
    for line in (subject, *body.splitlines()[:3]):
        words = _NUMBER.sub("", _clean(line))
        bare = words.rstrip(".!… ")
        undone = _REVERT.fullmatch(words)
        if not (_AUTOMATIC.fullmatch(bare) or (undone and _AUTOMATIC.fullmatch(undone[1].rstrip(".!… ")))):
            return textwrap.shorten(words, LONGEST, placeholder=" …") if " " in words[:LONGEST] else words[:LONGEST]
    return ""


def _clean(line: str) -> str:
    """Without signs that change how what stands around them is read, such as those that turn the direction."""
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in line)
    return _EMAIL.sub("…", " ".join(seen.split()))
