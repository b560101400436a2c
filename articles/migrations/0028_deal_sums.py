"""Deals summed by tag, by two tags, and over all time, by month and by day.

They are summed here once: stop the workers before you migrate, or run
``manage.py rebuild_rollups`` after it, as what they keep meanwhile is not
counted.
"""

import json
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import combinations

from django.db import migrations, models

KINDS = ("city", "sector", "outside", "subsector")
PAIRS = (
    "city+city", "city+sector", "city+outside", "city+subsector", "sector+sector", "sector+outside", "sector+subsector",
)  # fmt: skip
RUNGS = ("statement", "letter_of_intent", "mou", "agreement", "contract", "closed")
ROW = ("type", "status", "rung", "scope", "review", "is_superseded", "is_starter", "filed_on", "filed_until")
MEASURES = (
    "listed", "starters", "signed", "binding", "hkd", "binding_hkd", "undisclosed", "unconverted", "intra_gba", "ended",
)  # fmt: skip
NEVER = (date(9999, 1, 1), date(1, 1, 1))


def worth(amount, usd, currency):
    if amount is None:
        return "undisclosed", None
    if currency == "HKD":
        return "disclosed", int(amount * 1000)
    return ("unconverted", None) if usd is None else ("disclosed", int(usd * Decimal("7.8") * 1000))


def carried(tags, rung):
    yield "", 0, 0
    for kind in KINDS:
        yield from ((kind, key, 0) for key in tags[kind])
    for what in PAIRS:
        first, second = what.split("+")
        if first == second:
            yield from ((what, *pair) for pair in combinations(tags[first], 2))
        else:
            yield from ((what, one, other) for one in tags[first] for other in tags[second])
    if len(tags["city"]) == 1:
        yield "alone", tags["city"][0], 0
    if tags["outside"]:
        yield from (("abroad", city, 0) for city in tags["city"])
    yield from (("sector+rung", sector, RUNGS.index(rung)) for sector in tags["sector"])


def add(slots, makes, row, value, hkd, tags):
    type_, status, rung, scope, review, is_superseded, is_starter, begins, ends = row
    if review == "rejected":
        return
    makes[type_, status, rung, scope, review, value] += 1
    if status in ("talks", "planned", "announced"):
        return
    is_signed = status in ("signed", "completed") and not is_superseded
    is_binding = is_signed and rung in ("agreement", "contract", "closed")
    figures = (
        1, is_starter, is_signed, is_binding, (hkd or 0) * is_signed, (hkd or 0) * is_binding,
        is_signed and value == "undisclosed", is_signed and value == "unconverted",
        is_signed and scope == "intra_gba", status in ("cancelled", "stalled"),
    )  # fmt: skip
    day = (begins, ends or NEVER[1]) if begins else NEVER
    month = (day[0].replace(day=1), day[1].replace(day=1))
    keys = [("", "day", day[0], 0, 0, day[1], review)]
    for what, one, other in carried(tags, rung):
        keys.append((what, "ever", NEVER[1], one, other, NEVER[1], review))
        keys.append((what, "month", month[0], one, other, month[1], review))
    for key in keys:
        held = slots[key]
        for place, figure in enumerate(figures):
            held[place] += int(figure)


def sum_deals(apps, schema_editor):
    deal, deal_sum, facet, counted = (
        apps.get_model("articles", name) for name in ("Deal", "DealSum", "DealFacet", "CountedDeal")
    )
    slots, makes, last = defaultdict(lambda: [0] * len(MEASURES)), Counter(), 0
    while rows := list(
        deal.objects.filter(pk__gt=last)
        .order_by("pk")
        .values_list("pk", *ROW, "amount", "amount_usd", "currency")[:2000]
    ):
        last, tags = rows[-1][0], defaultdict(lambda: defaultdict(list))
        links = deal.tags.through.objects.filter(deal__gte=rows[0][0], deal__lte=last, tag__kind__in=KINDS)
        for key, kind, tag in links.order_by("tag").values_list("deal", "tag__kind", "tag"):
            tags[key][kind].append(tag)
        held = []
        for key, *row, amount, usd, currency in rows:
            value, hkd = worth(amount, usd, currency)
            add(slots, makes, row, value, hkd, tags[key])
            days = [day.isoformat() if day else "" for day in row[7:]]
            facts = [*row[:7], *days, value, hkd, *(tags[key][kind] for kind in KINDS)]
            is_listed = row[4] != "rejected" and row[1] not in ("talks", "planned", "announced")
            text = json.dumps(facts, separators=(",", ":"))
            held.append(counted(deal_key=key, facts=text, worth=hkd if is_listed else None))
        counted.objects.bulk_create(held)
    keys = ("what", "grain", "begins", "one", "other", "ends", "review")
    deal_sum.objects.bulk_create(
        (deal_sum(**dict(zip((*keys, *MEASURES), (*key, *held), strict=True))) for key, held in slots.items()),
        batch_size=1000,
    )
    names = ("type", "status", "rung", "scope", "review", "value")
    facet.objects.bulk_create(facet(**dict(zip(names, make, strict=True)), deals=n) for make, n in makes.items())


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_quarantine_index")]
    operations = [
        migrations.CreateModel(
            name="CountedDeal",
            fields=[
                ("deal_key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("facts", models.TextField()),
                ("worth", models.DecimalField(decimal_places=0, max_digits=32, null=True)),
            ],
            options={
                "verbose_name": "deal as it is counted",
                "verbose_name_plural": "deals as they are counted",
                "indexes": [models.Index(fields=["worth"], name="counteddeal_worth")],
            },
        ),
        migrations.CreateModel(
            name="DealFacet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("type", models.CharField(max_length=30)),
                ("status", models.CharField(max_length=12)),
                ("rung", models.CharField(max_length=20)),
                ("scope", models.CharField(blank=True, max_length=14)),
                ("review", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=12)),
                ("deals", models.IntegerField(default=0)),
            ],
            options={
                "verbose_name": "deals of one make",
                "verbose_name_plural": "deals of one make",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("type", "status", "rung", "scope", "review", "value"), name="dealfacet_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DealSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=16)),
                ("grain", models.CharField(max_length=5)),
                ("one", models.BigIntegerField(default=0)),
                ("other", models.BigIntegerField(default=0)),
                ("begins", models.DateField()),
                ("ends", models.DateField()),
                ("review", models.CharField(max_length=20)),
                ("listed", models.IntegerField(default=0)),
                ("starters", models.IntegerField(default=0)),
                ("signed", models.IntegerField(default=0)),
                ("binding", models.IntegerField(default=0)),
                ("hkd", models.DecimalField(decimal_places=0, default=0, max_digits=32)),
                ("binding_hkd", models.DecimalField(decimal_places=0, default=0, max_digits=32)),
                ("undisclosed", models.IntegerField(default=0)),
                ("unconverted", models.IntegerField(default=0)),
                ("intra_gba", models.IntegerField(default=0)),
                ("ended", models.IntegerField(default=0)),
            ],
            options={
                "verbose_name": "sums of deals",
                "verbose_name_plural": "sums of deals",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("what", "grain", "ends", "one", "other", "begins", "review"), name="dealsum_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(model_name="deal", index=models.Index(fields=["filed_until"], name="deal_filed_until")),
        migrations.RunPython(sum_deals, migrations.RunPython.noop),
    ]
