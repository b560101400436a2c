"""The form that corrects an article's tags."""

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from articles.admin.dealform import label_of, offer_tags
from articles.models import Article, Tag, Tagging


class RetagForm(forms.Form):
    """Cities and sectors as boxes, any other tag by search; ``decisions`` gives what differs from what stands."""

    cities = forms.ModelMultipleChoiceField(
        Tag.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("cities")
    )
    sectors = forms.ModelMultipleChoiceField(
        Tag.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("sectors")
    )
    add = forms.ModelChoiceField(Tag.objects.all(), required=False, label=_("add another tag"))
    remove = forms.ModelMultipleChoiceField(
        Tag.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("remove other tags")
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, label=_("note"))

    def __init__(self, data: Any = None, *, article: Article, site: AdminSite) -> None:
        super().__init__(data)
        standing = article.taggings.exclude(decision=Tagging.Decision.REMOVED)
        self._standing = {tagging.tag_id for tagging in standing}
        self._boxed = offer_tags(self, {"cities": "city", "sectors": "sector"})
        self.fields["add"].widget = AutocompleteSelect(Tagging._meta.get_field("tag"), site)
        self.fields["add"].widget.choices = self.fields["add"].choices
        boxed = [tag.pk for tags in self._boxed.values() for tag in tags]
        others = Tag.objects.filter(pk__in=self._standing).exclude(pk__in=boxed)
        self.fields["remove"].queryset = others.order_by("kind", "name_en")
        self.fields["remove"].label_from_instance = kind_and_label
        self.initial = {"cities": self._standing, "sectors": self._standing}

    def decisions(self) -> list[tuple[Tag, str]]:
        """Each tag on which the curator says something else than what stands: ``added`` or ``removed``."""
        found = []
        for name in ("cities", "sectors"):
            chosen = set(self.cleaned_data[name])
            for tag in self._boxed[name]:
                if tag in chosen and tag.pk not in self._standing:
                    found.append((tag, Tagging.Decision.ADDED.value))
                elif tag not in chosen and tag.pk in self._standing:
                    found.append((tag, Tagging.Decision.REMOVED.value))
        found += [(tag, Tagging.Decision.REMOVED.value) for tag in self.cleaned_data["remove"]]
        added = self.cleaned_data["add"]
        if added and added.pk not in self._standing and added not in [tag for tag, _decision in found]:
            found.append((added, Tagging.Decision.ADDED.value))
        return found


def kind_and_label(tag: Tag) -> str:
    """A tag of any kind as a choice."""
    return f"{label_of(tag)} ({tag.get_kind_display()})"
