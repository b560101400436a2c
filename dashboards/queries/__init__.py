"""One question per function -> rows. Nothing here changes anything, and nothing knows of HTML."""
