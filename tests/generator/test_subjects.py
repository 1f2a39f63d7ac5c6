"""What the messages of commits say of their own."""

import pytest

from builder.generator.subjects import LONGEST, own_words

SUBJECTS = [
    # subject, what is shown
    ("Correct the donors of Belize", "Correct the donors of Belize"),
    ("Correct the donors of Belize (#12)", "Correct the donors of Belize"),
    ("Correct the donors of Belize (!7)", "Correct the donors of Belize"),
    ("Update donors of Belize", "Update donors of Belize"),
    ("Update the title", "Update the title"),
    ("Añadir los donantes de Belice", "Añadir los donantes de Belice"),
    ("Use “Programme” in the name", "Use “Programme” in the name"),
    ("Update maritime-security-program.md", ""),
    ("Update maritime-security-program.md.", ""),
    ("Update content/programs/maritime-security-program.md", ""),
    ("Update maritime-security-program.md (#12)", ""),
    ("update File maritime-security-program.md", ""),
    ("Create maritime-security-program.es.md", ""),
    ("Delete maritime-security-program.md", ""),
    ("Edit maritime-security-program.md", ""),
    ("Rename a.md to b.md", ""),
    ("Rename content/programs/a.md to content/programs/b.md", ""),
    ("Add files via upload", ""),
    ("Add new file", ""),
    ("Upload New File", ""),
    ("Update 3 files", ""),
    ("Update Programs “maritime-security-program”", ""),
    ("Apply suggestions from code review", ""),
    ("Apply 1 suggestion(s) to 1 file(s)", ""),
    ("Merge pull request #12 from ana-garcia/patch-1", ""),
    ("Merge branch 'main' of https://example.org/catalogue", ""),
    ("Merge remote-tracking branch 'origin/main'", ""),
    ('Revert "Update maritime-security-program.md"', ""),
    ('Revert "Correct the donors of Belize"', 'Revert "Correct the donors of Belize"'),
    ("Initial commit", ""),
    ("first commit", ""),
    ("Import", ""),
    ("Import booklets", ""),
    ("Import the booklet of Peru", "Import the booklet of Peru"),
    ("Imported the sheets", ""),
    ("wip", ""),
    ("Fixes", ""),
    ("minor changes", ""),
    ("...", ""),
    ("", ""),
    ("End date as ana.garcia@example.org wrote", "End date as … wrote"),
    ("By Ana <ana@example.org>", "By Ana …"),
    ("<script>alert(1)</script> for the name", "<script>alert(1)</script> for the name"),
    ("a\u202eb\u0007 c\u200bd", "a b c d"),
    ("word " * 100, ("word " * 27).strip() + " …"),
    ("x" * 500, "x" * LONGEST),
]


@pytest.mark.parametrize(("subject", "shown"), SUBJECTS, ids=[repr(row[0])[:40] for row in SUBJECTS])
def test_what_a_message_says(subject: str, shown: str) -> None:
    assert own_words(subject) == shown
    assert len(shown) <= LONGEST


MERGES = [
    ("Merge pull request #12 from ana/patch-1", "Correct the donors\n\nAs the ministry wrote.", "Correct the donors"),
    (
        "Merge branch 'patch' into 'main'",
        "Correct the donors\n\nSee merge request oas/catalogue!3",
        "Correct the donors",
    ),
    ("Merge branch 'patch' into 'main'", "\nSee merge request oas/catalogue!3\n", ""),
    ("Merge pull request #12 from ana/patch-1", "Update a.md", ""),
    ("Merge branch 'patch'", "# Conflicts:\n#\tcontent/programs/a.md", ""),
    ("Take both donors", "whatever", "Take both donors"),
]


@pytest.mark.parametrize(("subject", "body", "shown"), MERGES)
def test_what_a_merge_says(subject: str, body: str, shown: str) -> None:
    assert own_words(subject, body) == shown
