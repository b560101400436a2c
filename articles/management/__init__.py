"""What the command line offers, and what keeps the programs of one run up."""
