import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.pipeline.extraction.asking import asks_reader
from articles.pipeline.extraction.lines import reason_of
from articles.pipeline.extraction.rules import SHORT, SHORT_RULES, SIGNS
from articles.pipeline.extraction.signs import Signs


def test_signs_that_overlap_are_all_found():
    signs = Signs(("sign up", "up", "公众号", "众"))
    assert signs.in_line("sign up here") == signs.bits_of(("sign up", "up"))
    assert signs.in_line("关注公众号") == signs.bits_of(("公众号", "众"))
    assert signs.in_line("the ferry sails") == 0


def test_a_sign_that_is_named_twice_has_one_bit():
    signs = Signs(("photo", "(", "photo"))
    assert signs.bits_of(("photo", "photo")) == signs.bits_of(("photo",)) != signs.bits_of(("(",))


THINGS_EN = (
    "newsletter", "newsletters", "inbox", "cookie", "briefings", "marketing emails", "app store", "google play",
    "privacy policy", "privacy notice", "terms of use", "terms of service", "subscribe", "unsubscribe", "subscribers",
    "sign up", "signing up", "log in", "login", "notifications", "your e-mail", "your email", "value your privacy",
    "independent journalism", "whatsapp channel", "telegram channel", "news alerts", "adblocker", "ad blocker",
    "know below", "comment below", "comments below", "miss a story", "our journalism",
)  # fmt: skip
THINGS_PT = (
    "newsletter", "cookies", "email", "e-mail", "caixa de correio", "app store", "google play",
    "política de privacidade", "termos de uso", "notificações", "canal do whatsapp", "canal do telegram",
    "jornalismo independente", "jornalismo de qualidade", "sessão", "assinante", "assinantes", "assine", "assinatura",
    "subscreva", "nossa aplicação", "endereço de email",
)  # fmt: skip
THINGS_ZH = (
    "cookie", "隐私政策", "私隐政策", "使用条款", "服务条款", "电子报", "电邮通讯", "客户端", "公众号", "二维码",
    "telegram", "whatsapp", "facebook", "专页", "登录后", "登入后", "会员,", "独立新闻", "报料", "用户体验",
    "电邮信箱", "电子邮箱",
    "最新消息",
)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        *(f"we tell you of {thing} today" for thing in THINGS_EN),
        *(f"receba hoje {thing} aqui" for thing in THINGS_PT),
        *(f"本站为你准备{thing}好了" for thing in THINGS_ZH),
    ],
)
def test_no_thing_of_a_site_is_missed_for_want_of_a_sign(line):
    assert asks_reader(line)


@pytest.mark.parametrize(
    "line",
    [
        "責任編輯：陳大文", "記者︰林小明", "撰文：陳大文", "采写：林小明", "作者 陳大文", "译者：陳大文",
        "校對：陳大文", "美术：林小明", "監制：陳大文", "審核：林小明", "統籌：陳大文", "策划：林小明",
        "來源：海港日報", "出处：海港日报", "整理：陳大文", "攝影｜陳大文", "值班：陳大文", "签发：林小明",
        "【海港報訊】", "北岸日報記者陳小文",
        "Redação com Lusa", "Lusa/Fim", "Ana Silva, em Macau",
        "- With files from Harbour Wire", "By Jane Doe", "Por Maria Silva", "Texto: Maria Silva",
        "Harbour Post Staff",
        "Harbour News Desk", "Harbour Post Editorial Board", "Source: Harbour Post", "文︰陳大文", "撰｜林小明",
        "(Reporting by Jane Doe in Macau; editing by John Roe)",
    ],
)  # fmt: skip
def test_no_byline_is_missed_for_want_of_a_sign(line):
    assert reason_of(line) == "byline"


@pytest.mark.parametrize("rule", [rule for rule in SHORT_RULES if rule.signs])
def test_every_line_that_a_rule_fits_has_one_of_its_signs(rule):
    """The lines are made from the rule's own patterns, so that each of them comes up."""

    @settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
    @given(st.from_regex(rule.fits.__self__, fullmatch=True))
    @example("报供稿")
    @example("port opens →")
    @example("media enquiries 2345")
    def looks(line):
        if len(line) <= SHORT and rule.fits(line):
            assert SIGNS.in_line(line) & rule.signs

    looks()
