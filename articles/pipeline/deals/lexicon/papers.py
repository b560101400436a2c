"""Words of papers and of signing them."""

TABLE = {
    "doc": {
        "mou": (
            "memorandum|memorandums|memoranda|mou|mous|memorandum of understanding"
            "|memorandums of understanding|memoranda of understanding|memorandum of cooperation"
            "|memorandum of co-operation|cooperation memorandum|partnership memorandum|non-binding deals"
            "|non-binding agreements|non-binding deal|non-binding agreement|备忘录|谅解备忘录|合作备忘录"
            "|memorando|memorandos|memorando de entendimento|memorandos de entendimento"
        ),
        "letter_of_intent": (
            "letter of intent|letters of intent|意向书|合作意向书|意向协议|carta de intenções"
            "|cartas de intenções|合作意向"
        ),
        "framework_agreement": (
            "framework agreement|framework agreements|cooperation framework|co-operation framework"
            "|framework deal|framework pact|framework arrangement|free trade agreement|free trade agreements"
            "|free trade pact|free trade deal|free-trade agreement|free-trade pact|free-trade deal|fta|cepa"
            "|closer economic partnership arrangement|regional comprehensive economic partnership|rcep"
            "|investment agreement|investment agreements|investment promotion and protection agreement"
            "|investment protection agreement|treaty|treaties|double taxation agreement"
            "|comprehensive avoidance of double taxation agreement|框架协议|合作框架协议|框架协定|合作框架"
            "|自贸协定|自由贸易协定|自贸协议|自由贸易协议|投资协定|投资保护协定|促进和保护投资协定|条约|公约"
            "|更紧密经贸关系安排|双重征税协定|避免双重课税协定|全面性避免双重课税协定"
            "|区域全面经济伙伴关系协定|acordo-quadro|acordo quadro|acordo de comércio livre"
            "|acordo de livre comércio|convenção|tratado|acordo de investimento|acordo fiscal"
            "|acordo para evitar a dupla tributação|dupla tributação"
        ),
        "cooperation_agreement": (
            "agreement|agreements|cooperation agreement|cooperation agreements|co-operation agreement"
            "|arrangement|arrangements|documents|work plan|joint declaration|charter|co-operation agreements"
            "|partnership agreement|partnership agreements|cooperation pact|cooperation arrangement"
            "|cooperation arrangements|protocol|protocols|tie-up|cooperation document|cooperation documents"
            "|cooperation plan|协议|协议书|协定|供水协议|框架安排|合作声明|合作宣言|合作协议|合作协定"
            "|战略合作协议|议定书|合作文件|合作安排|共建协议|合作计划书|acordo|acordos|acordo de cooperação"
            "|acordos de cooperação|protocolo|protocolos|protocolo de cooperação|protocolos de cooperação"
            "|acordo de parceria"
        ),
        "deal": "deal|deals|trade deals|pact|pacts|accord|accords|contract|合约|合同|安排",
        "mutual_recognition": (
            "mutual recognition arrangement|mutual recognition arrangements|mutual recognition agreement"
            "|mutual recognition agreements|recognition of judgments|recognition of judgements"
            "|recognition of qualifications|reciprocal recognition|recognition of civil judgments"
            "|recognition arrangement|recognition agreement|相互认可|相互承认|mutual recognition|互认安排"
            "|互认协议|相互认可安排|互认协定|资格互认|acordo de reconhecimento mútuo|reconhecimento mútuo"
            "|互认安排行动计划"
        ),
        "joint_venture": (
            "joint venture|joint ventures|joint-venture|venture with|venture for|合资公司|合资企业|合营公司"
            "|合营企业|合资协议|empresa conjunta|empresa mista"
        ),
    },
    "project": {
        "cooperation_agreement": (
            "projects|project|contracts|项目|合作项目|投资项目|招商项目|项合作|项经贸合作|projetos|projectos"
        ),
    },
    "ceremony": {
        "signed": (
            "signing ceremony|signing of|signings|signing event|签署仪式|签约仪式|签字仪式"
            "|cerimónia de assinatura|assinatura de|assinatura do|assinatura da"
        ),
    },
    "sign": {
        "done": (
            "signed|inked|penned|concluded|sealed|struck|clinched|entered into|initialled|initialed|exchanged"
            "|agreed|assinou|assinaram|assinado|assinada|assinados|assinadas|celebrou|celebraram|celebrado"
            "|celebrados|firmou|firmaram|rubricou|rubricaram|rubricado|rubricados|formalizou|formalizaram"
            "|firmado|firmados"
        ),
        "now": (
            "sign|signs|ink|inks|pen|seals|seal|agree|agrees|strike|strikes|conclude|concludes|enter into"
            "|clinch|clinches|assina|assinam|firma|firmam|celebram"
        ),
        "ing": "signing|inking|concluding|sealing|entering into|assinando|agreeing",
        "base": "assinar|celebrar|firmar",
        "zh": "签署|签订|签定|签下|签了|签约|缔结|订立|草签|交换|达成|签",
    },
    "reach": {
        "done": "reached|has reached|chegaram a",
        "now": "reach|reaches",
        "ing": "reaching",
        "base": "chegar a",
    },
    "partner": {
        "done": (
            "partnered with|teamed up with|joined hands with|joined forces with"
            "|formed a strategic partnership|entered a partnership|forged a partnership|formed a partnership"
            "|established a strategic partnership|fez parceria|estabeleceram uma parceria"
        ),
        "now": (
            "partners with|partners on|partner on|partner to|partner with|teams up with|team up"
            "|joins hands with|join hands|joins forces with|forge partnership|forms partnership"
            "|form partnership"
        ),
        "zh": (
            "结成策略伙伴|结成战略伙伴|结为战略合作伙伴|建立战略合作关系|建立策略性合作|建立合作伙伴关系"
            "|达成战略合作|达成策略合作|达成合作|缔结合作|结成伙伴|携手合作|成为战略合作伙伴|建立伙伴关系"
            "|建立战略伙伴关系|展开合作|开展战略合作"
        ),
    },
}
