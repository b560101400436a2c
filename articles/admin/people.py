"""Accounts: Django's own page, with the ways to more rights than one has closed (THREATS A02)."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

ONLY_SUPERUSERS_SET = ("is_superuser", "user_permissions")


class PeopleAdmin(UserAdmin):
    """Who is not a superuser makes nobody one, and touches no superuser's account or password."""

    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """What would give more than the groups give."""
        own = super().get_readonly_fields(request, obj)
        return own if request.user.is_superuser else (*own, *ONLY_SUPERUSERS_SET)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Superusers are changed by superusers; a new password would be a way in."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)


admin.site.unregister(User)
admin.site.register(User, PeopleAdmin)
