"""The words in and around lists of names in Latin script: what describes a side, joins two, opens the sentence."""

import re

# "Elm Board of Trade", "Instituto de Foo", "Foo (Shenzhen) Co., Ltd": capitals, with small words inside
NAME = re.compile(
    r"(?!(?:RMB|MOP|EUR|USD|HKD|CNY|GBP)(?:\b|\d))(?:Belt and Road|[A-ZÀ-Ý][\w.'’/+-]{0,40})"
    r"(?:(?: (?:of|for|de"
    r"|da|do|dos|das|para|di|del|della|du|des|van"
    r"|von)(?: the| [oa]s?| la| los)?| &)?"
    r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{1,3}\$|(?:RMB|MOP|EUR|USD|HKD|CNY"
    r"|GBP)(?:\b|\d))\(?[A-ZÀ-Ý&][\w&.'’/+-]{0,40}\)?){0,9}"
    r"(?: (?:city|municipal|provincial|district|regional|state|county|local|prefectural) government| administration"
    r"| family)?(?:,? (?:Ltd|Limited|Inc|LLC|Lda)\b\.?)?"
)
# "the Canadian exchange operator ", "the city government of ", "Lima's ": what describes a side before its name
DESCRIBED = re.compile(
    r"(?:d[aeo] )?(?:(?:city|municipal|provincial|people['’]s) )?"
    r"(?:government|city|province|governo|município|cidade|província)"
    r"(?: (?:provincial|municipal|popular|central))? (?:of|de|d[ao]) (?:the )?"
    # "Zhuhai-based chip start-up, Foo"
    r"|(?:start-?up|company|firm|group|giant|developer|operator|provider|manufacturer|producer|retailer"
    r"|[a-z]{3,12}maker"
    r"|agency|authority|regulator|ministry|bureau|body|association|chamber|institute|university|bank|lender|insurer"
    r"|exchange"
    r"|airline|carrier|arm|unit|subsidiary|affiliate|partner|neighbour|neighbor|rival|counterpart|utility|fund)"
    r", (?=[A-Z])"
    # "the trade and investment agency "
    r"|[a-z][\w-]{2,16} and [a-z][\w-]{2,16} (?=(?:[a-z][\w-]{2,16} ){1,2}[A-Z])"
    r"|(?!(?:said|says|that|which|who|whose|announced|revealed|left|leaves|departed|arrived|flew|sailed|visited|met"
    r"|will"
    r"|to|if|when|as|after|since|by|in|at|on|of|for|from"
    r"|under|between|among|into|and|or|de|d[aeo]s?|em|n[ao]s?|para|por|pel[ao]s?|que|e|entre|com"
    r"|enquanto|quando|como|mas|num|numa|ao|aos|às?|os?|uma?|vai|vão|segundo|conforme|disse|anunciou|revelou"
    r"|informou|indicou|referiu|afirmou|adiantou|foi|foram|sob"
    r"|após)\b)[\w'’-]{1,24} "
)
MOST_DESCRIBED = 6
# "the governments of Macao and Zhuhai", "os Governos de Macau e da província de Guangdong"
GOVERNMENTS_OF = re.compile(
    r"(?:the |[oa]s )?(?:(?:governments|authorities|administrations|customs(?: authorities)?|regulators) of"
    r"|(?:governos|cidades|municípios|autarquias|câmaras|províncias|prefeituras"
    r"|portos|autoridades)"
    r" d[aeo]s?) ",
    re.IGNORECASE,
)
DETERMINER = re.compile(r"(?:the |its |an? |both |between |[oa]s? |uma? )", re.IGNORECASE)
# "operadora de jogo Foo", "cadeia de lojas de chá Foo", "operadora da bolsa de Foo": what a firm does, before its name
TRADE_PT = re.compile(
    r"(?i:operadora?|fabricante|produtora?|cadeia|rede|grupo|gestora?|casa|empresa|companhia|sociedade|fornecedora?"
    r"|distribuidora?|start-?up|plataforma|marca|gigante|agência|fundo|construtora|concessionária|unidade)"
    r" (?:de|d[ao]s?) (?:[a-zà-ÿ-]{3,20} )(?:(?:e|de|d[ao]s?) (?:[a-zà-ÿ-]{3,20} )){0,2}(?:[a-zà-ÿ-]{4,20} ){0,2}"
    r"(?=[A-ZÀ-Ý])"
    r"|(?i:operadora) d[ao] (?=bolsa d)"
)
# "uma subsidiária da Foo", "a sucursal de Macau do Banco da Foo": the part of a firm that acts for it
UNIT_OF_PT = re.compile(
    r"(?i:subsidiária|filial|participada|associada|unidade|sucursal|delegação|divisão)"
    r"(?: (?:de|em) (?:[A-ZÀ-Ý][\wà-ÿ-]{1,20} ?){1,2}| [a-zà-ÿ-]{4,20} ?)? ?d[aeo]s? (?=[A-ZÀ-Ý])"
)
# "the Zhuhai branch of the Elm Bank", "its Paris-based unit of", "a unit of carmaker Foo": the part that acts for it
UNIT_OF = re.compile(
    r"(?:[A-Z][\w-]{1,20} (?:[A-Z][\w-]{1,20} )?)?(?:[a-z-]{3,16} )?(?:branch|office|arm|unit|subsidiary|division"
    r"|chapter|affiliate|investment vehicle|joint venture"
    r"|representative office|joint venture partner) of (?:the )?(?:[a-z][a-z-]{2,16} ){0,3}(?=[A-Z])"
)
CENTRAL = re.compile(r"central governments?\b")
OF_PT = re.compile(r"d[aeo] ")
ARTICLE_PT = re.compile(r"[oa]s? ", re.IGNORECASE)
# "Elm Centre of the", "Centro de Estudos da": a part of the body that follows, which signs itself; a department of a
# government signs for it
PART_OF = re.compile(r"[A-ZÀ-Ý][\w.’'-]+ (?:of|of the|d[aeo]s?) $")
BRACKETS = re.compile(r" ?\([^()]{1,60}\)")
# "a carmaker", "a Zhuhai carmaker"; the Portuguese article of a further side is none: ", a Bar e a Baz, de Zhuhai,",
# ", a construtora Bar, de Macau,"
_AN = (
    r"an?(?! [^,.;\n]{2,60} e [oa]s? [A-ZÀ-Ý])(?! [a-zà-ÿ]{4,16} [A-ZÀ-Ý])"
    r"(?= (?:[a-z\d]|(?:[A-Z][\w’'-]{0,20} ){1,3}(?!d[aeo]s? |e |para )[a-z]{3}))"
)
# "Foo, a carmaker of Zhuhai, signed"
APPOSITION = re.compile(
    r", (?:(?:" + _AN + r"|uma?|d[eao]|com sede (?:em|n[ao])"
    r"|sediad[ao] (?:em|n[ao])"
    r"|listed|headquartered|based|founded|owned|controlled|backed|formerly|part of|one of|owner of|operator of|maker of"
    r"|parent of|subsidiary of|empresa|grupo|banco|sociedade|instituição|companhia|filial|subsidiária|operadora"
    r"|fabricante|cotad[ao]|listad[ao]|fundad[ao]|detid[ao]|controlad[ao]|ligad[ao]|especializad[ao]|dedicad[ao]"
    r"|produtora?|construtora?|montadora|gestora?|gigante|cadeia|rede|líder|don[ao]|proprietári[ao]|seguradora"
    r"|farmacêutica|tecnológica|imobiliária|cervejeira|retalhista|transportadora|concessionária|plataforma|agência"
    r"|associação|bolsa|unidade|braço|sucursal|participada|sedead[ao] (?:em|n[ao])|maior|principal|fornecedora?"
    r"|exploradora|start-?up|multinacional|conglomerado|universidade|cidade|capital|município|província) "
    r"|(?:the|which|who|que|cuj[oa]s?|onde) (?=[a-z]))"
    r"[^,.;\n]{2,90},(?= )(?: (?:de|d[ao]|em|n[ao]|com sede (?:em|n[ao])|que(?= [a-z])) [^,.;\n]{2,60},(?= ))?"
)
# "Foshan city and Elm University": what kind of place it is
KIND_OF_PLACE = re.compile(r" (?:city|province|municipality|prefecture)\b(?! (?:government|authorit|council|leader))")
# "Elm Financial, the Zhuhai fintech firm backed by Oak Bank, has", "Elm Trust, Asia's largest REIT, agreed": whatever
# stands between commas up to a verb tells what the name before it is
APPOSITION_UP_TO_VERB = re.compile(
    r", (?!(?:and|or|but|with(?! (?:its|an?|more|over|the|\d))|as|as well as|along with"
    r"|together with)\b)"
    # "Elm, Oak and Rowan, signed" is a list
    r"(?=[a-z]|(?:[A-Z][\w-]{1,20} )?[A-Z][\w-]{1,20}['’]s [a-z]|[A-Z][\w-]{1,20}(?: [A-Z][\w-]{1,20})?-[a-z]"
    r"|[A-Z][a-z]{2,12} [a-z])[^;:\n,]{3,110}(?:, [^;:\n,]{3,60})?,"
    r"(?= (?:has|have|had|will|would|is|are|was|were|said|says|to|plans?|aims?|intends?|agreed?|agrees|signed?|signs"
    r"|won|wins|bought|buys|sold|sells|set|sets|also|today|yesterday|on|recently|jointly|officially|formally"
    r"|[a-z]{3,12}ed)\b)"
)
# "the government of Elm District in Zhuhai signed"
WHERE = re.compile(
    r" in (?:[A-Z][\w’'-]{1,20})(?: [A-Z][\w’'-]{1,20}){0,2}(?= (?:sign|ink|agree|enter|has|have|will|today"
    r"|yesterday|on|and the [A-Z]|with the [A-Z]))"
)
# "o Banco da Foo em Macau concedeu"
WHERE_PT = re.compile(
    r" em (?:[A-ZÀ-Ý][\wà-ÿ’'-]{1,20})(?: [A-ZÀ-Ý][\wà-ÿ’'-]{1,20}){0,2}"
    r"(?= (?:(?:vai|vão|irá|irão|já|quer|querem) )?[a-zà-ÿ]{2,14}(?:ou|aram|eu|eram|iu|iram|[aei]r|a|am|e|em)\b)"
)
# "Foo plans to build a plant and signed a deal with": the second verb of one subject
COORDINATED = re.compile(r",? (?:and|e) (?:has |have |also |today |já ){0,2}$")
# "Elm Motors' Golden Oak", "Foo's Elm Pay": the firm of another firm; but "Elm University's Oak Laboratory" is a part
FIRM_OWNED = re.compile(
    r"(?:'s|’s|(?<=s)['’]) (?!(?:[A-Z][\w-]{1,20} ){0,8}?(?:Laborator\w+|Institute|School|Faculty|Cent(?:re|er)"
    r"|Department|College"
    r"|Branch|Hospital|Office|Bureau|Academy|Division|Committee|Council|Campus)\b)"
    r"(?:[A-Z][\w&-]{1,20})(?: [A-Z][\w&-]{1,20}){0,4}(?=[,.;]| (?:and|has|have|will|sign|agreed|subscrib|to|on|in)|$)"
)
# "Foo's battery arm Bar", "Foo's logistics affiliate, Bar": the part of a firm, before its own name
ARM_OF_FIRM = re.compile(
    r"(?:'s|’s|(?<=s)['’]) (?:[a-z][a-z-]{1,16} ){0,3}(?:arm|unit|subsidiary|affiliate|spin-off|division|brand"
    r"|sister company"
    r"|venture|parent|subsidiary company),? (?=[A-Z])"
)
# "Bank of Foo's Macau branch"
BRANCH = re.compile(r"(?:'s|’s) (?:[\w-]{1,20} ){0,3}(?:branch|arm|unit|subsidiary|division|office)\b")
# "Bank of Foo's Macau", but not "People's Government"
OWNER = re.compile(r"(?<!eople)(?<!omen)(?<!hildren)(?<!orker)['’]s ")
# "Elm Polytechnic University (EPU)", "City University of Elm (CityU)"
SHORT_FORM = re.compile(r" \([A-Z][\w&-]*[A-Z][\w&-]*\)$")
JOINT = re.compile(
    r",? (?:(?:and|e)(?: by| pel[oa]s?| por| com)?|with|com|as well as|together with|bem como|assim como|juntamente com"
    r"|em conjunto com)(?: also)? |, (?:pel[oa]s? )?"
    # "a Foo, de Zhuhai, o Bar e": the comma that closes what describes the one before
    r"|(?<=,) (?:pel[oa]s? )?(?=[oa] )"
)
# "A, B, and C": in such a list a bare "and" stands within a name
SERIAL = re.compile(r"(?:[^.;:,\n]|\.(?=,)){1,90}(?:, (?:[^.;:,\n]|\.(?=,)){1,90}){1,12}, and (?:the )?[A-Z]")
# "Elm Exchanges and Clearing Limited": the form behind a listed name
LEGAL_FORM = re.compile(
    r"(?: Company| Corporation| Group| Co\.?)?,? (?:Ltd|Limited|Inc)\b\.?| (?:Corp|Corporation|Group|Holdings"
    r"|Company|Co)\b"
)
# "the Elm Development Zone (Oakbay)": where it is, or what it is called else; "Elm University (Zhuhai)" is a name
ASIDE = re.compile(r" \([A-Z][a-z]+\)$")
# "A, B and 12 companies signed": those who are only counted behind the names
AND_OTHERS = re.compile(
    r",? (?:and|as well as|together with|along with) (?:some |about |over |more than |nearly |a further )?"
    r"(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|several|other|dozens of|a dozen"
    r"|a number of)"
    r"(?: (?!sign|ink|agree|ha[sd]|have|will)[a-z][\w-]{1,20}){1,5}"
)
# "empresa de Macau Foo", "construtora portuguesa Foo", "o grupo de Hong Kong Foo": what a firm is and where it is from
FIRM_OF = re.compile(
    r"(?:empresa|grupo|sociedade|companhia|construtora|operadora|fabricante|tecnológica|gigante|concessionária"
    r"|farmacêutica|seguradora|imobiliária|multinacional|consórcio|banco|firma|start-?up|empresas|plataforma|corretora"
    r"|produtora|cadeia|marca|rede|gestora|montadora|cervejeira|retalhista|transportadora|distribuidora|fornecedora"
    r"|gestor|conglomerado|fundo|casa|tecnológicas|firma|associação|universidade)"
    r"(?: [a-zà-ú-]{3,20}){0,3}(?: (?:de|d[ao]|em|n[ao]|com sede (?:em|n[ao])) )"
)
# "GUANGZHOU, Dec. 21 (Xinhua) -- ", "On Monday, ", "During the visit, ", "Ontem, "
OPENING = re.compile(
    # "Representatives of the Elm Board and Foo Group"
    r"(?:The )?(?:[Rr]epresentatives|[Ee]xecutives|[Oo]fficials|[Hh]eads|[Ll]eaders|[Cc]hiefs|[Pp]residents|[Rr]ectors"
    r"|[Dd]irectors|[Cc]hair(?:men|s)|[Ss]enior executives) (?:of|from) (?:the )?(?=[A-ZÀ-Ý])"
    r"|An? (?:[a-z-]{3,20} ){0,2}?(?:joint venture|consortium|partnership|team|alliance)"
    r" (?:of|between|comprising|led by|formed by|made up of) (?:the )?(?=[A-ZÀ-Ý])"
    r"|[^\n]{3,60}? (?:--|—|–|-) |(?:On|Witnessed|Watched|Before|With|In|At|During|After|Also|Meanwhile|Separately"
    r"|Earlier|Last|Yesterday|Today|Under"
    r"|N[ao]s?|Em|Ontem|Hoje|Durante|Após|Por|Com|Ainda|Depois|Segundo|Além|Para|Desde|À|Aos?|Nest[ae]|Numa?|Entretanto"
    r"|Através|Mediante|Graças|Sob|Perante|De acordo|Conforme|Tal como|Citad[ao]|Visando|Aproveitando|Anteontem|Amanhã"
    r"|Recentemente|Nos termos|Fruto|Dias|Horas|Semanas|Meses|Uma? (?:dia|semana|mês|ano) (?:antes|depois)"
    r"|Paralelamente|À margem|Est[ae])\b[^,\n]{0,80}, "
    # "Foi ontem anunciado, em comunicado, que a Foo"
    r"|(?:Foi|É|Foram)\b(?:,? [\w-]{2,14}){0,4} (?:anunciad|divulgad|confirmad|revelad|comunicad|conhecid|noticiad"
    r"|indicad)[oa]\b[^\n;]{0,60}? que "
    # "Já o Banco Foo"
    r"|(?:Já|Também|Entretanto|Assim)(?=,? [oa]s? )(?:, | )"
)
# "at a forum where Foo and Bar signed", "The route was announced as Foo and Bar signed": where another clause begins
CLAUSE = re.compile(
    r"(?:,? (?:(?:at|during|under|in|on|after) which|where|when|while|as|after|before|but|with)"
    r"|[;:]) (?=the [A-Z]|[A-Z])"
    # "O secretário anunciou que a construtora Foo assinou"
    r"| que,? (?=[oa]s? [\wÀ-ÿ])"
)
# "signed with Bar, one of the largest groups of Zhuhai.": what the last of them is
WHAT_IT_IS = re.compile(
    r", (?:one of|which|who|whose|" + _AN + r"|uma?|um d[aeo]s|[oa] (?:maior|segund[oa]|principal)) [^;\n]{2,140}?"
    r"(?=[.;](?:\s|$)|$)"
    # "com a Foo, de Zhuhai."
    r"|, (?:de|d[ao]|(?:com sede|sediad[ao]) (?:em|n[ao])) [A-ZÀ-Ý][^,;.\n]{2,40}(?=[.;](?:\s|$)|$)"
)
GOVERNMENT = re.compile(
    r"(?:'s|’s)? (?:(?:city|municipal|provincial|district|regional|state|county|local|prefectural"
    r"|people['’]s) ){0,2}government",
    re.IGNORECASE,
)
# "the Chinese Port of Guangzhou": of what country a place is
OF_COUNTRY = re.compile(
    r"[A-Z][a-z]{2,12}(?:ese|ian|ish|can|aan|ean) (?=(?:Port|City|Province|Municipality|Airport|State|Region) of )"
)
