"""Where a list of names in Latin script ends: with its phrase, or at the verb of which it is the subject."""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT

# "have today also ", "on Monday (26 July) ", "recentemente, ": between the last side and its verb
_UP_TO_VERB = re.compile(
    r",?(?: (?:(?:has|have|had|will|would|is|are|to|set|due|pleased|delighted|announced?|the|also|today|yesterday"
    r"|(?:made|makes|make|their|its|plans?|intends?|aims?|agreed|agrees|completed|completes|finali[sz]ed"
    r"|concluded|closed|scheduled|slated|expected|poised)\b|jointly"
    r"|officially|formally|recently|reportedly|newly|successively|subsequently|simultaneously|respectively|later"
    r"|then|both|each|earlier|this|last|late|early|morning|afternoon|week|month|just|already|separately|hoje"
    r"|" + DAY_PT + r"|já|também|vão|vai"
    r"|irão"
    r"|irá|deverá|deverão|deve|devem|poderá|poderão|pretendem?|quer|querem|planeiam?|planejam?|tencionam?|prevê|preveem"
    r"|acab(?:a|am|ou|aram) de|prepara(?:m)?-se para|est(?:á|ão)(?: a| em (?:conversações|negociações)(?: para"
    r"| com vista a)?)?|proced(?:e|em|eu|eram)(?: hoje| "
    + DAY_PT
    + r")? à|decidi(?:u|ram)|(?:volt|pass)(?:ou|aram) a|anteontem|amanhã|(?:n?esta|n[ao]|à)"
    r" \w{4,7}-feira"
    r"|n[ao] (?:passad|últim|próxim)[ao] [\w-]{3,13}|no (?:sábado|domingo)|no dia \d{1,2}"
    r"|oficialmente|formalmente|recentemente|conjuntamente|on|in|\w{2,6}days?|\d{1,2}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul"
    r"|Aug"
    r"|Sept?|Oct|Nov|Dec)\w{0,7})\b|\([^()]{1,30}\))[.,]?){0,10} ?"
)
# "The Elm Board, …": where the list of those signed with ends
_ENDS = re.compile(
    # "com a Foo, de Zhuhai, informou a Lusa", "com a Foo, disse"
    r"[.,;:)]?(?:$|\n|[.;:]| [—–] | (?:informou|informaram|anunciou|anunciaram|disse|revelou|indicou|divulgou"
    r"|divulgaram"
    r"|adiantou|noticiou|confirmou|foi (?:hoje |ontem )?anunciado|to|on|for|in|at|under|during|yesterday|today"
    r"|tomorrow|last|next|this"
    r"|earlier"
    r"|recently|as|which|that|here|there|before|after|when|where|while|worth|through|via|upon|amid|alongside|following"
    r"|aimed|aiming"
    r"|by|from|it|he|she|they|following|covering|concerning|regarding|governing|worth|valued|setting|towards?"
    r"|within|among"
    r"|without|later"
    r"|para|sobre|aqui|através|após|antes|quando|segundo|dest[ae]|nest[ae]|est[ae]"
    r"|\d{1,3}(?:,\d{1,2})? ?%|(?:o|um|uma) [a-zà-ÿ]{4}|por|pel[oa]s?|depois|mediante|até|junto|desde|numa?s?|à|ao"
    r"|aos|às|nos termos"
    r"|no valor|além|afim|enquanto|ao passo|e que"
    r"|em|n[ao]s?|" + DAY_PT + r"|hoje|durante|com vista|que"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b| (?:and|e) [a-zà-ú]|,? (?:\w{3,12}ly )?"
    # "German engineering group Foo": what a firm does, and no participle
    r"(?!(?:engineering|shipping|banking|trading|manufacturing|mining|clothing|catering|gaming|packaging|printing"
    r"|advertising|testing|consulting|processing|lighting|dining|housing|marketing|training|recycling|publishing"
    r"|broadcasting|accounting|brewing|farming|fishing|leasing|sporting|retailing|warehousing|networking|computing"
    r"|imaging|streaming|cleaning|building|investing|semiconducting|sequencing) [a-z])[a-z]{3,14}ing\b"
    # ", the Zhuhai company said on Monday": who tells of it
    r"|, [^,.;\n]{2,60} (?:said|says|announced|reported|wrote|told|confirmed|revealed|disclosed)\b)"
)
# "an agreement between Foo and Bar was signed": the verb of the paper
_IS_SIGNED = re.compile(r" (?:was|were|is|has been|had been|will be|foi|foram|será) \w")
# "Foo announces", "Foo vendeu": how the verbs begin of which a side may be the subject
_VERBS = (
    " raise",
    " issue",
    " pric",
    " sold",
    " sell",
    " borrow",
    " tapped",
    " won ",
    " wins ",
    " secured",
    " award",
    " select",
    " chose",
    " bought",
    " buys",
    " acquire",
    " join",
    " unveil",
    " start",
    " began",
    " begin",
    " complet",
    " introduc",
    " said",
    " says",
    " announc",
    " reveal",
    " confirm",
    " disclos",
    " form",
    " set",
    " launch",
    " open",
    " cri",
    " lanç",
    " abr",
    " inaugur",
    " sign",
    " ink",
    " seal",
    " enter",
    " agree",
    " conclud",
    " assin",
    " celebr",
    " firm",
    " rubric",
    " anunci",
    " disse",
    " revel",
    " encomend",
    " vend",
    " alien",
    " renov",
    " prolong",
    " prorrog",
    " cheg",
    " acord",
    " subscrev",
    " formaliz",
    " oficializ",
    " pag",
    " compr",
    " adquir",
    " arremat",
    " adjudic",
    " desembols",
    " venceu",
    " ganhou",
    " foi",
    " fech",
    " alcanç",
    " troc",
    " estabelec",
    " constitu",
    " emit",
    " pretende",
    " quer",
    " planei",
    " planej",
    " tencion",
    " vai ",
    " vão ",
    " irá",
    " irão",
    " deverá",
    " acaba",
    " decidi",
    " instal",
    " inici",
    " retom",
    " implement",
    " public",
    " aprov",
    " concord",
    " uniram",
    " juntaram",
    " divulg",
    " reabr",
    " arranc",
    " estrei",
    " opera",
    " começ",
    " inform",
    " indic",
    " já ",
    " conclu",
    " contra",
    " conced",
    " obt",
    " garant",
    " receb",
    " consegu",
    " negoc",
    " contrat",
    " finaliz",
    " consum",
    " complet",
    " assum",
    " tom",
    " fic",
    " pass",
    " entr",
    " reforç",
    " torn",
    " investi",
    " injec",
    " injet",
    " aplic",
    " coloc",
    " capt",
    " angari",
    " levant",
    " arrecad",
    " encaix",
    " det",
    " emprest",
    " empresta",
    " atribu",
    " disponibiliz",
    " junt",
    " associ",
    " prevê",
    " preveem",
    " esper",
    " deve",
    " ped",
    " entreg",
    " apresent",
    " promov",
    " propõ",
    " propus",
    " sel",
    " trouxe",
    " leva",
    " gere",
    " tem",
    " têm",
    " discut",
    " estud",
    " ponder",
    " explor",
    " particip",
    " compromet",
    " gemin",
    " aument",
    " resolv",
    " colabor",
    " cooper",
    " ali",
    " rend",
    " regress",
    " debat",
    " prepar",
    " proced",
    " conquist",
    " assegur",
    " solicit",
    " submet",
    " avanç",
    " manif",
    " combin",
    " defin",
    " voltou",
    " voltaram",
    " mant",
    " aceit",
    " aderi",
    " ader",
    " lider",
    " financi",
    " efec",
)
# English verbs of firms beyond these; whole words where a noun begins alike ("maker", "partner")
_VERBS_EN = (
    " filed", " files ", " seek", " sought", " debut", " climb", " surg", " jump", " rose ", " gain", " fell ",
    " lent ", " lend", " grant", " extend", " arrang", " provid", " appoint", " hired", " hires", " invest",
    " built", " builds", " owns ", " runs ", " run ", " receiv", " obtain", " submit", " applied", " applies",
    " deliver", " supplied", " supplies", " pledg", " commit", " donat", " took ", " takes ", " takes", " take ",
    " made ", " makes ", " got ", " merg", " spent ", " spends ", " pour", " put ", " puts ", " picked", " named ",
    " teamed", " teams ", " tied ", " ties ", " partnered", " partners with", " works ", " worked", " linked",
    " links ", " renew", " approved", " allow", " releas", " rolled", " rolls ", " host", " holds ", " held ",
    " moved", " moves ", " relocat", " expand", " broke ", " breaks ", " resum", " restart", " borrowed", " borrows",
    " subscrib", " pays ", " paid ", " count", " list", " manag", " leas", " landed", " clinch", " bagged",
    " snapped", " swapped", " exchanged", " seeks", " considers", " considered", " weigh", " mull", " reached",
    " reaches", " struck", " strikes", " became", " becomes", " gave ", " gives ", " let ", " lets ", " led ",
    " leads ", " hand", " welcom", " want", " need", " ordered", " orders ", " was ", " were ", " came ", " comes ",
    " come ", " should ", " can ", " may ", " did ", " does ",
)  # fmt: skip


