"""What the page of one queue item shows, read in a fixed number of queries."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects

from articles import reference as reference_data
from articles.actions.clustering.choosing import ranked
from articles.actions.clustering.resolving import Knowledge
from articles.actions.clustering.telling import told_by
from articles.actions.curation import similar_deals, why_two
from articles.actions.curation.four_eyes import first_accepts
from articles.actions.curation.settling import same_value
from articles.actions.curation.wording import field_name
from articles.admin.marking import Mark, marked
from articles.admin.reading import link
from articles.admin.review.forms import EMPTY, ROWS, ReviewForm, in_words, values_of
from articles.models import Deal, DealReport, Evidence, Party, ReviewDecision, ReviewItem, Tagging
from articles.models.article import LONG_FIELDS_BESIDE

EVIDENCE_OF = {"money": ("amount",), "type": ("type", "deal"), "mechanism": ("mechanism",)}
"""Where the evidence of a field bears another name."""


@dataclass
class Row:
    """One field on the right side: what stands, what the machine says, what proves it, and its inputs."""

    number: int
    name: str
    label: str
    now: str
    machine: str
    is_changed: bool
    may_be_absent: bool
    quotes: list[str]
    inputs: list[Any]


@dataclass
class DealPanel:
    """All that the page shows of a deal: both sides and what is like it."""

    deal: Deal
    form: ReviewForm
    rows: list[Row]
    text: str
    article: Any
    left_out: list[dict[str, str]]
    lost_quotes: list[str]
    reports: list[DealReport]
    similar: list[tuple[Deal, float]]
    firsts: list[ReviewDecision]
    why_two: str
    machine: dict[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> list[Row]:
        """The fields that the item is about: those that changed, else all of them."""
        return [row for row in self.rows if row.is_changed] or self.rows

    @property
    def others(self) -> list[Row]:
        """The rest, which are there all the same."""
        asked = self.asked
        return [row for row in self.rows if row not in asked]


def deal_panel(item: ReviewItem, data: Any = None) -> DealPanel:
    """Read what belongs to the item's deal; ``data`` is what was typed, where it has to be shown again."""
    deal = item.deal
    prefetch_related_objects([deal], "tags")
    _prefetch_parties(deal)
    reports = list(
        DealReport.objects.filter(deal=deal)
        .select_related("article")
        .defer(*(name for name in LONG_FIELDS_BESIDE if name not in ("article__text", "article__quarantined_text")))
    )
    for report in reports:
        report.link = link(report.url)
    quotes = list(Evidence.objects.filter(report__deal=deal).order_by("report_id", "start"))
    order = ranked(reports)
    machine = told_by(deal, order, Knowledge.of(reference_data.load())) if order else {}
    values = values_of(deal)
    form = ReviewForm(data, values=values, seen=deal.changed_at.isoformat())
    why = why_two(deal, [(report.article_id, report.tier, report.publisher) for report in reports])
    main = next((report for report in order if report.article_id), None)
    text, lost = _marked_text(main, quotes)
    return DealPanel(
        deal=deal,
        form=form,
        rows=_rows(form, values, machine, quotes, item.fields),
        text=text,
        article=main.article if main else None,
        left_out=main.article.quarantined_text[:20] if main else [],
        lost_quotes=lost,
        reports=order,
        similar=similar_deals(deal, reports),
        firsts=first_accepts(deal) if why else [],
        why_two=why,
        machine=machine,
    )


@dataclass(frozen=True)
class TagPanel:
    """What the page shows of an unsure tag: the article's text with its places marked, None where it is gone."""

    tagging: Tagging | None
    text: str


def tag_panel(item: ReviewItem) -> TagPanel:
    """Read the tagging that the item asks about; one query."""
    tagging = Tagging.objects.filter(article=item.article_id, tag=item.tag_id).first()
    words = f"{item.tag.get_kind_display()}: {item.tag.name}"
    marks = [Mark(start, end, words) for start, end in tagging.spans] if tagging else []
    return TagPanel(tagging, marked(item.article.text, marks))


def _prefetch_parties(deal: Deal) -> None:
    parties = list(Party.objects.filter(deal=deal).order_by("position", "pk"))
    deal._prefetched_objects_cache["parties"] = parties_cache(deal, parties)


def parties_cache(deal: Deal, parties: list[Party]) -> Any:
    """A queryset of the deal's parties that is read already."""
    rows = deal.parties.all()
    rows._result_cache = parties
    return rows


def _rows(
    form: ReviewForm, values: dict[str, Any], machine: dict[str, Any], quotes: list[Evidence], changed: list[str]
) -> list[Row]:
    rows = []
    for number, row in enumerate(ROWS, 1):
        told = in_words(row.name, machine[row.name]) if row.name in machine else ""
        now = in_words(row.name, values[row.name])
        names = EVIDENCE_OF.get(row.name, (row.name,))
        rows.append(
            Row(
                number=number,
                name=row.name,
                label=row.label,
                now=now,
                machine=told if told != now and not same_value(row.name, machine[row.name], values[row.name]) else "",
                is_changed=row.name in changed,
                may_be_absent=row.name in EMPTY and values[row.name] != EMPTY[row.name],
                quotes=list(dict.fromkeys(quote.quote for quote in quotes if quote.field in names))[:3],
                inputs=[form[name] for name in row.inputs],
            )
        )
    return rows


def _marked_text(report: DealReport | None, quotes: list[Evidence]) -> tuple[str, list[str]]:
    """The article's text with the quotes of one report marked, and the quotes that do not stand where they should."""
    if report is None:
        return "", []
    text = report.article.text
    own = [quote for quote in quotes if quote.report_id == report.pk]
    right = [quote for quote in own if text[quote.start : quote.end] == quote.quote]
    named: dict[tuple[int, int], list[str]] = {}
    for quote in right:
        named.setdefault((quote.start, quote.end), []).append(field_name(quote.field))
    marks = [Mark(start, end, ", ".join(fields)) for (start, end), fields in named.items()]
    return marked(text, marks), [quote.quote for quote in own if quote not in right]
