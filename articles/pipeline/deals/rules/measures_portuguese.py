"""Portuguese frames of measures: quotas and limits that change, hours of a border, what may be sold, used or exercised.

"A quota sobe para 5000", "decidiram aumentar o limite", "autorizou a venda de medicamentos".
"""

from articles.pipeline.deals.rules.frames_portuguese import WHEN_PT, frame

_LIMIT = (
    r"(?:quotas?|limites?|te[c]?to|montantes?(?: máximos?)?|isenção|franquia|prazo|número máximo"
    r"|número de (?:quotas|vagas)"
    r"|período|plafond|validade|contingente|taxa|imposto|tarifa|comparticipação)"
)
_MORE = (
    r"(?:aument|elev|alarg|estend|prolong|prorrog|reduz|baix|diminu|duplic|triplic|flexibiliz|relax|elimin|aboli|levant"
    r"|suprimi|revis)"
)
_WARES = (
    r"(?:medicamentos?|fármacos?|remédios?|vacinas?|produtos?|alimentos?|carnes?|marisco|peixe|vinhos?|frutas?"
    r"|equipamentos?|dispositivos?|cosméticos?|ovos|leite|suplementos|mercadorias?|plantas medicinais|sementes|livros)"
)
_PAPERS = (
    r"(?:cartas? de condução|títulos? de condução|diplomas?|graus?(?: académicos?)?|certificados?"
    r"|qualificações|licenças?"
    r"|sentenças?|decisões|assinaturas? (?:digitais|electrónicas|eletrónicas)|habilitações|carteiras profissionais"
    r"|matrículas?|cartões|documentos)"
)

