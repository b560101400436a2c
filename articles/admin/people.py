"""Accounts: Django's own page, with the ways to more rights than one has closed (THREATS A02)."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import ManyToManyField, Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from articles.actions.accounts import forget_second_factor
from articles.actions.logins import end_logins

ONLY_SUPERUSERS_SET = ("is_superuser", "user_permissions")
RIGHTS = {
    "add": _("%(rows)s: add"),
    "change": _("%(rows)s: change"),
    "delete": _("%(rows)s: delete"),
    "view": _("%(rows)s: view"),
}

WITHOUT_RIGHTS = ("admin", "axes", "contenttypes", "otp_static", "otp_totp", "sessions")
"""Libraries whose rows have no page on the desk, so that a right to them would open nothing."""


def right_in_words(right: Permission) -> str:
    """Name a right in the language of whoever reads; the database keeps it in English."""
    model = right.content_type.model_class()
    act = right.codename.partition("_")[0]
    if model is None or act not in RIGHTS:
        return str(right)
    return RIGHTS[act] % {"rows": capfirst(model._meta.verbose_name_plural)}


class RightsInWords:
    """Lists rights by their names in words, to be chosen and, where they may only be read, to be read."""

    rights_field = "permissions"

    @admin.display(description=_("Rights"))
    def rights_in_words(self, row: Any) -> str:
        """A line for each right, where Django would join the database's English names."""
        rights = getattr(row, self.rights_field).all()
        return format_html_join("", "<div>{}</div>", ((right_in_words(right),) for right in rights))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The list in words is no field of a form."""
        return (*super().get_readonly_fields(request, obj), "rights_in_words")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where the rights may only be read, the list in words stands in their place."""
        may_change = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        is_chosen = may_change and self.rights_field not in self.get_readonly_fields(request, obj)
        shown = self.rights_field if is_chosen else "rights_in_words"
        return [
            (
                name,
                {
                    **options,
                    "fields": [
                        shown if field == self.rights_field else field
                        for field in options["fields"]
                        if field != "rights_in_words"
                    ],
                },
            )
            for name, options in super().get_fieldsets(request, obj)
        ]

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **more: Any) -> Any:
        """Django's own list with other words."""
        field = super().formfield_for_manytomany(db_field, request=request, **more)
        if field is not None and db_field.related_model is Permission:
            field.label_from_instance = right_in_words
            field.queryset = field.queryset.exclude(content_type__app_label__in=WITHOUT_RIGHTS)
        return field

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row with its rights, whose names stand in two tables, in one question."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            rights = Permission.objects.select_related("content_type").order_by("content_type", "codename")
            prefetch_related_objects([row], Prefetch(self.rights_field, rights))
        return row


class PeopleAdmin(RightsInWords, UserAdmin, ModelAdmin):
    """Who is not a superuser makes nobody one, and touches no superuser's account or password."""

    rights_field = "user_permissions"
    form, add_form, change_password_form = UserChangeForm, UserCreationForm, AdminPasswordChangeForm
    show_full_result_count = False
    actions = ("take_second_factor_away", "end_all_logins")

    @admin.action(description=_("Take the second factor away (phone lost)"), permissions=["change"])
    def take_second_factor_away(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """The next login of each enrols a new one; superusers only by superusers."""
        chosen = [person for person in people if request.user.is_superuser or not person.is_superuser]
        for person in chosen:
            forget_second_factor(person)
            self.log_change(request, person, "took the second factor away")
        self.message_user(request, _("Second factor taken away: %(n)d.") % {"n": len(chosen)}, messages.SUCCESS)

    @admin.action(description=_("End all logins"), permissions=["change"])
    def end_all_logins(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Each has to log in anew; superusers only by superusers."""
        now, ended = timezone.now(), 0
        for person in people:
            if request.user.is_superuser or not person.is_superuser:
                ended += end_logins(person, now=now)
                self.log_change(request, person, "ended all logins")
        self.message_user(request, _("Logins ended: %(n)d.") % {"n": ended}, messages.SUCCESS)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """What would give more than the groups give."""
        own = super().get_readonly_fields(request, obj)
        return own if request.user.is_superuser else (*own, *ONLY_SUPERUSERS_SET)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Superusers are changed by superusers; a new password would be a way in."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)


class GroupsAdmin(RightsInWords, GroupAdmin, ModelAdmin):
    """Who may do what; the groups themselves are made by migrations."""

    def get_deleted_objects(self, objs: Iterable[Group], request: HttpRequest) -> tuple[list, dict, set, list]:
        """The groups alone: which right belongs to which is no row of its own to anybody but the database."""
        to_delete, _, needed, protected = super().get_deleted_objects(objs, request)
        groups = [row for row in to_delete if not isinstance(row, list)]
        return groups, {Group._meta.verbose_name_plural: len(groups)}, needed, protected


admin.site.unregister([User, Group])
admin.site.register(User, PeopleAdmin)
admin.site.register(Group, GroupsAdmin)
# Their pages would show or make second factors of other people; the action above is the only way.
admin.site.unregister(TOTPDevice)
admin.site.unregister(StaticDevice)
