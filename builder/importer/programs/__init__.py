"""Sheets to programs, and programs into the files that editors keep."""
