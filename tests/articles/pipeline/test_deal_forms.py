"""The regular forms in which deals are told: each verb family in four languages, passive, planned, refused."""

import pytest

from articles import reference
from articles.pipeline.deals import read_deals
from articles.pipeline.extraction import extract
from articles.pipeline.matching import find_mentions, gazetteer
from articles.pipeline.quantities import find_counts, find_dates, find_money
from articles.pipeline.tagging import tag

PUBLISHED = "2025-06-12"


def read(title, body=""):
    data = reference.load()
    text = extract(title, text=body).text
    mentions = find_mentions(text, gazetteer(data))
    tags = tag(text, mentions, data)
    found = (find_money(text), find_counts(text), find_dates(text, PUBLISHED))
    return read_deals(text, mentions, tags, *found, data, PUBLISHED)


# Headline, type, status
TOLD = [
    ("Hong Kong and Shenzhen ink cooperation agreement on clean energy", "cooperation_agreement", "signed"),
    (
        "A memorandum of understanding was signed by the Macao Government and Guangdong Province on Monday.",
        "mou",
        "signed",
    ),
    ("Memorandum signed between Hong Kong and Fujian on maritime services", "mou", "signed"),
    ("Hong Kong and Jiangxi are to sign a memorandum of understanding on tourism next week.", "mou", "planned"),
    ("Hong Kong and Kazakhstan conclude negotiations on investment agreement", "framework_agreement", "planned"),
    (
        "The framework agreement between Hong Kong and Chile will be signed in Santiago in May.",
        "framework_agreement",
        "planned",
    ),
    ("Macao and Portugal exchanged three memoranda of understanding in Lisbon today.", "mou", "signed"),
    (
        "A signing ceremony for the cooperation agreement between Hong Kong and Hubei took place today in Wuhan.",
        "cooperation_agreement",
        "signed",
    ),
    ("HKSTP seals deal with Dongguan on biotech park", "cooperation_agreement", "signed"),
    ("Hong Kong and Guangdong sign arrangement on recognition of civil judgments", "mutual_recognition", "signed"),
    (
        "The two sides reached an agreement on cross-boundary data flows between Hong Kong and Guangdong.",
        "cooperation_agreement",
        "signed",
    ),
    ("Hong Kong is in talks with Malaysia over a free trade agreement.", "framework_agreement", "talks"),
    ("Hong Kong and Thailand start talks on free trade agreement", "framework_agreement", "talks"),
    ("Macao Water and Zhuhai Water have signed a 10-year supply contract.", "procurement", "signed"),
    (
        "The agreement, signed by the University of Hong Kong and Tsinghua University in Shenzhen, covers AI.",
        "cooperation_agreement",
        "signed",
    ),
    ("Hong Kong, Guangzhou sign 14 agreements at trade fair", "cooperation_agreement", "signed"),
    ("Hong Kong and Shenzhen sign letter of intent on low-altitude flights", "letter_of_intent", "signed"),
    ("Hong Kong and Vietnam agree visa deal", "cooperation_agreement", "signed"),
    ("A new Hong Kong trade office was opened in Chengdu on Tuesday.", "launch_opening", "completed"),
    ("Hong Kong trade office opens in Riyadh", "launch_opening", "completed"),
    ("Innovation centre for Hong Kong start-ups inaugurated in Nansha", "launch_opening", "completed"),
    ("Direct coach service between Macao and Foshan begins", "launch_opening", "completed"),
    ("The Shenzhen-Hong Kong ferry route will open in March.", "launch_opening", "planned"),
    ("HSBC to open wealth centre in Guangzhou for Hong Kong clients", "launch_opening", "planned"),
    ("Cross-border payment link between Hong Kong and the mainland goes live", "launch_opening", "completed"),
    (
        "A joint laboratory of Hong Kong and Guangzhou universities has been set up in Nansha.",
        "launch_opening",
        "completed",
    ),
    ("Macao light rail extension to Hengqin enters service", "launch_opening", "completed"),
    ("Swire-owned mall opens in Shenzhen, the Hong Kong developer's first there", "launch_opening", "completed"),
    ("Mainland raises duty-free allowance for Macao and Hong Kong travellers", "policy_measure", "announced"),
    (
        "The National Immigration Administration announced new visa measures for Hong Kong and Macao residents.",
        "policy_measure",
        "announced",
    ),
    ("Rules on data transfers between Hong Kong and Guangdong take effect on June 1", "policy_measure", "announced"),
    ("Quota for cross-boundary wealth scheme between Hong Kong and Guangdong tripled", "policy_measure", "announced"),
    (
        "The State Council has approved a plan for the Shenzhen-Hong Kong technology zone.",
        "policy_measure",
        "announced",
    ),
    ("Blueprint for Guangdong-Macao zone in Hengqin published", "policy_measure", "announced"),
    ("Individual visit scheme to Hong Kong extended to eight more mainland cities", "policy_measure", "announced"),
    (
        "Hong Kong residents can now use their driving licence in Guangdong without a test.",
        "policy_measure",
        "completed",
    ),
    ("Northbound travel scheme for Hong Kong cars in Guangdong starts", "policy_measure", "announced"),
    ("Shenzhen drone maker raises HK$3 billion in Hong Kong IPO", "ipo_listing", "completed"),
    ("Guangzhou carmaker files for Hong Kong listing", "ipo_listing", "planned"),
    ("Dongguan robot firm makes debut on Hong Kong exchange", "ipo_listing", "completed"),
    ("Guangdong sells 5 billion yuan of bonds in Macao", "bond_loan", "completed"),
    ("Ministry of Finance to issue 6 billion yuan of treasury bonds in Macao next week", "bond_loan", "planned"),
    ("Hong Kong's HKEX takes 10% stake in Guangzhou exchange", "equity_investment", "announced"),
    ("Shenzhen courier buys control of Hong Kong logistics group", "acquisition", "announced"),
    ("Hong Kong's MTR wins HK$2 billion contract to run Shenzhen metro line", "construction_contract", "signed"),
    ("Macao university breaks ground on Hengqin campus", "launch_opening", "announced"),
    ("Guangdong and Macao set up 20 billion yuan fund", "fund", "announced"),
    ("HKT and Guangdong Telecom form joint venture in Shenzhen", "joint_venture", "announced"),
    ("香港與江西簽訂旅遊合作備忘錄", "mou", "signed"),
    ("粤澳两地政府今天签署科技合作协议", "cooperation_agreement", "signed"),
    ("合作備忘錄由香港海關與廣州海關今日簽署", "mou", "signed"),
    ("香港與哈薩克斯坦下月簽署投資協定", "framework_agreement", "planned"),
    ("深圳與澳門即將簽署合作框架協議", "framework_agreement", "planned"),
    ("滬港兩地機構交換十二份合作備忘錄", "mou", "signed"),
    ("香港與廣州企業簽約 項目總額二十億元", "cooperation_agreement", "signed"),
    ("港大与中山大学签约共建联合实验室", "cooperation_agreement", "signed"),
    ("香港贸发局与佛山市政府达成战略合作", "cooperation_agreement", "announced"),
    ("內地與香港簽署相互認可和執行婚姻判決的安排", "mutual_recognition", "signed"),
    ("香港科技园公司与东莞松山湖签署合作意向书", "letter_of_intent", "signed"),
    ("香港正與沙特磋商自由貿易協定", "framework_agreement", "talks"),
    ("港澳山東周開幕 簽署三十項合作", "cooperation_agreement", "signed"),
    ("粤港签署新一期东江水供水协议", "cooperation_agreement", "signed"),
    ("澳門大學與珠海市政府簽署校地合作文件", "cooperation_agreement", "signed"),
    ("李家超見證港企與湖北簽約二十個項目", "cooperation_agreement", "signed"),
    ("香港贸发局广州办事处揭牌", "launch_opening", "completed"),
    ("澳门轻轨横琴线投入运营", "launch_opening", "completed"),
    ("深港跨境巴士新線明日開通", "launch_opening", "planned"),
    ("港珠澳大橋珠海口岸新通道啟用", "launch_opening", "completed"),
    ("香港城市大學（東莞）開學", "launch_opening", "completed"),
    ("深港联合实验室在河套成立", "launch_opening", "completed"),
    ("汇丰在前海设立的创新中心正式开业", "launch_opening", "completed"),
    ("中企落户香港科学园 设立国际总部", "launch_opening", "completed"),
    ("粤港澳大湾区首个跨境数据平台上线", "launch_opening", "completed"),
    ("香港機場東莞物流園試運行", "launch_opening", "completed"),
    ("澳門—珠海直航航線首航", "launch_opening", "completed"),
    ("國家移民管理局宣布擴大赴港澳個人遊城市", "policy_measure", "announced"),
    ("国务院印发横琴粤澳深度合作区建设总体方案", "policy_measure", "announced"),
    ("「澳車北上」配額上調", "policy_measure", "announced"),
    ("《南沙深化粵港澳合作方案》公布", "policy_measure", "announced"),
    ("深圳居民赴港「一簽多行」恢復", "policy_measure", "announced"),
    ("內地放寬港澳律師在大灣區執業要求", "policy_measure", "announced"),
    ("人民银行等四部门出台金融支持前海三十条措施", "policy_measure", "announced"),
    ("港人醫療券下月起可在大灣區更多醫院使用", "policy_measure", "announced"),
    ("跨境理财通2.0正式实施", "policy_measure", "announced"),
    ("佛山美的集團在港掛牌 集資三百億元", "ipo_listing", "completed"),
    ("深圳機器人公司來港上市 集資十億元", "ipo_listing", "completed"),
    ("广州自动驾驶公司向港交所递表", "ipo_listing", "planned"),
    ("广东省政府在澳门发行二十五亿元债券", "bond_loan", "completed"),
    ("財政部下周在香港發行人民幣國債", "bond_loan", "planned"),
    ("港交所入股廣州期貨交易所 持股百分之七", "equity_investment", "announced"),
    ("深圳順豐收購香港嘉里物流控股權", "acquisition", "announced"),
    ("領展購入東莞物流資產七成半權益", "acquisition", "announced"),
    ("澳门大学横琴校区动工", "launch_opening", "announced"),
    ("中企中標澳門輕軌工程合約", "construction_contract", "signed"),
    ("粵澳合作發展基金成立", "fund", "announced"),
    ("港深合資公司在前海成立", "joint_venture", "announced"),
    ("Macau e Guangdong assinam acordo de cooperação em saúde", "cooperation_agreement", "signed"),
    ("Macau e Zhuhai vão assinar um protocolo de cooperação turística", "cooperation_agreement", "planned"),
    ("Foi assinado em Macau um memorando de entendimento com a província de Fujian.", "mou", "signed"),
    ("O memorando foi rubricado pelo Governo de Macau e pelo Governo de Hong Kong.", "mou", "signed"),
    (
        "A Universidade de Macau celebrou um protocolo com a Universidade de Coimbra.",
        "cooperation_agreement",
        "signed",
    ),
    ("Macau e Portugal negoceiam acordo de investimento", "framework_agreement", "talks"),
    ("Inaugurado em Hengqin centro de inovação para jovens de Macau", "launch_opening", "completed"),
    ("Nova linha de autocarros entre Macau e Zhuhai entra em funcionamento", "launch_opening", "completed"),
    ("A linha de Hengqin do metro ligeiro de Macau foi inaugurada na segunda-feira.", "launch_opening", "completed"),
    ("O banco vai abrir uma sucursal em Hengqin para clientes de Macau.", "launch_opening", "planned"),
    (
        "Entra em vigor isenção de vistos para residentes de Macau e Hong Kong na província de Guangdong",
        "policy_measure",
        "announced",
    ),
    (
        "Pequim alarga vistos individuais para Macau a mais cidades do Interior da China",
        "policy_measure",
        "announced",
    ),
    ("Guangdong emite em Macau obrigações de 2,5 mil milhões de yuan", "bond_loan", "completed"),
    ("O Ministério das Finanças da China vai emitir dívida pública em Macau", "bond_loan", "planned"),
    ("Empresa de Macau adquire participação em banco de Cantão", "equity_investment", "announced"),
    ("Macau e Guangdong criam fundo de cooperação de 20 mil milhões de yuan", "fund", "announced"),
    ("Lançada plataforma de pagamentos entre Macau e Hengqin", "launch_opening", "completed"),
    ("Carros de Macau passam a poder circular em Guangdong a partir de Janeiro", "policy_measure", "announced"),
    (
        "Governo de Macau adjudica obra da ponte para Zhuhai por 5 mil milhões de patacas",
        "construction_contract",
        "announced",
    ),
]

