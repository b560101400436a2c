"""Against a real name server on loopback that says what each test tells it."""

import base64
import socket
import threading

import dns.exception
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset
import pytest

from dashboards.digests.actions.mailchecking import check_mail

DOMAIN = "tracker.example"
KEY = base64.b64encode(b"k" * 294).decode()
GOOD = {
    ("tracker.example.", "TXT"): ["v=spf1 include:spf.example.net -all", "site-verification=1"],
    ("s1._domainkey.tracker.example.", "TXT"): [f"v=DKIM1; k=rsa; p={KEY[:200]}|{KEY[200:]}"],
    ("_dmarc.tracker.example.", "TXT"): ["v=DMARC1; p=reject; rua=mailto:d@tracker.example"],
    ("tracker.example.", "MX"): ["10 mx.tracker.example."],
}


class NameServer:
    """Answers from ``zone``: (name, type) -> values; ``|`` parts the strings of a long one."""

    def __init__(self):
        self.zone = dict(GOOD)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def serve(self):
        while True:
            packet, whom = self.socket.recvfrom(4096)
            if packet == b"stop":
                return
            query = dns.message.from_wire(packet)
            question = query.question[0]
            name, kind = question.name.to_text().lower(), dns.rdatatype.to_text(question.rdtype)
            answer = dns.message.make_response(query, recursion_available=True)
            values = self.zone.get((name, kind))
            if values is None:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            else:
                texts = [" ".join(f'"{p}"' for p in v.split("|")) if kind == "TXT" else v for v in values]
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *texts))
            self.socket.sendto(answer.to_wire(), whom)


@pytest.fixture
def names():
    """A running name server."""
    server = NameServer()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    server.socket.sendto(b"stop", ("127.0.0.1", server.port))
    thread.join(5)
    server.socket.close()


@pytest.fixture
def look(names, settings):
    """Look at the domain as the zone has it; gives (verdict, words) by subject."""
    settings.DEFAULT_FROM_EMAIL = f"GBA Tracker <digest@{DOMAIN}>"
    settings.BOUNCE_ADDRESS = f"bounce@{DOMAIN}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "mail.example", 587, True

    def check(*selectors):
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port, resolver.lifetime = ["127.0.0.1"], names.port, 3
        found = {}
        for finding in check_mail(selectors=selectors or ("s1",), resolver=resolver):
            found.setdefault(finding.subject, []).append((finding.verdict, finding.words))
        return found

    return check


def test_a_domain_that_is_set_up_well_is_found_good(look):
    found = look()
    assert {verdict for rows in found.values() for verdict, _ in rows} == {"ok"}
    assert list(found) == ["server", "sender", "SPF", "DKIM", "DMARC", "bounces"]
    assert any("List-Unsubscribe-Post" in words for _, words in found["DKIM"])


@pytest.mark.parametrize(
    ("values", "verdict", "word"),
    [
        (None, "fail", "no SPF record"),
        (["v=spf1 -all", "v=spf1 ~all"], "fail", "2 SPF records"),
        (["v=spf1 a +all"], "fail", "anybody"),
        (["v=spf1 a mx"], "warn", "~all"),
        (["v=spf1 redirect=spf.example.net"], "ok", "redirect"),
        (["v=spf1 " + " ".join(f"include:s{n}.example" for n in range(11)) + "| -all"], "fail", "11 terms"),
        (["v=spf1 " + "a/24 mx/24 a:b.example/24 " * 4 + "ip4:192.0.2.0/24 exp=e.example -all"], "fail", "12 terms"),
    ],
)
def test_what_is_wrong_with_spf_is_said(look, names, values, verdict, word):
    names.zone[f"{DOMAIN}.", "TXT"] = values
    ((found, words),) = look()["SPF"]
    assert (found, word in words) == (verdict, True), words


@pytest.mark.parametrize(
    ("value", "verdict", "word"),
    [
        ("v=DKIM1; p=", "fail", "revoked"),
        ("v=DKIM1; p=!!", "fail", "base64"),
        ("v=DKIM1; k=rsa; p=" + base64.b64encode(b"k" * 162).decode(), "warn", "2048"),
        ("v=DKIM1; k=ed25519; p=" + base64.b64encode(b"k" * 32).decode(), "ok", "s1"),
    ],
)
def test_what_is_wrong_with_a_key_is_said(look, names, value, verdict, word):
    names.zone[f"s1._domainkey.{DOMAIN}.", "TXT"] = [value]
    found, words = look()["DKIM"][0]
    assert (found, word in words) == (verdict, True), words


def test_a_selector_that_is_not_there_is_named(look):
    verdict, words = look("s9")["DKIM"][0]
    assert (verdict, "s9._domainkey.tracker.example" in words) == ("fail", True)


@pytest.mark.parametrize(
    ("place", "value", "verdict", "word"),
    [
        ("tracker.example", None, "fail", "no record"),
        ("tracker.example", "v=DMARC1; rua=mailto:d@x.example", "fail", "no policy"),
        ("tracker.example", "v=DMARC1; p=none; rua=mailto:d@x.example", "warn", "only watches"),
    ],
)
def test_what_is_wrong_with_dmarc_is_said(look, names, place, value, verdict, word):
    names.zone[f"_dmarc.{place}.", "TXT"] = [value] if value else None
    found, words = look()["DMARC"][0]
    assert (found, word in words) == (verdict, True), words


def test_a_domain_below_takes_the_policy_of_the_one_above(look, names, settings):
    settings.DEFAULT_FROM_EMAIL = "digest@news.tracker.example"
    names.zone["_dmarc.tracker.example.", "TXT"] = ["v=DMARC1; p=reject; sp=none; rua=mailto:d@tracker.example"]
    assert look()["DMARC"] == [("warn", "p=none only watches: once the reports are clean set p=quarantine")]


def test_bounces_need_a_domain_that_receives_mail(look, names):
    del names.zone[f"{DOMAIN}.", "MX"]
    assert look()["bounces"][0][0] == "fail"


def test_without_a_mail_server_or_a_domain_it_says_so(look, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "GBA Tracker <digest@localhost>"
    found = look()
    assert found["server"][0][0] == "warn"
    assert found["sender"][0][0] == "fail"
    assert "SPF" not in found


def test_a_name_server_that_does_not_answer_is_no_finding(look):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port, resolver.lifetime = ["127.0.0.1"], port, 0.5
    with pytest.raises(dns.exception.DNSException):
        check_mail(selectors=("s1",), resolver=resolver)
