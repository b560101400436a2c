"""Bios: notes about the writer at the end of an article, in English, Portuguese and Chinese."""

import re

from articles.pipeline.text import fold

_PROFESSION = (
    "(?:writer|reporter|journalist|columnist|correspondent|editor|contributor|commentator|blogger|author|freelancer|"
    "intern|producer|fellow|lecturer|professor|consultant|analyst|economist|strategist|lawyer|researcher|scholar|"
    "historian|academic|jornalista|redatora?|repórter|colunista|editora|correspondente|autora?|professora)"
)
# Two to five words of a name, each with a capital: "Ana Maria de Souza"
_NAME = "[A-ZÀ-Ý][\\w.'’-]{0,24}(?: (?:de|da|do|dos|van|von|bin)| [A-ZÀ-Ý][\\w.'’-]{0,24}){1,4}"
_NAME_ALONE = re.compile(_NAME)
# "Jane Doe is a senior reporter at the paper.", "Ana Souza é jornalista em Macau."
_IS_A_WRITER = re.compile(
    f"(?!The |This |That |Its? |In |On |At |For |A |An |O |Os |As |Um |Uma ){_NAME},? (?:is|was|é|works as) "
    f"(?:an? |the |our |um |uma )?(?:[^\\W\\d_]|[ .'’,&-]){{0,80}}?\\b{_PROFESSION}\\b.{{0,600}}",
    re.DOTALL,
)
# "Jane Doe joined the Example Post in 2019. She covers trade."
_WORKS_FOR = re.compile(
    f"(?:{_NAME}|(?i:he|she)) (?:joined the|has been with|writes (?:about|for|on)|covers|reports on|previously worked|"
    "has (?:worked|written|reported) (?:at|for|as)) .{3,600}",
    re.DOTALL,
)
_PRESS = re.compile(
    f"\\b(?:{_PROFESSION}s?|newspaper|newsroom|magazine|desk|beat|post|times|daily|journal|herald|tribune)\\b"
)
# "Meet Ana, a reporter from Macau.", "About the author", "Follow her on X", "@jane on Twitter", "作者为大学讲师"
_FIXED = re.compile(
    f"meet [^,]{{2,60}}, (?:an? |the |our ).{{0,80}}\\b{_PROFESSION}\\b.*|about the authors?\\b.*|"
    "sobre [oa] autora?\\b.*|the (?:author|writer) (?:is|was|has|works|teaches) .{3,400}|"
    "[^,。]{2,12}(?:报|社|网|杂志|周刊)(?:记者|编辑|主笔|特约撰稿人?)[,，].{2,80}|"
    "follow (?:him|her|them|the author) on .*|(?:follow )?.{0,60}\\bon (?:twitter|x):? @\\w+.{0,60}|"
    "[(【]?(?:本文)?(?:作者|笔者)(?:为|是|系|简介|介绍|:|现任|曾任).{1,300}",
    re.DOTALL,
)
# "You can contact her at jane@example.com"
_REACHES = re.compile(".{2,300}\\b(?:reach|contact|email|e-mail) (?:him|her|them|me) (?:at|on|via) .{3,60}", re.DOTALL)
_REACHING = ("reach ", "contact ", "mail ")
_GOES_ON = re.compile(f"\\b(?:he|she|they|his|her|their|ele|ela)\\b|\\b{_PROFESSION}\\b")

_LONGEST = 700
_SHORT = 60


def is_bio(line: str) -> bool:
    """Tell whether ``line`` says who wrote the article; judged by wording, so only for the last lines of a page."""
    if len(line) > _LONGEST:
        return False
    folded = fold(line)
    if _FIXED.fullmatch(folded) or _IS_A_WRITER.fullmatch(line):
        return True
    if any(map(folded.__contains__, _REACHING)) and _REACHES.fullmatch(folded):
        return True
    return _WORKS_FOR.fullmatch(line) is not None and _PRESS.search(folded) is not None


def names_writer_of(name: str, bio: str) -> bool:
    """Tell whether ``name`` is a line with just the name with which ``bio`` begins ("Jane Doe", "Jane is ...")."""
    return _NAME_ALONE.fullmatch(name) is not None and bio.split(" ", 1)[0] in name.split()


def is_name(line: str) -> bool:
    """Tell whether ``line`` is nothing but a name of two words or more ("Jane Doe")."""
    return _NAME_ALONE.fullmatch(line) is not None


def is_bio_of(name: str, bio: str) -> bool:
    """Tell whether ``bio``, below a line with the writer's name, is about that person."""
    return len(bio) <= _LONGEST and names_writer_of(name, bio) and _PRESS.search(fold(bio)) is not None


def belongs_to_bio(line: str) -> bool:
    """Tell whether ``line``, standing behind a note about the writer, is part of it."""
    return len(line) < _SHORT or _GOES_ON.search(fold(line)) is not None
