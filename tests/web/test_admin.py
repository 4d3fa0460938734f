"""The admin looks at workshops and canvases and changes nothing of them."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from tests.factories import add, make_user, new_id
from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.models import Assumption, Experiment, Note, User

HELD = [model for model in apps.get_app_config("workshops").get_models() if model is not User]


@pytest.fixture
def administrator(client, db):
    client.force_login(make_user("Admin", is_staff=True, is_superuser=True))
    return client


def test_nothing_that_a_workshop_holds_can_be_changed(rf, administrator):
    request = rf.get("/")
    request.user = User.objects.get(name="Admin")
    for model in HELD:
        if not admin.site.is_registered(model):
            continue
        held = admin.site._registry[model]
        assert not held.has_add_permission(request)
        assert not held.has_change_permission(request)
        assert not held.has_delete_permission(request)


def test_every_list_and_page_opens(administrator, cast):
    for model in [*HELD, apps.get_model("workshops.User")]:
        if not admin.site.is_registered(model):
            continue
        name = f"admin:workshops_{model._meta.model_name}"
        assert administrator.get(reverse(f"{name}_changelist")).status_code == 200
        if (one := model._default_manager.first()) is not None:
            page = administrator.get(reverse(f"{name}_change", args=[one.pk])).content.decode()
            assert cast.workshop.code not in page


def test_an_account_is_made_and_changed(administrator):
    answer = administrator.post(
        reverse("admin:workshops_user_add"),
        {
            "email": "New@Example.org",
            "name": "New",
            "language": "nl",
            "usable_password": "true",
            "password1": "een heel lange zin",
            "password2": "een heel lange zin",
        },
    )
    assert answer.status_code == 302
    assert User.objects.filter(email="new@example.org").exists()


def test_private_notes_and_hidden_authors_are_kept_from_administrators_too(administrator, cast):
    first, second = cast.workshop.steps.order_by("key")[:2]
    lead(cast.noor, {"op": "step", "step": str(first.pk), "private": True})
    lead(cast.noor, {"op": "step", "step": str(second.pk), "names": False})
    lead(cast.noor, {"op": "start"})
    private, assumption = add("KANARIE"), new_id()
    note = private["notes"][0]["note"]
    assumed = {"id": new_id(), "op": "assume", "assumption": assumption, "note": note, "statement": "KANARIE"}
    tried = {"id": new_id(), "op": "experiment", "experiment": new_id(), "assumption": assumption, "method": "KANARIE"}
    submit(cast.canvas, cast.alice.who, [private, assumed, tried])
    lead(cast.noor, {"op": "go", "from": str(first.pk), "to": "next"})
    submit(cast.canvas, cast.alice.who, [add("zonder naam")])
    hidden, nameless = Note.objects.get(text="KANARIE"), Note.objects.get(text="zonder naam")
    listed = administrator.get(reverse("admin:workshops_note_changelist")).content.decode()
    assert "KANARIE" not in listed
    assert "zonder naam" in listed
    for model, row in (("assumption", Assumption.objects.get()), ("experiment", Experiment.objects.get())):
        listed = administrator.get(reverse(f"admin:workshops_{model}_changelist")).content.decode()
        assert "KANARIE" not in listed
        assert administrator.get(reverse(f"admin:workshops_{model}_change", args=[row.pk])).status_code == 302
    assert administrator.get(reverse("admin:workshops_note_change", args=[hidden.pk])).status_code == 302
    page = administrator.get(reverse("admin:workshops_note_change", args=[nameless.pk])).content.decode()
    assert "zonder naam" in page
    assert not re.search(r"\bby\b:|writers", page, re.IGNORECASE)
