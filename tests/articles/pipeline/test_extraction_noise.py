"""Furniture of many page styles around own articles in four languages: what leaks, what is lost.

Each block stands at the head, in the middle or at the end of an article. No line of an article may be lost; how many
lines of furniture may leak is a floor for each language that may only fall.
"""

import opencc
import pytest

from articles.pipeline.extraction import extract

HEAD, MIDDLE, END = "head", "middle", "end"
ARTICLES = {
    "en": (
        "Harbour towns to share a weather radar",
        (
            "The two harbour towns will share a weather radar from next spring, their councils announced on Monday.",
            "The radar stands on a hill between them and reaches 200 kilometres out to sea.",
            "“Fishermen asked for this for years,” said Ida Lam, who leads the joint office.",
            "Each council pays half of the HK$36 million that the station costs.",
            "A second station is under study, the joint office said.",
        ),
    ),
    "pt": (
        "Duas vilas partilham um radar meteorológico",
        (
            "As duas vilas do porto vão partilhar um radar meteorológico a partir da Primavera, anunciaram as câmaras.",
            "O radar fica num monte entre as duas e alcança 200 quilómetros de mar.",
            "“Os pescadores pediam isto há anos”, disse Ida Lam, que dirige o gabinete comum.",
            "Cada câmara paga metade dos 36 milhões de patacas que a estação custa.",
            "Uma segunda estação está em estudo, segundo o gabinete.",
        ),
    ),
    "zh-Hant": (
        "兩鎮共用氣象雷達",
        (
            "兩個港口小鎮周一宣布，明年春天起共用一座氣象雷達。",
            "雷達設於兩鎮之間的山上，可探測二百公里外的海面。",
            "聯合辦事處主任林艾達表示：「漁民多年來一直希望有這座雷達。」",
            "興建費用三千六百萬元，由兩鎮各付一半，預計明年三月完工。",
            "辦事處又指，正研究興建第二座雷達站，以覆蓋東面海域。",
        ),
    ),
}
BLOCKS = {
    "en": (
        (
            END,
            (
                "What others are reading",
                "Pier fees to rise in May",
                "Tidewater Times · 6 hours ago",
                "Gull count falls",
            ),
        ),
        (END, ("Up next", "Pier fees to rise in May")),
        (END, ("1 Pier fees to rise in May", "2 Gull count falls again", "3 Old lighthouse for sale")),
        (END, ("Pier fees to rise in May", "12 Nov 2026", "Gull count falls again", "11 Nov 2026")),
        (END, ("Trending", "Tidewater and Northport sign HK$2 billion port pact", "Gull count falls again")),
        (MIDDLE, ("Read next: Tidewater and Northport sign HK$2 billion port pact",)),
        (MIDDLE, ("SEE ALSO: Pier fees to rise in May",)),
        (END, ("Wake up to the day's news", "Our editors send you the Tidewater newsletter at 7 am.", "Email address")),
        (HEAD, ("We use cookies and similar technologies. See our cookie policy.", "Got it")),
        (END, ("Tidewater Times app", "Get it on Google Play", "Available on the App Store")),
        (HEAD, ("Share", "Facebook", "LinkedIn", "Copy link")),
        (END, ("Share this article on WhatsApp",)),
        (END, ("Nora Finch", "Nora Finch is a reporter who writes about the sea for the Tidewater Times.")),
        (END, ("About the author", "Nora Finch grew up on a boat.")),
        (END, ("Nora Finch can be contacted at nora@tide.example",)),
        (END, ("© Tidewater Times Ltd 2026", "Terms and conditions", "Cookie settings")),
        (END, ("No part of this page may be reproduced without our written permission.",)),
        (END, ("Edited by: Tom Pike",)),
        (MIDDLE, ("The radar on its hill. Photograph: Nora Finch",)),
        (MIDDLE, ("The radar on its hill (Photo: Tidewater council)",)),
        (MIDDLE, ("AD",)),
        (MIDDLE, ("Advertisement. Scroll to continue reading.",)),
        (END, ("Comments 2", "seadog", "1 hour ago", "Sign the contract with Northport at last!")),
        (END, ("Leave a reply", "Your email address will not be published.")),
        (END, ("Tagged: radar, fishing, weather",)),
        (END, ("Older post", "Newer post")),
        (END, ("Sign in to read the full story", "Subscribers get unlimited access to our journalism.")),
        (HEAD, ("News", "Local", "Sea and coast")),
    ),
    "pt": (
        (END, ("Leia também", "Taxas do cais sobem em Maio", "Farol antigo à venda")),
        (MIDDLE, ("Veja também: Maré e Porto Norte assinam pacto de 2 mil milhões",)),
        (END, ("Mais notícias de Sociedade", "Taxas do cais sobem em Maio", "há 2 horas")),
        (END, ("Mais vistas", "1. Taxas do cais sobem em Maio", "2. Farol antigo à venda")),
        (MIDDLE, ("PUBLICIDADE",)),
        (MIDDLE, ("Continue a ler após a publicidade",)),
        (HEAD, ("Partilhar", "WhatsApp", "Copiar link")),
        (END, ("Comentários (2)", "rui", "há 1 hora", "Assinem já o contrato com Porto Norte!")),
        (END, ("Sobre o autor", "Nora Tentilhão cresceu num barco.")),
        (MIDDLE, ("Foto: Nora Tentilhão/Jornal da Maré",)),
        (MIDDLE, ("O radar no monte. Foto: Câmara da Maré",)),
        (END, ("© Jornal da Maré 2026. Todos os direitos reservados",)),
        (END, ("Direitos reservados",)),
        (END, ("Receba a nossa newsletter todas as manhãs.", "Subscrever")),
        (HEAD, ("Usamos cookies para melhorar a sua visita. Saiba mais na nossa política de privacidade.", "Aceitar")),
        (END, ("Siga o Jornal da Maré no Instagram",)),
        (END, ("Etiquetas: radar, pesca, tempo",)),
        (END, ("Artigo anterior", "Taxas do cais sobem em Maio")),
        (END, ("Editado por Tomás Lúcio",)),
        (END, ("Taxas do cais sobem em Maio", "Farol antigo à venda", "Gaivotas em queda")),
    ),
    "zh-Hant": (
        (END, ("你可能有興趣", "碼頭收費五月起上調", "舊燈塔放售")),
        (END, ("最新影片", "碼頭收費五月起上調", "潮水報", "6小時前")),
        (MIDDLE, ("【相關新聞】潮水鎮與北港簽署二十億元港口協議",)),
        (MIDDLE, ("延伸閱讀：碼頭收費五月起上調",)),
        (END, ("熱門文章", "1. 潮水鎮與北港簽署二十億元港口協議", "2. 舊燈塔放售")),
        (END, ("碼頭收費五月起上調 11-12", "海鷗數目再跌 11-11")),
        (END, ("訂閱電子報", "我們每天早上把新聞送到你的電郵信箱。")),
        (HEAD, ("本網站使用Cookies，繼續瀏覽即表示你同意我們的私隱政策。", "同意")),
        (END, ("下載潮水報App", "App Store", "Google Play")),
        (HEAD, ("分享", "微信", "微博", "複製連結")),
        (END, ("作者簡介", "方諾拉在船上長大。")),
        (END, ("（作者為潮水大學講師）",)),
        (END, ("版權所有 © 2026 潮水報",)),
        (END, ("滬ICP備20261112號", "滬公網安備31010002000001號")),
        (END, ("責任編輯：湯派克",)),
        (END, ("記者：方諾拉 編輯：湯派克",)),
        (MIDDLE, ("（圖：方諾拉）",)),
        (MIDDLE, ("山上的雷達。（方諾拉攝）",)),
        (MIDDLE, ("廣告",)),
        (END, ("網友留言", "老漁夫", "1小時前", "快與北港簽署合約！")),
        (END, ("標籤：雷達、漁業",)),
        (END, ("上一篇：碼頭收費五月起上調", "下一篇：舊燈塔放售")),
        (END, ("查看更多",)),
        (HEAD, ("2026年11月12日 10:20", "來源：潮水報")),
    ),
}
_SIMPLE = opencc.OpenCC("t2s").convert
ARTICLES["zh-Hans"] = (_SIMPLE(ARTICLES["zh-Hant"][0]), tuple(map(_SIMPLE, ARTICLES["zh-Hant"][1])))
BLOCKS["zh-Hans"] = tuple((place, tuple(map(_SIMPLE, block))) for place, block in BLOCKS["zh-Hant"])
# Lines of furniture that leak, at most.
FLOOR = {"en": 2, "pt": 1, "zh-Hant": 1, "zh-Hans": 1}


