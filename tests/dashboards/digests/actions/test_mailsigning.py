"""Signed by a real key, checked by what a real name server on loopback says."""

import base64
from pathlib import Path

import dkim
import dns.resolver
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.management import CommandError, call_command

from dashboards.digests.actions.mailsigning import MUST_SIGN, check_received, check_specimen, is_aligned, specimen
from tests.dashboards.digests.actions.test_mailchecking import DOMAIN, names

__all__ = ["names"]
PLACE = (f"s1._domainkey.{DOMAIN}.", "TXT")


@pytest.fixture(scope="module")
def private():
    """A private key of 2048 bits."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def record(private):
    """The public half of a key, as it stands in the zone."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = base64.b64encode(private.public_key().public_bytes(serialization.Encoding.DER, form)).decode()
    return [f"v=DKIM1; k=rsa; p={public[:200]}|{public[200:]}"]


@pytest.fixture
def key(private, names, settings):
    """The same as PEM; its public half stands in the zone."""
    settings.DEFAULT_FROM_EMAIL = f"GBA Tracker <digest@{DOMAIN}>"
    settings.SITE_URL = f"https://{DOMAIN}"
    names.zone[PLACE] = record(private)
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )


@pytest.fixture
def resolver(names):
    """Asks the name server of the test."""
    found = dns.resolver.Resolver(configure=False)
    found.nameservers, found.port, found.lifetime = ["127.0.0.1"], names.port, 3
    return found


def signed(raw, key, *, covered=MUST_SIGN, domain=DOMAIN, **options):
    headers = [name.encode() for name in covered]
    return dkim.sign(raw, b"s1", domain.encode(), key, include_headers=headers, **options) + raw


def verdicts(findings):
    return [(finding.verdict, finding.subject) for finding in findings]


@pytest.mark.django_db
def test_a_specimen_is_signed_with_the_links_to_unsubscribe_and_found_genuine(key, resolver, now):
    findings = list(check_specimen(selector="s1", key=key, resolver=resolver, now=now))
    assert verdicts(findings) == [("ok", "one-click"), ("ok", "signing"), ("ok", "signing")]
    assert "from, list-unsubscribe, list-unsubscribe-post" in findings[1].words
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in specimen(now=now)


@pytest.mark.django_db
def test_a_key_that_is_not_the_published_one_is_found_out(key, resolver, now, names):
    names.zone[PLACE] = record(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    findings = list(check_specimen(selector="s1", key=key, resolver=resolver, now=now))
    assert findings[-1].verdict == "fail"
    assert "not genuine" in findings[-1].words
    broken = list(check_specimen(selector="s1", key=b"-----BEGIN nothing", resolver=resolver, now=now))
    assert verdicts(broken) == [("fail", "signing")]


@pytest.mark.django_db
def test_a_signature_that_leaves_the_links_to_unsubscribe_out_is_found_out(key, resolver, now):
    raw = signed(specimen(now=now), key, covered=("from", "subject"))
    findings = list(check_received(raw, resolver=resolver))
    assert verdicts(findings) == [("ok", "one-click"), ("fail", "signing"), ("ok", "signing")]
    assert "does not cover list-unsubscribe, list-unsubscribe-post" in findings[1].words


@pytest.mark.django_db
def test_a_mail_that_was_changed_on_its_way_is_not_genuine(key, resolver, now):
    raw = signed(specimen(now=now), key).replace(b"One-Click\r\n", b"Two-Clicks\r\n")
    findings = list(check_received(raw, resolver=resolver))
    assert [finding.verdict for finding in findings] == ["fail", "ok", "fail"]


@pytest.mark.django_db
def test_a_signature_of_the_provider_alone_and_one_with_an_open_end_are_told(key, resolver, now, names):
    raw = specimen(now=now)
    (_, alone) = check_received(signed(raw, key, domain="provider.example"), resolver=resolver)
    assert "provider.example alone" in alone.words
    (_, unsigned) = check_received(raw, resolver=resolver)
    assert "by nobody" in unsigned.words
    findings = list(check_received(signed(raw, key, length=True), resolver=resolver))
    assert ("warn", "signing") in verdicts(findings)


def test_domains_fit_together_as_dmarc_wants():
    assert is_aligned("tracker.example", "news.tracker.example")
    assert is_aligned("mail.tracker.example", "tracker.example")
    assert not is_aligned("acker.example", "tracker.example")
    assert not is_aligned("example", "tracker.example")
    assert not is_aligned("", "tracker.example")


@pytest.mark.django_db
def test_the_command_looks_at_a_file_that_arrived(key, names, tmp_path: Path, now, capsys):
    where = ("--nameserver", f"127.0.0.1:{names.port}", "--selector", "s1")
    mail, pem = tmp_path / "mail.eml", tmp_path / "key.pem"
    mail.write_bytes(signed(specimen(now=now), key))
    pem.write_bytes(key)
    call_command("mailcheck", *where, "--received", str(mail), "--key", str(pem))
    assert capsys.readouterr().out.count("is genuine by the published key") == 2
    with pytest.raises(CommandError) as refused:
        call_command("mailcheck", *where, "--received", str(tmp_path / "nothing"))
    assert refused.value.returncode == 2
