"""Booklets to programs: read the sheets, gather them into programs, write the program files."""

from builder.importer.booklets import read_sheets
from builder.importer.named import unknown_sheets
from builder.importer.programs.gather import gather
from builder.importer.programs.report import count_lines, counts, detail_lines, diff_lines
from builder.importer.programs.write import import_booklets
from builder.importer.read import as_json, read
from builder.importer.verify import verify_booklets

__all__ = [
    "as_json",
    "count_lines",
    "counts",
    "detail_lines",
    "diff_lines",
    "gather",
    "import_booklets",
    "read",
    "read_sheets",
    "unknown_sheets",
    "verify_booklets",
]
