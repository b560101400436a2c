"""Numbers in Chinese."""
