"""Django's admin: accounts can be looked after here; what workshops hold can be looked at and not changed.

There is one way to write to a canvas or a workshop, and that is through `actions`.
"""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workshops.models import (
    Assumption,
    Canvas,
    Experiment,
    Note,
    Operation,
    Participant,
    Team,
    User,
    Workshop,
    WorkshopOperation,
)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts, known by their e-mail address."""

    ordering = ("email",)
    list_display = ("email", "name", "language", "is_staff", "is_active")
    search_fields = ("email", "name")
    readonly_fields = ("date_joined", "last_login")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "name", "language", "usable_password", "password1", "password2"),
            },
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Deleting an account deletes its workshops, which goes by the page of the account itself."""
        return False


class LookOnly(admin.ModelAdmin):
    """Rows that may be read."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Workshop)
class WorkshopAdmin(LookOnly):
    """Workshops; the join code is not shown, since it lets in."""

    list_display = ("title", "owner", "kind", "language", "created_at", "archived")
    list_select_related = ("owner",)
    search_fields = ("title",)
    exclude = ("code",)


@admin.register(Team)
class TeamAdmin(LookOnly):
    """Teams."""

    list_display = ("name", "workshop")
    list_select_related = ("workshop",)


@admin.register(Participant)
class ParticipantAdmin(LookOnly):
    """People in workshops."""

    list_display = ("name", "workshop", "role", "team", "removed")
    list_select_related = ("workshop", "team")
    exclude = ("token_hash",)


@admin.register(Canvas)
class CanvasAdmin(LookOnly):
    """Canvases."""

    list_display = ("__str__", "head", "epoch", "locked")
    list_select_related = ("workshop", "team")


@admin.register(Note)
class NoteAdmin(LookOnly):
    """Notes that everybody sees, without who wrote them: what is private or anonymous is so for administrators too."""

    list_display = ("text", "canvas", "block", "removed")
    list_select_related = ("canvas__workshop", "canvas__team")
    exclude = ("by", "writers", "to", "anon")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Note]:
        return super().get_queryset(request).filter(to=0)


@admin.register(Assumption)
class AssumptionAdmin(LookOnly):
    """Assumptions on notes that everybody sees, without who wrote them."""

    list_display = ("statement", "canvas", "status", "removed")
    list_select_related = ("canvas__workshop", "canvas__team")
    exclude = ("by", "anon")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assumption]:
        private = Note.objects.filter(canvas=OuterRef("canvas"), uid=OuterRef("note"), to__gt=0)
        return super().get_queryset(request).exclude(Exists(private))


@admin.register(Experiment)
class ExperimentAdmin(LookOnly):
    """Experiments for assumptions that everybody sees, without who wrote them."""

    list_display = ("method", "canvas", "due", "verdict", "removed")
    list_select_related = ("canvas__workshop", "canvas__team")
    exclude = ("by", "anon")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Experiment]:
        private = Note.objects.filter(canvas=OuterRef("canvas"), uid=OuterRef("note"), to__gt=0)
        hidden = Assumption.objects.filter(canvas=OuterRef("canvas"), uid=OuterRef("assumption")).filter(
            Exists(private)
        )
        return super().get_queryset(request).exclude(Exists(hidden))


@admin.register(Operation, WorkshopOperation)
class LogAdmin(LookOnly):
    """The two logs, without what the entries say and who made them: a join code, words meant for few, no names."""

    list_display = ("n", "op", "at")
    ordering = ("-pk",)
    exclude = ("body", "by")
