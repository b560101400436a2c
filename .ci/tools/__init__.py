"""Set-up and upkeep of a checkout; nothing here is part of the product."""
