"""English: what journalists say around a deal, and the plain way of telling it.

"As part of efforts to boost trade, A signed" → "A signed"; "A, a subsidiary of B, signed" → "A signed";
"An agreement was signed by A and B" → "A and B signed an agreement".
"""

import re

from articles.pipeline.deals.plain.rewrites import Rewrite

_DAY = (
    r"(?: (?:(?:late |early )?(?:on )?\w{3,6}day|today|yesterday|this (?:week|morning|afternoon)|last (?:week|month)"
    r"|on (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8})))"
)
# What a phrase may not hold that is left out: another paper, a day, a sum
_HOLDS_NOTHING = (
    r"(?![^,]*(?:\d|agreement|memorand|\bMoU|\bMOU|deal\b|contract|pact|accord|treaty|sign|venture|stake|acqui|bond"
    r"|fund|listing|filing|invest|purchase|\w{3}day\b|talks (?:with|between)))"
)
_PAPER = (
    r"(?:agreements?|memorand(?:um|a)(?: of (?:understanding|cooperation|co-operation))?|MoUs?|MOUs?|contracts?"
    r"|pacts?"
    r"|accords?|letters? of intent|treaty|deals?|protocols?)(?: \([A-Z][A-Za-z]{1,3}\))?"
)
_A_PAPER = (
    r"(?:An?|The|Two|Three|Four|Five|Six|Several|\d{1,2}|an?|two|three"
    r"|four) (?:[\w’'$-]{1,20} ){0,5}?" + _PAPER + r"\b"
)
_NAME = r"(?:[Tt]he )?[A-Z][\w’'.-]*(?: (?:(?:of|for|and|the) )?[A-Z][\w’'.-]*){0,6}"
_ONE_NAME = r"(?:[Tt]he )?[A-Z][\w’'.-]*(?: (?:(?:of|for|the) )?[A-Z][\w’'.-]*){0,6}"
# The end of a name, or of a body in small letters: "Zhuhai airport", "the Guangdong health commission"
_WHO = (
    r"(?:[A-Z][\w’'.)-]*|[A-Z][\w’'-]* (?:[a-z]{3,14} ){0,3}(?:airport|authorit(?:y|ies)|police|governments?"
    r"|bureau|board"
    r"|commission|regulator|council|university|department|administration|customs|exchange|hospital|agency|port))"
)
# What goes on behind an aside: the verb of the sentence, or the other side
_GOES_ON = (
    r"(?= (?:and|has|have|had|will|would|is|are|was|were|to|with|on|for|in|from|said|says|plans?|signed|inked|agreed"
    r"|announced|acquired|bought|opened|launched|issued|won|sold|raised|invested|set|[a-z]+ed)\b)"
)
_ATTRIBUTED = (
    r"(?:according to (?:an?|the) (?:[\w-]+ ){0,2}(?:statement|press release|release|announcement)"
    r"|it was announced|it announced)"
)

# Who signs are bodies, and not people of bodies
_OF_BODIES = (
    r"(?![A-Z][\w-]+ [A-Z][\w-]+(?: [A-Z][\w-]+)?"
    r"(?<!University)(?<!Bank)(?<!Institute)(?<!College)(?<!Board)(?<!Bureau)"
    r"(?<!Chamber)(?<!Association)(?<!Government)(?<!Port)(?<!Authority)(?<!Group)(?<!Museum)(?<!Polytechnic)"
    r"(?<!Exchange)(?: of |, ))"
    r"(?=(?:(?! (?:in|on|to) )[^.;:]){0,160}?"
    r"(?:['’]s |\bthe |Universit|Bank\b|Institute|College|Board|Bureau"
    r"|Chamber|Association|Authority|Group"
    r"|Co\b|Ltd|Limited|Holdings|Corporation|Company|government|Hong Kong|Maca[ou]|Shenzhen|Guangzhou|Zhuhai|Foshan"
    r"|Huizhou|Dongguan|Zhongshan|Jiangmen|Zhaoqing|Guangdong|Council|Department|Hospital|Museum|Exchange|Airport))"
)

_CITY = (
    r"(?:Hong Kong|HK|Maca[ou]|Shenzhen|Guangzhou|Zhuhai|Foshan|Huizhou|Dongguan|Zhongshan|Jiangmen|Zhaoqing"
    r"|Guangdong"
    r"|Hengqin|Qianhai|Nansha)"
)

