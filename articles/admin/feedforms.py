"""Forms of the feeds' own pages: a site to look at, a list to take in, a recipe, an article's address."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.actions.feed_lists import ListedFeed, UnreadableList, read_feed_list
from articles.actions.feed_lists.importing import REASONS
from articles.actions.feed_lists.reading import MAX_BYTES
from articles.fetcher import address_problem, normal_address
from articles.models import Feed
from articles.pipeline.parsing import RecipeError, read_recipe
from articles.pipeline.parsing.recipes import FIELDS, LANGUAGES, MAX_SELECTOR

WIDE = {"class": "vLargeTextField", "spellcheck": "false", "autocapitalize": "off"}


class AddressForm(forms.Form):
    """One address of the web; the guard's own words where it refuses it."""

    url = forms.CharField(label=_("Address"), max_length=2000, widget=forms.TextInput(attrs=WIDE))

    def clean_url(self) -> str:
        """With https where no scheme was typed."""
        url = self.cleaned_data["url"].strip()
        url = url if "://" in url else f"https://{url}"
        if (problem := address_problem(url, allow_private=settings.FETCH_ALLOW_PRIVATE)) is not None:
            raise forms.ValidationError(REASONS.get(problem, str(problem)))
        return normal_address(url)


class FeedListForm(forms.Form):
    """A file with a list of feeds, or its text; the text is what is kept between the preview and the import."""

    file = forms.FileField(label=_("OPML or YAML file"), required=False)
    text = forms.CharField(
        label=_("or its text"),
        required=False,
        strip=False,
        max_length=MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "cols": 100, **WIDE}),
    )

    def clean(self) -> dict[str, Any]:
        """Read the list: ``listed`` is its rows; an unreadable one is an error of the form."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = cleaned.get("file")
        if given is not None and given.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MiB."))
        body = given.read() if given is not None else cleaned.get("text", "").encode()
        if not body.strip():
            raise forms.ValidationError(_("Choose a file or paste its text."))
        try:
            cleaned["listed"] = read_feed_list(body)
        except UnreadableList as error:
            raise forms.ValidationError(str(error)) from error
        cleaned["kept"] = body.decode("utf-8-sig", "replace")
        return cleaned

    @property
    def listed(self) -> tuple[ListedFeed, ...]:
        """The rows of a valid form."""
        rows: tuple[ListedFeed, ...] = self.cleaned_data["listed"]
        return rows


class RecipeForm(AddressForm):
    """A page without a feed and how it is read as a list."""

    title = forms.CharField(label=_("Name"), max_length=200)
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    tier = forms.ChoiceField(label=_("Tier"), choices=Feed.Tier.choices, initial=Feed.Tier.D)
    timezone = forms.CharField(label=_("Time zone"), max_length=60, initial="Asia/Hong_Kong")
    by = forms.ChoiceField(label=_("Language of the recipe"), choices=[(name, name.upper()) for name in LANGUAGES])
    item = forms.CharField(
        label=_("Each item"),
        max_length=MAX_SELECTOR,
        help_text=_("For example ul.news > li, or //ul[contains(@class, 'news')]/li"),
        widget=forms.TextInput(attrs=WIDE),
    )
    link = forms.CharField(
        label=_("Its link"), max_length=MAX_SELECTOR, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    headline = forms.CharField(
        label=_("Its title"), max_length=MAX_SELECTOR, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    date = forms.CharField(
        label=_("Its date"), max_length=MAX_SELECTOR, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    summary = forms.CharField(
        label=_("Its summary"), max_length=MAX_SELECTOR, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    is_enabled = forms.BooleanField(label=_("Poll it from now on"), required=False)

    def clean_timezone(self) -> str:
        """One that exists."""
        if self.cleaned_data["timezone"] not in available_timezones():
            raise forms.ValidationError(_("No time zone has this name."))
        name: str = self.cleaned_data["timezone"]
        return name

    def clean(self) -> dict[str, Any]:
        """The recipe as a whole."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("item"):
            try:
                read_recipe(self.recipe())
            except RecipeError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned

    def recipe(self) -> dict[str, str]:
        """What is stored on the feed."""
        names = {"by": "by", **{name: name for name in FIELDS}, "title": "headline"}
        said = {name: " ".join(str(self.cleaned_data.get(field, "")).split()) for name, field in names.items()}
        return {name: value for name, value in said.items() if value}

    def feed(self, feed: Feed | None = None) -> Feed:
        """The feed as the form says, unsaved."""
        feed = feed or Feed()
        feed.url, feed.kind, feed.recipe = self.cleaned_data["url"], "list", self.recipe()
        for name in ("title", "publisher", "tier", "timezone"):
            setattr(feed, name, self.cleaned_data[name])
        return feed

    @staticmethod
    def initial_of(feed: Feed) -> dict[str, Any]:
        """The form's values for a feed that is there."""
        recipe = {("headline" if name == "title" else name): value for name, value in feed.recipe.items()}
        own = {name: getattr(feed, name) for name in ("url", "title", "publisher", "tier", "timezone")}
        return {**recipe, **own, "is_enabled": feed.state == Feed.State.ACTIVE}
