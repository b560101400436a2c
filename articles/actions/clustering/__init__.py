"""From what articles report to what was agreed: reports into deals, articles into stories.

::

    DealRecord --records--> DealReport.fields
    DealReport --likeness, joining--> DealReport.deal (an old deal or a new one)
    DealReports of a deal + the curator's fields + decisions --resolving--> Deal, Party, tags, DealEvents
    Article fingerprints + deals --stories--> Article.story, Article.duplicate_of

Clustering only sets ``DealReport.deal``; a link that a person made is never
changed. Precision comes first: two rows for one agreement are merged by a
curator in a minute, two agreements in one row mislead every total.
"""
