"""Counts kept beside the rows, so that a page costs the same with a million articles as with ten thousand."""

from datetime import date

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class TagDay(models.Model):
    """How many relevant articles of one Hong Kong day carry one tag."""

    day = models.DateField()
    tag = models.ForeignKey("articles.Tag", on_delete=models.CASCADE, related_name="days")
    articles = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("articles of a day with a tag")
        verbose_name_plural = _("articles of days with tags")
        constraints = [models.UniqueConstraint(fields=["tag", "day"], name="tagday_once")]
        indexes = [models.Index(fields=["day", "tag"], name="tagday_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.tag_id}: {self.articles}"


class PairDay(models.Model):
    """How many relevant articles of one Hong Kong day carry two tags at once: two cities, two sectors, or one of each.

    These are the pairs that readers combine most; ``first`` has the lower key.
    """

    day = models.DateField()
    first = models.ForeignKey("articles.Tag", on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey("articles.Tag", on_delete=models.CASCADE, related_name="+")
    articles = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("articles of a day with two tags")
        verbose_name_plural = _("articles of days with two tags")
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "day"], name="pairday_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="pairday_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.first_id}+{self.second_id}: {self.articles}"


class ArticleDay(models.Model):
    """How many relevant articles there are of one Hong Kong day, whatever they carry."""

    day = models.DateField(unique=True)
    articles = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("articles of a day")
        verbose_name_plural = _("articles of days")

    def __str__(self) -> str:
        return f"{self.day}: {self.articles}"


class FeedDay(models.Model):
    """How many relevant articles of one Hong Kong day belong to one feed: the one whose words they hold."""

    day = models.DateField()
    feed = models.ForeignKey("articles.Feed", on_delete=models.CASCADE, related_name="days", db_index=False)
    articles = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("articles of a day of a feed")
        verbose_name_plural = _("articles of days of feeds")
        constraints = [models.UniqueConstraint(fields=["feed", "day"], name="feedday_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.feed_id}: {self.articles}"


class DealSum(models.Model):
    """What stands in totals of deals: of all, of one tag, of two tags at once, over all time, a month or a day.

    ``what`` names the deals (``articles.actions.deal_sums``); ``one`` and ``other`` are keys of tags, 0 where there is
    none. ``begins`` and ``ends`` are the months, or days, in which the filing span begins and ends (``UNDATED`` where
    it has none); over all time both are ``ALWAYS``. ``hkd`` and ``binding_hkd`` are thousandths of a HK dollar: whole
    numbers, so that sums are the same in whatever order they are made. Counts may go below nought for the moment
    between what two transactions write.
    """

    EVER, MONTH, DAY = "ever", "month", "day"
    """Values of ``grain``: how long the period is that a row counts."""
    ALWAYS = date(1, 1, 1)
    UNDATED = (date(9999, 1, 1), date(1, 1, 1))
    """Begin and end of a row without a filing day: within no period that has an end or a begin."""
    MEASURES = (
        "listed", "starters", "signed", "binding", "hkd", "binding_hkd", "undisclosed", "unconverted", "intra_gba",
        "ended",
    )  # fmt: skip

    what = models.CharField(max_length=16)
    grain = models.CharField(max_length=5)
    one = models.BigIntegerField(default=0)
    other = models.BigIntegerField(default=0)
    begins = models.DateField()
    ends = models.DateField()
    review = models.CharField(max_length=20)
    listed = models.IntegerField(default=0)
    starters = models.IntegerField(default=0)
    signed = models.IntegerField(default=0)
    binding = models.IntegerField(default=0)
    hkd = models.DecimalField(max_digits=32, decimal_places=0, default=0)
    binding_hkd = models.DecimalField(max_digits=32, decimal_places=0, default=0)
    undisclosed = models.IntegerField(default=0)
    unconverted = models.IntegerField(default=0)
    intra_gba = models.IntegerField(default=0)
    ended = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("sums of deals")
        verbose_name_plural = _("sums of deals")
        # By their end: what is asked for most reaches to the present day.
        constraints = [
            models.UniqueConstraint(
                fields=["what", "grain", "ends", "one", "other", "begins", "review"], name="dealsum_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.one}+{self.other} {self.begins}: {self.listed}"


class DealFacet(models.Model):
    """How many published deals, signals among them, share what the bar of filters offers beside tags."""

    type = models.CharField(max_length=30)
    status = models.CharField(max_length=12)
    rung = models.CharField(max_length=20)
    scope = models.CharField(max_length=14, blank=True)
    review = models.CharField(max_length=20)
    value = models.CharField(max_length=12)
    deals = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("deals of one make")
        verbose_name_plural = _("deals of one make")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "status", "rung", "scope", "review", "value"], name="dealfacet_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.status}: {self.deals}"


class CountedDeal(models.Model):
    """What one deal stands for in the sums at present, so that it can be taken out of them when it changes.

    No foreign key: the row outlives its deal until the sums have forgotten that too. ``facts`` is text of
    ``articles.actions.deal_sums``; ``worth`` is the amount in thousandths of a HK dollar of one that is listed.
    """

    deal_key = models.BigIntegerField(primary_key=True)
    facts = models.TextField()
    worth = models.DecimalField(max_digits=32, decimal_places=0, null=True)

    class Meta:
        indexes = [models.Index(fields=["worth"], name="counteddeal_worth")]
        verbose_name = _("deal as it is counted")
        verbose_name_plural = _("deals as they are counted")

    def __str__(self) -> str:
        return str(self.deal_key)


class DataGeneration(models.Model):
    """Counters of changes that the public sees; caches are keyed on them.

    ``public`` goes up with every change, ``deals`` with those that touch more than articles: a batch of news without
    a deal leaves all that is counted over deals as it was.
    """

    PUBLIC, DEALS = "public", "deals"

    name = models.CharField(max_length=20, unique=True, default=PUBLIC)
    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("generation of the data")
        verbose_name_plural = _("generations of the data")

    def __str__(self) -> str:
        return f"{self.name} {self.value}"

    @classmethod
    def bump(cls, *, articles_alone: bool = False) -> None:
        """Count one change; call it inside the transaction that made the change.

        ``articles_alone``: no deal, milestone or name of a tag has changed.
        """
        for name in (cls.PUBLIC,) if articles_alone else (cls.DEALS, cls.PUBLIC):
            if not cls.objects.filter(name=name).update(value=F("value") + 1):
                cls.objects.get_or_create(name=name, defaults={"value": 1})

    @classmethod
    def current(cls) -> int:
        """The present generation, 0 before the first change."""
        return cls.objects.filter(name=cls.PUBLIC).values_list("value", flat=True).first() or 0

    @classmethod
    def both(cls) -> tuple[int, int]:
        """The present generations of everything and of the deals; 0 before the first change; one query."""
        found = dict(cls.objects.filter(name__in=(cls.PUBLIC, cls.DEALS)).values_list("name", "value"))
        return found.get(cls.PUBLIC, 0), found.get(cls.DEALS, 0)
