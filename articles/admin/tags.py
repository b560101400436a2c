"""Tags and their aliases: the mirror of the reference data, with what editors add to it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.actions.alias_preview import preview_alias, preview_removal
from articles.actions.reference_edits import (
    LANGS,
    AliasRefused,
    check_alias,
    edit_names,
    keep_alias,
    remove_aliases,
)
from articles.admin.exchange import AliasResource, ExchangeAdmin, TagResource
from articles.admin.kepthistory import KeptHistory
from articles.admin.reading import ReadingAdmin, is_number
from articles.models import Alias, Tag


@admin.register(Tag)
class TagAdmin(ExchangeAdmin, KeptHistory, ReadingAdmin):
    """An editor may correct the names in four languages; they outlast the next set-up, the rest is set-up's."""

    resource_classes = (TagResource,)
    list_display = ("name_en", "kind", "slug", "name_zh_hant", "name_zh_hans", "name_pt", "is_listed")
    list_filter = ("kind", "is_listed")
    search_fields = ("slug", "name_en", "name_zh_hant", "name_zh_hans", "name_pt")
    ordering = ("kind", "name_en", "pk")
    fields = ("kind", "slug", *LANGS.values(), "parent", "is_listed", "other_names")
    readonly_fields = ("other_names",)
    history_list_display = ("name_zh_hant",)

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        """All but the names."""
        readonly = super().get_readonly_fields(request, obj)
        return [name for name in readonly if obj is None or name not in LANGS.values()]

    @admin.display(description=_("aliases of the desk"))
    def other_names(self, tag: Tag) -> str:
        """What editors have added beside the names."""
        return "; ".join(f"{alias.text} ({alias.lang}, {alias.match})" for alias in tag.aliases.order_by("pk"))

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        """Keep the names that were changed; the row is written by the action alone."""
        tag = Tag.objects.get(pk=obj.pk)
        # What is brought back from the history differs from the row, not from the form that it was shown in.
        shown = {lang: name for lang, name in LANGS.items() if name in form.cleaned_data}
        changed = [lang for lang, name in shown.items() if name in form.changed_data or self.restores(request)]
        edit_names(tag=tag, names={lang: form.cleaned_data[shown[lang]] for lang in changed})


_READ_AGAIN = _("Articles that are read again: %(n)d.")


class AliasForm(forms.ModelForm):
    """An alias that is checked against all names that there are."""

    class Meta:
        model = Alias
        fields = ("tag", "text", "lang", "match", "is_case_sensitive", "note")

    def clean(self) -> dict[str, Any]:
        """Refuse what names something else."""
        cleaned = super().clean() or self.cleaned_data
        tag = cleaned.get("tag") or (self.instance.tag if self.instance.pk else None)
        if tag and cleaned.get("text"):
            alias = Alias(pk=self.instance.pk, tag=tag, text=cleaned["text"], match=cleaned.get("match", ""))
            try:
                check_alias(alias)
            except AliasRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return cleaned


@admin.register(Alias)
class AliasAdmin(ExchangeAdmin, KeptHistory):
    """Aliases are shown what they would gain and lose before they are kept."""

    form = AliasForm
    resource_classes = (AliasResource,)
    list_display = ("text", "lang", "match", "tag", "added_by", "added_at")
    list_filter = ("lang", "match")
    list_select_related = ("tag", "added_by")
    search_fields = ("text", "tag__slug", "tag__name_en")
    ordering = ("-pk",)
    autocomplete_fields = ("tag",)
    import_template_name = "admin/articles/alias/import.html"
    delete_confirmation_template = "admin/articles/alias/delete_confirmation.html"
    show_full_result_count = False

    def has_import_permission(self, request: HttpRequest) -> bool:
        """A table adds too."""
        return self.has_add_permission(request) and super().has_import_permission(request)

    @csrf_protect_m
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form; what is sent for the first time is answered with what it would do."""
        if request.method == "POST":
            alias = self.get_object(request, object_id) if object_id else None
            if not (self.has_change_permission(request, alias) if object_id else self.has_add_permission(request)):
                raise PermissionDenied
            form = self.get_form(request, alias)(request.POST, instance=alias)
            if form.is_valid():
                return self._preview_or_keep(request, form)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _preview_or_keep(self, request: HttpRequest, form: AliasForm) -> HttpResponse:
        now = timezone.now()
        is_new = form.instance.pk is None
        alias = form.save(commit=False)
        alias.added_at, alias.added_by = alias.added_at or now, alias.added_by or request.user
        if "keep" not in request.POST:
            context = {
                **self.admin_site.each_context(request), "opts": self.opts, "title": _("What the alias would do"),
                "alias": alias, "preview": preview_alias(alias=alias, now=now),
                "sent": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
            }  # fmt: skip
            return TemplateResponse(request, "admin/articles/alias/preview.html", context)
        number = keep_alias(alias=alias, now=now)
        words = _("Kept after its preview.")
        self.log_addition(request, alias, words) if is_new else self.log_change(request, alias, words)
        self.message_user(request, _READ_AGAIN % {"n": number}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_alias_changelist"))

    def save_model(self, request: HttpRequest, obj: Alias, form: Any, change: bool) -> None:
        """Only a former version comes here: its words are read again too."""
        keep_alias(alias=obj, now=timezone.now())

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Django's question, with what the articles would lose."""
        shown: dict[str, Any] = {}
        # What Django will refuse is not looked for in the articles.
        if request.method != "POST" and is_number(object_id) and self.has_delete_permission(request):
            shown["preview"] = preview_removal(ids=[int(object_id)], now=timezone.now())
        return super().delete_view(request, object_id, {**(extra_context or {}), **shown})

    def delete_model(self, request: HttpRequest, obj: Alias) -> None:
        """Gone, and its articles are read again."""
        number = remove_aliases(aliases=[obj], now=timezone.now())
        self.message_user(request, _READ_AGAIN % {"n": number}, messages.SUCCESS)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Alias]) -> None:
        """Several at once."""
        number = remove_aliases(aliases=queryset, now=timezone.now())
        self.message_user(request, _READ_AGAIN % {"n": number}, messages.SUCCESS)
