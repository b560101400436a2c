"""What makes an event of a sentence: one rule for each way in which deals are told.

``table`` lists the rules, ``triggers`` tells which of them are asked about a sentence. A rule takes the folded text and
a sentence with its cues, and gives events without parties, dates or figures. What several rules need beside the words
of a sentence: ``moods`` and ``topics`` (done, planned, denied; how far a word of mood reaches), ``objects``, ``nouns``
and ``titles`` (what a verb is about).
"""
