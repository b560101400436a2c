"""Words that speak for or against: is this about the bay area growing together, or opening to partners?

The value of a phrase is its weight in tenths. Chinese phrases match both scripts.
"""

from articles.pipeline.deals.phrases import Phrases

TABLE = {
    # The two sides grow together
    "link": {
        "14": (
            "connect scheme|connect programme|stock connect|bond connect|swap connect|etf connect"
            "|wealth management connect|cross-boundary wealth management connect|mutual market access"
            "|two-way opening|market opening|individual visit scheme|multiple-entry|visa-free"
            "|southbound travel|northbound travel|co-location arrangement|mutual recognition"
            "|free trade agreement|free trade pact|free-trade|rcep|closer economic partnership|cepa"
            "|memorandum of understanding|memorandums of understanding|mou|mous|cross-border payment"
            "|payment connect|delivery connect|mutual access|currency swap|互联互通|沪深港通|沪港通|深港通"
            "|债券通|互换通|理财通|跨境理财通|支付通|个人游|自由行|一签多行|一周一行|港车北上|粤车南下"
            "|澳车北上|一地两检|互认|自贸协定|自由贸易协定|更紧密经贸关系|谅解备忘录|合作备忘录|互免签证|免签"
            "|货币互换|互换便利|港资港法|港资港仲裁|联席会议|合作会议|规则衔接|机制对接|软联通|硬联通"
            "|memorando de entendimento|acordo de comércio livre|reconhecimento mútuo|isenção de vistos"
            "|protocolo de cooperação|protocolos de cooperação|acordo-quadro|zona de cooperação"
        ),
        "9": (
            "cross-border|cross-boundary|integration|co-operation zone|cooperation zone|cooperation agreement"
            "|co-operation agreement|joint conference|co-operation conference|cooperation conference"
            "|plenary session|economic and trade|trade and investment|super connector|super-connector"
            "|super value-adder|belt and road|offshore renminbi|offshore yuan|fintech pilot"
            "|northern metropolis|loop area|co-location|talent exchange|technology transfer|quota"
            "|treasury bonds|yuan bonds|renminbi bonds|expand overseas|go global|going global|set up offices"
            "|opens office|new office in|expand into|trade deals|business delegation|delegation|跨境|跨界"
            "|两地合作|深化合作|合作区|合作协议|战略合作|合作平台|合作机制|融合发展|融入国家|互利共赢"
            "|两地居民|人民币国债|离岸人民币|一带一路|招商|推介会|代表团|率团|走出去|出海|来港上市|赴港上市"
            "|落户|通关便利|便利化|北部都会区|河套|前海|横琴|一体化|协同发展|合作园区|联合实验室|人才合作"
            "|经贸|拓展市场|便利措施|惠港|惠澳|支持香港|支持澳门|支持措施|在港发行|在澳发行|transfronteiriço"
            "|transfronteiriça|integração|cooperação|intercâmbio|rota|faixa e rota|uma faixa, uma rota"
            "|plataforma|delegação"
        ),
        "5": (
            "greater bay area|bay area|partnership|cooperation|co-operation|collaboration|collaborate|two-way"
            "|bilateral|joint|mainland|delegates|opening-up|opening up|investors|market access|trade"
            "|investment|innovation|startups|start-ups|logistics|expansion|大湾区|粤港澳|合作|协作|联动|内地"
            "|开放|投资|贸易|创新|引进|人才|共建|携手|深港|粤港|粤澳|港澳|琴澳|港深|穗港|grande baía|acordo"
            "|investimento|comércio|parceria|inovação"
        ),
    },
    # Other news of the same cities
    "against": {
        "-14": (
            "arrested|arrest|murder|police|court|sentenced|jailed|jail|convicted|trial of|suspect|suspects"
            "|smuggling|smuggled|typhoon|rainstorm|temperature|observatory|earthquake|injured|killed|crash"
            "|fire broke out|died|death toll|drowned|football|tennis|marathon|olympics|olympic games|medal"
            "|tournament|championship|championships|rugby|world cup|badminton|cycling|athlete|athletes"
            "|stealth|fighter jet|navy|naval|aircraft carrier|missile|warship|sanction|sanctions|protest"
            "|protests|election|elections|national security law|consulate|seafood ban|actor|actress"
            "|singer|concert|covid-19|coronavirus|covid|opposition politicians|cyclists|cyclist|race"
            "|airspace|recipe|video game|emulator|game boy|被捕|拘捕|警方|警员|法庭|法院|判处|判囚|监禁|疑犯"
            "|涉嫌|走私|台风|暴雨|天文台|气温|地震|受伤|死亡|遇难|车祸|火警|坠楼|溺毙|足球|网球|马拉松|奥运"
            "|金牌|银牌|锦标赛|联赛|世界杯|羽毛球|乒乓球|单车赛|运动员|航母|战机|军舰|驱逐舰|导弹|解放军|制裁"
            "|示威|选举|立法会补选|国安法|演唱会|歌手|艺人|电视剧|娱乐|世卫|确诊|核酸|新冠|民进党|国台办"
            "|台独|自行车|赛事|选手|飞行器|航空器|禁飞|军机|食物中毒|罪成|案件|骗案|诈骗|毒品|婚姻|离婚|结婚"
            "|divorce|divorced|wedding|divórcio|casamento|futebol|detido|polícia|tribunal|tufão|condenado"
            "|homicídio|concerto"
        ),
        "-5": "pandemic|drone|drones|无人机|pandemia",
        "-9": (
            "film|movie|电影"
            "|hang seng index|closed down|closed up|points|share price|shares fell|shares rose|net profit"
            "|quarterly profit|annual results|interim results|home prices|property prices|flat prices|rents"
            "|retail sales|unemployment|inflation|gdp|traffic jam|congestion|forecast|survey|poll|ranking"
            "|ranked|poor service|complaint|complaints|passenger trips|visitors a day|holidaymakers|holiday"
            "|exhibition of|heritage|museum|competition|award|awards|lawmaker|lawmakers|primary school"
            "|secondary school|taxi fares|恒指|恒生指数|收报|跌幅|升幅|成交额|股价|盈利|纯利|业绩|净利润"
            "|全年业绩|中期业绩|楼价|租金|失业率|通胀|零售销货|调查|民调|排名|投诉|人次|客流|出入境高峰|长假"
            "|假期|展览|文物|博物馆|比赛|大赛|奖项|颁奖|议员|中学|小学|的士|车费|塞车|挤塞|拥挤|车流|等候进入"
            "|经济增长|预测|天气|健康|医管局|急症室|流感|宠物|贺岁|庆祝|纪念|周年|访问香港市民|军营|食肆"
            "|餐饮业|一国两制|国家安全|爱国|基本法|发言人|例行记者会|法治|生活方式|通胀率|生产总值|疫情"
            "|黄金周|筹备工作|预备工作|画展|书画|画家|水墨|作品展|one country, two systems|national security"
            "|basic law|foreign ministry|golden week|economic outlook|paintings|painter|art show"
            "|segurança nacional|lei básica|um país, dois sistemas|lucro|resultados|inquérito|exposição"
            "|festival|prémio"
        ),
    },
}

CUES = Phrases(TABLE)
