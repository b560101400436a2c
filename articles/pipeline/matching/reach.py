"""How much of a text is read for names: a bound on hostile text, whose names may otherwise be hundreds of thousands."""

from dataclasses import replace

from articles.pipeline.text import Text

READ = 100_000
"""No article is longer (characters); the same bound as for figures."""


def read_part(text: Text) -> Text:
    """Give ``text`` as far as it is read: itself, or its first ``READ`` characters with their offsets unchanged."""
    if len(text.text) <= READ:
        return text
    return replace(
        text,
        text=text.text[:READ],
        folded=text.folded[:READ],
        paragraphs=tuple(p._replace(end=min(p.end, READ)) for p in text.paragraphs if p.start < READ),
        sentences=tuple(s._replace(end=min(s.end, READ)) for s in text.sentences if s.start < READ),
    )
