"""Words that somebody typed -> conditions on the texts of deals and milestones.

A word of Latin letters begins a word of the text ("land" is not found in "mainland"); one of up to three letters is a
word of its own, in the singular or plural ("AI" is not found in "airport", "MoU" is in "MoUs"). Texts in Portuguese are
found with and without accents.
"""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Case, Func, Q, QuerySet, Value, When

from articles.models import Deal, Evidence, Milestone, Party
from dashboards.queries.naming import both_scripts, conditions, is_whole_word, named, parts, terms, without_accents

WRITTEN = ("title", "title_zh_hant", "title_zh_hans", "title_pt", "summary")
IN_CHINESE = ("summary_zh_hant", "summary_zh_hans")
IN_PORTUGUESE = ("title_pt", "summary_pt")
ACCENTED = {"a": "aáàâã", "c": "cç", "e": "eéê", "i": "ií", "o": "oóôõ", "u": "uúü"}


def holding(text: str, owner: str = "deal") -> Q:
    """Rows with every word in title, summary, quotes or parties, or with the tag of what it names; ``"`` and ``-`` as
    in search. ``owner`` is ``deal`` or ``milestone``."""
    found = Q()
    if not terms(text):
        return Q(pk__in=())
    through = (Deal if owner == "deal" else Milestone).tags.through
    for part in parts(text):
        meant = named(part)
        if tags := meant.tags:
            named_so = Q(pk__in=through.objects.filter(any_tag(tags)).values(owner))
            if owner == "deal":
                named_so |= Q(pk__in=Party.objects.filter(any_tag(tags)).values("deal"))
            found &= named_so | _anywhere(meant.words(part), owner)
            continue
        for word, is_wanted in conditions(part):
            found &= _anywhere((word,), owner) if is_wanted else ~_anywhere((word,), owner)
    return found


def any_tag(tags: Iterable[tuple[str, str]]) -> Q:
    """A link to one of these tags."""
    condition = Q()
    for kind, slug in tags:
        condition |= Q(tag__kind=kind, tag__slug=slug)
    return condition


def _anywhere(words: Iterable[str], owner: str) -> Q:
    """One of these words or phrases in title, summary, party names or quotes; a Chinese one in either script."""
    forms = tuple(dict.fromkeys(form for word in words for form in both_scripts(word)))
    plain = tuple(bare for form in forms if (bare := without_accents(form)).isascii())

    def holds(*columns: str) -> Q:
        return reduce(or_, (_stands_in(column, form) for form in forms for column in columns))

    def accented(*columns: str) -> Q:
        return reduce(or_, (Q(Holds(column, form, accented=True)) for form in plain for column in columns))

    if owner != "deal":
        found = holds(*WRITTEN, *IN_CHINESE, "summary_pt")
        return found | accented(*IN_PORTUGUESE) if plain else found
    # Each table is looked through once, and not deal by deal or word by word.
    told = holds("quote") | (Q(report__lang="pt") & accented("quote") if plain else Q())
    quotes = Evidence.objects.filter(told, report__deal__isnull=False).values("report__deal")
    found = holds(*WRITTEN) | Q(pk__in=Party.objects.filter(holds("name")).values("deal")) | Q(pk__in=quotes)
    if plain:
        found |= accented("title_pt") | Q(lang="pt") & accented("title", "summary")
        found |= Q(pk__in=_where(Party.objects, Q(deal__lang="pt"), accented("name")).values("deal"))
    return found


def _where(rows: Any, first: Q, then: Q) -> QuerySet[Any]:
    """Rows by a condition that few meet, and then by a dear one, which PostgreSQL would try on all rows."""
    return rows.filter(first).filter(Q(Case(When(first & then, then=Value(True)), default=Value(False))))


def _stands_in(column: str, form: str) -> Q:
    """A text column that holds the form; of what has the letters in a row the pattern then looks at the edges."""
    if all(letter.isascii() or letter.lower() == letter.upper() for letter in form):
        return Q(Holds(column, form))
    holds = Q(**{f"{column}__icontains": form})
    return holds & Q(**{f"{column}__iregex": word_pattern(form)}) if _begins_word(form) else holds


def _begins_word(form: str) -> bool:
    return form[0].isascii() and form[0].isalnum()


class Holds(Func):
    """Whether a text column holds a form, in large letters or small, between the edges of ``word_pattern``; letters
    with two forms are those of ASCII alone.

    Tens of thousands of rows are looked at for one search: SQLite calls Python for each regular expression, and
    PostgreSQL's letters of all languages cost many times as much as these few. ``accented``: with accents too.
    """

    output_field = BooleanField()

    def __init__(self, column: str, form: str, *, accented: bool = False, **extra: Any) -> None:
        super().__init__(column, **extra)
        self.form, self.accented = form.lower(), accented

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """By GLOB, whose brackets know characters as regular expressions do; blanks stand for both ends."""
        column, given = compiler.compile(self.source_expressions[0])
        like, parameters = f"{column} LIKE %s ESCAPE '\\'", [*given, f"%{_literal(self.form)}%"]
        if not self.accented and not _begins_word(self.form):
            return like, parameters
        said = "".join(self._letter(letter, f"[{letter}]" if letter in "*?[" else letter) for letter in self.form)
        ends = [f"*{said}*"]
        if _begins_word(self.form):
            ends = [f"*[^a-z0-9]{said}*"]
            if is_whole_word(self.form):
                ends = [f"*[^a-z0-9]{said}{plural}[^a-z0-9]*" for plural in ("", "s")]
        globs = " OR ".join(f"' ' || LOWER({column}) || ' ' GLOB %s" for _ in ends)
        edges = [parameter for end in ends for parameter in (*given, end)]
        return (f"({globs})", edges) if self.accented else (f"({like} AND ({globs}))", [*parameters, *edges])

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """By the letters of the collation "C"."""
        column, given = compiler.compile(self.source_expressions[0])
        small = f'LOWER({column} COLLATE "C")'
        like, parameters = f"{small} LIKE %s", [*given, f"%{_literal(self.form)}%"]
        if not self.accented and not _begins_word(self.form):
            return like, parameters
        said = "".join(self._letter(letter, re.escape(letter)) for letter in self.form)
        pattern = _between_edges(said, self.form) if _begins_word(self.form) else said
        if self.accented:
            # Any sign in place of a letter with accents: a tenth of the pattern's work, which few texts then need.
            held = "".join("_" if letter in ACCENTED else _literal(letter) for letter in self.form)
            parameters = [*given, f"%{held}%"]
        return f"({like} AND {small} ~ %s)", [*parameters, *given, pattern]

    def _letter(self, letter: str, otherwise: str) -> str:
        """One letter in a pattern; LOWER leaves large letters with accents as they are."""
        held = ACCENTED.get(letter, "") if self.accented else ""
        return f"[{held}{held.upper()}]" if held else otherwise


def _literal(form: str) -> str:
    """A form in which LIKE sees no signs of its own."""
    return re.sub(r"[\\%_]", r"\\\g<0>", form)


def word_pattern(form: str) -> str:
    """A regular expression that both databases read: the form as (the beginning of) a word of the text."""
    return _between_edges(re.escape(form), form)


def _between_edges(said: str, form: str) -> str:
    return rf"(^|[^a-z0-9]){said}" + ("s?($|[^a-z0-9])" if is_whole_word(form) else "")