# The same by the space and letter with which they begin: to try them all is dear
_VERBS_BY_LETTER = {
    begins: tuple(verb for verb in (*_VERBS, *_VERBS_EN) if verb.startswith(begins))
    for begins in {verb[:2] for verb in (*_VERBS, *_VERBS_EN)}
}


# "Kenyan operator Foo", "state enterprise Foo": begin like such verbs and are none
_NO_VERB = re.compile(
    r" (?:operators?|operating|firms?|public|publicly|publish(?:er|ing)|enterprises?|entertainment|agreements?|former"
    r"|formula"
    r"|settlements?|information|signator(?:y|ies)|comprehensive|opener|installers?|indices|index|issuers?|sellers?"
    r"|joint|start-?ups?|pricing|awarding|complete|beginning"
    r"|introduction|developers?|development|investors?|investments?|lenders?|delivery|committee|commitments?"
    r"|listed|listings?"
    r"|managers?|management|managing|leas(?:ing|es?|t)|handsets?|handbags?|country|countries|county|counties"
    r"|counterparts?"
    r"|surg(?:eons?|ery|ical)|mergers?|arrangements?|appointments?|subscribers?|subscriptions?|allowances?|renewables?"
    r"|relocation|contractors?|pa?ediatric|selection|financ(?:ial|iers?|ing)|detergents?|cooperatives?|cooperation"
    r"|participants?|participation|explorers?|exploration|passengers?|entry|entrepreneurs?|providers?|provincial"
    r"|hostels?"
    r"|signage|settings?|abroad|criminal|pages?|pagoda|expansion|entertainer|seekers?|operational|completion"
    r"|collaborat\w+"
    r"|granters?|informal|former|formal|publishers?|passports?|tomatoes|entrusted)\b"
)


