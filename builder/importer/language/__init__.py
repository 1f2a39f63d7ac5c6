"""The words that are looked for: the form's own, telling turns of phrase, and names, in four languages."""
