"""What the filters select, as files and JSON."""
