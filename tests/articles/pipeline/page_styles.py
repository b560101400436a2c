"""Own pages in the manner of many sites: an article's paragraphs with the furniture of its style around and between.

A style is a language and the lines of its page in order; ``P1`` … ``P5`` stand for the article's paragraphs. Each
page is made twice, as plain text and as HTML. Names of sites and people are invented; the deals in the teasers are
well formed, because that is the trap.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass

ARTICLES = {
    "en": (
        "Two ports begin a night ferry",
        (
            "A night ferry between Hong Kong and Zhuhai begins next month, the two port offices said on Friday.",
            "The ferry leaves at eleven in the evening and takes seventy minutes, twenty fewer than the day boat.",
            "“Shop workers have waited long for this,” said Wong Siu-ming, who heads the passengers' union.",
            "A single ticket costs HK$180, and children under six travel free of charge.",
            "The offices will look at the numbers after half a year and may add a second boat.",
        ),
    ),
    "pt": (
        "Dois portos lançam barco nocturno",
        (
            "Um barco nocturno entre Macau e Zhuhai começa no próximo mês, disseram na sexta-feira os dois portos.",
            "A viagem parte às onze da noite e demora setenta minutos, menos vinte do que a diurna.",
            "“Os empregados das lojas esperavam isto há muito”, disse Rui Matos, que dirige a união de passageiros.",
            "O bilhete simples custa 180 patacas e as crianças até aos seis anos não pagam.",
            "Os portos avaliam os números ao fim de meio ano e podem acrescentar um segundo barco.",
        ),
    ),
    "zh-Hant": (
        "兩地碼頭開辦夜航渡輪",
        (
            "香港與珠海之間的夜航渡輪將於下月啟航，兩地碼頭管理處周五公布。",
            "渡輪每晚十一時開出，航程七十分鐘，較日間班次快二十分鐘。",
            "乘客聯會主席黃小明說：「店員等這班船等了很久。」",
            "單程票價一百八十元，六歲以下兒童免費。",
            "管理處會在半年後檢討乘客數字，或會加開第二班船。",
        ),
    ),
    "zh-Hans": (
        "两地码头开办夜航渡轮",
        (
            "深圳与珠海之间的夜航渡轮将于下月启航，两地码头管理处周五公布。",
            "渡轮每晚十一时开出，航程七十分钟，比日间班次快二十分钟。",
            "乘客联合会主席黄小明说：“店员等这班船等了很久。”",
            "单程票价一百八十元，六岁以下儿童免票。",
            "管理处将在半年后评估乘客人数，可能加开第二班船。",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of one style: its language and its lines in order, of which ``P1`` … ``P5`` are the article's."""

    style: str
    lang: str
    lines: tuple[str, ...]

    @property
    def title(self) -> str:
        """The article's headline."""
        return ARTICLES[self.lang][0]

    @property
    def article(self) -> tuple[str, ...]:
        """The lines that are to be kept."""
        return ARTICLES[self.lang][1]

    @property
    def noise(self) -> tuple[str, ...]:
        """The lines that are not."""
        return tuple(line for line in self.lines if line not in _PLACES)

    def as_text(self) -> str:
        """The page as a reader copies it."""
        return "\n".join(self._told())

    def as_html(self) -> str:
        """The page without a hint in its markup: all lines are blocks of one kind, only the headline is marked."""
        lines = "\n".join(f"<p>{html.escape(line)}</p>" for line in self._told())
        return (
            f"<!doctype html><html><head><title>{self.title}</title></head><body><article><h1>{self.title}</h1>"
            f"{lines}</article></body></html>"
        )

    def _told(self) -> Sequence[str]:
        return [self.article[_PLACES.index(line)] if line in _PLACES else line for line in self.lines]


_PLACES = ("P1", "P2", "P3", "P4", "P5")


def _page(style: str, lang: str, block: str) -> Page:
    return Page(style, lang, tuple(line.strip() for line in block.strip().split("\n")))


