"""Offices that English names by all the fields that they are for, with commas inside one name.

"Guangzhou Municipal Culture, Radio, Television and Tourism Bureau", "Chamber of Commerce, Industry and Shipping".
"""

import re
from collections.abc import Iterator

from articles.pipeline.matching import Mention
from articles.pipeline.matching.fields import FIELD, OFFICE
from articles.pipeline.text import Text

_ONE = rf"{FIELD}(?: {FIELD}){{0,2}}"
_HEADS = (
    r"(?:Bureau|Department|Ministry|Commission|Office|Administration|Authority|Agency|Chamber|Federation|Association"
    r"|Council|Institute|School|Faculty|Directorate|Secretariat|Secretary)"
)
# ", Radio, Television and Tourism": where a name goes on with its fields
_FIELDS = re.compile(rf", {_ONE}(?:, {_ONE}){{0,5}},? and {_ONE}\b")
# "Federal Authority for Identity": the office first
_OFFICE_BEFORE = re.compile(rf"(?:[A-Z][\w’'-]{{1,20}} ){{0,4}}{_HEADS} (?:of|for) (?:the )?{_ONE}$")
# "Guangzhou Municipal Culture": the office last
_PLACE_BEFORE = re.compile(rf"(?:[A-Z][\w’'-]{{1,20}} ){{0,5}}{_ONE}$")
_OFFICE_BEHIND = re.compile(rf" {OFFICE}\b")
_OF_WHERE = re.compile(r"(?P<the> of the)?(?(the)| of)(?: [A-Z][\w-]{2,20}){1,3}")
_BEFORE = 90
_CONFIDENCE = 0.6


def offices_of_fields(text: Text) -> Iterator[Mention]:
    """Give each office of an English text whose name lists three or more fields, as an organisation on no list."""
    if text.lang != "en":
        return
    told = text.text
    for fields in _FIELDS.finditer(told):
        first = max(0, told.rfind("\n", 0, fields.start()) + 1, fields.start() - _BEFORE)
        begin = _OFFICE_BEFORE.search(told, first, fields.start())
        name_end = end = fields.end()
        if begin and (where := _OF_WHERE.match(told, end)):
            end = where.end()
            # "of the United Arab Emirates" is told with its name, and no part of it
            name_end = name_end if where["the"] else end
        elif begin is None:
            behind = _OFFICE_BEHIND.match(told, end)
            begin = _PLACE_BEFORE.search(told, first, fields.start()) if behind else None
            name_end = end = behind.end() if behind else end
        if begin:
            start = begin.start() + (4 if begin[0].startswith("The ") else 0)
            yield Mention("organisation", "", told[start:name_end], start, end, 1, _CONFIDENCE, "form")
