"""Long files in pieces: which of them an edit changes."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from builder.checksum import checksum
from builder.generator.data.long import ENDS, MANY, Long, Part


def told(programs: list[str]) -> Long:
    return Long(b"[", [Part(checksum(each), partial(str.encode, each)) for each in programs], b",", b"]")


PROGRAMS = [f"program {number}" for number in range(2 * MANY)]


def owns(programs: list[str]) -> set[str]:
    return {piece.own for piece in told(programs).pieces()}


@given(st.lists(st.text(alphabet="abc"), max_size=9), st.sampled_from([0, MANY]))
def test_the_pieces_are_the_whole(programs: list[str], more: int) -> None:
    programs = [*programs, *PROGRAMS[:more]]
    assert bytes(told(programs)) == b"[" + ",".join(programs).encode() + b"]"


def test_a_short_file_is_one_piece_between_its_ends() -> None:
    assert len(owns(PROGRAMS[: MANY - 1])) == 3
    assert len(owns(PROGRAMS)) > 10


@given(st.sampled_from(range(len(PROGRAMS))))
def test_an_edit_changes_what_stands_around_it(at: int) -> None:
    before = owns(PROGRAMS)
    for edited in ([PROGRAMS[at], "new"], ["new"], []):
        after = owns([*PROGRAMS[:at], *edited, *PROGRAMS[at + 1 :]])
        assert len(after - before) <= 2


def test_no_two_pieces_have_the_same_checksum() -> None:
    pieces = [piece.own for piece in told(PROGRAMS).pieces()]
    assert len(set(pieces)) == len(pieces)
    assert len(pieces) == 2 + sum(checksum(each).endswith(ENDS) for each in PROGRAMS[:-1]) + 1