def kept_with(lang: str, place: str, block: tuple[str, ...]) -> str:
    """Give what is kept of an article with ``block`` at ``place``."""
    title, paragraphs = ARTICLES[lang]
    at = {HEAD: 0, MIDDLE: 2, END: len(paragraphs)}[place]
    return extract(title, text="\n".join((*paragraphs[:at], *block, *paragraphs[at:]))).text.text


@pytest.mark.parametrize("lang", BLOCKS)
def test_furniture_leaks_no_more_than_the_floor(lang):
    leaked = [
        line for place, block in BLOCKS[lang] for line in block if line in kept_with(lang, place, block).split("\n")
    ]
    assert len(leaked) <= FLOOR[lang], leaked


@pytest.mark.parametrize("lang", BLOCKS)
def test_no_line_of_the_article_is_lost_beside_furniture(lang):
    for place, block in BLOCKS[lang]:
        kept = kept_with(lang, place, block)
        assert [line for line in ARTICLES[lang][1] if line not in kept] == []


@pytest.mark.parametrize("lang", BLOCKS)
def test_an_article_alone_is_kept_whole(lang):
    title, paragraphs = ARTICLES[lang]
    assert extract(title, text="\n".join(paragraphs)).quarantined == ()


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        (
            "Radar opens",
            (
                "The radar opened on Monday with three aims, the joint office said in its first report.",
                "It will serve these groups of people in both towns from the first day:",
                "Fishermen",
                "Ferry crews",
            ),
        ),
        (
            "雷達啟用",
            (
                "雷達周一啟用，兩鎮居民均可使用。",
                "首份報告周二公布。",
                "第二份報告年底公布。",
                "雙方還就下一階段的工作交換了意見",
            ),
        ),
        (
            "Mail office opens",
            (
                "The new office answers the letters of both towns.",
                "It opened on Monday with twelve people, its director said.",
                "You can write to our office by letter only, and your e-mail is not read, the director told reporters.",
                "The towns share the cost, and a second office is planned.",
            ),
        ),
        (
            "Cookies fair",
            ("The bakers of both towns sell cookies and bread at the fair.", "It is open until Sunday, they said."),
        ),
    ],
)
def test_what_only_looks_like_furniture_stays(title, paragraphs):
    text = extract(title, text="\n".join(paragraphs)).text.text
    assert [line for line in paragraphs if line not in text] == []


def test_a_headline_with_the_outlet_behind_it_is_not_doubled():
    title = "Harbour towns share a radar"
    extracted = extract(
        title, text=f"{title} | Tidewater Times\nThe towns share a radar from spring, they said on Monday."
    )
    assert [left.reason for left in extracted.quarantined] == ["duplicate_title"]
