"""Portuguese frames of loans, goods, works and land: who lends, orders, builds and takes, and from whom."""

from articles.pipeline.deals.rules.frames_portuguese import ABOUT_PT, BUY_PT, SUM_PT, TO_PT, WHEN_PT, frame

MONEY_AND_GOODS = (
    # "contraiu um empréstimo de 500 milhões junto do Banco Foo", "vai receber um empréstimo de mil milhões do Foo"
    frame(
        "empréstimo|financiamento|crédito",
        "bond_loan",
        "signed",
        r"\b(?P<verb>contra(?:iu|íram|i|em|ir|irá)|obt(?:eve|iveram|ém|êm|er|erá)|fech(?:ou|aram|a|am|ar)|assin(?:ou|aram"
        r"|a|am|ar)|garant(?:iu|iram|e|em|ir)|receb(?:eu|eram|e|em|er|erá|erão)|consegu(?:iu|iram|e|em|ir)"
        r"|acord(?:ou|aram)|negoci(?:ou|aram)|contrat(?:ou|aram|a|ar)|firm(?:ou|aram)|conclu(?:iu|íram|i))"
        + WHEN_PT
        + r" (?:um |uma |o |novo |seu )?(?:empréstimo|financiamento|crédito|linha de crédito)"
        r"(?: (?!de\b|no\b|d[ao]\b)[\wà-ÿ-]{3,20}){0,3}(?: (?:a|de|por) [\wà-ÿ-]{2,14} anos)?,?"
        r" (?:de|no valor de|no montante de|até) "
        + ABOUT_PT
        + SUM_PT
        + r"(?:(?: de)? (?:patacas|yuans?|renminbis?|dólares(?: de hong kong| americanos| norte-americanos)?|euros"
        r"|reais"
        r"))?(?:[^.;]{0,50}? (?:junto d[aeo]s?|d[ao]s?|concedid[ao] (?:por|pel[ao]s?)|com [oa]s?)"
        r" (?:(?:sete|seis|cinco|quatro|três|dois|oito|nove|dez|\d{1,2}|vários) bancos, (?:com destaque para|entre os"
        r" quais|incluindo|liderados por) (?:[oa] )?)?(?P<other>))?",
    ),
    # "concedeu um empréstimo verde de 200 milhões à Foo", "abriu uma linha de crédito de 300 milhões à Foo"
    frame(
        "milhões|milhão|biliões|bilhões|bilhão",
        "bond_loan",
        "signed",
        r"\b(?P<verb>conced(?:eu|eram|e|em|er|erá|erão)|abr(?:iu|iram|e|em|ir|irá)|disponibiliz(?:ou|aram|a|am|ar)"
        r"|atribu(?:iu|íram|i|ir)|aprov(?:ou|aram|a|am|ar)|emprest(?:ou|aram|a|am|ar|ará)|d(?:eu|eram|á|ão|ar))"
        + WHEN_PT
        + r" (?:(?:um |uma |novo )?(?:empréstimo|financiamento|crédito|linha de crédito)"
        r"(?: (?!de\b|no\b|à\b|ao\b)[\wà-ÿ-]{3,20}){0,3} (?:de|no valor de|no montante de|até) )?"
        + ABOUT_PT
        + SUM_PT
        + r"(?:(?: de)? (?:patacas|yuans?|renminbis?|dólares(?: de hong kong| americanos| norte-americanos)?|euros"
        r"|reais"
        r"))?(?:,? a (?:\w+ )?anos,?)?" + TO_PT + r"(?P<other>)",
    ),
    # "foi buscar ao mercado", "captou com a venda de obrigações": who raises money with bonds
    frame(
        "obrigações|emissão|títulos|dívida|bilhetes do tesouro",
        "bond_loan",
        "completed",
        r"\b(?P<verb>capt(?:ou|aram)|angari(?:ou|aram)|levant(?:ou|aram)|arrecad(?:ou|aram)|encaix(?:ou|aram)"
        r"|fo(?:i|ram)(?: a \w+| ao mercado)? buscar|financi(?:ou-se|aram-se))\b(?=[^;]{0,160}?\b(?:obrigações"
        r"|emissão|títulos|dívida|bilhetes do tesouro)\b)",
    ),
    # "comprou à Foo 12 autocarros eléctricos", "encomendou 20 comboios à Foo"
    frame(
        "autocarros|comboios|trens|veículos|viaturas|aviões|aeronaves|helicópteros|navios|embarcações"
        "|ferries|barcos|catamarãs|drones|robôs|máquinas|equipamentos|turbinas|ambulâncias|camiões"
        "|carruagens|locomotivas|elevadores|guindastes|gruas|baterias|painéis|computadores|servidores"
        "|contentores|doses",
        "procurement",
        "signed",
        r"\b(?P<verb>"
        + BUY_PT
        + r"|encomend(?:ou|aram|a|am|ar|ará))"
        + WHEN_PT
        + r"(?:"
        + TO_PT
        + r"(?P<other>)[^.;]{2,80}?)?"
        r" (?:\d{1,4}|um|uma|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|doze|quinze|vinte|trinta|novos|novas"
        r"|mais) (?:mais |nov[oa]s )?(?:autocarros|comboios|trens|veículos|viaturas|aviões|aeronaves|helicópteros"
        r"|navios"
        r"|embarcações|ferries|barcos|catamarãs|drones|robôs|máquinas|equipamentos|turbinas|ambulâncias|camiões|carruagens"
        r"|locomotivas|elevadores|guindastes|gruas|baterias|painéis|computadores|servidores|contentores|doses)\b"
        r"(?:[^.;,]{0,60}?" + TO_PT + r"(?P<more>))?",
    ),
    # "vai construir o hospital por 80 milhões"
    frame(
        "construir|construirá|constrói|construirão|erguer",
        "construction_contract",
        "signed",
        r"\b(?P<verb>constru(?:ir|irá|irão)|constrói|constroem|erguer)"
        + WHEN_PT
        + r" (?:[oa]s?|uma?|dois|duas|três) (?:nov[oa]s? )?[^.;]{3,90}?,? (?:por|num contrato de|por um valor de) "
        + ABOUT_PT
        + SUM_PT,
    ),
    # "vai fornecer a rede 5G à Foo", "forneceu equipamentos ao Metro"
    frame(
        "fornec",
        "procurement",
        "signed",
        r"\b(?P<verb>forne(?:ceu|ceram|ce|cem|cer|cerá|cerão))"
        + WHEN_PT
        + r" (?:a |o |os |as |um |uma )?(?:nov[oa]s? )?(?:rede|equipamentos?|sistemas?|carruagens|comboios|autocarros"
        r"|baterias|painéis|turbinas|tecnologia|electricidade|energia|gás|água|software|elevadores|drones|vacinas"
        r"|laboratórios?)\b[^.;,]{0,50}? (?:à|ao|às|aos) (?P<other>)",
    ),
    # "vai fornecer 200 autocarros à Foo"
    frame(
        "fornec|entreg",
        "procurement",
        "signed",
        r"\b(?P<verb>forne(?:ceu|ceram|ce|cem|cer|cerá|cerão)|entreg(?:ará|arão|ar))"
        + WHEN_PT
        + r" (?:mais de |cerca de |pelo menos |quase |até |perto de )?"
        r"(?:\d[\d.]{0,6}|dez|vinte|trinta|cinquenta|cem|duzent[oa]s) "
        + r"(?:[\wà-ÿ-]{3,20} ){1,3}?(?:[^.;,]{0,40}?)?(?:à|ao|às|aos) (?P<other>)",
    ),
    # "Um lote de 2,5 hectares foi vendido em hasta pública ao grupo Foo"
    frame(
        "lote|terreno|parcela",
        "land",
        "completed",
        r"\b(?:lotes?|terrenos?|parcelas?)\b[^.;]{0,90}? (?P<verb>(?:foi|foram)"
        + WHEN_PT
        + r" (?:vendid|adjudicad|arrematad|concedid|atribuíd|leiload)[oa]s?)[^.;]{0,50}? (?:à|ao|pel[ao]s?|por)"
        r" (?!tarde|noite|margem)(?P<other>)(?!\d)",
        has_subject=False,
    ),
    # "vai lançar o concurso para a linha", "abriu concurso público para a construção da ponte"
    frame(
        "concurso",
        "construction_contract",
        "announced",
        r"\b(?P<verb>(?:lanç|abr|promov|anunci)(?:ou|aram|iu|iram|a|e|am|em|ar|ir|ará|irá|erá|er|eu))"
        + WHEN_PT
        + r" (?:o|um|os)? ?(?:concursos?)(?: (?:públicos?|internaciona(?:l|is)|limitados?)){0,2}"
        r" (?:para|d[ae]) (?:a |o |as |os )?(?:(?:concepção|conceção|projec?to) e (?:a )?)?(?:construção|empreitada"
        r"|obras?"
        r"|linhas?|pontes?|túne(?:l|is)|ligação|estação|terminal|edificação|ampliação|viaduto|metro)\b",
    ),
    # "ficou com o direito de uso de uma parcela", "garantiu em leilão um terreno"
    frame(
        "terreno|lote|parcela|direito",
        "land",
        "completed",
        r"\b(?P<verb>fic(?:ou|aram) com|garant(?:iu|iram|e)|obteve|obtiveram|conquist(?:ou|aram)|assegur(?:ou|aram)"
        r"|arremat(?:ou|aram|a)|lev(?:ou|aram)|ganh(?:ou|aram|a)|venceu|licit(?:ou|aram))\b[^.;]{0,70}?\b(?:terreno"
        r"|lote|parcela|direitos? de (?:uso|utilização|superfície)"
        r"|concessão d[aeo] (?:terreno|lote|parcela))\b",
    ),
)
