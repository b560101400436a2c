"""Who is allowed to set up a joint venture, by Chinese grammar: 批准甲银行参股的某证券成立, 甲保险获批设立合资公司."""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.chinese import SidesReader

_ALLOWS = r"(?:批准|核准|同意|放行)"
# 批准甲银行有份参股的, 同意甲与乙在某地筹建
_THE_ALLOWED = re.compile(
    rf"(?<!获){_ALLOWS}(?P<who>[^,。;设成筹组]{{2,30}}?)(?:有份|共同|合作|联合)?(?:参股|入股|[在于]|筹建|设立|成立|组建|开设)"
)
# 甲控股(00005)宣布,获某会批准
_WHO_IS_ALLOWED = re.compile(
    r"(?P<who>[^,。;]{2,24}?)(?:\([^()]{1,20}\))?(?:宣布|公布|公告称?|透露|表示)?,?(?:已|正式|日前|昨日|今日|成功|最近|近日){0,2}获(?:得)?[^,。;]{0,20}?"
    r"(?:批准|核准|同意|批|准)"
)


def allowed_venturers(names: Names, sentence: CuedSentence) -> tuple[Party, ...]:
    """Those whom a regulator lets set up the venture; only what is surely a name."""
    folded, start, end = names.text.folded, sentence.sentence.start, sentence.sentence.end
    reader = SidesReader(names, start)
    for told in (_THE_ALLOWED.search(folded, start, end), _WHO_IS_ALLOWED.match(folded, start, end)):
        if told is None:
            continue
        found = reader.listed(reader.after_openings(*told.span("who")), told.end("who"))
        if found and not all(party.is_place for party in found):
            return tuple(found)
    return ()
