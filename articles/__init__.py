"""The newsroom: finds, understands and keeps the news."""
