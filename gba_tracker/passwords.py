"""What a password of staff may not be, beside what Django refuses: our own words, and what thieves know already.

OWASP ASVS 5.0, 6.1.2 and 6.2.11 (own words), 6.2.12 (breached passwords).
"""

import re
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OWN_WORDS = (
    "gbatracker", "gba", "tracker", "greaterbayarea", "greaterbay", "bayarea", "greater", "guangdong", "pearlriver",
    "delta", "hongkong", "hong", "kong", "macao", "macau", "guangzhou", "shenzhen", "zhuhai", "foshan", "huizhou",
    "dongguan", "zhongshan", "jiangmen", "zhaoqing", "hengqin", "qianhai", "nansha", "admin", "curator", "editor",
    "password", "desk", "digest", "review",
)  # fmt: skip
"""What somebody who guesses would try here first; the names in SITE_URL are added. Documented in SECURITY.md."""
FEWEST_OTHER = 8
"""Characters that must be left once our own words are taken away: the length that the standard asks for at least."""
LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
NO_LETTER = re.compile(r"[\W_]+")  # "-", " ", "!?"
LINE = re.compile(rb"([0-9A-F]{40})(:\d{1,10})?\r?\n?")
"""A line of Have I Been Pwned's list, e.g. ``5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:10434004``."""
LONGEST_LINE = 64


class OwnWords:
    """Refuses passwords that are little else than words of this product, of its region or of its address."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for such a password."""
        folded = password.casefold()
        # A sign may stand for a letter ("p@ssword") or between two ("pass-word!"): both readings count.
        for read in (folded, NO_LETTER.sub("", folded)):
            whole = rest = NO_LETTER.sub("", read.translate(LOOKALIKES))
            for word in sorted({*OWN_WORDS, *_words_of_address()}, key=len, reverse=True):
                rest = rest.replace(word, "")
            if len(rest) < FEWEST_OTHER and len(rest) < len(whole):
                raise ValidationError(self.get_help_text(), code="own_words")

    def get_help_text(self) -> str:
        """Say it to people."""
        return _("Your password must not be made of the words of this site: its name, its region, its address.")


class BreachedPasswords:
    """Refuses passwords of the list that ``BREACHED_PASSWORDS`` names; without one nothing is asked.

    The list is that of Have I Been Pwned, ordered by hash, as its own downloader writes it. It is read here, on this
    machine: no part of a password leaves it.
    """

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password of the list."""
        path = settings.BREACHED_PASSWORDS
        if path and is_listed(Path(path), password):
            raise ValidationError(
                _("This password is in a list of stolen passwords: thieves try it. Choose another."), code="breached"
            )

    def get_help_text(self) -> str:
        """Say it to people."""
        return _("Your password must not be one that was stolen elsewhere.")


def is_listed(path: Path, password: str) -> bool:
    """Whether an ordered list of hashes holds a password; about forty short reads, whatever its size.

    Raises OSError where the file cannot be read.
    """
    wanted = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            place, found = _line_from(file, middle)
            if found is None or found > wanted:
                high = middle
            elif found < wanted:
                low = place
            else:
                return True
    return False


def is_list(path: Path) -> bool:
    """Whether a file begins as such a list does."""
    try:
        with path.open("rb") as file:
            return LINE.fullmatch(file.readline(LONGEST_LINE)) is not None
    except OSError:
        return False


def _line_from(file: IO[bytes], place: int) -> tuple[int, bytes | None]:
    """The first line that begins at or after a place: where the next one begins, and its hash (None at the end)."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline(LONGEST_LINE)
    found = LINE.fullmatch(file.readline(LONGEST_LINE))
    return file.tell(), found[1] if found else None


def _words_of_address() -> Iterator[str]:
    """The names in SITE_URL that are long enough to be words: ``tracker.example`` -> ``tracker``, ``example``."""
    for name in (urlsplit(settings.SITE_URL).hostname or "").split("."):
        plain = NO_LETTER.sub("", name.casefold())
        if len(plain) > 2 and not plain.isdecimal():
            yield plain
