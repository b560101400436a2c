"""Flattening: a page whose lines were lost stands in one; what begins its furniture becomes lines of its own again."""

import re
from collections.abc import Sequence

# A heading of other articles, alone in its line: what follows it is cut from it.
_HEADING = (
    "(?:Related|RELATED|More|MORE|Latest|Popular|Recommended|Top|TOP) (?:[Aa]rticles?|ARTICLES|[Ss]tories|STORIES|"
    "[Nn]ews|NEWS|[Pp]osts|[Cc]ontent|[Rr]eading|[Cc]overage)|"
    "(?:Most|MOST) (?:[Rr]ead|READ|[Pp]opular|POPULAR|[Vv]iewed)|"
    "(?:Read|READ) (?:[Nn]ext|NEXT|[Aa]lso|ALSO|[Mm]ore|MORE)|You (?:may|might) also like|See also|Trending [Nn]ow|"
    "(?:Leia|LEIA) (?:também|TAMBÉM|mais|MAIS)|Veja também|(?:Artigos|Notícias) [Rr]elacionad[oa]s|"
    "ARTIGOS RELACIONADOS|NOTÍCIAS RELACIONADAS|(?:As )?[Mm]ais [Ll]idas|Últimas notícias|"
    "(?:相关|相關|推荐|推薦|热门|熱門|延伸|更多|最新|编辑|編輯)(?:阅读|閱讀|新闻|新聞|文章|报道|報道|推荐|推薦|推介|资讯|資訊|链接|連結)|"
    "猜你喜欢|大家都在看|同場加映|往期回顾|Comments|Leave a (?:reply|comment|Reply|Comment)|Comentários|"
    "Deixe (?:um comentário|uma resposta)|网友评论|網友留言|发表评论"
)
# What begins a line of another kind: "Share this", "Copyright 2026", "（责任编辑：王小红）"
_OTHER = (
    "Share this|SHARE THIS|Advertisement\\b|ADVERTISEMENT|Sign up (?:for|to)|Subscribe to|Follow us|Copyright ©?|©|"
    "Tags: |Topics: |Filed under|All [Rr]ights [Rr]eserved|Partilh[ae]r? |PUBLICIDADE|"
    "Publicidade\\b|Etiquetas: |Tópicos: |"
    "Todos os direitos|Siga-nos|[(（【\\[]?(?:责任编辑|責任編輯|责编|編輯|编辑)[:：]|分享到|分享至|版权所有|版權所有|"
    "免责声明|免責聲明|标签[:：]|標籤[:：]|关键词[:：]|【?(?:延伸閱讀|相關新聞|相关新闻|延伸阅读)】?|查看更多|下載App|下载App"
)
# Only behind a closed sentence: "… next year. Related Articles Port opens …"
_STARTER = re.compile(f"(?<=[.!?。！？”」\"'）)]) ?(?=(?:{_HEADING}|{_OTHER}))")
_HEADING_ALONE = re.compile(f"^(?:{_HEADING})[:：]? ?(?=.)")
_FLAT = 160
_FLAT_SHARE = 0.8


def unflatten(lines: Sequence[str]) -> list[str]:
    """Cut the one line that holds nearly a whole page where its furniture begins; give all other pages back.

    A line is cut only behind a closed sentence and before wording that heads or begins furniture, so a sentence is
    never parted. It is flat when it has 160 bytes of UTF-8 or more and four fifths of the page.
    """
    longest = max(lines, key=len, default="")
    if len(longest.encode()) < _FLAT or len(longest) < _FLAT_SHARE * sum(map(len, lines)):
        return list(lines)
    cut: list[str] = []
    for line in lines:
        if line is not longest:
            cut.append(line)
            continue
        for part in _STARTER.split(line):
            heading = _HEADING_ALONE.match(part)
            cut += [part[: heading.end()].strip(), part[heading.end() :].strip()] if heading and cut else [part.strip()]
    return [line for line in cut if line]
