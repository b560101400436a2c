"""Portuguese frames of what begins: launched together, declared open, moved, lifted, resumed, licensed.

"vão lançar um cartão conjunto", "declarou aberta a ponte", "terminaram as quotas", "recebeu luz verde para vender".
"""

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.rules.frames_portuguese import WHEN_PT, frame

# Who tells of it, or the day, may stand between a verb and what it takes
_ARTICLE = r" (?:(?:um|uma|o|a|os|as|dois|duas|três|nov[oa]s?|primeir[oa]s?|seu|sua) ){0,3}"
_SHARED = (
    r"(?:cart(?:ão|ões)|passes?|bilhetes?|aplicaç(?:ão|ões)|apps?|portal|portais|serviços?|produtos?|seguros?|redes?"
    r"|corredor(?:es)?|centros?|laboratórios?|linhas?|rotas?|carreiras?|ligaç(?:ão|ões)|cursos?|mestrados?"
    r"|doutoramentos?"
    r"|licenciaturas?|incubadoras?|bases?|academias?|escolas?|institutos?|plataformas?|canal|canais|parques?|zonas?"
    r"|catálogos?|roteiros?|itinerários?|pacotes?|balcão|balcões|sistemas?|mecanismos?|campanhas?|concursos?|bolsas?"
    r"|fábricas?|armazéns|armazém|hospital|hospitais|clínicas?|biotério|polos?|pólos?|satélites?|cabos?|antenas?"
    r"|centrais|central|estações|estação|pontes?|túne(?:l|is)|metro|hotéis|hotel|complexo|base de dados|observatório"
    r"|unidades?)\b"
)
_TOGETHER = r"(?:conjunt[oa]s?|conjuntamente|em conjunto|em parceria|em colaboração|lado a lado|de mãos dadas)\b"
_MAKES = (
    r"(?:(?:lanç|desenvolv|constru|inaugur|instal|mont|estre|introduz|disponibiliz|apresent|estabelec|organiz"
    r"|explor|oper)"
    r"(?:ou|aram|eu|eram|iu|íram|iram|a|am|e|em|i|ar|er|ir|ará|arão|erá|erão|irá|irão)"
    r"|constroem|constrói|criam|criar|criarão|abrem|abrir|abrirão|abriram|ergue(?:m|r|ram|rão))"
)
_WORKS = (
    r"(?:ponte|travessia|túnel|linha|ligação|posto(?: fronteiriço| de migração)?|fronteira|aeroporto|terminal|estação"
    r"|auto-?estrada|via|passagem|corredor|porto|hospital|campus|sede|delegação|sucursal|escritório|fábrica|parque"
    r"|metro|ferrovia)\b"
)
_RULES = (
    r"(?:quotas?|restriç(?:ão|ões)|obrigaç(?:ão|ões) de|obrigatoriedade|limites?|limitaç(?:ão|ões)|quarentenas?|testes?"
    r"|exigências?|proibiç(?:ão|ões)|interdiç(?:ão|ões)|suspens(?:ão|ões)|controlos?|tarifas?|direitos aduaneiros"
    r"|taxas? aduaneiras?|marcaç(?:ão|ões) prévias?|embargos?|vistos?)\b"
)
_AGAIN = r"(?:retomad|restabelecid|repost|reactivad|reativad|reiniciad|reabert|normalizad)[oa]s?"
_ACTS = (
    r"(?:vender|abrir|operar|voar|explorar|comercializar|prestar|exercer|funcionar|emitir|distribuir|oferecer|realizar"
    r"|importar|exportar|gerir|lançar|actuar|atuar|instalar|constituir|criar|negociar|entrar|ligar|transportar|produzir"
    r"|testar|ensinar|conceder|disponibilizar)\b"
)