FIRST = (
    _page("WordPress", "en", """
        Skip to content
        Quayside Weekly
        Voices from the water's edge
        Home
        About
        Posted on November 20, 2026 by admin
        P1
        P2
        Share this:
        Click to share on Twitter (Opens in new window)
        Click to share on Facebook (Opens in new window)
        P3
        P4
        P5
        Like this:
        Loading...
        Related
        Guangzhou and Macau sign HK$3 billion hospital agreement
        November 2, 2026
        In "Health"
        Posted in Transport. Bookmark the permalink.
        Published by admin
        View all posts by admin
        2 thoughts on “Two ports begin a night ferry”
        Old salt says:
        November 21, 2026 at 7:14 am
        They should sign with Foshan too.
        Reply
        Proudly powered by WordPress
    """),
    _page("Drupal department", "en", """
        Skip to main content
        Main navigation
        Department of Harbours
        Breadcrumb
        Home / Media / Press releases
        Press release
        Friday, November 20, 2026
        P1
        P2
        P3
        P4
        P5
        Ends/Friday, November 20, 2026
        Issued at HKT 17:30
        NNNN
        Photo
        Print this page
        Today's press releases
        Shenzhen and Hong Kong sign memorandum on cross-boundary data
        Subscribe to press releases by email
        Last review date: 20 November 2026
        Web Accessibility Recognition Scheme
    """),
    _page("AMP daily", "en", """
        Open in app
        SUBSCRIBE
        LIVE: Typhoon signal may rise tonight
        Transport | Hong Kong
        By Carrie Lo
        Updated 20 Nov 2026, 06:15 PM
        Follow us on Google News
        P1
        P2
        [The ferry at its berth. PHOTO: CARRIE LO]
        P3
        ADVERTISING
        P4
        P5
        ALSO READ: Dongguan and Macau sign 500 million yuan chip deal
        For more stories, download our app here.
        Join our Telegram channel for breaking news alerts
        Trending Now
        Why your kettle is so loud
        Ten noodle shops to try this winter
        Get our best stories in your inbox every morning
        By signing up, you agree to our Privacy Policy and T&Cs.
        MORE ON THIS TOPIC
        Zhuhai signs port deal with Hong Kong operator
        Harbour bus routes to change
        SPONSORED STORIES
    """),
    _page("live blog", "en", """
        What you need to know
        Key events
        Live
        P1
        P2
        11.42am
        P3
        Updated at 11.55 HKT
        Share
        P4
        This is a live blog. Refresh the page for updates.
        P5
        That's all from us today. Thanks for reading.
        Most viewed
        1
        Guangzhou, Hong Kong agree on HK$8 billion rail fund
        2
        Five walks with a view
        You've reached your article limit.
        Already have an account? Sign in
        Unlock this article for $1
        Cancel anytime.
    """),
    _page("Macao newspaper", "pt", """
        Sexta-feira, Novembro 20, 2026
        Assine já
        Jornal do Cais
        Início Sociedade Dois portos lançam barco nocturno
        Sociedade
        Por Marta Reis
        - 20 Nov 2026
        0
        Facebook
        Twitter
        P1
        P2
        Foto de Marta Reis
        P3
        Pub.
        P4
        P5
        Marta Reis
        marta@cais.example
        Artigo anterior
        Macau e Cantão assinam acordo de mil milhões de patacas
        Próximo artigo
        Festival de luzes volta em Dezembro
        ARTIGOS RELACIONADOS
        Hengqin e Macau firmam protocolo sobre turismo
        MAIS DO AUTOR
        DEIXE UMA RESPOSTA
        Por favor digite seu comentário!
        Por favor, digite seu nome aqui
        SOBRE NÓS
        Jornal do Cais é um diário de língua portuguesa.
    """),
    _page("Portuguese portal", "pt", """
        Ir para o conteúdo
        Última hora
        Economia
        20.11.2026 às 18h15
        Agência do Mar
        Ouvir
        Tamanho do texto
        P1
        P2
        LEIA TAMBÉM:
        Zhuhai e Macau assinam contrato de 300 milhões de patacas
        P3
        Conteúdo continua após a publicidade
        P4
        P5
        AM // MR
        Agência do Mar/Fim
        Tem uma dúvida ou uma sugestão? Escreva-nos.
        Gostou deste artigo? Partilhe-o com os seus amigos.
        Se gostou deste artigo, apoie o nosso trabalho.
        Newsletter
        Receba as notícias da manhã no seu email
        Li e aceito a política de privacidade
        Mais Lidas
        Governo assina memorando com Shenzhen
        Este site utiliza cookies. Ao continuar a navegar está a concordar com a sua utilização.
        Ficha técnica
        Estatuto editorial
    """),
    _page("HK paper", "zh-Hant", """
        即時
        港聞
        社會新聞
        撰文：李小燕
        出版：2026-11-20 17:30 更新：2026-11-20 18:02
        P1
        P2
        夜航渡輪停泊碼頭。（李小燕攝）
        +2
        P3
        相關文章：深圳香港簽署五十億元科技合作協議↓↓↓
        P4
        P5
        點擊圖片放大
        立即訂閱《碼頭日報》YouTube頻道
        同場加映：東莞企業與澳門大學簽約
        延伸閱讀：
        廣州與香港簽署醫療合作備忘錄
        「碼頭日報」網上版 全港最快
        ---
        下載App 睇更多
        ADVERTISEMENT
        生活熱話
        人氣文章
        佛山港商簽訂二十億元廠房合約
        記者：李小燕
    """),
    _page("HK broadcaster", "zh-Hant", """
        新聞
        2026-11-20 HKT 17:30
        分享本文章
        列印
        P1
        P2
        P3
        P4
        P5
        最後更新：18:02
        本台最新新聞
        珠海與香港簽署航運協議 2026-11-20 HKT 16:40
        天文台料周末天氣轉涼 2026-11-20 HKT 16:12
        新聞訊息
        意見調查
        電台節目重溫
        版權所有，不得轉載
    """),
    _page("HK free sheet", "zh-Hant", """
        熱門搜尋
        夜航
        消費券
        發佈時間: 2026/11/20 17:30
        最後更新時間: 2026/11/20 18:02
        讚好
        P1
        廣告（請繼續閱讀本文）
        P2
        圖片來源：碼頭管理處
        P3
        P4
        ▼▼▼按圖看更多夜航相片▼▼▼
        P5
        資料來源：碼頭管理處
        【你點睇？】
        你會坐夜船嗎？投票話畀我哋知
        想睇更多精彩內容，即Follow我們的IG
        Text by BossMind Editorial
        編輯推介
        深港簽署百億基建合約
        十大冬日火鍋店
        最Hit
    """),
    _page("Mainland portal", "zh-Hans", """
        首页 > 新闻中心 > 国内新闻 > 正文
        2026-11-20 17:30:12 来源：码头网
        字号：A- A+
        我有话说(12人参与)
        P1
        P2
        P3
        P4
        P5
        （责任编辑：王小红）
        免责声明：本网转载此文仅为传递更多信息，不代表本网观点。
        投诉邮箱：ts@dock.example
        相关阅读：
        广州与澳门签署三十亿元合作协议
        中山珠海签约共建产业园
        热门推荐
        冬天吃什么最暖身
        打开APP，阅读体验更佳
        新闻热线：0755-12345678
        关于我们 - 广告服务 - 网站地图 - 诚聘英才
    """),
    _page("Mainland business account", "zh-Hans", """
        码头财经
        关注
        2026-11-20 17:30
        发布于：广东省
        原创 王小红 码头财经
        点击上方蓝字关注我们
        P1
        P2
        图源：码头管理处
        P3
        P4
        P5
        —END—
        文 | 王小红
        欢迎转发、点赞、在看
        商务合作请联系微信：dock2026
        本文为码头号作者上传并发布，仅代表该作者观点。
        返回码头，查看更多
        平台声明：该文观点仅代表作者本人，码头号系信息发布平台。
        阅读 (1.2万)
        大家都在搜
        深圳香港签署百亿合作协议
        佛山车企签下大单
    """),
    _page("Mainland government", "zh-Hans", """
        无障碍
        网站支持IPv6
        当前位置：首页>政务公开>工作动态
        两地码头开办夜航渡轮
        发布时间：2026-11-20 信息来源：市港务局
        浏览次数：238次
        【字体：大 中 小】
        P1
        P2
        P3
        P4
        P5
        扫一扫在手机打开当前页
        【打印本页】 【关闭窗口】
        附件：
        相关链接
        上一条：珠海市与澳门签署旅游合作框架协议
        下一条：港务局召开安全会议
        主办单位：市港务局 网站标识码：4404000001
        粤ICP备12345678号 粤公网安备44040002000001号
        政府网站找错
    """),
)  # fmt: skip

