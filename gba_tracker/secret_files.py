"""Settings that lie in files, as Docker, Kubernetes and systemd hand secrets over (``SECRET_KEY_FILE``)."""

import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import environ
from django.core.exceptions import ImproperlyConfigured

NO = frozenset({"0", "n", "no", "off", "false"})
"""Words by which a setting is switched off, beside nothing at all."""


class FileMapping(Mapping[str, str]):
    """The environment, where ``NAME_FILE`` stands for the content of that file, without blanks at its ends.

    Raises ImproperlyConfigured with one clear line where the file cannot be read, or where both are given.
    """

    def __getitem__(self, name: str) -> str:
        path = os.environ.get(f"{name}_FILE", "")
        if not path:
            return os.environ[name]
        if os.environ.get(name):
            raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: keep one of them")
        try:
            with open(path, encoding="utf-8") as file:
                return file.read().strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8"
            raise ImproperlyConfigured(f"{name}_FILE: {path} cannot be read ({reason})") from error

    def __iter__(self) -> Iterator[str]:
        return iter(os.environ)

    def __len__(self) -> int:
        return len(os.environ)


class FileEnv(environ.Env):
    """django-environ over both; what it cannot read is said in one line that names the setting."""

    ENVIRON = FileMapping()

    def get_value(self, var: str, *args: Any, **options: Any) -> Any:
        """The value. Raises ImproperlyConfigured for what is no number where one is wanted."""
        try:
            return super().get_value(var, *args, **options)
        except ValueError as error:
            raise ImproperlyConfigured(f"{var} must be a number") from error

    def bool(self, var: str, default: Any = False) -> bool:
        """Whether it is switched on. Raises ImproperlyConfigured for a word that says neither yes nor no.

        Django-environ takes what it does not know for a no: ``STAFF_TOTP=ture`` would open the desk.
        """
        word = self.str(var, default="").strip().lower()
        if word and word not in self.BOOLEAN_TRUE_STRINGS and word not in NO and not word.isdecimal():
            raise ImproperlyConfigured(f"{var} must be 1 or 0")
        return bool(super().bool(var, default=default))

    def level(self, var: str, *, default: str) -> str:
        """A level of the logs, in capitals. Raises ImproperlyConfigured for another word."""
        word = self.str(var, default=default).upper()
        if word not in logging.getLevelNamesMapping():
            raise ImproperlyConfigured(f"{var} must be DEBUG, INFO, WARNING, ERROR or CRITICAL")
        return word

    @classmethod
    def db_url_config(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """A database by its address. Raises ImproperlyConfigured for what is none."""
        with warnings.catch_warnings():
            # Of an unknown engine it warns, with the whole address.
            warnings.simplefilter("ignore")
            try:
                found: dict[str, Any] = super().db_url_config(*args, **options)
            except ValueError:  # a port that is no number
                found = {}
        if "ENGINE" not in found:
            raise ImproperlyConfigured("DATABASE_URL must be like postgresql://user@host:5432/name")
        return found

    @classmethod
    def email_url_config(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """A mail server by its address. Raises ImproperlyConfigured for what is none, without its password."""
        try:
            found: dict[str, Any] = super().email_url_config(*args, **options)
        except (ValueError, ImproperlyConfigured) as error:
            raise ImproperlyConfigured("EMAIL_URL must be like smtp+tls://user:password@mail.example:587") from error
        return found


def with_password(url: str, password: str) -> str:
    """An address with a password, where it has none of its own: ``redis://h/0`` -> ``redis://:secret@h/0``."""
    parts = urlsplit(url)
    if not url or not password or parts.password is not None:
        return url
    where = parts.netloc.rpartition("@")[2]
    user = quote(parts.username or "", safe="")
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{where}"))
