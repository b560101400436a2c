"""Pages: parse the filters, ask, render."""
