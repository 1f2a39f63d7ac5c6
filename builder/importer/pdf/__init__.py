"""A PDF's pages: words, form fields, links and lines, each with its place."""
