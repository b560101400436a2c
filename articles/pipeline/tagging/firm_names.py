"""Firms and parks in Latin script that are called after the province where they are at home."""

import re

# "Guangdong-Macau Elm Medicine Park Development Co.", "Guangdong Elm Higher Education Development"; a group of the
# province itself calls itself provincial, and "Guangdong Elm Development Zone" is no firm
_FIRM = re.compile(
    r"Guangdong(?:-Maca[ou]|-Hong Kong)?(?: (?!Provinc)[A-Z][\w&'’-]{1,30}){1,9}"
    r" (?:(?:Development|Technology|Investment|Management)\b"
    r"(?! (?:and|of|Area|Bureau|Commission|Conference|Department|Fund|Office|Plan|Zone)\b)"
    r"|(?:Co|Company|Ltd|Limited|Inc|Lda|Corporation)\b)"
)


# "Parque Industrial de Foo de Guangdong-Macau": the two sides of a park
_PARK = re.compile(r"\bParque(?: (?:[A-ZÀ-Ý]\w{0,20}|e|de|d[ao]s?|para|a)){1,12} \Z")
_PARK_REACH = 110


def only_in_name(text: str, start: int) -> bool:
    """Say whether the province that is named at ``start`` only begins the name of a firm, or ends that of a park."""
    if _FIRM.match(text, start):
        return True
    is_pair = text.startswith(("Guangdong-Macau", "Guangdong-Macao"), start)
    return is_pair and _PARK.search(text, max(0, start - _PARK_REACH), start) is not None
