"""What a sheet says: its form, and what only its sentences tell."""
