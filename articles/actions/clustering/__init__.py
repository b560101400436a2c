"""From what articles report to what was agreed: reports into deals, articles into stories, deals into lines.

::

    DealRecord --records--> DealReport.fields
    DealReports --candidates, likeness, partition, joining--> DealReport.deal (an old deal or a new one)
    DealReports of a deal + the curator's fields + decisions --cases, resolving--> Deal, Party, tags, DealEvents
    Deals of the same sides --lineage, succession--> Deal.predecessor, Deal.is_superseded
    Analysis --traits--> Article.traits --sameness, linking, stories--> Article.story, Article.duplicate_of

Clustering never changes a link that a person made, nor one of a deal of which
a person has said anything. Precision comes first: two rows for one agreement
are merged by a curator in a minute, two agreements in one row mislead every
total. What comes out does not depend on the order in which articles come.
"""