# Written after the rules had been read against FIRST: what these show at first look is the honest figure.
SECOND = (
    _page("regional magazine", "en", """
        Toggle navigation
        Estuary Magazine
        Issue 48 / Winter
        Longreads
        TRANSPORT
        Text: Priya Nair
        5 mins
        P1
        P2
        Image: Estuary archive
        P3
        Story continues after the ad
        P4
        P5
        Enjoyed this story? Tell a friend.
        Help keep Estuary independent with a small donation.
        Priya Nair
        Senior staff writer
        Priya has written for Estuary since 2020.
        Keep reading
        Macau and Foshan sign a 2 billion yuan clinic deal
        A winter garden on the fourth floor
        Never miss an issue
        Choose your plan
        Publisher: Estuary House
    """),
    _page("business wire", "en", """
        Markets
        HSI 24,310 +0.4%
        USD/CNY 7.11 -0.1%
        HONG KONG, Nov 20
        Nov 20, 2026 6:15 PM GMT+8
        Save
        P1
        P2
        P3
        P4
        P5
        (Reporting by Dan Ho; Editing by Eve Li)
        Our Standards: The Trust Principles.
        Purchase Licensing Rights
        Suggested Topics:
        Ports
        Read Next
        Shenzhen chipmaker signs HK$900 million loan with Hong Kong banks
        Business category · November 19, 2026
        Ferry makers expect slow year
        Delays at least 15 minutes
        Follow @danho on X
        All quotes delayed a minimum of 15 minutes.
    """),
    _page("university newsroom", "en", """
        Information for
        Students
        Staff
        Newsroom
        20 Nov 2026
        P1
        P2
        Caption: The ferry at its berth
        P3
        P4
        P5
        - End -
        About the Institute of Ports
        For media enquiries, please contact Ms Lo on 2345 6789.
        High-resolution photos can be downloaded here.
        Latest
        Institute signs partnership with Guangzhou academy
        Back to list
        Stay connected
        Address: 1 Pier Road, Hong Kong
    """),
    _page("Brazilian portal", "pt", """
        Menu
        Mundo
        Publicado em 20/11/2026 - 18:15
        Atualizado há 2 dias
        Por Redação
        Compartilhe
        P1
        P2
        Crédito: Porto do Sul
        P3
        Continua após o anúncio
        P4
        P5
        Edição: Lia Prado
        Fonte: Agência Porto
        Siga nosso canal no WhatsApp e receba as notícias no celular
        Veja mais sobre:
        Macau
        Você viu?
        Shenzhen e Macau assinam contrato de 800 milhões de yuans
        Chuva forte chega amanhã
        Quer receber notícias como esta?
        Cadastre-se grátis
        Os comentários são de responsabilidade dos autores.
        Entre para comentar
    """),
    _page("Macao government", "pt", """
        Portal do Governo
        Tamanho da letra: A A A
        Direcção dos Portos
        2026-11-20 18:15
        Gabinete de Informação
        P1
        P2
        P3
        P4
        P5
        Ver galeria
        Fotografia 1 de 3
        Há algum problema com esta página?
        Notícias relacionadas
        RAEM e Zhongshan assinam acordo de cooperação
        Outras línguas
        Termos de utilização
        Data da última actualização: 20 de Novembro de 2026
    """),
    _page("radio station", "pt", """
        Em directo
        Agora no ar: Manhã do Porto
        Rádio do Rio
        20 nov, 2026 - 18:15 • Rita Vaz
        P1
        P2
        P3
        P4
        P5
        Ouça o podcast
        Clique para ouvir
        Saiba mais sobre este tema
        Zhuhai assina com Macau acordo sobre água
        Comentários
        Tem 1500 caracteres disponíveis
        Todos os campos são de preenchimento obrigatório.
        Termos e Condições
        Destaques V+
    """),
    _page("HK finance site", "zh-Hant", """
        恒指 24310 +96
        財經新聞
        即市新聞
        2026年11月20日 星期五 17:30
        我要回應
        P1
        P2
        【專頁】一文睇清夜航渡輪
        P3
        P4
        P5
        (ml/t)
        《碼頭財經》
        ~
        免責聲明：以上資訊僅供參考
        報價延遲最少十五分鐘
        更多碼頭財經文章
        深圳港口公司與香港基金簽訂十億元協議
        你認為夜航渡輪收費合理嗎？
        立即投票
        緊貼財經消息，即上碼頭財經Telegram
    """),
    _page("HK lifestyle site", "zh-Hant", """
        旅遊
        By Mandy Lee on 20 Nov 2026
        P1
        Photo from 碼頭管理處Facebook
        P2
        P3
        點擊下一頁睇埋船上設施
        P4
        P5
        Text: Mandy Lee
        更多有趣文章：
        澳門酒店與珠海商會簽約
        唔想錯過最新着數？
        Like埋我哋Facebook專頁
        編輯：Mandy
        Tags:
        夜航
        珠海
    """),
    _page("Taiwan paper", "zh-Hant", """
        要聞
        2026/11/20 17:30
        碼頭社記者林小玉／香港報導
        用LINE傳送
        P1
        P2
        夜航渡輪啟航前測試。圖／碼頭社提供
        P3
        請繼續往下閱讀
        P4
        P5
        ※ 飲酒過量，有害健康
        不用抽 不用搶 現在用APP看新聞 保證天天中獎
        點我下載APP
        看更多
        廣州與香港簽署海水淡化合約
        ★加入好友
        人氣點閱榜
        一年最冷的一天
    """),
    _page("Mainland local paper", "zh-Hans", """
        数字报
        码头晚报 2026年11月20日 第A03版
        上一版 下一版
        本报讯（记者 王小红 通讯员 李大海）
        P1
        P2
        码头管理处供图
        P3
        P4
        P5
        采写：码头晚报记者 王小红
        一审：李海 二审：张山 三审：陈林
        稿源：码头晚报
        本文来自网络，如有侵权请联系删除
        你可能还想看
        佛山与香港签署二十亿元新能源协议
        秋冬养生三件事
        有线索请拨打热线电话：0756-1234567
        新闻多看点
        码头晚报版权所有
    """),
    _page("Mainland video site", "zh-Hans", """
        登录/注册
        播报
        暂停
        2026-11-20 17:30
        广东
        码头号官方账号
        P1
        P2
        P3
        P4
        P5
        举报/反馈
        大家还在搜
        深圳港与澳门港签约
        作者最新文章
        码头开放日报名开始
        设为首页
        ©码头号 使用前必读 意见反馈
        京ICP证030173号
    """),
    _page("Mainland agency", "zh-Hans", """
        WAP版
        English Edition
        码头社
        两地码头开办夜航渡轮
        2026年11月20日 17:30 来源：码头社
        大字体
        小字体
        分享到：
        码头社珠海11月20日电
        P1
        P2
        P3
        P4
        P5
        【编辑:王小红】
        发表评论 文明上网理性发言，请遵守新闻评论服务协议
        国内新闻精选：
        中山与香港签署十亿元冷链协议
        2026年11月20日 16:12:40
        更多精彩内容请进入国内新闻
        本网站所刊载信息，不代表码头社观点。 刊用本网站稿件，务经书面授权。
        未经授权禁止转载、摘编、复制及建立镜像，违者将依法追究法律责任。
    """),
)  # fmt: skip