REWRITES = (
    # "Elm (1234.HK)", "Oak (stock code: 1234)", "Ash (NYSE: ASH)", "Fir (橡樹集團)"
    Rewrite(
        (
            ".hk)",
            "code",
            "nyse",
            "nasdaq",
            "hkex:",
            "sehk",
            ".sz)",
            ".sh)",
            ".ss)",
            "hkg:",
            "she:",
            "sha:",
            "szse",
            "sse:",
        ),
        re.compile(
            r" ?\((?:\d{3,6}\.[A-Z]{2}|(?:[Ss]tock [Cc]odes?|HKEX|SEHK|HKG|NYSE|NASDAQ|Nasdaq|SSE|SZSE|SHA|SHE)"
            r"(?: ?[:：])? ?[\w.]{1,8}(?:[,;/] ?[^()]{1,24})?)\)"
        ),
    ),
    Rewrite(("(",), re.compile(r" ?\([\u4e00-\u9fff·]{2,24}\)")),
    # "signed a “memorandum of understanding”"
    Rewrite(
        ('"', "“", "‘"),
        re.compile(
            r"[\"“‘](?P<paper>(?:[a-z][\w-]* ){0,5}(?:agreement|memorandum of (?:understanding|cooperation)"
            r"|memorandum|pact|accord|letter of intent|deal|contract))[\"”’]"
        ),
        ("paper",),
    ),
    # "As part of efforts to boost ties, Elm signed"
    Rewrite(
        (
            "in a move",
            "in a bid",
            "in a drive",
            "in a step",
            "in a push",
            "in a sign",
            "in an effort",
            "in an attempt",
            "in a gesture",
            "in a boost",
            "in a further",
            "as part of",
            "months of",
            "month of",
            "years of",
            "year of",
            "weeks of",
            "week of",
            "days of",
            "rounds of",
            "after long",
            "following long",
            "lengthy",
            "amid ",
            "against the",
            "in line with",
            "with an eye",
            "according to",
            "in keeping",
        ),
        re.compile(
            r"^(?:"
            + _HOLDS_NOTHING
            + r"(?:In an? (?:move|bid|drive|step|push|sign|effort|attempt|gesture|boost|further)"
            r"|As part of (?:[a-z-]+ )?(?:efforts?|an? (?:drive|push|plan|campaign|bid)|plans|moves|attempts"
            r"|its|their|the)"
            r"|(?:After|Following) (?:(?:more than|nearly|almost|about|over) )?(?:an? |two |three |several |many )?"
            r"(?:(?:months?|years?|weeks?|days|rounds) of|(?:long|lengthy) (?:talks|negotiations))\b|Amid "
            r"|Against the back(?:drop|ground) of"
            r"|In line with|With an eye to|In keeping with"
            r"|According to (?:an?|the) (?:[\w-]+ ){0,2}(?:statement|press release|release|announcement)\b)"
            r"[^,;:]{0,110}), "
        ),
    ),
    Rewrite(
        ("witnessed by ", "in the presence of", "under the witness"),
        re.compile(r"^(?:Witnessed by|In the presence of|Under the witness of) [^,;:]{3,110}, (?=[A-Zt])"),
    ),
    Rewrite(("meanwhile, ",), re.compile(r"^Meanwhile, (?=[A-Za-z])")),
    # "It was announced on Tuesday that Elm has signed": what was announced, and when
    Rewrite(
        ("it was ", "it has been ", "it is "),
        re.compile(
            r"^It (?:was|has been|is) (?:officially |formally )?(?:announced|confirmed|revealed|disclosed)"
            r"(?P<day>" + _DAY + r")? that (?P<told>[^.]{12,400}(?:\.\d[^.]{0,200}){0,3})(?P<end>\.?[\"”]?)$"
        ),
        ("told", "=, according to a statement", "day", "end"),
    ),
    # "Elm, it was announced on Tuesday, signed"
    Rewrite(
        (", it was announced", ", according to a", ", according to the", ", it announced"),
        re.compile(
            r"^(?P<who>[^,;:]{3,120}), (?P<said>" + _ATTRIBUTED + r")(?P<day>" + _DAY + r")?,"
            r"(?P<told> (?:has|have|will|is|are|signed|opened|launched|agreed|announced|acquired|bought|raised"
            r"|issued|won"
            r"|plans?|[a-z]+ed)\b[^.]{3,300}(?:\.\d[^.]{0,200}){0,3})(?P<end>\.?[\"”]?)$"
        ),
        ("who", "told", "=, according to a statement", "day", "end"),
    ),
    Rewrite(
        (", it was announced",),
        re.compile(r", it was announced(?P<day>" + _DAY + r")?(?P<end>[.;])"),
        ("=, according to a statement", "day", "end"),
    ),
    # "Elm, a subsidiary of Oak, signed", "Elm, led by chairman Ho, and"
    Rewrite(
        (
            ", led by",
            ", headed by",
            ", chaired by",
            ", founded by",
            ", represented by",
            ", backed by",
            ", which is",
            ", which was",
            ", which are",
            ", which were",
            ", one of",
            ", based ",
            ", headquartered ",
            ", listed ",
            "subsidiary of",
            " unit of",
            " arm of",
            "affiliate of",
            "division of",
            "associate of",
        ),
        re.compile(
            r"(?P<who>" + _WHO + r"), (?:(?:an?|the|itself a) (?:[\w’'-]{1,20} ){0,3}"
            r"(?:subsidiary|unit|arm|affiliate|division|associate) of [^,.;:]{2,50}"
            r"|which (?:is|was|are|were) (?:headquartered|based|located|an?|one of|the|part of|listed|known|home)\b"
            r"[^,.;:\d]{0,60}"
            r"|(?:led|headed|chaired|founded|represented|backed) by [^,.;:]{2,60}"
            r"|one of [^,.;:\d]{4,60}"
            r"|(?:based|headquartered|listed) (?:in|on) [^,.;:]{2,40}),(?P<rest>)" + _GOES_ON
        ),
        ("who",),
    ),
    Rewrite(
        ("successfully", "formally", "officially"),
        re.compile(
            r"(?<=[a-z] )(?:successfully|formally|officially) (?=(?:signed|inked|launched|opened|acquired|bought"
            r"|issued|established|set up|completed|agreed|concluded|raised|sold|priced|listed)\b)"
        ),
    ),
    Rewrite(("going to",), re.compile(r"\b(?:is|are) going to (?=[a-z])"), ("=will ",)),
    # "Elm and Oak held a ceremony to sign", "put pen to paper on"
    Rewrite(
        ("names to", "signatures to", "pen to paper", "ceremony", "gathered", "met "),
        re.compile(
            r"\b(?:(?:put|have put|has put|affixed|added) (?:their|its) (?:names?|signatures?) to|put pen to paper on"
            r"|(?:held|attended|staged|hosted) an? (?:[\w-]+ )?ceremony(?P<day>" + _DAY + r")? to sign"
            r"|(?:gathered|met)(?P<met>"
            + _DAY
            + r")? to sign) (?=an?\b|the\b|two\b|three\b|four\b|five\b|\d|several\b)"
        ),
        ("=signed ", "day", "met"),
    ),
    # "announced the signing of", "announced that it has signed"
    Rewrite(
        ("announced",),
        re.compile(
            r"\b(?:announced|revealed)(?P<day>" + _DAY + r")? (?:the (?:formal |official )?signing of"
            r"|that (?:it|they) (?:has|have|had) signed) (?=an?\b|the\b|two\b|three\b|four\b|five\b|\d|several\b)"
        ),
        ("=signed ",),
    ),
    # "An agreement was signed on Tuesday by Elm and Oak to build"
    Rewrite(
        ("signed", "inked", "concluded"),
        re.compile(
            r"^(?P<paper>"
            + _A_PAPER
            + r"(?P<on> (?:on|for|to|covering) [^,.;:]{3,70}?)?) (?:was|were|has been|have been)"
            r" (?:formally |officially |jointly )?(?:signed|inked|concluded)(?P<day>" + _DAY + r")?"
            r"(?P<where> (?:in|at) [^,.;:]{2,40}?)? by (?:both )?" + _OF_BODIES + r"(?P<who>[^.;:]{3,160}?)"
            r"(?P<rest>(?: (?:on (?:\w{3,6}day|the|[A-Z]|\d|[a-z])|to (?=[a-z])|for (?=[a-z])|yesterday|today"
            r"|last|this"
            r"|under|during"
            r"|after|covering|worth|late|earlier|at (?=the|a)|in (?:[A-Z]\w+)(?= on | to |[,.]| yesterday| today)"
            r"|that)|, (?!and )[a-z]|\.?$).*)?$"
        ),
        ("who", "= signed ", "paper", "day", "where", "rest"),
    ),
    # "An agreement between Elm and Oak was signed on Tuesday"
    Rewrite(
        ("between",),
        re.compile(
            r"^(?P<paper>"
            + _A_PAPER
            + r"(?P<on> (?:on|for) [^,.;:]{3,50}?)?) between (?P<who>"
            + _NAME
            + r" and "
            + _NAME
            + r")(?P<what> (?:on|for|to|covering|in|at) [^,.;:]{3,90}?)? (?:was|were|has been|have been)"
            r" (?:formally |officially )?(?:signed|inked|concluded)(?P<rest>(?: [^;]*)?\.?)$"
        ),
        ("who", "= signed ", "paper", "what", "rest"),
    ),
    # "Elm, along with Oak, signed", "both Elm and Oak"
    Rewrite(
        (" with ",),
        re.compile(
            r"^(?P<one>"
            + _ONE_NAME
            + r"),? (?:together|along|jointly|in partnership) with (?P<two>"
            + _ONE_NAME
            + r"),?"
            r"(?P<rest> (?:has|have|will|signed|opened|launched|agreed|announced|acquired|bought|issued|set up"
            r"|are|is)\b)"
        ),
        ("one", "= and ", "two", "rest"),
    ),
    Rewrite(
        ("as well as",),
        re.compile(
            r"^(?P<one>" + _ONE_NAME + r"),? as well as (?P<two>" + _ONE_NAME + r"),?(?P<rest> (?:has|have|will"
            r"|signed"
            r"|opened|launched|agreed|announced|acquired|bought|issued|set up|are|is)\b)"
        ),
        ("one", "= and ", "two", "rest"),
    ),
    Rewrite(
        ("both ",),
        re.compile(r"(?:^|(?<=between )|(?<=by ))[Bb]oth (?P<two>" + _ONE_NAME + r" and (?:the )?[A-Z])"),
        ("two",),
    ),
    # "Hong Kong & Shenzhen sign"
    Rewrite(
        (" & ",), re.compile(r"(?P<one>\b" + _CITY + r") & (?P<two>" + _CITY + r")(?! [A-Z])"), ("one", "= and ", "two")
    ),
    Rewrite(("jv",), re.compile(r"\bJV\b"), ("=joint venture",)),
    Rewrite(("jvs",), re.compile(r"\bJVs\b"), ("=joint ventures",)),
    Rewrite(
        ("holding in", "interest in"),
        re.compile(
            r"(?P<share>(?:\d|per ?cent|%|minority|majority|controlling|strategic|remaining) )(?:share)?"
            r"(?:holding|interest) (?=in\b)"
        ),
        ("share", "=stake "),
    ),
    # "reached an agreement to buy"
    Rewrite(
        ("agreement", "deal", "accord"),
        re.compile(
            r"\b(?:(?:has|have) )?(?:reached|struck|come to|came to) an? (?:agreement|deal|accord)(?P<day>"
            + _DAY
            + r")? to "
            r"(?=(?:buy|acquire|sell|take|supply|purchase|invest|merge|take over|dispose|divest)\b)"
        ),
        ("=agreed to ",),
    ),
    # "Elm chairman Ho Kin-wah said the company has signed"
    Rewrite(
        ("chairman", "chief executive", " ceo ", "president", "director", "spokes"),
        re.compile(
            r"^(?!Its |Their |The |His |Her )(?P<who>"
            + _ONE_NAME
            + r")(?:['’]s)? (?:vice[- ])?(?:chairman|chairwoman|chairperson|chief executive(?: officer)?"
            r"|CEO|president|managing director|general manager|spokes(?:man|woman|person))(?: [A-Z][\w-]+){0,3}"
            r" (?P<said>said|announced|confirmed|revealed)(?P<day>"
            + _DAY
            + r")?(?: that)? (?:the (?:company|group|firm|bank"
            r"|airline|university|operator|developer)|it) (?P<rest>has|had|will|would|plans|is|signed|bought"
            r"|opened)\b"
        ),
        ("who", "= ", "said", "day", "= it ", "rest"),
    ),
    # "…, witnessed by the Secretary for Justice"
    Rewrite(
        ("witnessed by", "in the presence of", "under the witness"),
        re.compile(
            r",? (?:as )?(?:witnessed by|in the presence of|under the witness of) [^,.;:]{3,120}?"
            r"(?P<day>" + _DAY + r")?(?P<end>\.?)$"
        ),
        ("day", "end"),
    ),
)
