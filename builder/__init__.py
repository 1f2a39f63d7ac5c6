"""The program catalogue: booklets of program sheets in, a static catalogue site out."""