MEASURES = (
    # "A quota de veículos sobe de 3.000 para 5.000", "o posto fronteiriço passou a estar aberto 24 horas"
    frame(
        "quota|limite|teto|tecto|isenção|franquia|prazo|número máximo|período|plafond|validade",
        "policy_measure",
        "announced",
        r"\b(?:quotas?|limites?|te[c]?to|isenção|franquia|prazo|número máximo|período|plafond|validade)\b[^.;]{0,120}?"
        r" (?P<verb>sobe|subiu|pass(?:a|ou|ará|ar)|aument(?:a|ou|ará|ar)|desce|desceu|baix(?:a|ou)|subir|subirá"
        r"|(?:é|foi|será) (?:elevad|aumentad|alargad|reduzid|prolongad)[oa])"
        + WHEN_PT
        + r" (?:de [^.;]{1,24}? )?para (?:os |as |um |uma )?(?:\d|cinco|dez|doze|quinze|vinte|sete|três|dois|duas"
        r"|seis)",
        has_subject=False,
    ),
    # "a quota de veículos vai aumentar em mil unidades", "o limite foi duplicado"
    frame(
        "quota|limite|tecto|teto|montante|plafond|contingente|isenção|franquia",
        "policy_measure",
        "announced",
        r"\b"
        + _LIMIT
        + r"\b[^.;]{0,120}? (?P<verb>(?:v(?:ai|ão)|irá|irão) (?:ser )?"
        + _MORE
        + r"(?:ar|er|ir|ad[oa]s?|id[oa]s?)"
        r"|(?:foi|foram|será|serão) "
        + _MORE
        + r"(?:ad|id)[oa]s?|duplica(?:m|ram)?|triplica(?:m|ram)?)"
        + WHEN_PT
        + r"(?=[^.;]{0,60}?(?:\d|mil|cem|dobro|por cento|para|em |de ))",
        has_subject=False,
    ),
    # "decidiram aumentar para 2000 por dia a quota de veículos", "alargou a isenção de vistos a mais três países"
    frame(
        "quota|limite|tecto|teto|montante|plafond|contingente|isenção|franquia|taxa|imposto",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:decid(?:iu|iram|e|em)|acord(?:ou|aram)|anunci(?:ou|aram)|v(?:ai|ão)|irá|irão) (?:que )?(?:em )?"
        + _MORE
        + r"(?:ar|er|ir)|"
        + _MORE
        + r"(?:ou|aram|eu|eram|iu|iram))"
        + WHEN_PT
        + r"(?: para [^.;,]{1,24}?| em [^.;,]{1,16}?)? (?:a|o|as|os|esta|este) "
        + _LIMIT
        + r"\b",
    ),
    frame(
        "fronteir|posto|alfândega|portas do cerco",
        "policy_measure",
        "announced",
        r"\b(?:fronteiras?|postos? fronteiriços?|postos?|alfândega|portas do cerco)\b[^.;]{0,60}?"
        r" (?P<verb>pass(?:ou|aram|a|am|ará) a (?:estar abert[oa]s?|funcionar|abrir|operar|encerrar)"
        r"|v(?:ai|ão) (?:passar a )?(?:funcionar|estar abert[oa]s?|operar))\b[^.;]{0,30}?(?:24 horas"
        r"|vinte e quatro horas"
        r"|até às|mais cedo|mais tarde|durante a noite)",
        has_subject=False,
    ),
    # "a fronteira vai fechar mais tarde", "os postos fronteiriços encerram duas horas mais tarde"
    frame(
        "mais tarde|mais cedo",
        "policy_measure",
        "announced",
        r"\b(?:fronteiras?|postos?(?: fronteiriços?)?|portas do cerco|alfândega)\b[^.;]{0,60}?"
        r" (?P<verb>(?:v(?:ai|ão)|irá|irão|passa(?:m|rão|rá)? a) (?:fechar|encerrar|abrir)|fecha(?:m|rá|rão)?"
        r"|encerra(?:m|rá|rão)?"
        r"|abre(?:m)?|abrirá|abrirão)\b[^.;]{0,40}?(?:mais tarde|mais cedo)\b",
        has_subject=False,
    ),
    # "aprovou a entrada de 15 medicamentos", "autorizou a venda de produtos registados em Macau"
    frame(
        "medicament|fármaco|remédio|vacina|produto|aliment|carne|marisco|peixe|vinho|fruta|equipament|dispositiv|cosmétic"
        "|ovos|leite|suplement|mercador|plantas|sementes|livros",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:aprov|autoriz|permit|liberaliz|facilit|admit)(?:ou|aram|iu|iram|a|am|e|em|ar|ir|ará|irá|arão))"
        + WHEN_PT
        + r" a (?:entrada|venda|comercialização|utilização|importação|exportação|circulação"
        r"|prescrição)(?: em [\wà-ÿ-]{3,20})?"
        r" de (?:(?:mais |outros |cerca de |pelo menos |quase )?(?:\d{1,4}|[\wà-ÿ-]{3,12}) )?" + _WARES + r"\b",
    ),
    # "15 medicamentos registados em Macau podem ser vendidos em Hengqin"
    frame(
        "podem|poderão|passam a|passarão a",
        "policy_measure",
        "announced",
        r"\b" + _WARES + r"\b[^.;]{0,80}? (?P<verb>(?:já |também )?(?:podem|poderão|(?:vão|irão) poder|passam a poder"
        r"|passarão a poder)"
        r" (?:agora |também |já )?ser (?:vendid|comercializad|utilizad|usad|importad|exportad|prescrit"
        r"|administrad|ministrad)"
        r"[oa]s)\b",
        has_subject=False,
    ),
    # "as cartas de condução passam a ser reconhecidas em Portugal", "o diploma passa a ser válido"
    frame(
        "reconhecid|aceit|válid|equivalên",
        "mutual_recognition",
        "announced",
        r"\b" + _PAPERS + r"\b[^.;]{0,80}? (?P<verb>(?:passa(?:m|rá|rão|ram)? a ser|passou a ser|vão ser|vai ser|são já"
        r"|foram|já são) (?:mutuamente |automaticamente )?(?:reconhecid[oa]s?|aceit[oa]s?|aceites?|válid[oa]s?))\b",
        has_subject=False,
    ),
    # "os médicos de Macau já podem exercer em Hengqin"
    frame(
        "podem|poderão",
        "policy_measure",
        "announced",
        r"\b(?:advogados|médicos|enfermeir[oa]s|dentistas|farmacêuticos|arquitec?tos|engenheiros"
        r"|contabilistas|guias|professores"
        r"|profissionais|empresas|bancos|seguradoras|veículos|automóveis|carros|condutores|residentes"
        r"|titulares)\b[^.;]{0,80}?"
        r" (?P<verb>já podem|podem já|podem agora|passam a poder|passarão a poder|(?:vão|irão) poder)"
        r" (?:exercer|trabalhar|abrir|vender|circular|conduzir|entrar|utilizar|usar|pedir|requerer|operar"
        r"|prestar|comprar"
        r"|pagar|aceder|inscrever-se|receber)\b",
        has_subject=False,
    ),
    # "lançaram um regime de inspecção única na fronteira"
    frame(
        "regime|mecanismo|sistema|modelo|canal|corredor",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:lanç|adopt|adot|cri|introduz|implement|inaugur|activ|estre)(?:ou|aram|iu|iram|a|am|em"
        r"|ar|ará|arão))"
        + WHEN_PT
        + r" (?:um|o|uma|a) (?:nov[oa] )?(?:regime|mecanismo|sistema|modelo|canal|corredor|via) (?:de |verde "
        r"|rápid[oa] )"
        r"[^.;]{0,50}?\b(?:inspecção|inspeção|desalfandegamento|alfandegári[oa]|passagem|controlo"
        r"|fronteiriç[oa]|vistos?"
        r"|reconhecimento|circulação|quarentena|migra\w+|aduaneir[oa])\b",
    ),
)
