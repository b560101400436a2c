"""Management commands: thin doors."""
