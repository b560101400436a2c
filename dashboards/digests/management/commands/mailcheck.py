"""mailcheck: will the digests be believed?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import dns.exception
import dns.resolver
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboards.digests.actions.mailchecking import check_mail
from dashboards.digests.actions.mailsigning import check_received, check_specimen


class Command(BaseCommand):
    """One line a finding on stdout: verdict, subject, what it means and what to do."""

    help = (
        "Look at SPF, DKIM and DMARC of the sender's domain and at the signature of its mails, and explain. "
        "Exit 1 where something must be put right."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to look for and whom to ask."""
        parser.add_argument("--selector", action="append", default=[], help="the DKIM selector of your provider")
        parser.add_argument("--received", type=Path, help="the raw source of one of our mails that arrived somewhere")
        parser.add_argument("--key", type=Path, help="the private key: signs a specimen and checks it by the record")
        parser.add_argument("--nameserver", help="ask this server, ADDRESS or ADDRESS:PORT, instead of the system's")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask and tell."""
        resolver = make_resolver(options["nameserver"])
        try:
            findings = check_mail(selectors=tuple(options["selector"]), resolver=resolver)
            if raw := read_file(options["received"]):
                findings += check_received(raw, resolver=resolver)
            if key := read_file(options["key"]):
                selector = (options["selector"] or ["default"])[0]
                findings += check_specimen(selector=selector, key=key, resolver=resolver, now=timezone.now())
        except dns.exception.DNSException as error:
            raise CommandError(f"no name server answers: {error}", returncode=1) from error
        for finding in findings:
            self.stdout.write(f"{finding.verdict:<5} {finding.subject:<9} {finding.words}")
        if any(finding.verdict == "fail" for finding in findings):
            raise CommandError("mails may be refused or land among the unwanted ones", returncode=1)


def read_file(path: Path | None) -> bytes:
    """What is in a file, nothing where none is named. Raises ``CommandError`` (exit 2) where it cannot be read."""
    try:
        return path.read_bytes() if path else b""
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error


def make_resolver(nameserver: str | None) -> dns.resolver.Resolver:
    """The system's resolver, or one that asks the server named. Raises ``CommandError`` (exit 2) without any."""
    try:
        resolver = dns.resolver.Resolver(configure=nameserver is None)
        if nameserver:
            address, _, port = nameserver.rpartition(":") if nameserver.count(":") == 1 else (nameserver, "", "53")
            resolver.nameservers, resolver.port = [address], int(port)
    except (dns.resolver.NoResolverConfiguration, ValueError) as error:
        raise CommandError(f"no name server: {error}", returncode=2) from error
    resolver.lifetime = 10
    return resolver
