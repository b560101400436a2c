"""Words of what opens, what is announced, allowed or set aside."""

TABLE = {
    "open": {
        "done": (
            "opened|launched|inaugurated|unveiled|debuted|kicked off|commenced operation|commenced operations"
            "|began operation|began operations|started operation|started operations|began operating"
            "|started operating|commenced service|began service|started service|went live|came into operation"
            "|came into service|opened its doors|set up|established|commissioned|has opened|officially opened"
            "|formally opened|commenced|rolled out|formally launched|officially launched|is up and running"
            "|relocated|was founded|in operation|inaugurou|inauguraram|inaugurado|inaugurada|inaugurados"
            "|lançou|lançaram|lançado|lançada|abriu|abriram|criou|criaram|criado|criada"
            "|entrou em funcionamento|entrou em operação|entrou em serviço|estabeleceu|arrancou|foi aberta"
            "|foi aberto|entrou ao serviço|lançados|lançadas|abertas|abertos"
        ),
        "now": (
            "open|opens|launch|launches|inaugurate|inaugurates|unveil|unveils|debuts|kicks off|sets up"
            "|goes live|starts operation|begins service|commences|starts service|starts operating|go live"
            "|establish|establishes|roll out|rolls out|begin operating|start operating|begin operations"
            "|start operations|come into operation|begin service|commence operation|commence|be completed"
            "|enter service|enters service|open to traffic|opens to traffic|be commissioned|inaugura"
            "|inauguram|lança|lançam|abre|abrem|cria|criam|entra em funcionamento|entra em operação"
            "|entra em serviço|arranca"
        ),
        "ing": (
            "opening|launching|inaugurating|unveiling|setting up|establishing|the launch|launch of|opening of"
            "|debut|inauguration|commissioning of|inauguração|lançamento|abertura"
        ),
        "base": (
            "inaugurar|lançar|abrir|criar|estabelecer|entrar em funcionamento|instalar|entrar em operação"
            "|entrar ao serviço"
        ),
        "zh": (
            "开通|启用|揭牌|挂牌成立|挂牌|开业|开幕|启动|上线|通车|首航|开航|成立|设立|投入运作|投入服务"
            "|投入运营|投入使用|投入营运|投运|开行|首发|发车|开园|开馆|试运行|试运营|落成|亮相|正式运作"
            "|正式运营|投产|落户|进驻|揭幕|首班|开出|通过验收|通过正式验收|开展业务|开设|开立|推出|建成|开学"
            "|试业|封关运行|开始交易|进入服务|投入商业运营|正式营运|正式运行|创立|筹建|组建|设办事处|运行"
            "|验收|开放"
        ),
    },
    "venue": {
        "launch_opening": (
            "office|offices|branch|branches|centre|center|centres|centers|platform|platforms|line|route"
            "|routes|service|services|bridge|institute|laboratory|lab|labs|laboratories|base|hub|headquarters"
            "|alliance|committee|park|zone|station|port|terminal|flight|flights|ferry|train|trains|railway"
            "|product|products|index|campaign|store|factory|plant|campus|hospital|stock exchange"
            "|data exchange|chapter|connect|fund-raising platform|incubator|accelerator|system|link"
            "|checkpoint|control point|expo|facility|co-location|subsidiary|showroom|clinic|warehouse|tower"
            "|mall|shopping mall|complex|building|neighbourhood|kiosk|crossing|boundary crossing"
            "|border crossing|light rail|metro|airport|outlet|outlets|hotel|coach|trading|plaque|pier|tunnel"
            "|expressway|highway|corridor|consortium|task force|working group|council|network|swap connect"
            "|stock connect|bond connect|etf connect|payment connect|wealth management connect|etf|etfs"
            "|futures|contract|programme|clearing|academy|school|university|data centre|innovation centre"
            "|clinical trial institute|mechanism|fair|festival|平台|中心|园区|办事处|分行|分公司|子公司"
            "|实验室|研究院|研究所|试验所|航线|班列|列车|专列|大桥|口岸|通道|基地|总部|联盟|委员会|学院|校区"
            "|医院|服务|支付通|互换通|债券通|沪深港通|沪港通|深港通|理财通|跨境理财通|产品|指数|公司|码头"
            "|机场|车站|旗舰店|门店|首店|综合保税区|综保区|保税区|系统|机制|网络|隧道|高速公路|高铁|铁路|专线"
            "|直通车|巴士|渡轮|船班|船票|轮渡|展馆|馆|园|分中心|工作站|服务站|示范区|合作区|合作平台|孵化器"
            "|加速器|活动|消费季|展区|博览会|集团|专班|工作组|分所|航班|线路|轨道|仓|厂房|厂|数据中心"
            "|平台公司|交易所|港车北上|粤车南下|澳车北上|分校|诊所|店|轻轨|校园|新街坊|物流园|产业园|科学园"
            "|旅检区域|出入境大厅|试验区|实验基地|商场|大厦|酒店|工厂|支线|班轮|公交|中欧班列|秘书处|代表处"
            "|联络处|人才中心|合作中心|创新中心|枢纽|一地两检|escritório|sucursal|centro|plataforma|linha"
            "|rota|serviço|serviços|ponte|instituto|laboratório|sede|aliança|comissão|parque|zona|voo|voos"
            "|produto|fábrica|filial|posto fronteiriço|delegação|incubadora|feira|autocarro|autocarros"
            "|metro ligeiro|carreira|loja|edifício|universidade|representação|projecto|projeto"
        ),
    },
    "announce": {
        "done": (
            "announced|unveiled|introduced|rolled out|released|issued|published|promulgated|gazetted|approved"
            "|endorsed|granted|expanded|relaxed|extended|eased|raised|increased|resumed|lifted|doubled"
            "|widened|took effect|came into force|came into effect|came into operation|has come into force"
            "|adopted|abolished|scrapped|lowered|simplified|included|enhanced|streamlined|optimised|pledged"
            "|outlined|tripled|liberalised|liberalized|anunciou|anunciaram|anunciado|anunciada|anunciadas"
            "|publicou|aprovou|aprovado|aprovada|entrou em vigor|entraram em vigor|alargou|alargado|alargada"
            "|prolongou|promulgou|introduziu"
        ),
        "now": (
            "announce|announces|raises|raise|doubles|lowers|removes|triples|unveil|unveils|introduce"
            "|introduces|release|releases|issue|issues|approve|approves|expand|expands|relax|relaxes|extend"
            "|extends|ease|eases|increase|increases|resume|resumes|lift|lifts|take effect|takes effect"
            "|come into force|comes into force|come into effect|widen|widens|grant|grants|allow|allows"
            "|roll out|rolls out|publish|publishes|boost|support|scrap|scraps|enhance|launch|launches|anuncia"
            "|aprova|publica|entra em vigor|entram em vigor|alarga"
        ),
        "ing": (
            "announcing|introducing|expanding|extending|easing|relaxing|widening|resumption of|expansion of"
            "|extension of|rolling out"
        ),
        "base": "anunciar|aprovar|publicar|entrar em vigor|alargar",
        "zh": (
            "出台|公布|发布|宣布|推出|印发|颁布|实施|施行|生效|落地|扩大|放宽|延长|提高|增加|恢复|简化|优化"
            "|取消|批准|获批|批复|同意|刊宪|通过|提升|扩展|扩容|纳入|发表|启动|推行|试行|实行|先行先试|增至"
            "|新增|制定|开放|允许|准许|公告|试点|上调|调高|重启|扩至|延续|续期"
        ),
    },
    "measure": {
        "policy_measure": (
            "stock connect|bond connect|swap connect|etf connect|wealth management connect|payment connect"
            "|沪深港通|港股通|债券通|互换通|理财通|跨境理财通|沪港通|深港通|支付通|measure|measures|policy"
            "|policies|scheme|schemes|blueprint|licence|licences|requirements|restrictions|allowance"
            "|allowances|programme for|concessions for|law|action programme|guideline|guidelines|quota|quotas"
            "|visa|visas|permit|permits|endorsement|endorsements|rules|regulation|regulations|action plan"
            "|action plans|development plan|outline|pilot scheme|pilot|pilot programme|opinions|subsidy"
            "|tax incentives|duty-free allowance|duty-free limit|duty-free|eligibility|threshold|exemption"
            "|multiple-entry|multiple entry|visa-free|individual visit scheme|travel scheme|southbound travel"
            "|northbound travel|standards|catalogue|roadmap|strategy|plan|a plan to|the plan to|plan for"
            "|plans for|conceptual outline|development blueprint|concession|concessions|framework for"
            "|initiative|initiatives|措施|政策|方案|规划|规划纲要|纲要|意见|指引|行动计划|计划|条例|办法"
            "|管理办法|细则|签注|一签多行|一周一行|免签|额度|配额|试点|通知|蓝图|名单|便利化|政策措施|举措"
            "|优惠|关税|免税额|条文|规定|决定|制度|新政|安排|个人游|自由行|发展纲要|发展规划|总体方案|策略"
            "|发展策略|重点方向|路线图|先导计划|资助计划|标准|限制|要求|资格|门槛|限额|配额制|名额|南向通"
            "|北向通|三十条|条措施|medidas|medida|política|políticas|plano|regulamento|regime|vistos|visto"
            "|diretrizes|directrizes|orientações|lei|isenção"
        ),
    },
    "permit": {
        "done": (
            "will be allowed to|are allowed to|will be able to|be allowed to|allowing|will allow|can apply"
            "|be given more choice|to get|will be given|be eligible|allowed to|can now|may now|may apply"
            "|regain|no longer need|获准|可申请|可以申请|可办理|可获|可选择|允许|准许|poderão|autorizados a"
            "|passam a poder|podem agora|podem passar a|podem pedir|podem requerer|podem solicitar"
        ),
    },
    "allocate": {
        "done": (
            "allocate|allocates|allocated|earmark|earmarks|earmarked|set aside|inject|injected|拨款|预留|注资"
            "|斥资|拨出|投入|destinou|afetou|alocou"
        ),
    },
}
