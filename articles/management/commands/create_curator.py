"""Make a curator: a staff account that may review deals."""

import getpass
import sys

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.actions.accounts import CURATORS, GROUPS, NameTaken, create_curator


class Command(BaseCommand):
    """``manage.py create_curator NAME [--group Curator|Editor|Admin] [--password-stdin]``."""

    help = "Make a staff account that may review deals, and say how to go on."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add NAME, --group and --password-stdin."""
        parser.add_argument("name", help="the name to log in with")
        parser.add_argument(
            "--group",
            choices=GROUPS,
            default=CURATORS,
            help="Curators review deals; Editors also keep feeds, names, rates and mail; Admins also keep the accounts",
        )
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from the first line of stdin"
        )

    def handle(self, *args: object, name: str, group: str, password_stdin: bool, **options: object) -> None:
        """Ask for a password, check it, make the account."""
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else self._ask()
        try:
            validate_password(password, get_user_model()(username=name))
            curator = create_curator(name=name, password=password, group=group)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        except NameTaken as error:
            raise CommandError(f"there is an account of the name {error} already", returncode=2) from error
        self.stdout.write(
            f"{group} {curator.person.get_username()} made. Log in at /admin/ and open Review to accept, correct and"
            " reject.\nSecond factor, for an authenticator app (keep it secret):\n" + curator.otpauth
        )

    def _ask(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError("no terminal to ask for a password: use --password-stdin", returncode=2)
        password = getpass.getpass("Password: ")
        if getpass.getpass("Password again: ") != password:
            raise CommandError("the two passwords differ", returncode=2)
        return password
