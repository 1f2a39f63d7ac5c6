"""What editors do at home, and what helps them: new programs, new names, slips with one cure, the keys explained."""
