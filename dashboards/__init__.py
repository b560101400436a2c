"""The reading room: answers questions, changes nothing."""
