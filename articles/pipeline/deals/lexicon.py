"""The words that deals are told with: grammar, not facts.

Each kind has values, each value its phrases (``|`` between them), Chinese ones
in Simplified script (both scripts match). Values of verbs are their form:
``done`` (signed, opened), ``now`` (a headline's present, "sign", "opens"),
``ing`` and ``base`` (an infinitive); Chinese verbs have no form and are ``zh``.
"""

from articles.pipeline.deals.phrases import Phrases

TABLE = {
    # -- papers
    "doc": {
        "mou": (
            "memorandum|memorandums|memoranda|mou|mous|memorandum of understanding|memorandums of understanding"
            "|memoranda of understanding|memorandum of cooperation|memorandum of co-operation|cooperation memorandum"
            "|partnership memorandum|non-binding deals|non-binding agreements|non-binding deal|non-binding agreement"
            "|备忘录|谅解备忘录|合作备忘录|memorando|memorandos|memorando de entendimento|memorandos de entendimento"
        ),
        "letter_of_intent": (
            "letter of intent|letters of intent|意向书|合作意向书|意向协议|carta de intenções|cartas de intenções"
            "|合作意向"
        ),
        "framework_agreement": (
            "framework agreement|framework agreements|framework deal|framework pact|framework arrangement"
            "|free trade agreement"
            "|free trade agreements|free trade pact|free trade deal|free-trade agreement|free-trade pact"
            "|free-trade deal|fta"
            "|cepa|closer economic partnership arrangement|regional comprehensive economic partnership|rcep"
            "|investment agreement|investment agreements|investment promotion and protection agreement"
            "|investment protection agreement"
            "|treaty|treaties|double taxation agreement"
            "|comprehensive avoidance of double taxation agreement|框架协议|合作框架协议|框架协定|合作框架|自贸协定"
            "|自由贸易协定"
            "|自贸协议|自由贸易协议|投资协定|投资保护协定|促进和保护投资协定|条约|公约|更紧密经贸关系安排|双重征税协定"
            "|避免双重课税协定|全面性避免双重课税协定|区域全面经济伙伴关系协定|acordo-quadro|acordo quadro"
            "|acordo de comércio livre"
            "|acordo de livre comércio|convenção|tratado|acordo de investimento"
        ),
        "cooperation_agreement": (
            "agreement|agreements|cooperation agreement|cooperation agreements|co-operation agreement"
            "|arrangement|arrangements|documents|work plan|joint declaration|charter"
            "|co-operation agreements"
            "|partnership agreement|partnership agreements|cooperation pact|cooperation arrangement"
            "|cooperation arrangements|protocol|protocols|tie-up|cooperation document|cooperation documents"
            "|cooperation plan"
            "|协议|协议书|协定|供水协议|框架安排|合作声明|合作宣言|合作协议|合作协定|战略合作协议|议定书|合作文件|合作安排|共建协议|合作计划书"
            "|acordo|acordos|acordo de cooperação|acordos de cooperação|protocolo|protocolos|protocolo de cooperação"
            "|protocolos de cooperação|acordo de parceria"
        ),
        "deal": "deal|deals|trade deals|pact|pacts|accord|accords|contract|合约|合同|安排",
        "mutual_recognition": (
            "mutual recognition arrangement|mutual recognition arrangements|mutual recognition agreement"
            "|mutual recognition agreements"
            "|recognition of judgments|recognition of judgements|recognition of qualifications|reciprocal recognition"
            "|recognition of civil judgments|recognition arrangement|recognition agreement|相互认可|相互承认"
            "|mutual recognition|互认安排|互认协议|相互认可安排|互认协定|资格互认|acordo de reconhecimento mútuo"
            "|reconhecimento mútuo"
            "|互认安排行动计划"
        ),
        "joint_venture": (
            "joint venture|joint ventures|joint-venture|合资公司|合资企业|合营公司|合营企业|合资协议|empresa conjunta"
            "|empresa mista"
        ),
    },
    "project": {
        "cooperation_agreement": ("projects|project|contracts|项目|合作项目|投资项目|招商项目|项合作|项经贸合作|projetos|projectos"),
    },
    "ceremony": {
        "signed": (
            "signing ceremony|signing of|signings|signing event|签署仪式|签约仪式|签字仪式|cerimónia de assinatura"
            "|assinatura de|assinatura do|assinatura da"
        ),
    },
    "sign": {
        "done": (
            "signed|inked|penned|concluded|sealed|struck|clinched|entered into|initialled|initialed|exchanged|agreed"
            "|assinou|assinaram|assinado|assinada|assinados|assinadas|celebrou|celebraram|celebrado|celebrados"
            "|firmou|firmaram|rubricou|rubricaram|rubricado|rubricados|formalizou|formalizaram|firmado|firmados"
        ),
        "now": (
            "sign|signs|ink|inks|pen|seals|seal|agree|agrees|strike|strikes|conclude|concludes|enter into|clinch|clinches|assina"
            "|assinam|firma|firmam|celebram"
        ),
        "ing": "signing|inking|concluding|sealing|entering into|assinando|agreeing",
        "base": "assinar|celebrar|firmar",
        "zh": "签署|签订|签定|签下|签了|签约|缔结|订立|草签|交换|达成|签",
    },
    "reach": {"done": "reached|has reached|chegaram a", "now": "reach|reaches", "ing": "reaching", "base": "chegar a"},
    # -- partnerships without a paper
    "partner": {
        "done": (
            "partnered with|teamed up with|joined hands with|joined forces with|formed a strategic partnership"
            "|entered a partnership"
            "|forged a partnership|formed a partnership|established a strategic partnership|fez parceria"
            "|estabeleceram uma parceria"
        ),
        "now": (
            "partners with|partners on|partner on|partner to|partner with|teams up with|team up|joins hands with|join hands|joins forces with|forge partnership"
            "|forms partnership|form partnership"
        ),
        "zh": (
            "结成策略伙伴|结成战略伙伴|结为战略合作伙伴|建立战略合作关系|建立策略性合作|建立合作伙伴关系|达成战略合作"
            "|达成策略合作|达成合作"
            "|缔结合作|结成伙伴|携手合作|成为战略合作伙伴|建立伙伴关系|建立战略伙伴关系|展开合作|开展战略合作"
        ),
    },
    # -- openings and launches
    "open": {
        "done": (
            "opened|launched|inaugurated|unveiled|debuted|kicked off|commenced operation|commenced operations"
            "|began operation"
            "|began operations|started operation|started operations|began operating|started operating"
            "|commenced service|began service"
            "|started service|went live|came into operation|came into service|opened its doors|set up|established"
            "|commissioned"
            "|has opened|officially opened|formally opened|commenced|rolled out|formally launched"
            "|officially launched|is up and running"
            "|relocated|was founded|in operation"
            "|inaugurou|inauguraram|inaugurado|inaugurada|inaugurados|lançou|lançaram|lançado|lançada|abriu|abriram"
            "|criou|criaram|criado|criada"
            "|entrou em funcionamento|entrou em operação|entrou em serviço|estabeleceu|arrancou|foi aberta|foi aberto|entrou ao serviço|lançados|lançadas|abertas|abertos"
        ),
        "now": (
            "open|opens|launch|launches|inaugurate|inaugurates|unveil|unveils|debuts|kicks off|sets up|goes live"
            "|starts operation"
            "|begins service|commences|starts service|starts operating|go live|establish|establishes|roll out"
            "|rolls out|begin operating"
            "|start operating|begin operations|start operations|come into operation|begin service"
            "|commence operation|commence|be completed"
            "|enter service|enters service|open to traffic|opens to traffic|be commissioned"
            "|inaugura|inauguram|lança|lançam|abre|abrem|cria|criam|entra em funcionamento|entra em operação|entra em serviço"
            "|arranca"
        ),
        "ing": (
            "opening|launching|inaugurating|unveiling|setting up|establishing|the launch|launch of|opening of|debut"
            "|inauguration|commissioning of|inauguração|lançamento|abertura"
        ),
        "base": "inaugurar|lançar|abrir|criar|estabelecer|entrar em funcionamento|instalar|entrar em operação|entrar ao serviço",
        "zh": (
            "开通|启用|揭牌|挂牌成立|挂牌|开业|开幕|启动|上线|通车|首航|开航|成立|设立|投入运作|投入服务|投入运营"
            "|投入使用|投入营运|投运"
            "|开行|首发|发车|开园|开馆|试运行|试运营|落成|亮相|正式运作|正式运营|投产|落户|进驻|揭幕|首班|开出"
            "|通过验收|通过正式验收"
            "|开展业务|开设|开立|推出|建成|开学|试业|封关运行|开始交易|进入服务|投入商业运营|正式营运|正式运行|创立|筹建|组建|设办事处|运行|验收|开放"
        ),
    },
    "venue": {
        "launch_opening": (
            "office|offices|branch|branches|centre|center|centres|centers|platform|platforms|line|route|routes"
            "|service|services|bridge"
            "|institute|laboratory|lab|labs|laboratories|base|hub|headquarters|alliance|committee|park|zone|station"
            "|port|terminal|flight|flights|ferry"
            "|train|trains|railway|product|products|index|campaign|store|factory|plant|campus|hospital"
            "|stock exchange|data exchange|chapter|connect"
            "|fund-raising platform|incubator|accelerator|system|link|checkpoint|control point|expo|facility"
            "|co-location|subsidiary"
            "|showroom|clinic|warehouse|tower|mall|shopping mall|complex|building|neighbourhood|kiosk|crossing|boundary crossing|border crossing|light rail|metro|airport|outlet|outlets|hotel|coach|trading|plaque|pier|tunnel|expressway|highway|corridor|consortium|task force|working group"
            "|council|network"
            "|swap connect|stock connect|bond connect|etf connect|payment connect|wealth management connect|etf"
            "|etfs|futures|contract|programme|clearing"
            "|academy|school|university|data centre|innovation centre|clinical trial institute|mechanism|fair|festival"
            "|平台|中心|园区|办事处|分行|分公司|子公司|实验室|研究院|研究所|试验所|航线|班列|列车|专列|大桥|口岸|通道"
            "|基地|总部|联盟|委员会"
            "|学院|校区|医院|服务|支付通|互换通|债券通|沪深港通|沪港通|深港通|理财通|跨境理财通|产品|指数|公司|码头"
            "|机场|车站|旗舰店|门店|首店|综合保税区|综保区|保税区"
            "|系统|机制|网络|隧道|高速公路|高铁|铁路|专线|直通车|巴士|渡轮|船班|船票|轮渡|展馆|馆|园|分中心|工作站"
            "|服务站|示范区|合作区|合作平台|孵化器"
            "|加速器|活动|消费季|展区|博览会|集团|专班|工作组|分所|航班|线路|轨道|仓|厂房|厂|数据中心|平台公司|交易所"
            "|港车北上|粤车南下|澳车北上"
            "|分校|诊所|店|轻轨|校园|新街坊|物流园|产业园|科学园|旅检区域|出入境大厅|试验区|实验基地|商场|大厦|酒店|工厂|支线|班轮|公交|中欧班列|秘书处|代表处|联络处|人才中心|合作中心|创新中心|枢纽|一地两检"
            "|escritório|sucursal|centro|plataforma|linha|rota|serviço|serviços|ponte|instituto|laboratório|base"
            "|sede|aliança|comissão|parque|zona"
            "|terminal|voo|voos|produto|fábrica|campus|filial|posto fronteiriço|delegação|incubadora|feira|autocarro|autocarros|metro ligeiro|carreira|loja|hotel|edifício|universidade|representação|projecto|projeto"
        ),
    },
    # -- measures
    "announce": {
        "done": (
            "announced|unveiled|introduced|rolled out|released|issued|published|promulgated|gazetted|approved"
            "|endorsed|granted|expanded|relaxed"
            "|extended|eased|raised|increased|resumed|lifted|doubled|widened|took effect|came into force"
            "|came into effect|came into operation"
            "|has come into force|adopted|abolished|scrapped|lowered|simplified|included|enhanced|streamlined"
            "|optimised|pledged|outlined"
            "|tripled|resumed|liberalised|liberalized"
            "|anunciou|anunciaram|anunciado|anunciada|anunciadas|publicou|aprovou|aprovado|aprovada|entrou em vigor"
            "|entraram em vigor|alargou|alargado|alargada|prolongou"
            "|promulgou|introduziu"
        ),
        "now": (
            "announce|announces|raises|raise|doubles|lowers|removes|triples|unveil|unveils|introduce|introduces|release"
            "|releases|issue|issues|approve|approves|expand|expands|relax|relaxes"
            "|extend|extends|ease|eases|increase|increases|resume|resumes|lift|lifts|take effect|takes effect"
            "|come into force|comes into force"
            "|come into effect|widen|widens|grant|grants|allow|allows|roll out|rolls out|publish|publishes|boost"
            "|support|scrap|scraps|enhance|launch|launches"
            "|anuncia|aprova|publica|entra em vigor|entram em vigor|alarga"
        ),
        "ing": (
            "announcing|introducing|expanding|extending|easing|relaxing|widening|resumption of|expansion of"
            "|extension of|rolling out"
        ),
        "base": "anunciar|aprovar|publicar|entrar em vigor|alargar",
        "zh": (
            "出台|公布|发布|宣布|推出|印发|颁布|实施|施行|生效|落地|扩大|放宽|延长|提高|增加|恢复|简化|优化|取消|批准"
            "|获批|批复|同意"
            "|刊宪|通过|提升|扩展|扩容|纳入|发表|启动|推行|试行|实行|先行先试|增至|新增|制定|开放|允许|准许|公告|试点|上调|调高|重启|扩至|延续|续期"
        ),
    },
    "measure": {
        "policy_measure": (
            "stock connect|bond connect|swap connect|etf connect|wealth management connect|payment connect|沪深港通"
            "|港股通"
            "|债券通|互换通|理财通"
            "|跨境理财通|沪港通|深港通|支付通|"
            "measure|measures|policy|policies|scheme|schemes|blueprint|licence|licences|requirements|restrictions|allowance|allowances|programme for|concessions for|law|action programme|guideline|guidelines|quota|quotas|visa|visas"
            "|permit|permits|endorsement"
            "|endorsements|rules|regulation|regulations|action plan|action plans|development plan|outline"
            "|pilot scheme|pilot|pilot programme|opinions|subsidy|tax incentives"
            "|duty-free allowance|duty-free limit|duty-free|eligibility|threshold|exemption|multiple-entry|multiple entry|visa-free|individual visit scheme"
            "|travel scheme|southbound travel|northbound travel"
            "|standards|catalogue|roadmap|strategy|plan|a plan to|the plan to|plan for|plans for|conceptual outline"
            "|development blueprint|concession"
            "|concessions|framework for|initiative|initiatives"
            "|措施|政策|方案|规划|规划纲要|纲要|意见|指引|行动计划|计划|条例|办法|管理办法|细则|签注|一签多行"
            "|一周一行|免签|额度|配额|试点|通知|蓝图|名单"
            "|便利化|政策措施|举措|优惠|关税|免税额|条文|规定|决定|制度|新政|安排|个人游|自由行|发展纲要|发展规划"
            "|总体方案|策略|发展策略|重点方向|路线图|先导计划|资助计划|标准|限制|要求|资格|门槛|限额|配额制|名额|一签多行|南向通|北向通|三十条|条措施"
            "|medidas|medida|política|políticas|plano|regulamento|regime|vistos|visto|quota|diretrizes|directrizes"
            "|orientações|lei|isenção"
        ),
    },
    # -- markets and money
    "ipo": {
        "verb": (
            "go public|files for|filed for|file for|went public|goes public|debut|debuts|debuted|listed|list|lists|start trading|started trading"
            "|began trading|begin trading|make its debut"
            "|made its debut|makes its debut|挂牌|上市|首挂|首日挂牌|招股|挂牌上市|开始买卖|递表|通过聆讯"
            "|entrar em bolsa|estreou-se em bolsa"
        ),
        "noun": (
            "ipo|ipos|initial public offering|share sale|listing|flotation|listing application|share offering"
            "|h-share|h shares|h-shares"
            "|首次公开招股|首次公开发行|上市申请|招股书|新股|发售价|发行上市|上市聆讯|h股|主板|聆讯|招股价|公开发售"
            "|oferta pública inicial"
        ),
    },
    "bond": {
        "noun": (
            "bond|bonds|notes|bills|central bank bills|treasury bills|treasury bonds|sovereign bonds"
            "|government bonds|yuan bonds|renminbi bonds|green bonds"
            "|municipal bonds|dim sum bonds"
            "|loan|credit facility|syndicated loan|国债|债券|人民币国债|地方政府债券|绿色债券|离岸人民币债券|点心债"
            "|政府债券|票据|银团贷款|贷款"
            "|obrigações|títulos de dívida|dívida pública|empréstimo"
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
            "fund|funds|funding scheme|fund of funds|joint fund|investment fund|guidance fund|industry fund|基金"
            "|产业基金"
            "|母基金|引导基金|合作基金"
            "|投资基金|资助基金|发展基金|fundo|fundos|fundo de investimento"
        ),
    },
    "land": {
        "noun": (
            "land|site|sites|plot|plots|parcel|parcels|land parcels|land tender|lot|土地|地块|用地|地皮|片区|幅地"
            "|幅土地|terreno"
            "|terrenos"
        ),
        "verb": (
            "tender|tenders|sell|sold|auction|auctioned|award|awarded|put up for sale|put up for tender|up for sale"
            "|up for tender|out to tender|招标|拍卖|出让|批出|批地|推出市场|卖地|leilão|concessão"
        ),
    },
    "contract": {
        "noun": (
            "construction contract|works contract|engineering contract|design and build|design, build and operate"
            "|build and operate|design, build"
            "|tender for construction|expressions of interest|expression of interest|工程合约|工程合同|建造合约"
            "|施工合同|承建合约|意向邀请"
            "|意向书邀请|邀请意向书|邀请意向|工程标书"
            "|一口价合约|营运合约|设计、建造|empreitada|contrato de construção|obra da|obra do|obras da|obras do"
        ),
        "verb": (
            "broke ground|breaks ground|break ground|ground-breaking|groundbreaking|start construction"
            "|started construction|construction began|construction starts"
            "|construction started|动工|动土|奠基|开工|破土|中标|批出合约|批出工程|展开工程|招标|邀请意向|邀请市场|adjudica|adjudicou|adjudicada|adjudicado|concurso público"
        ),
    },
    "acquire": {
        "done": "acquired|bought|took over|bought out|completed the acquisition|adquiriu|comprou",
        "now": "acquire|acquires|buys|takes over|take over|buy out|adquire",
        "ing": "acquiring|acquisition of|acquisition|takeover|buyout|buying|aquisição",
        "base": "adquirir|comprar",
        "zh": "收购|并购|全购|买入控股权|私有化|购入|买入|买下|购得",
    },
    "stake": {
        "noun": (
            "stake|stakes|minority stake|shares in|equity stake|per cent stake|percent stake|股权|股份|participação"
            "|入股"
            "|战略入股|注资|增资"
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
            "purchase order|purchase orders|supply agreement|supply contract|procurement contract|aircraft order"
            "|order for|采购协议|采购合同|采购合约|供应协议|订单"
            "|购机协议|采购意向|顾问合约|顾问服务合约|contrato de fornecimento|water supply contract|consultancy"
                "|consultancy contract|consultancy agreement|lead consultant"
        ),
    },
    "permit": {
        "done": (
            "will be allowed to|are allowed to|will be able to|be allowed to|allowing|will allow|can apply"
            "|be given more choice|to get|will be given|be eligible|allowed to|can now|may now|may apply|regain|no longer need"
            "|获准|可申请|可以申请|可办理|可获|可选择|允许|准许|poderão|autorizados a|passam a poder|podem agora|podem passar a"
        ),
    },
    "allocate": {
        "done": (
            "allocate|allocates|allocated|earmark|earmarks|earmarked|set aside|inject|injected|拨款|预留|注资|斥资"
            "|拨出|投入"
            "|destinou|afetou|alocou"
        ),
    },
    # -- time, mood, negation
    "talks": {
        "talks": (
            "in talks|holding talks|talks on|talks over|hold talks|holds talks|start talks|begin talks|negotiate|negotiating|negotiations|negotiation|negotiated|under negotiation"
            "|in discussions|discussing|in discussion|under discussion|discuss"
            "|exploring|explore|studying|study|considering|consider|mulling|weighing|looking into|hammering out"
            "|working on|expedite|hopes to|hope to|hoped|seek to|seeking|desire to|eyeing|eyes|fight for"
            "|洽谈|磋商|商讨|探讨|研究|谈判|商谈|争取|考虑|正敲定|敲定|讨论|商议|沟通|协商"
            "|negociar|negoceia|negoceiam|negociou|negociações|em negociações|estudar|estuda|em estudo|ponderar"
            "|pondera|explorar|discutir"
        ),
    },
    "plan": {
        "planned": (
            "will|would|shall|plans to|plan to|planned to|planning to|planned|planning|intends to|intend to"
            "|intention to|expected to|is set to|are set to|set to|due to|scheduled to|slated to|scheduled"
            "|aims to|aim to|is to|are to|going to|to be|looking to|about to|hopeful of|agreed to|agrees to"
            "|pledged to|vowed to|welcomed a plan|upcoming|proposed|by the end of|poised to"
            "|could|may|might|ready to|preparing"
            "|将|拟|将会|计划|将于|准备|有望|预计|即将|料|有意|打算|筹备|筹划|预定|定于|明年|下月|下周|下星期|明日"
            "|稍后|目标|建议|预期|筹办|快将|申请|正申请|待"
            "|vai|vão|irá|irão|será|serão|deverá|deverão|pretende|pretendem|planeia|prevê|prevista|previsto|quer"
            "|poderá|no próximo"
        ),
    },
    "now_done": {
        "done": (
            "has|have|already|officially|formally|successfully|已|已经|成功|正式|刚刚|顺利|完成|首次|já|oficialmente"
        ),
    },
    "negative": {
        "negative": (
            "not|no|never|without|failed to|fails to|ruled out|declined to|refused to|yet to|cannot|can't|hasn't"
            "|haven't|didn't|won't|not yet|no plan|no plans"
            "|不|未|没有|并未|并无|未有|未能|不会|尚未|未必|无意|não|nunca|sem|recusou"
        ),
    },
    "deny": {"negative": "denied|denies|deny|refuted|否认|驳斥|澄清|negou|nega|desmentiu|desmente"},
    "urge": {
        "urge": (
            "促请|呼吁|敦促|倡议|吁请|确保|务求|力争|urge|urges|urged|urging|called on|calls on|calls for|called for|appealed for"
            "|apela|apelou|apelaram|exorta|exortou"
        ),
    },
    "wish": {
        "wish": (
            "推动|推进|促进|鼓励|支持|协助|有助|旨在|加快|希望|期望|冀|盼|愿|寄望|有望推动|push for|pushing for"
            "|encourage|calls for|called for"
            "|urged|urges|urge"
            "|ready to|willing to|keen to|espera|deseja|incentivar|apelou"
        ),
    },
    "cancelled": {
        "cancelled": (
            "cancelled|canceled|withdrew|withdrawn|scrapped the|terminated|called off|walked away|collapsed"
            "|denied that|撤回|终止|告吹|取消合作|撤销|叫停|cancelou|rescindiu"
        ),
    },
    "stalled": {
        "stalled": "suspended|put on hold|shelved|postponed|stalled|搁置|押后|延期|暂停|暂缓|suspendeu|adiou|adiado"
    },
}

CUES = Phrases(TABLE)