# Recalled, counted up, discussed, wished for
NOT_TOLD = [
    "Hong Kong welcomed visitors from Guangdong at the weekend, and shops in Shenzhen were full.",
    "Officials from Hong Kong and Guangzhou discussed trade over lunch.",
    "The Hong Kong Government has so far signed 22 investment agreements with 31 economies.",
    "Police from Hong Kong and Shenzhen signed off on a drug bust worth HK$3 million.",
    "香港與深圳去年簽署合作協議,至今成效良好。",
    "港府至今已與三十個經濟體簽署投資協定。",
    "李家超與廣州市長會面,雙方就合作交換意見。",
    "議員促請政府與內地研究放寬限制。",
    "深圳海關截獲走私客 涉香港旅客三名",
    "O Governo de Macau e Zhuhai assinaram no ano passado um acordo de cooperação.",
    "Residentes de Macau visitam Zhuhai no feriado",
]


@pytest.mark.parametrize(("headline", "kind", "status"), TOLD)
def test_a_headline_tells_one_deal_of_this_kind_and_status(headline, kind, status):
    assert [(deal.type, deal.status) for deal in read(headline).deals] == [(kind, status)]


@pytest.mark.parametrize("headline", NOT_TOLD)
def test_a_headline_without_news_of_a_deal_tells_none(headline):
    reading = read(headline)
    assert not reading.deals
    assert reading.no_deal


