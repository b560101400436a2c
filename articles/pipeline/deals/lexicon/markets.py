"""Words of companies, money, land and works."""

TABLE = {
    "ipo": {
        "verb": (
            "go public|files for|filed for|file for|went public|goes public|debut|debuts|debuted|listed|list"
            "|lists|start trading|started trading|began trading|begin trading|make its debut|made its debut"
            "|makes its debut|挂牌|上市|首挂|首日挂牌|招股|挂牌上市|开始买卖|递表|通过聆讯|entrar em bolsa"
            "|estreou-se em bolsa"
        ),
        "noun": (
            "ipo|ipos|initial public offering|share sale|listing|flotation|listing application|share offering"
            "|h-share|h shares|h-shares|首次公开招股|首次公开发行|上市申请|招股书|新股|发售价|发行上市"
            "|上市聆讯|h股|主板|聆讯|招股价|公开发售|oferta pública inicial"
        ),
    },
    "bond": {
        "noun": (
            "bond|bonds|notes|bills|central bank bills|treasury bills|treasury bonds|sovereign bonds"
            "|government bonds|yuan bonds|renminbi bonds|green bonds|municipal bonds|dim sum bonds|loan"
            "|credit facility|syndicated loan|国债|债券|人民币国债|地方政府债券|绿色债券|离岸人民币债券"
            "|点心债|政府债券|票据|银团贷款|贷款|obrigações|títulos de dívida|dívida pública|empréstimo"
        ),
    },
    "issue": {
        "done": "issued|sold|raised|priced|tapped|emitiu|emitiram|emitidas|colocou",
        "now": "issue|issues|sell|sells|price|prices|raise|emite|emitem",
        "ing": "issuing|selling|issuance|emissão",
        "base": "emitir|vender",
        "zh": "发行|增发|发售|续发|簿记|招标|定价|获得|发债",
    },
    "fund": {
        "noun": (
            "fund|funds|funding scheme|fund of funds|joint fund|investment fund|guidance fund|industry fund"
            "|基金|产业基金|母基金|引导基金|合作基金|投资基金|资助基金|发展基金|fundo|fundos"
            "|fundo de investimento"
        ),
    },
    "land": {
        "noun": (
            "land|site|sites|plot|plots|parcel|parcels|land parcels|land tender|lot|土地|地块|用地|地皮|片区"
            "|幅地|幅土地|terreno|terrenos"
        ),
        "verb": (
            "tender|tenders|sell|sold|auction|auctioned|award|awarded|put up for sale|put up for tender"
            "|up for sale|up for tender|out to tender|招标|拍卖|竞得|投得|拍得"
            "|出让|批出|批地|推出市场|卖地|leilão|concessão"
        ),
    },
    "contract": {
        "noun": (
            "construction contract|works contract|engineering contract|design and build"
            "|design, build and operate|build and operate|design, build|tender for construction"
            "|expressions of interest|expression of interest|工程合约|工程合同|建造合约|施工合同|承建合约"
            "|意向邀请|意向书邀请|邀请意向书|邀请意向|工程标书|一口价合约|营运合约|设计、建造|empreitada"
            "|contrato de construção|obra da|obra do|obras da|obras do"
        ),
        "verb": (
            "broke ground|breaks ground|break ground|ground-breaking|groundbreaking|start construction"
            "|started construction|construction began|construction starts|construction started|动工|动土|奠基"
            "|开工|破土|中标|批出合约|批出工程|展开工程|招标|邀请意向|邀请市场|adjudica|adjudicou|adjudicada"
            "|adjudicado|concurso público"
        ),
    },
    "acquire": {
        "done": "acquired|bought|took over|bought out|completed the acquisition|adquiriu|comprou",
        "now": "acquire|acquires|buys|takes over|take over|buy out|adquire|compra|compram",
        "ing": "acquiring|acquisition of|acquisition|takeover|buyout|buying|aquisição",
        "base": "adquirir|comprar",
        "zh": "收购|并购|全购|买入控股权|私有化|购入|买入|买下|购得",
    },
    "stake": {
        "noun": (
            "stake|stakes|minority stake|shares in|equity stake|per cent stake|percent stake|股权|股份"
            "|participação|入股|战略入股|注资|增资"
        ),
    },
    "invest": {
        "done": "invested|injected|investiu|investiram",
        "now": "invest|invests|inject|injects|investe",
        "ing": "investing|capital injection|funding round|series a|series b|series c|investimento",
        "base": "investir",
        "zh": "投资|注资|入股|领投|增资|融资轮|战略投资",
    },
    "procure": {
        "noun": (
            "purchase order|purchase orders|supply agreement|supply contract|procurement contract"
            "|aircraft order|order for|采购协议|采购合同|采购合约|供应协议|订单|购机协议|采购意向|顾问合约"
            "|顾问服务合约|contrato de fornecimento|water supply contract|consultancy|consultancy contract"
            "|consultancy agreement|lead consultant"
        ),
    },
}
