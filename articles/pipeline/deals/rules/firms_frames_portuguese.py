"""Portuguese frames of what firms do with each other: the verb of the deal, and where the names of its sides begin."""

from articles.pipeline.deals.rules.business_portuguese import BUSINESS
from articles.pipeline.deals.rules.frames_portuguese import (
    ABOUT_PT,
    BUY_PT,
    SUM_PT,
    WHEN_PT,
    Frames,
    frame,
)
from articles.pipeline.deals.rules.goods_frames_portuguese import MONEY_AND_GOODS
from articles.pipeline.deals.rules.stakes_portuguese import STAKES

_PERCENT = r"(?P<percent>\d{1,3}(?:[,.]\d{1,3})?) ?(?:%|por cento)"
_PERCENT_OF = r"\d{1,3}(?:[,.]\d{1,2})? ?(?:%|por cento)"
_OF = r" (?:d[aeo]s?|n[ao]s?|numa?) "
_DEAL = r"(?:compra|aquisição|alienação|venda|tomada de controlo)"
_DONE = r"(?:conclu[ií]d|fechad|consumad|finalizad|formalizad|selad|efectivad|efetivad)[ao]"
# "vendeu 20% da Foo à Bar"
_BUYER = r"(?:[^.;,]{2,50}? (?:à|ao) (?P<more>))?"
_CONTROL = r"(?:o )?(?:controlo|controle)(?: (?:accionista|acionista|total|maioritário))?"
_SHARE = r"(?:participação|posição|quota|fatia|parte)(?: (?:minoritária|maioritária|qualificada|de referência))?"


