"""Commands of the wiring: what spans all rooms."""
