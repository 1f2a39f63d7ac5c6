"""What editors do at home, and what helps them: new programs, names that change, slips with one cure, the keys explained."""