FRAMES = Frames(
    *STAKES,
    *BUSINESS,
    # "passou a controlar a Foo", "assumiu o controlo da Foo", "ficou com a totalidade do capital da Foo"
    frame(
        "controlo|controle|controlar|dominar|totalidade|maioria|todo o capital",
        "acquisition",
        "completed",
        r"\b(?P<verb>pass(?:ou|aram) a (?:controlar|dominar)|(?:assumi(?:u|ram)|tom(?:ou|aram)|adquiri(?:u|ram)"
        r"|ganh(?:ou|aram)|obteve|obtiveram|fic(?:ou|aram) com) "
        + _CONTROL
        + _OF.rstrip()
        + r"|fic(?:ou|aram) com (?:a totalidade|a maioria|todo o capital)(?: do capital)? d[aeo]s?)"
        + WHEN_PT
        + r" (?P<other>)",
    ),
    frame(
        "controlo|controle|controlar|dominar|totalidade|maioria|todo o capital",
        "acquisition",
        "announced",
        r"\b(?P<verb>passa(?:m|rá|rão)? a (?:controlar|dominar)|(?:assume[m]?|assumir|assumirá|toma[m]?|tomar|tomará"
        r"|ganha[m]?|fica(?:r|rá|m)? com) " + _CONTROL + _OF.rstrip() + r"|(?:fica(?:r|rá|m)? com)"
        r" (?:a totalidade|a maioria|todo o capital)(?: do capital)? d[aeo]s?)" + WHEN_PT + r" (?P<other>)",
    ),
    # "concluiu na sexta-feira a compra da alemã Foo"
    frame(
        "compra d|aquisição d|controlo d|venda d|alienação d",
        "acquisition",
        "completed",
        r"\b(?P<verb>conclui(?:u|ram)|conclu(?:i|em)|finaliz(?:ou|aram|a|am)|consum(?:ou|aram)|fech(?:ou|aram|a|am)"
        r"|complet(?:ou|aram))" + WHEN_PT + r" a (?:compra|aquisição|tomada de controlo|venda|alienação)"
        r" (?:d[aeo]s? (?:(?:totalidade|maioria|resto)(?: do capital)? d[aeo]s? |(?:todo o )?capital d[aeo]s? )?|de "
        + _PERCENT
        + r" (?:do capital )?d[aeo]s? )"
        r"(?P<other>)(?!\d)(?:[^.;,]{2,70}?(?:, (?:em|n[ao]) [^.;,]{2,30},)? (?:à|ao) (?P<more>))?",
    ),
    # "acordou a compra da Foo", "chegou a acordo para comprar a Foo"
    frame(
        "compra|aquisição|adquirir|vender|venda|alienar|alienação",
        "acquisition",
        "signed",
        r"\b(?P<verb>(?:acord|acert|negoci|contrat)(?:ou|aram)" + WHEN_PT + r" a (?:compra|aquisição) d[aeo]s?"
        r"|(?:cheg(?:ou|aram) a(?: um)?|anunci(?:ou|aram|a|am)"
        + WHEN_PT
        + r" (?:um|o|ter chegado a)|alcanç(?:ou|aram) um"
        r"|tem|fech(?:ou|aram) (?:um|o)) acordo para (?:a (?:compra|aquisição|venda|alienação)"
        r" d[aeo]s?|(?:comprar|adquirir|vender|alienar)"
        r"(?: " + _PERCENT + r" (?:do capital )?d[aeo]s?)?(?: [ao]s?)?)"
        r"|assin(?:ou|aram|a|am)" + WHEN_PT + r" (?:o|um) (?:contrato|acordo) (?:de|para a) (?:compra|aquisição)"
        r"(?: e venda)? d[aeo]s?) (?P<other>)(?!\d|terreno|lote|parcela|autocarro)",
    ),
    # "a venda da Foo ao grupo Bar ficou concluída", "está fechada a venda da suíça Foo ao grupo Bar"
    frame(
        "concluíd|concluid|fechad|consumad|finalizad|formalizad|selad|efectivad|efetivad",
        "acquisition",
        "completed",
        r"\b(?P<verb>(?:est[áã]o?|foi|ficou)" + WHEN_PT + r" " + _DONE + r") a " + _DEAL + r" d[aeo]s? (?P<other>)"
        r"(?!\d|terreno|lote)[^.;:]{2,60}?(?: (?:à|ao|pel[ao]) (?P<more>)(?=[^.;]))",
        has_subject=False,
    ),
    frame(
        "concluíd|concluid|fechad|consumad|finalizad|formalizad|selad|efectivad|efetivad",
        "acquisition",
        "completed",
        r"\b[Aa] " + _DEAL + r" d[aeo]s? (?P<other>)(?!\d|terreno|lote)[^.;:]{2,80}? (?:à|ao|pel[ao]) (?P<more>)"
        r"[^.;:]{2,90}? (?P<verb>(?:est[áã]o?|foi|ficou)" + WHEN_PT + r" " + _DONE + r")\b",
        has_subject=False,
    ),
    # "vendeu o hotel ao grupo Foo por 300 milhões de yuan"
    frame(
        "hotel|edifício|casino|complexo|torre|fábrica|imóvel|imóveis|prédio|centro comercial|operação|subsidiária"
        "|filial|resort|terminal|negócio|unidade",
        "acquisition",
        "announced",
        r"\b(?P<verb>vend(?:eu|eram|e|em|er|erá)|alien(?:ou|aram|a|ar))"
        + WHEN_PT
        + r" (?:o|a|os|as|um|uma|a sua|o seu)"
        r" (?:hotel|edifício|casino|complexo|torre|fábrica|imóve(?:l|is)|prédio|centro comercial|operação|subsidiária"
        r"|filial"
        r"|resort|terminal|negócio|unidade)\b[^.;,]{0,70}?(?:, (?:em|n[ao]) [^.;,]{2,30},)? (?:à|ao)"
        r" (?P<other>)[^.;]{2,60}? por " + ABOUT_PT + SUM_PT,
    ),
    # "foi comprada pela Foo", "foi vendido ao grupo Foo", "passa para as mãos do grupo Foo"
    frame(
        "comprad|adquirid|absorvid",
        "acquisition",
        "announced",
        r"\b(?P<verb>(?:foi|foram|vai ser|será)" + WHEN_PT + r" (?:comprad|adquirid|absorvid)[ao]s?" + WHEN_PT + r") "
        r"(?:por|pel[ao]s?) (?P<other>)",
    ),
    frame(
        "mãos d",
        "acquisition",
        "announced",
        r"\b(?P<verb>pass(?:a|ou|am|aram|ará)(?: a estar)?(?: para| nas)?(?: as)? mãos) d[aeo]s? (?P<other>)",
    ),
    # "entrou no capital da Foo", "reforçou a posição na Foo", "tornou-se accionista da Foo"
    frame(
        "entrada no capital|entrada na estrutura|compra de uma|aquisição de uma",
        "equity_investment",
        "completed",
        r"\b(?P<verb>conclui(?:u|ram)|conclu(?:i|em)|finaliz(?:ou|aram)|consum(?:ou|aram)|formaliz(?:ou|aram)"
        r"|fech(?:ou|aram)|complet(?:ou|aram))"
        + WHEN_PT
        + r" a (?:sua )?(?:entrada n(?:o capital|a estrutura ac?cionista)|(?:compra|aquisição) de uma "
        + _SHARE
        + r"(?: de "
        + _PERCENT_OF
        + r")?)"
        + _OF
        + r"(?P<other>)",
    ),
    # "vai investir 3 mil milhões para instalar três fábricas", "investiu 60 milhões na construção de um parque"
    frame(
        "investir|investiu|investe|investiram|investirá",
        "equity_investment",
        "announced",
        r"\b(?P<verb>invest(?:iu|iram|e|em|ir|irá|irão))"
        + WHEN_PT
        + " "
        + ABOUT_PT
        + SUM_PT
        + r"(?:(?: de)? (?:patacas|yuans?|renminbis?|dólares(?: de hong kong| americanos| norte-americanos)?|euros"
        r"|reais))?(?: até \d{4}| em \w{4,9} anos)? (?:para (?:a )?|na |no |numa? |em (?:uma? )?)(?:nova? )?(?:instala"
        r"|constru|ergu|cria|abr|amplia|expan|desenvolv|fábrica|parque|complexo|unidade|centro|terminal|linha"
        r"|projec?to|planta)",
    ),
    frame(
        "capital|posição|participação|cionista|quota|fatia|parte",
        "equity_investment",
        "announced",
        r"\b(?P<verb>entr(?:ou|aram|a|am|ar|ará|arão)" + WHEN_PT + r" no capital(?: (?:social|accionista|acionista))?"
        r"|reforç(?:ou|aram|a|am|ar|ará) (?:a|a sua) " + _SHARE + r"|torn(?:ou-se|a-se|aram-se) (?:o |a )?"
        r"(?:(?:maior|segund[oa] maior|nov[oa]|principal) )?ac?cionista|tom(?:ou|aram|a|am)"
        + WHEN_PT
        + r" uma "
        + _SHARE
        + r")"
        r"(?: de " + _PERCENT + r")?" + _OF + r"(?P<other>)",
    ),
    # "passou a deter 4,99% da Foo", "comprou 15 por cento do capital da Foo", "ficou com 30% da Foo"
    frame(
        "%|por cento",
        "equity_investment",
        "announced",
        r"\b(?P<verb>pass(?:a|ou|am|aram|ará) a (?:deter|ter|possuir|controlar)|(?:det[eé]m|detêm|fic(?:a|ou|am"
        r"|aram|ará)"
        r" com) agora|fic(?:ou|aram|ará) com|" + BUY_PT + r"|subscrev(?:eu|eram|e|er)|vend(?:e|eu|eram|er|erá|em)"
        r"|alien(?:ou|aram|a|ar))"
        + WHEN_PT
        + r" (?:uma? |a sua |os )?(?:(?:"
        + _SHARE
        + r"|lote) de )?"
        + ABOUT_PT
        + _PERCENT
        + r"(?: (?:do capital(?: social)?|das ac?ções|das quotas))?"
        r" (?:d|n)[aeo]s? (?:capital d[aeo]s? |ac?ções d[aeo]s? )?(?P<other>)(?!seus?|suas?|receita|valor|mercado)"
        + _BUYER,
    ),
    # "vendeu à Foo a sua participação de 6% na Bar"
    frame(
        "participação|posição|quota|fatia|%|por cento",
        "equity_investment",
        "announced",
        r"\b(?P<verb>vend(?:eu|eram|e|em|er|erá)|alien(?:ou|aram)|compr(?:ou|aram|a|ar)|adquir(?:iu|iram|e|ir))"
        + WHEN_PT
        + r" (?:à|ao) (?P<other>)[^.;]{2,70}?,? (?:(?:a sua|uma|os seus|a) )?(?:"
        + _SHARE
        + r"(?: de )?|(?=\d))(?:"
        + _PERCENT
        + r")?(?: do capital| que detinha)? (?:d[aeo]|n[ao]) (?P<more>)(?!\d)",
    ),
    # "adquiriu uma participação na Foo", "comprou uma posição minoritária na Foo"
    frame(
        "participação|posição|quota|fatia|parte",
        "equity_investment",
        "announced",
        r"\b(?P<verb>"
        + BUY_PT
        + r"|vend(?:e|eu|eram|er|erá)|alien(?:ou|aram))"
        + WHEN_PT
        + r" (?:uma|a|a sua) "
        + _SHARE
        + r"(?: de "
        + _PERCENT
        + r"(?: do capital)?)? (?:n[ao]s?|d[aeo]s?) (?P<other>)"
        + _BUYER,
    ),
    # "injectou 15 milhões de euros na Foo", "investiu 20 milhões na startup Foo"
    frame(
        "milhões|milhão|biliões|bilhões|bilhão",
        "equity_investment",
        "announced",
        r"\b(?P<verb>(?:injec?t|invest|aplic|coloc)(?:ou|aram|iu|iram|a|am|e|em|ar|ir|ará|irá))"
        + WHEN_PT
        + " "
        + ABOUT_PT
        + SUM_PT
        + r"(?: de [\wà-ÿ]{3,12}(?: de hong kong)?)?(?: (?:no capital d[aeo]|n[ao]) (?:[\wà-ÿ-]{3,20} ){0,3}?)"
        r"(?P<other>)",
    ),
    # "angariou 40 milhões de dólares junto do fundo Foo", "fechou uma ronda de investimento de 40 milhões"
    frame(
        "fundo|grupo|investidor|capital de risco|sociedade",
        "equity_investment",
        "announced",
        r"\b(?P<verb>angari(?:ou|aram|a)|capt(?:ou|aram|a)|levant(?:ou|aram)|obteve|conseguiu|recebeu|garantiu)"
        + WHEN_PT
        + " (?:um (?:investimento|reforço de capital) de )?"
        + ABOUT_PT
        + SUM_PT
        + r"(?: de [\wà-ÿ]{3,12}(?: de hong kong)?)?(?: n(?:uma|a) (?:ronda|série)[^.;,]{0,40}?)?"
        r" (?:junto d[aeo]s?|d[ao]|liderad[ao] pel[ao]) (?:(?:fundo|grupo|investidor|capital de risco|sociedade)\b)"
        r"(?P<other>)",
    ),
    # "vão juntar-se numa nova empresa", "criaram uma empresa conjunta", "constituíram uma sociedade para explorar"
    frame(
        "empresa|sociedade|companhia|joint",
        "joint_venture",
        "announced",
        r"\b(?P<verb>(?:juntar(?:am)?|associ(?:ar|aram)|uni(?:r|ram)|alia(?:r|ram)|juntam|associam|unem|aliam)-se"
        r"(?: [^.;,]{1,40}?)? (?:n|em |para (?:criar|constituir|formar|lançar) )uma|(?:cri|constitu|form|fund)"
        r"(?:ar|ir|aram|íram|am|em|arão|irão)" + WHEN_PT + r" (?:em (?:conjunto|parceria)(?: com [^.;,]{2,60}?)? )?uma)"
        r" (?:nova )?(?:joint[ -]venture|(?:empresa|sociedade|companhia)(?: (?:mista|conjunta|comum"
        r"|de capitais mistos))?)"
        r"\b(?! (?:gestora|subsidiária|em Macau|própria|unipessoal))",
    ),
    # "a criação de uma joint venture", "a constituição de uma sociedade conjunta"
    frame(
        "empresa|sociedade|joint",
        "joint_venture",
        "announced",
        r"\b(?P<verb>anunci(?:ou|aram|a|am)|acord(?:ou|aram)|decidi(?:u|ram)|formaliz(?:ou|aram)|confirm(?:ou|aram))"
        + WHEN_PT
        + r" a (?:criação|constituição|formação) de uma (?:nova )?(?:joint[ -]venture|empresa (?:mista|conjunta|comum)"
        r"|sociedade (?:mista|conjunta|comum))\b",
    ),
    # "a Foo detém 45%, a Bar 35% e a Baz o restante": the shares of those who have founded it
    frame(
        "%|por cento",
        "joint_venture",
        "announced",
        r"\b(?P<verb>det[eé]m|detêm|terá|fic(?:a|ará|ou) com|control(?:a|ará)|possui)(?: agora)? "
        + _PERCENT_OF
        + r"(?: do capital)?,?(?: e)? (?P<other>)[ao]s? [^.;%]{2,60}? (?:"
        + _PERCENT_OF
        + r"|o restante|os restantes)(?:(?:,| e|, e) (?P<more>)[^.;]{2,60}?(?:o restante|os restantes|"
        + _PERCENT_OF
        + r"))?",
    ),
    *MONEY_AND_GOODS,
)