BEGUN = (
    # "vão lançar um cartão conjunto", "constroem em conjunto um corredor"
    frame(
        "conjunt|parceria|em colaboração|lado a lado|mãos dadas",
        "launch_opening",
        "completed",
        r"\b(?P<verb>"
        + _MAKES
        + r")(?=[^.;]{0,140}?\b"
        + _TOGETHER
        + ")"
        + WHEN_PT
        + r"(?: "
        + _TOGETHER
        + r",?)?"
        + _ARTICLE
        + _SHARED,
    ),
    # "lançou o Foo Pay em Portugal em parceria com o Bar"
    frame(
        "em parceria com|em colaboração com|em conjunto com",
        "launch_opening",
        "completed",
        r"\b(?P<verb>(?:lanç|estre|inaugur)(?:ou|aram|a|am|ar|ará|arão)|introduz(?:iu|iram)?)"
        + WHEN_PT
        + r" (?:[oa]s?|uma?)"
        r" (?!livro|álbum|disco|filme|exposição|mostra|apelo|operação|debate|estudo|relatório|inquérito|convite)"
        r"[^.;,]{3,70}? em (?:parceria|colaboração|conjunto) com (?:[oa]s? )?(?P<other>)",
    ),
    # "vai atribuir subsídios até 10 milhões a empresas"
    frame(
        "subsídios|apoios|incentivos|bolsas",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:atribu|conced|distribu|ofere)(?:iu|íram|eu|eram|ceu|i|em|e|ce|cem|ir|er|cer|irá|erá|irão|erão))"
        + WHEN_PT
        + r" (?:nov[oa]s )?(?:subsídios|apoios financeiros|incentivos(?: fiscais)?|bolsas)\b[^.;]{0,60}?"
        r" (?:a|às|aos|para) (?:as |os )?(?:empresas|jovens|residentes|investigadores|estudantes|talentos|profissionais"
        r"|start-?ups|pme|bancos|instituições|quadros|trabalhadores|seguradoras|hospitais|projectos|empreendedores)\b",
    ),
    # "declarou aberta a ponte", "foi declarada aberta a linha"
    frame(
        "aberta|aberto|abertas|abertos|inaugurad",
        "launch_opening",
        "completed",
        r"\b(?P<verb>(?:declar|d)(?:ou|aram|eu|eram|a|am|á) (?:hoje |" + DAY_PT + r" |formalmente |oficialmente "
        r"|por ){0,3}"
        r"(?:abert|inaugurad)[oa]s?) (?:oficialmente |hoje |"
        + DAY_PT
        + r" )?(?:[oa]s? )(?:nov[oa] |primeir[oa] )?"
        + _WORKS,
        has_subject=False,
    ),
    frame(
        "declarad",
        "launch_opening",
        "completed",
        r"\b" + _WORKS + r"[^.;]{0,70}? (?P<verb>foi(?: hoje| " + DAY_PT + r"| oficialmente"
        r"| formalmente){0,2} declarad[oa]"
        r"(?: oficialmente| formalmente)? (?:abert|inaugurad)[oa])\b",
        has_subject=False,
    ),
    # "a sede do Fundo foi hoje transferida para Macau", "mudou a sede para Hengqin"
    frame(
        "sede|fábrica|operações|laboratório|escritório|produção",
        "launch_opening",
        "completed",
        r"\b(?:a |o )(?:sede|fábrica|laboratório|escritório|secretariado)"
        r"(?: (?:regional|operacional|mundial|asiátic[oa]))? d[aeo]s? (?P<other>)[^.;]{3,150}?"
        r" (?P<verb>(?:foi|é|será|vai ser)" + WHEN_PT + r" (?:transferid|mudad|deslocad"
        r"|relocalizad)[oa]) (?:de [^.;,]{3,30} )?para\b",
        has_subject=False,
    ),
    frame(
        "sede|fábrica|operações|laboratório|escritório|produção",
        "launch_opening",
        "completed",
        r"\b(?P<verb>(?:mud|transfer|desloc|relocaliz)(?:ou|iu|aram|iram|a|e|am|em|ar|ir|ará|irá))"
        + WHEN_PT
        + r" (?:a|o|as"
        r"|parte da|a sua|o seu) (?:sede|fábrica|operações|laboratório|escritório|produção)(?: [\wà-ÿ-]{4,16}){0,3}?"
        r" (?:de [^.;,]{3,30} )?para\b",
    ),
    # "terminaram hoje as quotas", "foram levantadas as restrições", "caíram as exigências de teste"
    frame(
        "quota|restriç|obriga|limit|quarentena|teste|exigência|proibiç|interdiç|suspens|controlo|tarifa|aduaneir|marcaç"
        "|embargo|visto",
        "policy_measure",
        "completed",
        r"\b(?P<verb>(?:termin|acab|ca[ií]|cess|desaparec)(?:ou|aram|u|ram|eu|eram|am|a|em|rão|rá)|chegaram ao fim"
        r"|chegou ao fim|(?:foi|foram|é|são)(?: hoje| " + DAY_PT + r"| já)? (?:levantad|abolid|eliminad|suprimid"
        r"|revogad"
        r"|removid)[oa]s?)" + WHEN_PT + r" (?:a |o |as |os |todas as |todos os )(?:últimas |últimos )?" + _RULES,
        has_subject=False,
    ),
    frame(
        "quota|restriç|obriga|limit|quarentena|teste|exigência|proibiç|interdiç|suspens|controlo|tarifa|aduaneir|marcaç"
        "|embargo|visto",
        "policy_measure",
        "announced",
        r"\b"
        + _RULES
        + r"[^.;]{0,120}? (?P<verb>(?:foi|foram|é|são|será|serão)"
        + WHEN_PT
        + r" (?:levantad|abolid|eliminad"
        r"|suprimid|revogad|removid)[oa]s?|deixa(?:m|rá|rão)? de (?:ser (?:exigid|necessári|obrigatóri|aplicad)[oa]s?"
        r"|vigorar|existir))\b",
        has_subject=False,
    ),
    # "levantou a proibição de importação", "acabou com a quarentena"
    frame(
        "quota|restriç|obriga|limit|quarentena|teste|exigência|proibiç|interdiç|suspens|controlo|tarifa|aduaneir|marcaç"
        "|embargo|visto",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:levant|elimin|revog|suprim|retir|alivi|abol)(?:ou|aram|iu|iram|a|am|e|em|ar|ir|ará|irá|arão"
        r"|irão)"
        r"|(?:acab(?:ou|aram|a|am|ar|ará) com|(?:p[ôo]s|puseram|põe|põem|pôr) fim)(?: a)?|deix(?:ou|aram|a|am|ará|arão)"
        r" de exigir)" + WHEN_PT + r" (?:a |o |à |ao |as |os |às |aos )?(?:últim[ao]s? )?" + _RULES,
    ),
    # "passa a isentar de visto os cidadãos", "dispensa de visto os portadores"
    frame(
        "de visto|passa a|passam a|passou a|passaram a",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:isent|dispens)(?:ou|aram|a|am|ará|arão|ar)"
        + WHEN_PT
        + r" (?:d[aeo]|de) vistos?|pass(?:a|am|ou|aram"
        r"|ará|arão) a (?:isentar|dispensar|reconhecer|aceitar|permitir|autorizar|exigir)"
        + WHEN_PT
        + r" (?:d[aeo] |a |o "
        r"|os |as )?(?:vistos?|entrada|cidadãos|residentes|portadores|titulares|veículos|diplomas?|graus|licenças"
        r"|cartas de condução|produtos|medicamentos|importação|exportação))\b",
    ),
    # "O primeiro comboio directo entre Hong Kong e Xangai partiu hoje"
    frame(
        "o primeiro|a primeira",
        "launch_opening",
        "completed",
        r"\b[oa] primeir[oa] (?:comboio|voo|ferry|navio|autocarro|ligação|carreira|barco|viagem)[^.;]{3,90}?"
        r" (?P<verb>part(?:iu|e)|descol(?:ou|a)|aterr(?:ou|a)|cheg(?:ou|a)|saiu|zarp(?:ou|a)|realizou-se)"
        r" (?:hoje|" + DAY_PT + r"|anteontem|esta |na |no |de )",
        has_subject=False,
    ),
    # "a emissão de vistos é retomada", "volta a emitir vistos", "retoma hoje a ligação"
    frame(
        "retomad|restabelecid|repost|reactivad|reativad|reiniciad|normalizad|reabert",
        "policy_measure",
        "announced",
        r"\b(?:emissão de (?:vistos|salvo-condutos|autorizações)|vistos|excursões|importaç(?:ão|ões)|exportaç(?:ão|ões)"
        r"|passagem|circulação de [\wà-ÿ]{4,12})\b[^.;]{0,90}? (?P<verb>(?:é|são|foi|foram|será|serão|vai ser|vão ser)"
        + WHEN_PT
        + " "
        + _AGAIN
        + r")\b",
        has_subject=False,
    ),
    frame(
        "vistos|salvo-condutos|excursões|grupos turísticos",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:volt|pass|recomeç|começ)(?:a|am|ou|aram|ará|arão|ar) a (?:emitir|conceder|aceitar|autorizar)"
        r"|retom(?:a|am|ou|aram|ará|ar)" + WHEN_PT + r" a (?:emissão|concessão) de|retom(?:a|am|ou|aram|ará|ar)"
        r" (?:emissão|concessão) de)" + WHEN_PT + r" (?:novos |mais )?(?:vistos|salvo-condutos|excursões"
        r"|grupos turísticos)\b",
    ),
    # "retomam a ligação aérea em Outubro"
    frame(
        "retom",
        "launch_opening",
        "completed",
        r"\b(?P<verb>retom(?:a|am|ou|aram|ará|arão|ar))" + WHEN_PT + r" (?:[oa]s? |\d{1,3} |a sua )?(?:ligaç(?:ão|ões)"
        r"|voos?|rotas?|carreiras?|serviços? de (?:ferry|ferries|autocarros?|comboios?)|comboios|ferries)\b",
    ),
    # "recebeu luz verde para vender seguros", "obteve licença para operar": who may now do business there
    frame(
        "luz verde|autorização|licença|aval|aprovação|permissão|alvará",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:receb|obt|consegu|ganh|garant)(?:eu|eram|eve|iveram|iu|iram|ou|aram|e|em|ém|êm)"
        r"|(?:já )?t[eê]m (?:agora |já ))" + WHEN_PT + r" (?:(?:a|o|uma|um|finalmente|" + DAY_PT + r"|hoje"
        r"|primeira) ){0,2}(?:luz"
        r" verde|autorização|licença|aval|aprovação|permissão|alvará)(?: d[aeo]s? (?P<other>)[^.;,]{3,70}?)? para"
        r" (?:a |começar a |poder )?(?!abrir|instalar|criar|constituir)" + _ACTS,
    ),
    # "concedeu à Foo licença para voar", "deu luz verde à Foo para abrir"
    frame(
        "luz verde|autorização|licença|aval|alvará",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:conced|d|emit|atribu)(?:eu|eram|á|ão|iu|iram|e|em|i))"
        + WHEN_PT
        + r"(?: (?:à|ao|às|aos) [^.;,]{3,70}?)?"
        r" (?:a |uma )?(?:luz verde|autorização|licença|aval|alvará)s?(?: (?:à|ao|às|aos) [^.;,]{3,70}?)? para (?:a )?"
        + _ACTS,
    ),
    # "vai permitir que residentes tenham acesso", "autorizou os médicos a exercer"
    frame(
        "permit|autoriz",
        "policy_measure",
        "announced",
        r"\b(?<!que )(?P<verb>(?:permit|autoriz)(?:iu|iram|e|em|irá|irão|ir|ou|aram|a|am|ará|ar))"
        + WHEN_PT
        + r" (?:que )?(?:aos |às |os"
        r" |as )?(?:residentes|médicos|advogados|empresas|bancos|seguradoras|veículos|condutores|turistas|visitantes"
        r"|estudantes|profissionais|hospitais|investidores|trabalhadores|cidadãos|viajantes|companhias aéreas|farmácias"
        r"|universidades)\b[^.;]{0,60}? (?:a |tenham |possam |)(?:acesso|exerçam|exercer|entrem|entrar|abram|abrir"
        r"|vender|vendam|circulem|circular|usem|usar|comprar|comprem|trabalhem|trabalhar|invistam|investir|operar"
        r"|operem"
        r"|conduzam|conduzir|pedir|peçam|visitar|visitem|viajar|viajem|levar|levem|pagar|paguem)\b",
    ),
    # "ligar a Hengqin a partir de segunda-feira", "chega a Hengqin": lines that begin to serve a place
    frame(
        "chega|liga|serve|abr|entra",
        "launch_opening",
        "completed",
        r"\b(?:prolongamento|extensão|linha|ramal|troço|metro(?: ligeiro)?|ponte|túnel|ferrovia|comboio)\b[^.;]{0,90}?"
        r" (?P<verb>abr(?:iu|e|irá|ir)|passa a ligar|passou a ligar|começ(?:a|ou|ará) a ligar|entr(?:a|ou|ará) em"
        r" (?:funcionamento|serviço|operação)|(?:vai|irá) (?:ligar|abrir|entrar em (?:funcionamento|serviço|operação)))"
        r"(?=[^.;]{0,80}?(?:\bao (?:público|trânsito|tráfego)|\bhoje\b|\bontem\b|\bamanhã\b|-feira\b|\bsábado\b"
        r"|\bdomingo\b|\bno dia \d|\ba partir de|\bdesde\b|\bem (?:\d{4}|janeiro|fevereiro|março|abril|maio|junho|julho"
        r"|agosto|setembro|outubro|novembro|dezembro)))",
        has_subject=False,
    ),
    # "alargado a mais nove cidades": how far a measure reaches
    frame(
        "alargad|estendid|ampliad",
        "policy_measure",
        "announced",
        r"\b(?:vistos?|medida|regime|programa|plano|sistema|mecanismo|política|isenção|serviço|benefício"
        r"|reconhecimento)\b"
        r"[^.;]{0,110}? (?P<verb>(?:é|foi|será|vai ser|passa a ser|foram|são|serão|vão ser)" + WHEN_PT + r" (?:alargad"
        r"|estendid|ampliad)[oa]s?)" + WHEN_PT + r" (?:a|à|ao|às|aos) (?:mais |tod[oa]s? |outr[oa]s |\d|[a-zà-ÿ]{3})",
        has_subject=False,
    ),
)
