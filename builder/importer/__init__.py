"""Booklets to programs: read the sheets, gather them into programs, write the program files."""
