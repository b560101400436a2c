"""Portuguese frames of business told in the passive, by the noun of the act, or as talks.

"Uma empresa conjunta foi criada pela Foo e pela Bar", "anunciou a compra da Foo", "está a negociar a compra da Foo".
"""

from articles.pipeline.deals.rules.frames_portuguese import ABOUT_PT, SUM_PT, WHEN_PT, frame
from articles.pipeline.deals.telling_portuguese import TELLS_PT

_VENTURE = (
    r"(?:joint[ -]venture|(?:empresa|sociedade|companhia) (?:mista|conjunta|comum|de capitais mistos)"
    r"|parceria empresarial)"
)
_FOUND = r"(?:cri|constitu|form|fund|lanç|estabelec|mont)(?:ar|ir|er)"
_NO_FIRM = (
    r"(?!\d|(?:uma?|dois|duas|três|terrenos?|lotes?|parcelas?|autocarros?|comboios?|navios?|aviões"
    r"|equipamentos?"
    r"|vacinas?|bens|serviços|casas?|imóve(?:l|is)|fracções|medicamentos?|bilhetes?|produtos?|energia"
    r"|electricidade|água"
    r"|gás|máquinas?|veículos?|obrigações|títulos?|dívida|ac?ções)\b)"
)
_WORKS = (
    r"(?:construção|empreitada|obras?|edificação|ampliação|remodelação|concepção|projecto|execução|reabilitação"
    r"|construir|erguer|ampliar|executar)"
)
_TALKS = (
    r"(?:(?:est(?:á|ão)|continua(?:m)?)" + WHEN_PT + r" a negociar|negoc(?:eia|eiam|iou|iaram|iava)|est(?:á|ão) em"
    r" (?:negociações|conversações)(?: avançadas)?(?: com [^.;,]{2,60}?)? para|mant(?:ém|êm) (?:negociações"
    r"|conversações)"
    r"(?: com [^.;,]{2,60}?)? para)"
)

