"""The page of assumptions as the server draws it: a table to read, for whoever may see the canvas."""

import pytest
from django.urls import reverse

from tests.factories import add, new_id
from tests.web.conftest import browser_of
from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.actions.open_canvases import drop_all

pytestmark = pytest.mark.one_backend  # what is asked here is the same over either database


@pytest.fixture(autouse=True)
def nothing_open():
    drop_all()


def url_of(cast):
    return reverse("assumptions", args=[cast.workshop.pk, cast.canvas])


def assume(cast, statement, importance=50, evidence=0, **experiment):
    """An assumption of Alice's on a note of her own, with an experiment when there is something to say of it."""
    note, assumption = new_id(), new_id()
    operations = [
        add(f"briefje bij {statement}", note=note),
        {"op": "assume", "assumption": assumption, "note": note, "statement": statement}
        | {"importance": importance, "evidence": evidence},
    ]
    if experiment:
        operations.append({"op": "experiment", "experiment": new_id(), "assumption": assumption, **experiment})
    verdicts = submit(cast.canvas, cast.alice.who, [{"id": new_id(), **one} for one in operations])
    assert [verdict.refusal for verdict in verdicts] == [None] * len(verdicts)
    return assumption


def test_the_table_has_what_to_test_first_on_top(cast, guest):
    assume(cast, "weinig gevolg", importance=10)
    assume(cast, "veel gevolg", importance=90, starter="interview", method="vragen", due="2026-05-01")
    assume(cast, "al bekend", importance=90, evidence=100, method="tellen", verdict="passed", result="9 van 10")
    page = guest.get(url_of(cast)).content.decode()
    rows = page[page.index("<tbody") :]
    assert rows.index("veel gevolg") < rows.index("weinig gevolg") < rows.index("al bekend")
    assert 'Gesprek, <time datetime="2026-05-01">1 mei 2026</time>' in rows
    assert "geslaagd (9 van 10)" in rows


def test_what_is_private_is_in_its_authors_page_alone(cast):
    step = cast.workshop.steps.order_by("key")[0]
    lead(cast.noor, {"op": "step", "step": str(step.pk), "private": True})
    lead(cast.noor, {"op": "start"})
    assume(cast, "dit weet ik alleen")
    for role in ("facilitator", "observer"):
        assert "dit weet ik alleen" not in browser_of(role, cast).get(url_of(cast)).content.decode()
    assert "dit weet ik alleen" in browser_of("participant", cast).get(url_of(cast)).content.decode()


def test_nothing_is_offered_to_undo_where_nothing_may_be_written(cast, guest):
    """Seen failing: after the hour the buttons stood there for participants all the same."""

    def buttons(client):
        page = client.get(url_of(cast)).content.decode()
        return page.count('data-do="'), page.count('do" hidden title=')

    assert buttons(guest) == (2, 0)
    assert buttons(browser_of("observer", cast)) == (0, 0)
    for op in ("start", "end"):
        lead(cast.noor, {"op": op})
    lead(cast.noor, {"op": "afterwards", "gets": "look", "until": None, "thanks": ""})
    assert buttons(guest) == (2, 2)
    assert buttons(browser_of("facilitator", cast)) == (2, 0)


def test_another_teams_page_leads_to_ones_own(cast, guest):
    west = reverse("assumptions", args=[cast.workshop.pk, cast.stan.team.canvas.pk])
    answer = guest.get(west)
    assert answer.url == reverse("board", args=[cast.workshop.pk, cast.canvas])
    assert browser_of("facilitator", cast).get(west).status_code == 200


def test_when_the_hour_is_over_it_is_for_the_facilitator_to_say(cast, guest):
    lead(cast.noor, {"op": "afterwards", "gets": "thanks", "until": None, "thanks": ""})
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "end"})
    assert guest.get(url_of(cast)).status_code == 403
    assert browser_of("facilitator", cast).get(url_of(cast)).status_code == 200
