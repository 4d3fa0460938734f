"""The demo: two living canvases, and no harm in making it again."""

import json

import pytest
from django.core.management import call_command

from workshops.actions.demo import make_demo
from workshops.actions.open_canvases import drop_all
from workshops.coming_up import due_for
from workshops.models import Canvas, Comment, Note, Operation, Workshop


@pytest.mark.django_db(transaction=True)
def test_the_demo_is_there_once_however_often_it_is_made() -> None:
    drop_all()
    demo = make_demo(password="known-to-the-test")
    assert demo.made
    for canvas in Canvas.objects.all():
        assert 40 <= Note.objects.filter(canvas=canvas).count() <= 60
        assert Note.objects.filter(canvas=canvas).exclude(under=None).exists()
        assert Comment.objects.filter(canvas=canvas).exists()
        assert {one.status for one in canvas.assumptions.all()} >= {"open", "testing", "confirmed"}
    assert any(one.late for one in due_for(demo.owner))
    operations = Operation.objects.count()
    again = make_demo()
    assert (again.made, again.workshop, again.password) == (False, demo.workshop, None)
    assert Operation.objects.count() == operations
    assert demo.owner.check_password("known-to-the-test")


@pytest.mark.django_db(transaction=True)
def test_create_workshop_tells_a_script_all_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    call_command(
        "create_workshop", "Titel", "--owner=a@example.org", "--make-owner", "--team=A", "--participants=2", "--json"
    )
    made = json.loads(capsys.readouterr().out)
    workshop = Workshop.objects.get(pk=made["workshop"])
    assert made["code"] == workshop.code
    assert made["link"].endswith(f"/join/#{workshop.code}")
    assert [team["canvas"] for team in made["teams"]] == [str(workshop.canvases.get().pk)]
    assert len(made["participants"]) == 2
