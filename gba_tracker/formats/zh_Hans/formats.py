"""Numbers in groups of three, as newspapers of the bay area and statistics offices write them; Django writes none."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
