"""Puts a copy of the database back, and holds the mail that may have gone out since it was made."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.actions.backup import BackupError, restore
from articles.actions.logins import end_every_login
from dashboards.digests.actions.restoring import hold_restored_mail, keep_refusals, remember_refusals


class Command(BaseCommand):
    """``restore FILE --yes``: stop web, workers and beat first; everything newer than the copy is lost."""

    help = "Puts a copy that manage.py backup made in place of the database, brings it to this release, holds its mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and a yes."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--yes", action="store_true", help="yes, all that is newer than the copy may go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0, or 2 where the copy cannot be read or nobody said yes; then nothing has changed."""
        if not options["yes"]:
            raise CommandError(
                "all that is newer than the copy is lost: stop all processes and say --yes", returncode=2
            )
        refusals = remember_refusals()
        try:
            made_at = restore(path=options["file"])
        except (BackupError, OSError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CommandError(f"{options['file']}: {reason}", returncode=2) from error
        call_command("migrate", verbosity=0, interactive=False)
        # Its answers are kept under numbers of changes, and the numbers that come now have been there before.
        cache.clear()
        end_every_login()
        refused = keep_refusals(refusals)
        held = hold_restored_mail(backed_up_at=made_at, now=timezone.now())
        made = f"made {timezone.localtime(made_at):%Y-%m-%d %H:%M}" if made_at else "of unknown age"
        self.stdout.write(f"{options['file']}: restored, {made}")
        if refused:
            self.stdout.write(f"{refused} readers' refusals of mail, newer than the copy, were kept")
        if held:
            self.stdout.write(f"{held} mails may have gone out since: say on the desk (Deliveries) which did")