BUSINESS = (
    # "Uma empresa conjunta foi criada ontem pela Foo e pela Bar"
    frame(
        "joint|conjunta|mista|comum|parceria empresarial",
        "joint_venture",
        "announced",
        r"\b" + _VENTURE + r"\b[^.;]{0,60}? (?P<verb>(?:foi|é)" + WHEN_PT + r" (?:criad|constituíd|formad|fundad"
        r"|estabelecid|lançad)a(?: em conjunto| conjuntamente)?)" + WHEN_PT + r" (?:pel[ao]s?|por) (?P<other>)",
        has_subject=False,
    ),
    # "criou com a Bar uma empresa conjunta"
    frame(
        "joint|conjunta|mista|comum",
        "joint_venture",
        "announced",
        r"\b(?P<verb>(?:cri|constitu|form|fund|lanç|estabelec)(?:ou|aram|iu|íram|eu|eram|a|am|i|em|ar|ir|er))"
        + WHEN_PT
        + r",? com (?:[oa]s? )?(?P<other>)[^.;]{2,80}?,? uma (?:nova )?"
        + _VENTURE
        + r"\b",
    ),
    # "associou-se à Bar para criar uma empresa conjunta"
    frame(
        "joint|conjunta|mista|comum",
        "joint_venture",
        "announced",
        r"\b(?P<verb>(?:associ|junt|ali)(?:ou|aram)-se|uni(?:u|ram)-se)" + WHEN_PT + r" (?:à|ao|com [oa]|a) (?P<other>)"
        r"[^.;]{2,80}?,? (?:para|n[ao]) (?:" + _FOUND + r"|(?:criação|constituição|formação) de) (?:em conjunto )?uma"
        r" (?:nova )?" + _VENTURE + r"\b",
    ),
    # "estão a negociar a criação de uma empresa conjunta"
    frame(
        "joint|conjunta|mista|comum",
        "joint_venture",
        "talks",
        r"\b(?P<verb>" + _TALKS + r")" + WHEN_PT + r" (?:a (?:criação|constituição|formação) de|" + _FOUND + r") uma"
        r" (?:nova )?" + _VENTURE + r"\b",
    ),
    # "está a negociar a compra da Foo", "negoceia a aquisição da Foo"
    frame(
        "negoc|conversações",
        "acquisition",
        "talks",
        r"\b(?P<verb>" + _TALKS + r")" + WHEN_PT + r" (?:a (?:compra|aquisição) d[aeo]s?|(?:comprar|adquirir) [oa]s?)"
        r" (?P<other>)" + _NO_FIRM,
    ),
    # "anunciou na terça-feira a compra da Foo"
    frame(
        "compra d|aquisição d",
        "acquisition",
        "announced",
        r"\b(?P<verb>"
        + TELLS_PT
        + r")"
        + WHEN_PT
        + r" (?:a (?:compra|aquisição) d[ao]s?) (?P<other>)"
        + _NO_FIRM
        + r"(?=[^.;]{2,120}?\bpor "
        + ABOUT_PT
        + SUM_PT
        + r")",
    ),
    # "tomou 20% do capital da Foo", "assegurou 15 por cento da Foo"
    frame(
        "%|por cento",
        "equity_investment",
        "completed",
        r"\b(?P<verb>(?:tom|assegur|garant|pass|conquist)(?:ou|aram|iu|iram)(?: a controlar)?)"
        + WHEN_PT
        + r" (?P<percent>\d{1,2}(?:[,.]\d{1,3})?) ?(?:%|por cento) (?:do capital|das ac?ções) d[aeo]s? (?P<other>)",
    ),
    # "Um fundo de mil milhões foi criado pela Foo e pelo Bar"
    frame(
        "fundo",
        "fund",
        "announced",
        r"\bfundos?\b[^.;]{0,90}? (?P<verb>(?:foi|é)" + WHEN_PT + r" (?:criad|lançad|constituíd|anunciad|apresentad"
        r"|instituíd)o)" + WHEN_PT + r" (?:pel[ao]s?|por) (?P<other>)",
        has_subject=False,
    ),
    # "ganhou na terça-feira o contrato para a construção da ponte"
    frame(
        "contrato|empreitada|concurso|adjudicação",
        "construction_contract",
        "signed",
        r"\b(?P<verb>(?:ganh|conquist|assegur|garant)(?:ou|aram|iu|iram)|venc(?:eu|eram)|obt(?:eve|iveram)"
        r"|arrecad(?:ou|aram))"
        + WHEN_PT
        + r" (?:(?:o|um) (?:contrato|concurso(?: público)?)|a adjudicação|a empreitada)"
        r"(?:,? (?:de|no valor de) " + ABOUT_PT + SUM_PT + r"(?: de [\wà-ÿ ]{3,24}?)?,?)? (?:para|d[aeo]s?)"
        r" (?:[oa]s? )?(?:nov[oa]s? )?" + _WORKS + r"\b",
    ),
    # "As obras da ponte foram adjudicadas ontem pela Direcção à Foo"
    frame(
        "adjudicad|entregue",
        "construction_contract",
        "announced",
        r"\b"
        + _WORKS
        + r"\b[^.;]{2,90}? (?P<verb>(?:foi|foram|é|são)"
        + WHEN_PT
        + r" (?:adjudicad[oa]s?|entregues?))"
        + WHEN_PT
        + r" pel[oa]s? (?P<other>)[^.;]{3,90}? (?:à|ao|às|aos|a) (?P<more>)",
        has_subject=False,
    ),
    # "Um contrato de fornecimento de equipamento foi assinado entre a Foo e a Bar"
    frame(
        "contrato",
        "procurement",
        "signed",
        r"\bcontratos? (?:de|para o|para a) (?:fornecimento|prestação de serviços|manutenção|aquisição de (?:bens"
        r"|equipamentos?|serviços)|compra de (?:equipamentos?|autocarros|veículos))\b[^.;]{0,90}?"
        r" (?P<verb>(?:foi|foram)"
        + WHEN_PT
        + r" (?:assinad|celebrad|firmad|rubricad)os?)"
        + WHEN_PT
        + r" (?:entre|pel[ao]s?) (?P<other>)",
        has_subject=False,
    ),
    # "assinou com a Bar, com sede em Zhuhai, um contrato de fornecimento"
    frame(
        "contrato",
        "procurement",
        "signed",
        r"\b(?P<verb>(?:assin|celebr|firm|rubric|formaliz)(?:ou|aram|a|am|ar)|subscrev(?:eu|eram|er))"
        + WHEN_PT
        + r",? com (?:[oa]s? )?(?P<other>)[^.;]{2,110}?,? (?:um|o) contrato (?:de|para o) (?:fornecimento|prestação de"
        r" serviços|manutenção)\b",
    ),
    # "As acções da Foo subiram 20% no primeiro dia de negociação"
    frame(
        "primeiro dia|primeira sessão|estreia",
        "ipo_listing",
        "completed",
        r"\b(?:ac?ções|títulos|papéis) d[aeo]s? (?P<other>)[^.;]{2,70}? (?P<verb>(?:subi|dispar|valoriz|fech|encerr|ca"
        r"|desc|avanç|recu|perd|ganh|salt|afund|tomb|termin|acab)(?:ou|aram|u|ram|eu|eram|íram|iu))\b[^.;]{0,60}?"
        r" (?:n[oa]|durante [oa]|em) (?:seu |sua )?(?:primeiro dia (?:de (?:negociação|negociações|transac?ções|bolsa"
        r"|cotação)|em bolsa)|primeira sessão|(?:dia de )?estreia)\b",
        has_subject=False,
    ),
    # "As acções da Foo começaram ontem a ser negociadas na bolsa"
    frame(
        "negociad|transac|cotad",
        "ipo_listing",
        "completed",
        r"\b(?:ac?ções|títulos|papéis) d[aeo]s? (?P<other>)[^.;]{2,70}? (?P<verb>(?:começ|pass)(?:ou|aram|a|am)"
        + WHEN_PT
        + r" a ser (?:negociad|transac?cionad|cotad)[oa]s?)\b(?=[^.;]{0,60}?\b(?:bolsa|mercado|hong kong)\b)",
        has_subject=False,
    ),
)
