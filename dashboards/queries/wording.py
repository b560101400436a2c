"""Words that somebody typed -> conditions on the texts of deals and milestones.

A word of Latin letters begins a word of the text ("land" is not found in "mainland"); one of up to three letters is a
word of its own, in the singular or plural ("AI" is not found in "airport", "MoU" is in "MoUs"). Texts in Portuguese are
found with and without accents.
"""

import re
from collections.abc import Iterable

from django.db.models import Q

from articles.models import Deal, Evidence, Milestone, Party
from dashboards.queries.naming import both_scripts, conditions, is_whole_word, named, parts, terms, without_accents

WRITTEN = ("title", "title_zh_hant", "title_zh_hans", "summary")
IN_CHINESE = ("summary_zh_hant", "summary_zh_hans")
IN_PORTUGUESE = ("title_pt", "summary_pt")
ACCENTED = {"a": "[aáàâã]", "c": "[cç]", "e": "[eéê]", "i": "[ií]", "o": "[oóôõ]", "u": "[uúü]"}


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

    def holds(columns: Iterable[str], portuguese: Q | None = None) -> Q:
        condition = Q()
        for form in forms:
            for column in columns:
                condition |= _stands_in(column, form)
                if portuguese is not None and without_accents(form).isascii():
                    condition |= portuguese & Q(**{f"{column}__iregex": word_pattern(form, accented=True)})
        return condition

    if owner != "deal":
        return holds((*WRITTEN, *IN_CHINESE)) | holds(IN_PORTUGUESE, Q())
    # Each table is looked through once, and not deal by deal or word by word.
    parties = Party.objects.filter(holds(("name",), Q(deal__lang="pt")))
    quotes = Evidence.objects.filter(holds(("quote",), Q(report__lang="pt")), report__deal__isnull=False)
    written = holds(WRITTEN) | holds(("title", "summary"), Q(lang="pt"))
    return written | Q(pk__in=parties.values("deal")) | Q(pk__in=quotes.values("report__deal"))


def _stands_in(column: str, form: str) -> Q:
    """A text column that holds the form; of what has the letters in a row the pattern then looks at the edges."""
    holds = Q(**{f"{column}__icontains": form})
    if not form[0].isascii() or not form[0].isalnum():
        return holds
    return holds & Q(**{f"{column}__iregex": word_pattern(form)})


def word_pattern(form: str, *, accented: bool = False) -> str:
    """A regular expression that both databases read: the form as (the beginning of) a word of the text."""
    said = re.escape(form)
    if accented:
        said = "".join(ACCENTED.get(letter, re.escape(letter)) for letter in without_accents(form.lower()))
    return rf"(^|[^a-z0-9]){said}" + ("s?($|[^a-z0-9])" if is_whole_word(form) else "")
