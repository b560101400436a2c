"""What a process does once before its first article: gazetteer, phrases and lexicons are built when first asked for."""

import gc

from articles import reference as reference_data
from articles.actions.clustering.resolving import Knowledge
from articles.actions.clustering.traits import traits_of
from articles.pipeline.line import analyse
from articles.pipeline.matching import Reference
from articles.pipeline.text import search_tokens

_HEARD = (
    (
        "Zhuhai and Macao sign a cooperation agreement",
        "Sam Hou Fai and officials of Zhuhai signed it on 5 March 2026. It is worth HK$3 billion.",
    ),
    ("深圳與香港簽署合作備忘錄", "兩地政府於2026年3月5日在深圳簽署備忘錄，涉及金額三十億元。"),
    ("Macau e Zhuhai assinam um acordo", "As duas cidades assinaram o acordo no dia 5 de março de 2026."),
)
_YOUNG = 20_000
"""So many new objects that may be garbage before the collector looks for it: at Python's own 700 it looks a hundred
times in a batch of 200 articles, which takes a twelfth of the time of all work. A few megabytes of garbage wait."""


def warm_up(reference: Reference | None = None) -> None:
    """Read a short text in each language and forget it, so that the first real article does not wait; no query.

    ``reference`` is the built-in data where none is given. The garbage collector is eased (``ease_collector``).
    """
    reference = reference or reference_data.load()
    Knowledge.of(reference)
    for title, text in _HEARD:
        analysis = analyse(title=title, html=f"<p>{text}</p>", published="2026-03-06", reference=reference)
        traits_of(analysis)
        search_tokens(analysis.extracted.text.text)
        _ = analysis.fingerprint.bands
    ease_collector()


def ease_collector() -> None:
    """Take what is there by now out of the garbage collector's sight for good, and let it look more seldom.

    Call it before a process shares itself out to others: the collector would write to what they share, and each
    would have a copy.
    """
    gc.collect()
    gc.freeze()
    _, middle, old = gc.get_threshold()
    gc.set_threshold(_YOUNG, middle, old)
