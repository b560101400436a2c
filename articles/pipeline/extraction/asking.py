"""Asking: lines by which a site speaks to its reader: subscribe, accept, download, log in.

Such a line names the reader or the site ("your", "we", "本网站", "nosso") and something that only a site has (a
newsletter, cookies, an inbox). Articles about such things have lines of the kind too, so the caller looks at the place.
"""

import re

from articles.pipeline.extraction.signs import Signs

_THINGS_EN = (
    "newsletters?|inbox|cookies?|briefings?|marketing emails?|app store|google play|privacy (?:policy|notice)|"
    "terms of (?:use|service)|(?:un)?subscribe|subscribers?|sign(?:ing)? up|log ?in|notifications?|your e-?mail|"
    "value your privacy|independent journalism|(?:whatsapp|telegram) channel|news alerts|ad ?blocker|know below|"
    "comments? below|miss a story|our journalism"
)
_THINGS_PT = (
    "newsletters?|cookies?|e-?mail|caixa de correio|app store|google play|política de privacidade|termos de uso|"
    "notificações|canal do (?:whatsapp|telegram)|jornalismo (?:independente|de qualidade)|sessão|assinantes?|assine|"
    "assinatura|subscreva|nossa aplicação|endereço de email"
)
_THINGS_ZH = (
    "cookies?|隐私政策|私隐政策|使用条款|服务条款|电子报|电邮通讯|客户端|公众号|二维码|telegram|whatsapp|facebook|专页|"
    "登录后|登入后|会员[,，]|独立新闻|报料|用户体验|电邮信箱|电子邮箱|最新消息"
)
_NOT_QUOTED = '(?![^"“「]{0,300}["“「])'
_ASKING = re.compile(
    # "Sign up to our morning briefing and never miss a story."
    f"{_NOT_QUOTED}(?=.{{0,200}}\\b(?:you|your|we|our|us|i agree)\\b).{{0,160}}\\b(?:{_THINGS_EN})\\b.{{0,160}}|"
    # "Receba as notícias do dia no seu email."
    f"{_NOT_QUOTED}(?=.{{0,200}}\\b(?:seu|sua|nossos?|nossas?|siga|receba|acompanhe|descarregue|inicie|apoie|subscreva|"
    f"assine|concorda|este site|já é)\\b).{{0,160}}\\b(?:{_THINGS_PT})\\b.{{0,160}}|"
    # "继续使用本网站即表示您同意我们的隐私政策。", "加入本报Telegram群组"
    f"{_NOT_QUOTED}(?=.{{0,80}}(?:你|您|我们|本网站?|本站|本报|立即|^(?:加入|赞好|订阅|关注|追踪|有|成为)))"
    f".{{0,80}}(?:{_THINGS_ZH}).{{0,60}}"
)
# Of the things of a site every name holds one of these.
_SIGNS = Signs((
    "newsletter", "inbox", "cookie", "briefing", "marketing email", "app store", "google play", "privacy ", "terms of ",
    "subscribe", "sign up", "signing up", "login", "log in", "notification", "your e", "value your", "independent j",
    " channel", "news alert", "blocker", "know below", "comment below", "comments below", "miss a story",
    "our journalism",
    "email", "e-mail", "caixa de correio", "política de", "termos de", "notificações", "canal do ", "jornalismo ",
    "sessão", "assinante", "assine", "assinatura", "subscreva", "nossa aplicação",
    "隐私政策", "私隐政策", "使用条款", "服务条款", "电子报", "电邮", "客户端", "公众号", "二维码", "telegram",
    "whatsapp", "facebook", "专页", "登录后", "登入后", "会员", "独立新闻", "报料", "用户体验", "电子邮箱", "最新消息",
))  # fmt: skip
# What may begin such a line in mid-article: "Get the morning briefing in your inbox."
_BEGINS = re.compile(
    "(?:get|sign|subscribe|join|enter|i agree|download|receba|subscreva|siga|acompanhe|立即|订阅|加入|关注)\\b"
)
_LONGEST = 320


def asks_reader(folded: str) -> bool:
    """Tell whether a folded line is what a site asks of its reader."""
    return len(folded) <= _LONGEST and _SIGNS.in_line(folded) != 0 and _ASKING.fullmatch(folded) is not None


def asks_outright(folded: str) -> bool:
    """Tell the same of a line that may stand anywhere: it begins with what the reader is to do."""
    return _BEGINS.match(folded) is not None and asks_reader(folded)
