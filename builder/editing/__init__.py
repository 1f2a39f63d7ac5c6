"""What editors do at home, and what helps them: new programs, new names, slips with one cure, the keys explained."""

from builder.editing.new import new_program
from builder.editing.reference import field_reference, write_reference
from builder.editing.schema import json_schemas, write_schemas

__all__ = ["field_reference", "json_schemas", "new_program", "write_reference", "write_schemas"]