# " on Tuesday became the third city to ": between the one who signs and the verb
_BECAME = re.compile(
    r"(?: (?:on )?\w{2,9}){0,3} (?:become|becomes|became|tornou-se|torna-se) (?:the|an?|o"
    r"|a) (?:[\w-]{1,20} ){1,6}(?:to|a) "
)


def leads_to_verb(text: str, start: int, verb: int) -> bool:
    """Whether between a list that ends at ``start`` and its verb only auxiliaries, adverbs and a time stand, or who it
    is by what it does ("became the third city to")."""
    return (_UP_TO_VERB.fullmatch(text, start, verb) or _BECAME.fullmatch(text, start, verb)) is not None


def ends_phrase(text: str, at: int, end: int) -> bool:
    """Whether the phrase ends ``at``, or a paper "is signed" there."""
    return _ENDS.match(text, at, end) is not None or _IS_SIGNED.match(text, at, end) is not None


# ", managing director Ann Lee said": who tells of it is no further side
_TELLER = re.compile(
    r", (?:the |its )?(?:[a-z][\w-]{2,16} ){1,5}(?:of (?:the )?)?[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20}){0,3}"
    r" (?:said|says|announced|reported|told|confirmed|revealed|disclosed|wrote)\b"
)


def tells_of_it(text: str, at: int, end: int) -> bool:
    """Whether behind a list, ``at``, only follows who tells of it."""
    return _TELLER.match(text, at, end) is not None


def goes_on_with_verb(text: str, at: int, end: int) -> bool:
    """Whether a verb, or what leads to one, stands right ``at``."""
    leading = _UP_TO_VERB.match(text, at, end)
    if leading is not None and leading.end() > at + 1 and not text[leading.end() - 1 : leading.end() + 1].isalnum():
        # "deve", but not "developer"
        return True
    if (done := _PAST_EN.match(text, at, end)) and done[1] not in _NO_PAST:
        return True
    return text.startswith(_VERBS_BY_LETTER.get(text[at : at + 2], ()), at) and _NO_VERB.match(text, at, end) is None


# "Foo offloaded", "Foo splashed out": whatever is done in English
_PAST_EN = re.compile(r" ([a-z]{2,12}ed)\b(?! by\b)")
# But not what only describes ("Foo listed shares"), nor who only tells of it ("Foo reported")
_NO_PAST = frozenset(
    (
        "listed", "unlisted", "based", "owned", "backed", "funded", "related", "limited", "invested", "united",
        "advanced",
        "integrated", "registered", "need", "speed", "feed", "seed", "embed", "indeed", "hundred", "controlled",
        "headquartered", "branded", "affiliated", "supported", "sponsored", "managed", "operated", "proposed",
        "planned",
        "unplanned", "combined", "needed", "designed", "focused", "oriented", "powered", "assisted", "enabled",
        "certified",
        "accredited", "licensed", "licenced", "used", "unused", "shared", "financed", "gifted", "skilled", "talented",
        "distributed", "reported", "added", "noted", "stressed", "explained", "stated", "claimed", "showed", "quoted",
        "remarked", "warned", "estimated",
    )
)  # fmt: skip
