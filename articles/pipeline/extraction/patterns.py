"""Patterns: furniture that no fixed phrase covers, told by the wording of the whole line.

Each is matched against one folded line (lower case, half width, Simplified) from its first to its last character.
All repetitions are bounded, so a hostile line costs no more than a long one.
"""

import re

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

_CAPTIONS = (
    # "Officials at the pier. Photo: Handout", "Main image credit: Getty"
    f"(?:.{{0,500}}[^a-z]|){_PICTURE}{_GIVEN_BY}? ?: ?[^:.!?。]{{2,70}}\\.?",
    # "The new bridge (Photo by Chan Tai Man)", "(Photo: AFP/Getty)"
    f".{{0,400}}\\( ?{_PICTURE}{_GIVEN_BY}?[ :][^()]{{2,70}}\\) ?\\.?",
    # "Photo by Chan Tai Man", "Photo courtesy of the airport"
    f"{_PICTURE}{_GIVEN_BY} [^:.!?。]{{2,50}}\\.?",
    # "Photo taken on June 12 shows the pier. (Agency/Jane Doe)", "[Photo/Agency]"
    "(?:this |file |undated |aerial |combo |handout )?photos? (?:taken|released|provided|shows?|dated)\\b.{5,400}|"
    "\\[?(?:photo|reuters|afp|ap|xinhua|getty|epa)/[^.]{2,40}\\]?",
    # "图为签署仪式现场。", "▲签约现场"
    "[▲△▼◀▶►].{1,200}|(?:上|下|左|右|组|配|题|资料)?图(?:片|为|中|:|/|示).{1,160}",
    # "Commuters at the pier. [Jane Doe/Agency]", "A ferry (Courtesy of the company)"
    ".{2,400}\\[[^\\[\\]]{2,40}/[^\\[\\]]{2,30}\\]|.{0,400}\\((?:courtesy|handout|provided)\\b[^()]{0,60}\\)\\.?",
    # "签约仪式在深圳举行。(资料图片)", "(陈大文摄)", "(政府新闻处图片)"; "(见图)" is none
    ".{0,140}[(\\[][^()\\[\\]]{0,20}(?:图片|资料图|[^()见如附上下]图|摄|供图|截图)[)\\]]。?",
    # "乘客在码头等候。陈大文摄"
    ".{2,140}[。 ,][^\\W\\d_]{2,6}(?:摄|摄影|供图)",
    # "图片来源:网络", "摄影:陈大文"
    "[(\\[]?(?:图片来源|图片|图源|摄影|供图|制图)[:/ ].{1,40}",
)
_BYLINES = (
    # "[责任编辑:陈大文]", "记者︰陈大文", "■记者陈大文"
    f"[■●(\\[【]{{0,2}}(?:本报|本刊|法庭|特约|见习|实习|新华社|驻[^:]{{2,6}})?(?:{_STAFF})"
    "(?:[:︰︓/|丨 ].{1,60}|[^\\W\\d_]{2,6})[)\\]】]{0,2}",
    # "记者陈大文/深圳报道"
    "(?:本报|特约)?记者? ?[^,。]{1,14}/[^,。]{1,10}(?:报道|报导|专电|电)",
    # "Harbour Post Staff"
    "[\\w'’ ]{2,30} (?:staff|staff writers?|staff reporters?|news desk|newsroom|editorial board)",
    # "Source: https://example.com/a", "原文链接:https://example.com"
    "(?:source|original|原文链接|原文连结|原文地址|资料来源|网址|fonte) ?[:︰] ?.{1,200}",
    # "文:陈大文"
    "[(\\[【]?(?:文|文字|撰)[:︰/|丨] ?[^。,]{1,30}[)\\]】]?",
    # "By Jane Doe", "Written by Jane Doe and John Roe in Macau", "Por Maria Silva"
    "(?:(?:(?:written|reported|compiled|edited|words|story|text) )?by|por|texto:|texto de|editado por)"
    f"\\s{_NAME}(?:[ ,&.’'-]{{1,3}}{_NAME}){{0,9}}\\.?",
    # "(Reporting by Jane Doe in Macau; editing by John Roe)"
    "\\(?(?:(?:additional )?reporting|writing|compiled|edited|editing) by [^.]{3,300}[.)]{0,2}",
)
_COPYRIGHTS = (
    # "© 2024 Example Media", "Copyright 2024 Example"
    ".{0,60}© ?.{0,220}|(?:copyright|direitos de autor) ?(?:©|\\(c\\)|\\d{4}).{0,250}",
    # "声明:本文仅代表作者观点", "Disclaimer: The views are the author's."
    "(?:republished|reprinted|reproduced|used) with (?:the )?permission.{0,120}|"
    "(?:特别|免责|版权|郑重)?声明:.{1,200}|disclaimer ?: ?.{1,300}",
    ".{0,120}(?:all rights reserved|todos os direitos reservados|版权所有|版权归).{0,60}",
    # "This article first appeared on Example.", "本文首发于某报"
    "(?:this|the) (?:article|story|post|piece|report|content) (?:was |has been |is )?(?:first |originally |re)?"
    "(?:appeared|published|posted)\\b.{0,120}|(?:本文|原文)(?:首发|原载|刊于|刊登|转载|来源|摘自|来自).{1,80}",
    # "未经书面授权,不得转载"
    ".{0,120}(?:未经|不得)(?:书面|本报|本网|本站)?(?:许可|授权|允许).{0,12}(?:转载|复制|使用).{0,60}",
)
_ADVERTISEMENTS = (
    # "Advertisement - Scroll to continue"
    "(?:advertisement|广告|publicidade) ?[-–—:|/] ?.{0,60}",
)
_SHARES = (
    # "将此文分享给朋友"
    "[^。,]{0,8}分享(?:给|至|到)[^。,]{1,10}",
)
_CONTACTS = (
    # "Media enquiries: press@example.com / 2345 6789"
    ".{0,40}\\b(?:media|press) (?:enquir|inquir|contact).{0,120}",
    "(?:e-?mail|tel|telephone|phone|fax|whatsapp|电话|电邮|邮箱|传真|热线|telefone|correio)\\.? ?[:︰].{1,80}",
    f"[^.。]{{0,40}}{_MAIL}[^.。]{{0,40}}",
    ".{0,12}(?:报料|爆料|查询|客服)(?:热线|电话|邮箱)?[:︰ ].{1,80}",
    # "@jane"
    "@\\w{2,30}",
    # "Jane | Contact"
    "[^|]{2,40} ?\\| ?contact",
)
_HASHTAGS = (
    # "#GreaterBayArea #Zhuhai"
    "(?:#[^\\s#]{1,60}[\\s,]{0,3}){2,20}",
    # "港闻,财经,新冠肺炎,疫情,口岸": a page's keywords
    f"(?:[{_HAN}a-z0-9/]{{1,16}},){{4,40}}[{_HAN}a-z0-9/]{{1,16}}",
    # "Tags: finance, Macau", "标签:金融 澳门"
    "(?:hashtags?|tags?|topics?|keywords|filed under|标签|关键词|关键字|专题|话题|etiquetas|palavras-chave)"
    " ?[:|] ?.{1,200}",
)
_RELATED = (
    # "Read more: Port opens", "【延伸阅读】港口启用"
    "[【\\[]?(?:read|read more|next|next article|previous|previous article|up next|"
    "上一篇|下一篇|上一则|下一则|看更多|原标题|read also|also read|read next|see also|"
    "related|related story|related stories|related article|"
    "more on this|watch|watch now|listen|must read|don't miss|recommended|延伸阅读|相关新闻|相关阅读|相关报道|相关文章|"
    "推荐阅读|同场加映|阅读更多|更多新闻|更多报道|leia também|leia mais|veja também|saiba mais|ver também)[】\\]]? ?"
    "[:|>»-] ?.{2,200}",
    # ">> Port opens", "★ 港口启用"
    "(?:>{1,3}|»|★|☆|→|➤) ?[^。]{4,120}[^.。]",
    "[(（]原标题:.{2,120}",
    "[【\\[](?:延伸阅读|相关新闻|相关阅读|相关报道|推荐阅读|同场加映)[】\\]].{2,120}",
)
_NAVIGATION = (
    # "The post Port opens appeared first on Example."
    "the post .{2,250} (?:appeared first on|first appeared on) .{2,80}",
    # "Home > News > Macau", "首页 > 新闻 > 正文"
    "(?:home|news|首页|主页|您的位置|当前位置|início|inicio)[^.。]{0,10}(?: ?[>»›/] ?[^>»›/.。]{1,40}){1,6}",
    # "Click here to subscribe", "Continue reading", "Clique aqui"
    "(?:please )?(?:click|tap) (?:here|on the link|the link).{0,120}|continue reading(?: .{1,120})?|"
    "(?:subscreva|assine|siga-nos|baixe|descarregue|clique aqui)\\b.{0,120}",
    # "Sign up for our newsletter", "Download our app"
    "(?:sign up|subscribe|register|join us|follow us|like us|download|get updates|get the latest|stay updated|"
    "stay tuned|already a subscriber|by registering|by subscribing|by signing up|find us|connect with us)\\b"
    f"[^.]{{0,60}}\\b(?:{_CHANNELS})\\b.{{0,80}}",
    # "To view this video please enable JavaScript", "Comments are closed"
    ".{0,80}\\b(?:enable|requires?|disabled?) java ?script.{0,80}|"
    "comments (?:are|have been) (?:closed|disabled|turned off).{0,60}|"
    "our standards ?:.{1,60}",
    # "更多内容请关注本报公众号"
    "(?:更多|欲知|想看|想了解)[^。]{0,20}(?:关注|订阅|下载|浏览|访问|登录|追踪|加入)[^。]{1,40}",
    # "立即下载新闻App", "按此关注本报专页"
    "[※*]? ?(?:立即)?(?:下载|订阅|关注|追踪|扫描|扫码|长按|点击|按此|点此)[^。]{0,30}(?:app|应用|客户端|电子报|频道|"
    "公众号|二维码|专页|加入|下载|订阅|关注|查看|telegram|whatsapp|facebook|youtube)[^。]{0,60}",
    # "We use cookies to improve your experience.", "Get the day's stories in your inbox"
    ".{0,200}\\bcookies?\\b.{0,80}\\b(?:policy|accept|consent|experience|settings|preferences|browse|agree)\\b.{0,120}|"
    "get .{2,60}\\b(?:in|to) your inbox.{0,60}|your email address will not be published.{0,60}|"
    "save my name.{0,30} email.{0,30}website.{0,80}",
    # "https://example.com/a", "Live page: https://example.com/live"
    "https?(?:://|%3a%2f%2f).{3,400}",
    ".{0,60}(?:下载|订阅|关注|追踪|专页|频道|网址|download|subscribe|follow|join|app|page|site|website|live).{0,40}"
    "https?://\\S{3,200}",
    # "| Weather | Traffic |"
    "\\|.{0,300}\\|",
)

# The reason, the longest line that the patterns are tried on, and the patterns. The first that fits decides.
PATTERNS: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (reason, longest, re.compile("|".join(patterns)))
    for reason, longest, patterns in (
        ("advertisement", 80, _ADVERTISEMENTS),
        ("share", 24, _SHARES),
        ("caption", 600, _CAPTIONS),
        ("byline", 320, _BYLINES),
        ("copyright", 320, _COPYRIGHTS),
        ("contact", 200, _CONTACTS),
        ("hashtags", 260, _HASHTAGS),
        ("related", 260, _RELATED),
        ("navigation", 420, _NAVIGATION),
    )
)
