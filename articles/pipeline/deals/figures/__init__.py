"""Which amount, counts and day belong to a deal, of all that its article tells."""
