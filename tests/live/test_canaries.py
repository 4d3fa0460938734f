"""Private and anonymous notes, on every way out that is registered: no text before its reveal, the author never."""

import uuid

import pytest
from django.urls import URLPattern

from tests.live.conftest import Site
from tests.live.test_hour import SIGN_IN_WITH_STEPS
from tests.surfaces import BARE, LEADERS, OUTSIDE, PAGES, SURFACES
from workshops.web.urls import urlpatterns

WRITE = """
from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
boss = workshop.participants.get(role="facilitator")
author = workshop.participants.get(who={who})
first = workshop.steps.order_by("key").first()
lead(boss, dict(op="step", step=str(first.pk), private=True, names=False))
lead(boss, dict(op="start"))
canvas = str(author.team.canvas.pk)
from workshops.actions.joining import rename_self
rename_self(author, "Kanarievogel")
import uuid
note = str(uuid.uuid4())
submit(canvas, author.who, [
    dict(id=str(uuid.uuid4()), op="add", block="segments", notes=[dict(note=note, text="{canary}")]),
    dict(id=str(uuid.uuid4()), op="comment", note=note, comment=str(uuid.uuid4()), text="{canary} ook"),
    dict(id=str(uuid.uuid4()), op="assume", assumption=note, note=note, statement="{canary} klopt"),
    dict(id=str(uuid.uuid4()), op="experiment", experiment=note, assumption=note, method="{canary} vragen"),
    dict(id=str(uuid.uuid4()), op="measure", note=note, name="{canary} geteld"),
])
result = dict(note=note, step=str(first.pk))
"""
REVEAL = """
from workshops.actions.leading import lead
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
lead(workshop.participants.get(role="facilitator"), dict(op="reveal-step", step="{step}"))
"""


def test_every_page_is_a_surface_or_bare() -> None:
    names = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    assert names - set(PAGES) - BARE == set(), "register these in tests/surfaces.py, or name them in BARE"
    assert (set(PAGES) | BARE) - names == set(), "these are gone"


@pytest.mark.parametrize("name", sorted(SURFACES))
async def test_a_canary_does_not_sing_before_its_time(site: Site, name: str) -> None:
    way = SURFACES[name]
    canary = "KANARIE-" + uuid.uuid4().hex
    boss = site.backstage.run(SIGN_IN_WITH_STEPS.format(workshop=site.made["workshop"]))["cookie"]
    author, other = site.headers(0)["Cookie"], site.headers(1)["Cookie"]
    made = site.backstage.run(WRITE.format(workshop=site.made["workshop"], who=site.who(0), canary=canary))
    for cookie in (boss, other):
        seen = await way(site, cookie)
        assert canary not in seen
        assert made["note"] not in seen
    shows = canary in await way(site, author)
    if name in OUTSIDE:
        assert not shows, "not even to its author"
        shows = True
    site.backstage.run(REVEAL.format(workshop=site.made["workshop"], step=made["step"]))
    for cookie in (boss, other):
        seen = await way(site, cookie)
        assert (canary in seen) == (shows or (name in LEADERS and cookie == boss)), (
            "a way that shows notes shows it now"
        )
        assert_nobodys(seen, canary, site.who(0))
    assert canary not in site.server.log


def assert_nobodys(seen: str, canary: str, author: int) -> None:
    """Nothing that has the canary's text names its author, by number or by name."""
    for line in seen.splitlines():
        if canary not in line:
            continue
        assert f'"by":{author},' not in line
        assert f'"by": {author},' not in line
    around = seen.find(canary)
    if around >= 0 and "<html" in seen:
        note = seen[seen.rfind("<li", 0, around) : seen.find("</li>", around)]
        assert "Kanarievogel" not in note
