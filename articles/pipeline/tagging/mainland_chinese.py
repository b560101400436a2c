"""Where a Chinese text names the country, the mainland or a central office and speaks of something else."""

import re

from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

# 中国驻某国大使馆: an embassy
_EMBASSY = re.compile(r"中国驻")
# 广州市人民政府港澳事务办公室: an office of the city that is called like the central one
_OF_A_CITY = re.compile(r"[省市区](?:人民)?(?:政府)?$")
# 葡萄牙共和国外交部, 总统、总理和外交部长: another country's
_OF_A_COUNTRY = re.compile(r"共和国$|(?:总统|总理|首相|国王)(?:、|和|及)(?:[^,。;、]{1,4}[、和及])?$")
# 开拓内地市场, 背靠内地, 内地业务总监: a market that is spoken of, and no side
_TO_MARKET = re.compile(r"(?:开拓|拓展|打入|背靠|深耕)$")
_MARKET = re.compile(r"(?:的)?(?:业务|市场|及世界|民航)")
_REACH = 12


def names_something_else(text: Text, mention: Mention) -> bool:
    """Say whether the words at ``mention`` stand for no central side."""
    folded, start, end = text.folded, mention.start, mention.end
    before = folded[max(0, start - _REACH) : start]
    if mention.origin == "implied":
        is_office = folded.startswith(("港澳", "外交部"), start)
        return is_office and bool(_OF_A_CITY.search(before) or _OF_A_COUNTRY.search(before))
    if _EMBASSY.match(folded, start):
        return True
    is_mainland = folded.endswith("内地", start, end)
    return is_mainland and bool(_TO_MARKET.search(before) or _MARKET.match(folded, end))


# 广东省交通集团, 广东省侨办, 广东省副省长: the province by a body of its own, wherever it is named
_PROVINCIAL_BODY = re.compile(
    r"广东省(?:(?![市级内的])[^,。;、\n]){0,10}?(?:厅|局|委(?!员)|办(?![理事公好法])|集团|政府|副?省长|总队|研究院|委员会)"
)


def names_provincial_body(text: Text, mention: Mention) -> bool:
    """Whether a Chinese mention of Guangdong begins the name of a body of the province."""
    return mention.slug == "guangdong" and _PROVINCIAL_BODY.match(text.folded, mention.start) is not None
