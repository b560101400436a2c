"""One conference told four times in words of our own: two versions of one report, a Traditional, a Simplified one."""

INK = (
    "Hong Kong and Zhejiang ink partnership on smart cities, AI and fintech",
    "\n\n".join(
        (
            "Hong Kong has signed a partnership memorandum with Zhejiang province covering 13 areas of co-operation and"
            " 51 projects, among them smart cities, artificial intelligence and fintech.",
            "Chief Executive John Lee Ka-chiu announced the partnership at the first plenary of the Hong Kong/Zhejiang"
            " Co-operation Conference, a mechanism that the two sides have newly set up.",
            "The partnership memorandum was signed on Thursday at the Zhejiang-Hong Kong Cooperation Conference in"
            " Hangzhou, where Lee spent the third day of his visit.",
            "The areas include the Belt and Road Initiative, trade and investment, finance and aviation, the Hong Kong"
            " government said.",
            "Meanwhile, the two sides also signed four cooperation agreements and letters of intent, which cover"
            " technology, housing, trade and youth development.",
        )
    ),
)
SIGN = (
    "Hong Kong and Zhejiang sign partnership on smart cities, AI and fintech",
    INK[1].replace(
        "The areas include the Belt and Road Initiative, trade and investment, finance and aviation",
        "The areas include the Belt and Road Initiative, trade and investment, finance, aviation, biomedicine,"
        " microelectronics, new materials and new energy",
    ),
)
TRADITIONAL = (
    "浙港合作會議在杭州舉行　簽署合作備忘錄涵蓋13個範疇",
    "浙港合作會議第一次全體會議在杭州舉行，香港特區政府與浙江省人民政府簽署合作備忘錄，訂明13個合作範疇及51個合作項目，"
    "涵蓋金融科技、人工智能和智慧城市。\n\n"
    "行政長官李家超表示，浙港合作會議機制今日成立，兩地合作進入新階段。\n\n"
    "雙方另外簽署4份合作備忘錄和意向書，涉及科技創新、房屋、貿易和青年發展。",
)
SIMPLIFIED = (
    "香港与浙江建立合作会议机制　就13个合作领域达成共识",
    "香港特别行政区政府与浙江省人民政府4月24日在杭州举行浙港合作会议第一次全体会议，双方签署合作备忘录，"
    "就13个合作领域、51个合作项目达成共识。\n\n"
    "行政长官李家超说，浙港合作会议机制的建立为两地的金融科技、人工智能和智慧城市合作提供新平台。",
)
