"""What editors do at home, and what helps them: new programs, new names, slips with one cure, the keys explained."""

from builder.editing.fix import Fixed, Mend, fix, mends_of
from builder.editing.new import new_program
from builder.editing.reference import field_reference, write_reference
from builder.editing.rename import Renamed, rename
from builder.editing.schema import write_schemas

__all__ = [
    "Fixed",
    "Mend",
    "Renamed",
    "field_reference",
    "fix",
    "mends_of",
    "new_program",
    "rename",
    "write_reference",
    "write_schemas",
]