# Sentence, parties in the order of the text
SIDES = [
    ("香港贸发局、广东省贸促会与中银香港签署合作协议", ("香港贸发局", "广东省贸促会", "中银香港")),
    ("香港理工大學跟佛山市政府簽訂合作備忘錄", ("香港理工大學", "佛山市政府")),
    ("中銀香港及深圳證券交易所簽署合作備忘錄", ("中銀香港", "深圳證券交易所")),
    ("香港、澳門及廣東三地簽署青年合作協議", ("香港", "澳門", "廣東")),
    ("金發局與博斯普魯斯金融中心簽署諒解備忘錄", ("金發局", "博斯普魯斯金融中心")),
    ("O Governo da RAEM e a Universidade de Coimbra assinaram um acordo",
     ("Governo da RAEM", "Universidade de Coimbra")),
    ("Cyberport signed agreements with Tencent and Huawei in Shenzhen on Friday",
     ("Cyberport", "Tencent", "Huawei")),
    ("HKSTP signed a memorandum with the Dongguan Municipal Government on Tuesday",
     ("HKSTP", "Dongguan Municipal Government")),
    ("特區政府歡迎內地當局宣布放寬赴港簽注措施", ("內地當局",)),
    ("全國人大常委陳大文歡迎國家移民管理局放寬赴港簽注措施", ("國家移民管理局",)),
    ("国家移民管理局今日宣布放宽赴港澳签注政策", ("国家移民管理局",)),
    ("A route linking Macau and Hengqin will open on August 1", ()),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "parties"), SIDES)
