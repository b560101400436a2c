"""The words that deals are told with: grammar, not facts.

Each kind has values, each value its phrases (``|`` between them), Chinese ones
in Simplified script (both scripts match). Values of verbs are their form:
``done`` (signed, opened), ``now`` (a headline's present, "sign", "opens"),
``ing`` and ``base`` (an infinitive); Chinese verbs have no form and are ``zh``.
"""

from articles.pipeline.deals.lexicon import acts, markets, mood, papers
from articles.pipeline.deals.phrases import Phrases

CUES = Phrases(papers.TABLE | acts.TABLE | markets.TABLE | mood.TABLE)
