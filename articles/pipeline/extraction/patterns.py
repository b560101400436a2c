"""Patterns: furniture that no fixed phrase covers, told by the wording of the whole line.

Each is matched against one folded line (lower case, half width, Simplified) from its first to its last character.
All repetitions are bounded, so a hostile line costs no more than a long one.
"""

_HAN = "\u3400-\u9fff"
_PICTURE = (
    "(?:file |stock |main |cover |lead )?(?:photos?|photographs?|pictures?|images?|graphics?|illustrations?|videos?|"
    "photography|fotos?|fotografias?|imagem|imagens|créditos?|credits?)"
)
_GIVEN_BY = "(?: credits?| by| courtesy(?: of)?| source| de)"
_NAME = "[^\\W\\d_][^\\W\\d_.'’-]{0,30}"
_STAFF = (
    "责任编辑|责编|编辑|记者|撰文|采访|采写|作者|译者|校对|美术|美编|监制|编译|审核|统筹|主编|策划|来源|新闻来源|文章来源|"
    "稿件来源|出处|翻译|整理"
)
_MAIL = "[\\w.+-]{1,40}@[\\w-]{1,40}\\.[\\w.-]{1,30}"
_CHANNELS = (
    "newsletters?|apps?|inbox|channel|facebook|twitter|instagram|telegram|whatsapp|youtube|linkedin|google news|"
    "updates|privacy policy|account|subscription|subscriber|log ?in|sign in"
)
CAPTIONS = (
    # "Photo by Chan Tai Man", "Photo courtesy of the airport", "Caption: The ferry", "Photo from the port"
    f"(?:captions?|legenda) ?: ?.{{2,300}}|photos? from [^.!?。]{{2,40}}|{_PICTURE}{_GIVEN_BY} [^:.!?。]{{2,50}}\\.?",
    # "Photo taken on June 12 shows the pier. (Agency/Jane Doe)", "[Photo/Agency]"
    "(?:this |file |undated |aerial |combo |handout )?photos? (?:taken|released|provided|shows?|dated)\\b.{5,400}|"
    "\\[?(?:photo|reuters|afp|ap|xinhua|getty|epa)/[^.]{2,40}\\]?",
    # "图为签署仪式现场。", "▲签约现场"
    "[▲△▼◀▶►].{1,200}|(?:上|下|左|右|组|配|题|资料)?图(?:片|为|中|:|/|示).{1,160}",
    # "Click to enlarge", "点击图片放大", "+3"
    "(?:click|tap)(?: image| photo)? to (?:enlarge|expand|view)|(?:点击|按)图(?:片)?放大|\\+\\d{1,3}",
    # "图片来源:网络", "摄影:陈大文"
    "[(\\[]?(?:图片来源|图片|图源|摄影|供图|制图)[:/ ].{1,40}",
)
CAPTIONS_OF_PICTURES = (
    # "Officials at the pier. Photo: Handout", "Main image credit: Getty"
    f"(?:.{{0,500}}[^a-z]|){_PICTURE}{_GIVEN_BY}? ?: ?[^:.!?。]{{2,70}}\\.?",
    # "The new bridge (Photo by Chan Tai Man)", "(Photo: AFP/Getty)"
    f".{{0,400}}\\( ?{_PICTURE}{_GIVEN_BY}?[ :][^()]{{2,70}}\\) ?\\.?",
)
CAPTIONS_IN_BRACKETS = (
    # "Commuters at the pier. [Jane Doe/Agency]", "A ferry (Courtesy of the company)"
    ".{2,400}\\[[^\\[\\]]{2,40}/[^\\[\\]]{2,30}\\]|.{0,400}\\((?:courtesy|handout|provided)\\b[^()]{0,60}\\)\\.?",
    # "Ferries at the pier (Jane Doe / Wire)": two names with a stroke
    f"[^.!?。]{{2,160}}\\({_NAME}(?: {_NAME}){{0,3}} ?/ ?{_NAME}(?: {_NAME}){{0,3}}\\)\\.?",
)
CAPTIONS_ZH = (
    # "签约仪式在深圳举行。(资料图片)", "(陈大文摄)", "(政府新闻处图片)"; "(见图)" is none
    ".{0,140}[(\\[][^()\\[\\]]{0,20}(?:图片|资料图|[^()见如附上下]图|摄|供图|截图)[)\\]]。?",
    # "乘客在码头等候。陈大文摄"
    ".{2,140}[。 ,][^\\W\\d_]{2,6}(?:摄|摄影|供图)",
    # "渡轮停泊码头 图:船厂提供", "码头一景。(图:陈大文)"
    "[^。]{2,70}。?[ (]图[:/︰] ?[^。,:]{2,20}[)]?|[(\\[]图[:/︰ ].{1,30}[)\\]]|图 ?\\d{1,2} ?[:.、].{2,80}|"
    "(?:.{2,160}。)?图 ?/ ?[^。]{2,20}|[^。,]{2,16}(?:供图|供稿)",
)
BYLINES = (
    # "[责任编辑:陈大文]", "记者︰陈大文", "■记者陈大文"
    f"[■●(\\[【]{{0,2}}(?:本报|本刊|法庭|特约|见习|实习|新华社|驻[^:]{{2,6}})?(?:{_STAFF})"
    "(?:[:︰︓/|丨 ].{1,60}|[^\\W\\d_]{2,6})[)\\]】]{0,2}",
    # "[ 编辑:陈大文 ]", "初审:陈大文", "值班编辑:陈大文 审校:林小明", "责编 | 陈大文"
    "[(\\[【]? ?(?:[^\\W\\d_]{0,6}(?:编辑|编|审|审核|校对|审校|记者|监制|摄影|摄|制图|设计|值班|排版|签发|终审)"
    " ?[:︰|丨] ?[^\\W\\d_]{1,8}(?:[、, ][^\\W\\d_]{1,8}){0,3}[ ;|]{0,3}){1,5}[)\\]】]?",
    # "北岸日报记者陈小文", "【某报讯】"
    "[^,。:]{2,12}(?:报|社|网|台|刊)记者 ?[^\\W\\d_]{2,4}|[【\\[(][^,。:]{2,10}讯[】\\])]",
    # "Redação com Lusa", "Maria Silva, em Macau", "ABC // DEF", "Lusa/Fim", "- With files from Wire"
    "(?:redação|redacção) com .{2,30}|[a-z]{2,5} ?// ?[a-z]{2,5}|[^.,:/]{2,30} ?/ ?fim|lusa ?/ ?.{2,30}|"
    f"{_NAME}(?: {_NAME}){{1,3}}, em [^\\W\\d_]{{3,20}}|[—–-]{{0,2}} ?with files from .{{2,40}}",
    # "By Jane Doe on 20 Nov 2026"
    f"by {_NAME}(?: {_NAME}){{1,3}} (?:on|at|[|·•-]) ?\\d[^.]{{3,24}}|"
    # "记者陈大文/深圳报道"
    # "港口社记者陈大文/香港报导"
    "[^,。:]{2,8}(?:社|报|网|台)记者[^,。]{1,12}/[^,。]{1,10}(?:报道|报导|专电|电)|"
    "(?:本报|特约)?记者? ?[^,。]{1,14}/[^,。]{1,10}(?:报道|报导|专电|电)",
    # "Harbour Post Staff"
    "[\\w'’ ]{2,30} (?:staff|staff writers?|staff reporters?|news desk|newsroom|editorial board)",
    # "Source: https://example.com/a", "原文链接:https://example.com"
    "(?:source|original|原文链接|原文连结|原文地址|资料来源|网址|fonte) ?[:︰] ?.{1,200}",
    # "文:陈大文"
    "[(\\[【]?(?:文|文字|撰|原创) ?[:︰/|丨] ?[^。,]{1,30}[)\\]】]?",
    # "By Jane Doe", "Written by Jane Doe and John Roe in Macau", "Por Maria Silva"
    "(?:(?:(?:written|reported|compiled|edited|words|story|text) )?by|por|texto:|texto de|editado por)"
    f"\\s{_NAME}(?:[ ,&.’'-]{{1,3}}{_NAME}){{0,9}}\\.?",
    # "(Reporting by Jane Doe in Macau; editing by John Roe)"
    "\\(?(?:(?:additional )?reporting|writing|compiled|edited|editing) by [^.]{3,300}[.)]{0,2}",
)
COPYRIGHTS = (
    # "© 2024 Example Media", "Copyright 2024 Example"
    "(?:copyright|direitos de autor) ?(?:©|\\(c\\)|\\d{4}).{0,250}",
    # "本文仅代表作者观点,与本网无关。", "The views expressed here are the author's.", "As opiniões expressas ..."
    "(?:[^。,:]{0,8}声明:)?(?:本文|文章|以上|该文|此文|上述|文中|文内|本平台|本网|本站)[^。]{0,60}"
    "(?:仅代表|不代表|只代表|不构成|仅供参考).{0,160}|"
    "(?:the )?(?:views|opinions) (?:expressed|stated)\\b.{0,240}|"
    "(?:as|os) (?:opiniões|artigos|textos)\\b.{0,60}\\b(?:responsabilidade|vinculam|reflec?tem)\\b.{0,120}",
    # "声明:本文仅代表作者观点", "Disclaimer: The views are the author's."
    "(?:republished|reprinted|reproduced|used) with (?:the )?permission.{0,120}|"
    "(?:特别|免责|版权|郑重)?声明:.{1,200}|disclaimer ?: ?.{1,300}",
    # "This article first appeared on Example.", "本文首发于某报"
    "(?:this|the) (?:article|story|post|piece|report|content) (?:was |has been |is )?(?:first |originally |re)?"
    "(?:appeared|published|posted)\\b.{0,120}|(?:本文|原文)(?:首发|原载|刊于|刊登|转载|来源|摘自|来自).{1,80}",
)
COPYRIGHTS_WITHIN = (
    # "Example Media © 2024", "Example Media. All rights reserved."
    ".{0,60}© ?.{0,220}|.{0,120}(?:all rights reserved|todos os direitos reservados|版权所有|版权归).{0,60}",
    # "京ICP备12345678号-1", "京公网安备 1101号", "互联网新闻信息服务许可证:123", "违法和不良信息举报电话:010"
    ".{0,8}(?:icp|公网安)[备证].{0,40}|[^。,]{2,30}(?:许可证|备案号?)(?:编号|号)? ?[:︰]? ?[\\w()-]{4,30}|"
    "[^。,]{0,20}举报(?:电话|热线|邮箱|中心|平台).{0,60}",
    # "Not to be reproduced without permission.", "Proibida a reprodução sem autorização", "Direitos reservados"
    ".{0,80}\\b(?:reproduced|reproduction|redistributed|republished)\\b.{0,40}\\b"
    "(?:permission|consent|prohibited)\\b.{0,40}|"
    ".{0,80}(?:proibida a reprodução|reprodução (?:total|parcial|proibida|interdita)).{0,80}|"
    "(?:.{0,40} )?direitos reservados\\.?",
    # "未经书面授权,不得转载"
    ".{0,120}(?:未经|不得)(?:书面|本报|本网|本站)?(?:许可|授权|允许).{0,12}(?:转载|复制|使用).{0,60}",
)
ADVERTISEMENTS = (
    # "Advertisement - Scroll to continue"
    "(?:advertisement|广告|publicidade) ?[-–—:|/.] ?.{0,60}",
    # "Article continues after this advertisement", "↓ 广告后继续阅读 ↓", "A notícia continua após a publicidade"
    "continue (?:a ler|lendo) .{0,12}publicidade|continua (?:após|depois) .{0,8}(?:publicidade|anúncio)|"
    "(?:请|請)?(?:继续)?往下(?:继续)?阅读.{0,6}|"
    "(?:article|story|.{0,14}not[íi]cia|conteúdo|.{0,10}artigo|.{0,10}texto) (?:continues|continua) "
    ".{0,20}(?:advert|ad\\b|publicidade|anúncio).{0,12}|"
    "[^\\w]{0,8}广告[^。,]{0,4}(?:继续|阅读|赞助|结束)[^。,]{0,8}|ad \\d?\\d:\\d\\d.{0,12}|skip(?: ad)?(?: in \\d)?|"
    "(?:sponsored|presented|brought to you|patrocinado|apresentado) (?:by|por) .{2,50}",
)
SHARES = (
    # "将此文分享给朋友"
    "[^。,]{0,8}分享(?:给|至|到)[^。,]{1,10}",
    # "Partilhe no Facebook"
    # "Click to share on X (Opens in new window)", "字号:A- A+", "欢迎转发、点赞"
    "click to (?:share|e?mail|print|tweet)\\b.{0,60}|字(?:号|体)(?:大小)?: ?.{1,12}|"
    "用 ?(?:line|微信|whatsapp|facebook) ?(?:传送|分享|转发)|"
    "(?:enjoyed|liked?|love) this (?:story|article|post)\\b.{0,60}|"
    "欢迎[^。]{0,12}(?:转发|点赞|分享|关注|订阅|留言|投稿|收藏)[^。]{0,24}|"
    "(?:partilh|compartilh)(?:e|ar) (?:no|na|via|por|em|com) .{2,14}",
)
CONTACTS = (
    # "商务合作请联系微信:dock"
    "(?:商务|广告|版权)?(?:合作|投稿|转载|联系|加群)[^。,]{0,12}(?:微信|qq|邮箱|电话)[^。,]{0,6}[:︰].{1,60}",
    "(?:e-?mail|tel|telephone|phone|fax|whatsapp|电话|电邮|邮箱|传真|热线|telefone|correio)\\.? ?[:︰].{1,80}",
    # "@jane"
    "@\\w{2,30}",
)
CONTACTS_WITHIN = (
    # "Media enquiries: press@example.com / 2345 6789"
    ".{0,40}\\b(?:media|press) (?:enquir|inquir|contact).{0,120}",
    f"[^.。]{{0,40}}{_MAIL}[^.。]{{0,40}}",
    ".{0,12}(?:报料|爆料|查询|客服)(?:热线|电话|邮箱)?[:︰ ].{1,80}",
    # "Jane | Contact"
    "[^|]{2,40} ?\\| ?contact",
)
DATELINES = (
    # The clock of a live page: "11.42am", "17h30", "Updated at 11.55 HKT"
    "(?:updated? (?:at )?)?[0-2]?\\d[.:h][0-5]\\d ?(?:[ap]\\.?m\\.?(?: ?(?:hkt|gmt|bst|cst|utc))?|hkt|gmt|bst|cst|utc)",
)
COMMENTS = (
    # "我有话说(12人参与)", "12条评论", "2 thoughts on ..."
    "(?:我有话说|我要评论|我来说两句|发表评论|网友评论|已有)[( ]{0,2}\\d{0,9}[^。,]{0,10}|\\d{1,6} ?条?(?:评论|留言)|"
    "\\d{1,4} (?:thoughts?|responses?|replies) (?:on|to) .{2,200}",
)
HASHTAGS = (
    # "文章标签:渡轮、北岸", "Tópicos: Ferries | Macau"
    "(?:文章|本文|新闻)?(?:标签|关键词|关键字|话题) ?[:︰|] ?.{1,120}|"
    "(?:tópicos|assuntos|temas|etiquetas|more on) ?[:|] ?[^.]{2,120}",
    # "#GreaterBayArea #Zhuhai"
    "(?:#[^\\s#,]{1,60}[\\s,]{0,3}){2,20}",
    # "港闻,财经,新冠肺炎,疫情,口岸": a page's keywords
    f"(?:[{_HAN}a-z0-9/]{{1,16}},){{4,40}}[{_HAN}a-z0-9/]{{1,16}}",
    # "Tags: finance, Macau", "标签:金融 澳门"
    "(?:hashtags?|tags?|topics?|keywords|filed under|标签|关键词|关键字|专题|话题|etiquetas|palavras-chave)"
    " ?[:|] ?.{1,200}",
)
RELATED = (
    # "Read more: Port opens", "【延伸阅读】港口启用"
    "[【\\[]?(?:read|read more|next|next article|previous|previous article|up next|"
    "上一篇|下一篇|上一则|下一则|看更多|原标题|read also|also read|read next|see also|"
    "related|related story|related stories|related article|"
    "more on this|watch|watch now|listen|must read|don't miss|recommended|延伸阅读|相关新闻|相关阅读|相关报道|相关文章|"
    "推荐阅读|同场加映|阅读更多|更多新闻|更多报道|leia também|leia mais|veja também|saiba mais|ver também)[】\\]]? ?"
    "[:|>»-] ?.{2,200}",
    # "相关:港口启用", "(相关报道:港口启用)", "Anterior: Porto abre"
    "[(\\[【]?(?:相关|点击阅读|点此阅读|往期|推荐|阅读|热点|前文|anterior|seguinte|próximo|relacionad[oa]s?)"
    "(?:新闻|报道|文章|阅读|内容|链接)? ?[:︰|丨] ?[^。]{4,120}[^。.]",
    # ">> Port opens", "★ 港口启用"
    "(?:>{1,3}|»|★|☆|→|➤) ?[^。]{4,120}[^.。]",
    "[(（]原标题:.{2,120}",
    "[【\\[](?:延伸阅读|相关新闻|相关阅读|相关报道|推荐阅读|同场加映)[】\\]].{2,120}",
)
RELATED_ARROWS = (
    # "← Port opens", "Port opens →"
    "← ?[^。]{4,160}|[^。]{4,160}[^。.] ?→",
)
NAVIGATION = (
    # "For more stories, download our app here."
    "for (?:more|the latest|all)\\b[^.,]{0,50}, (?:please )?(?:download|visit|follow|subscribe|join|sign up|"
    "click|see|go to|"
    "check)\\b.{0,100}[^:]",
    # "This is a live blog.", "Refresh the page for updates.", "Thanks for reading."
    "(?:this is a|follow our) live (?:blog|page)\\b.{0,80}|refresh (?:the|this) page\\b.{0,40}|"
    "that's (?:all|it) (?:from|for)"
    "\\b.{0,60}|(?:thanks|thank you) for (?:reading|joining|following|watching|your support)\\b.{0,60}",
    # "You've reached your article limit.", "Already have an account? Sign in", "Unlock this article for $1"
    "you(?:'ve| have) (?:reached|read|used)\\b.{0,40}\\b(?:limit|articles?)\\b.{0,40}|already (?:have an|an?) "
    "(?:account|subscriber|member)\\b.{0,40}|(?:unlock|keep reading|read) (?:this|the|unlimited|full)\\b"
    ".{0,40}[$€£¥].{0,20}|"
    "cancel (?:anytime|at any time)\\b.{0,20}|(?:já é|é) assinante\\?.{0,40}|"
    "(?:este (?:artigo|conteúdo)|conteúdo) (?:é )?(?:exclusivo|reservado)\\b.{0,60}",
    # "Help keep us independent with a donation.", "All quotes delayed by 15 minutes.", "Purchase licensing rights"
    "(?:help|support) (?:us |keep )[^.]{2,60}\\b(?:donation|donate|contribution|independent)\\b.{0,60}|"
    "(?:all )?(?:quotes|data|prices) (?:are )?delayed\\b.{0,60}|"
    "(?:purchase|buy|get|request) (?:licensing|reprint)\\b.{0,30}|"
    "[^.,]{2,40} can be downloaded (?:here|at|from)\\b.{0,80}|"
    "(?:按此|点击|点我|按)下(?:一)?页.{0,14}|[【\\[]专页[】\\]].{2,60}",
    # "- End -", "—完—", "Get access to Quay Pro for a month"
    "[-–—=·#*(【]{1,6} ?(?:end|ends|fim|完|全文完) ?[-–—=·#*)】]{1,6}|"
    "get (?:full |unlimited )?access to\\b[^.]{3,140}\\b(?:subscri\\w+|pro|premium|plus|articles|content)\\b[^.]{0,60}",
    # "返回首页,查看更多", "Gostou deste artigo? Partilhe-o."
    "返回[^。]{1,8}, ?查看更多|li e (?:aceito|concordo)\\b.{0,60}|"
    "(?:tem|have|got) (?:uma?|an?|alguma?) (?:dúvida|sugestão|question|tip|correction)\\b.{0,80}|"
    "(?:se )?gostou (?:deste|desta)\\b.{0,100}",
    # "The post Port opens appeared first on Example."
    "the post .{2,250} (?:appeared first on|first appeared on) .{2,80}",
    # "Home > News > Macau", "首页 > 新闻 > 正文"
    "(?:home|news|首页|主页|您的位置|当前位置|início|inicio)[^.。>»›/]{0,10}(?:[>»›/][^>»›/.。]{1,42}){1,6}",
    # "Click here to subscribe", "Continue reading", "Clique aqui"
    "(?:please )?(?:click|tap) (?:here|on the link|the link).{0,120}|continue reading(?: .{1,120})?|"
    "(?:subscreva|assine|siga-nos|baixe|descarregue|clique aqui)\\b.{0,120}",
    # "Sign up for our newsletter", "Download our app"
    "(?:sign up|subscribe|register|join us|follow us|like us|download|get updates|get the latest|stay updated|"
    "stay tuned|already a subscriber|by registering|by subscribing|by signing up|find us|connect with us)\\b"
    f"[^.]{{0,60}}\\b(?:{_CHANNELS})\\b.{{0,80}}",
    # "Comments are closed"
    "comments (?:are|have been) (?:closed|disabled|turned off).{0,60}|our standards ?:.{1,60}",
    # "更多内容请关注本报公众号"
    "(?:更多|欲知|想看|想了解)[^。]{0,20}(?:关注|订阅|下载|浏览|访问|登录|追踪|加入)[^。]{1,40}",
    # "立即下载新闻App", "按此关注本报专页"
    "[※*]? ?(?:立即)?(?:下载|订阅|关注|追踪|扫描|扫码|长按|点击|按此|点此)[^。]{0,30}(?:app|应用|客户端|电子报|频道|"
    "公众号|二维码|专页|加入|下载|订阅|关注|查看|telegram|whatsapp|facebook|youtube)[^。]{0,60}",
    # "Get the day's stories in your inbox"
    "get .{2,60}\\b(?:in|to) your inbox.{0,60}|your email address will not be published.{0,60}|"
    "save my name.{0,30} email.{0,30}website.{0,80}",
    "(?:加入|赞好|追踪|订阅|关注|下载)[^。,]{2,24}(?:专页|频道|群组|公众号|客户端|app|通讯|电子报|账号)[^。,]{0,12}",
    # "Was this helpful?", "Este artigo foi útil?", "这篇文章对你有帮助吗?"
    "(?:was|did you find|is) this .{0,24}(?:helpful|useful|interesting)\\??|este .{3,12} foi útil\\??|"
    "[^。]{2,8}对(?:你|您)有(?:帮助|用)吗\\??|"
    "what (?:are your thoughts|do you think)\\b.{0,50}|report an? (?:error|typo|problem)|"
    "comunicar um erro|(?:我要)?(?:纠错|报错)",
    # "See all stories", "Back to Business", "Ver mais notícias", "查看更多精彩内容", "展开阅读全文"
    "(?:see|view|show|read|browse) (?:all|more)(?: [\\w&-]{2,14}){1,3}|back to [\\w& -]{3,24}|"
    "ver (?:mais|todas?|todos?)(?: .{3,24})?|"
    "(?:查看|浏览|展开|点击|阅读|收起)(?:更多|全部|全文|阅读|余下)[^。,]{0,8}|voltar (?:a|à|ao) .{3,24}",
    # "To continue reading, subscribe from $1 a week."
    "to (?:continue|keep) reading\\b.{0,80}|(?:sign|log) in to (?:read|view|continue|comment|see)\\b.{0,60}",
    # "Tempo de leitura: 3 minutos", "Ouvir o artigo", "收听文章", "00:00 / 03:12", "1x"
    "tempo de leitura.{0,20}|ouvir (?:o |este )?(?:artigo|texto).{0,12}|收听(?:文章|本文|新闻).{0,8}|"
    "\\d?\\d:\\d\\d(?: ?/ ?\\d?\\d:\\d\\d)?|\\d(?:\\.\\d)?x",
    # "https://example.com/a"
    "https?(?:://|%3a%2f%2f).{3,400}",
    # "| Weather | Traffic |"
    "\\|.{0,300}\\|",
)

JAVASCRIPT = (
    # "To view this video please enable JavaScript"
    ".{0,80}\\b(?:enable|requires?|disabled?) java ?script.{0,80}",
)
COOKIES = (
    # "We use cookies to improve your experience."
    ".{0,200}\\bcookies?\\b.{0,80}\\b(?:policy|accept|consent|experience|settings|preferences|browse|agree)\\b.{0,120}",
)
ADDRESSES = (
    # "Live page: https://example.com/live"
    ".{0,60}(?:下载|订阅|关注|追踪|专页|频道|网址|download|subscribe|follow|join|app|page|site|website|live).{0,40}"
    "https?://\\S{3,200}",
)
