"""Commands of the reading room."""