def test_those_who_sign_or_issue_are_the_parties(sentence, parties):
    reading = read("Notes of the day", sentence + ("。" if sentence[-1] > "\u4e00" else "."))
    assert [deal.parties for deal in reading.deals] == [parties]


def test_a_headline_that_asks_tells_nothing():
    assert not read("Will Hong Kong and Shenzhen sign a framework agreement?").deals


def test_a_paper_called_off_is_cancelled_and_keeps_its_rung():
    (deal,) = read("Hong Kong developer pulls out of memorandum with Zhuhai").deals
    assert (deal.type, deal.status, deal.rung, deal.is_signal) == ("mou", "cancelled", "mou", False)


def test_confidence_rises_with_what_the_text_says():
    bare = read("Innovation centre opens in Nansha").deals
    full = read("Hong Kong and Guangdong sign cooperation agreement", "The two governments signed it on Monday.").deals
    assert bare[0].confidence < full[0].confidence <= 0.95


def test_another_in_the_next_sentence_does_not_part_a_headline_from_its_signing():
    found = read(
        "深圳機場集團與香港機管局簽協議", "深圳機場集團與香港機管局昨日簽署合作協議。另外，雙方將加強人員交流。"
    ).deals
    assert [deal.type for deal in found] == ["cooperation_agreement"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Macao and Zhuhai sign agreement",
            "The Macao government and the Zhuhai municipal government signed a cooperation agreement today. "
            "Under the agreement, the two sides will open a joint laboratory in Hengqin.",
        ),
        ("澳門與珠海簽署合作協議", "澳門特區政府與珠海市政府今日簽署合作協議。根據協議，雙方將在橫琴設立聯合實驗室。"),
        (
            "Macau e Zhuhai assinam acordo",
            "O Governo de Macau e o município de Zhuhai assinaram hoje um acordo de cooperação. "
            "Nos termos do acordo, será inaugurado um laboratório conjunto em Hengqin.",
        ),
    ],
)
def test_what_an_agreement_provides_for_belongs_to_its_record(title, body):
    assert [deal.type for deal in read(title, body).deals] == ["cooperation_agreement"]
