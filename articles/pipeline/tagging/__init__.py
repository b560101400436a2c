"""Tags: what an article is about, from its mentions and the words it develops.

``weighing`` adds up the mentions of one entity; ``geography`` decides cities and
outside partners; ``sectors`` reads the phrases that speak for a sector, and
``subsectors`` which of its parts they mean.
"""

from articles.pipeline.matching import Mention
from articles.pipeline.matching.reach import read_part
from articles.pipeline.matching.records import Reference
from articles.pipeline.tagging.geography import tag_cities, tag_outside
from articles.pipeline.tagging.records import Tags, TagScore
from articles.pipeline.tagging.sectors import tag_parts, tag_sectors
from articles.pipeline.tagging.weighing import gather
from articles.pipeline.text import Text

__all__ = ["TagScore", "Tags", "gather", "tag", "tag_parts"]


def tag(text: Text, mentions: tuple[Mention, ...], reference: Reference) -> Tags:
    """Tag ``text``: each kind most important first; slugs are those of the reference data.

    Places, mechanisms, organisations and people are all that are mentioned
    with some weight; cities, outside partners and sectors are decided by the
    labelling rules, which ``geography`` and ``sectors`` state where they apply them.
    """
    text = read_part(text)
    gathered = gather(mentions)
    sectors, subsectors = tag_sectors(text, gathered, reference)
    return Tags(
        cities=tag_cities(text, gathered, reference),
        places=gathered.scores("place"),
        outside=tag_outside(text, gathered, reference),
        sectors=sectors,
        subsectors=subsectors,
        mechanisms=gathered.scores("mechanism"),
        organisations=gathered.scores("organisation"),
        people=gathered.scores("person"),
    )
