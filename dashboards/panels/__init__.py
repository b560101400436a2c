"""Panels: one question, its rows as a table and as a figure. A page is a tuple of panels."""
