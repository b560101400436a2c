"""How an article is understood: values in, frozen records out; no Django, network, clock or randomness.

The line, in order (a later stage may read an earlier one, never the reverse)::

    bytes of a feed --parsing-------> ParsedFeed (entries)
    page or text ----extraction-----> Text + what was left out, and why
    Text ------------deduplication--> Fingerprint
    Text ------------matching-------> Mentions (gazetteer, context)
    Text ------------quantities-----> Money, Counts, Dates
    Mentions --------tagging--------> Tags (cities, places, outside, sectors, subsectors, ...), each with its spans
    all of these ----deals----------> DealRecords, each field with its quote and offsets
    all of these ----relevance------> score, reasons, scope

``line.analyse`` runs it all for one article. ``text`` lies below every stage.
"""
