"""What readers can take home: every list as a file, the whole catalogue as a spreadsheet and for the aid world."""
