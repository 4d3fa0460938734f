"""Every way by which what stands on a canvas leaves the server, for the canary test (tests/live/test_canaries.py).

Who adds a page, an export or a message that shows canvas content adds it here with `surface`; a page that shows none is
named in BARE. A page that is in neither fails the test.
"""

import asyncio
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Awaitable, Callable

from websockets.asyncio.client import connect

from tests.live.conftest import Site

Surface = Callable[[Site, str], Awaitable[str]]
SURFACES: dict[str, Surface] = {}
PAGES: dict[str, str] = {}
"""The surface that looks at a page, by the page's name."""
OUTSIDE: set[str] = set()
"""The surfaces that show everybody the same: what an outsider may see, to a note's own author too."""
LEADERS: set[str] = set()
"""The surfaces that show notes to facilitators alone."""
SETTLE = 1.0
"""Seconds in which a socket must have said what it has to say."""

BARE = frozenset(
    {
        *("start", "join", "set_language", "join-other", "own-name", "pick-team"),
        *("sign-up", "sign-in", "sign-out", "account", "account-delete", "password-change", "password-reset"),
        *("password-reset-done", "password-reset-confirm", "password-reset-links"),
        *("workshop-new", "workshop-settings", "archive", "workshop-delete", "door", "code-rotate"),
        *("team-add", "team-rename", "participant", "participant-rename", "participant-team", "participant-role"),
        *(
            "participant-remove",
            "participant-erase",
            "facilitators",
            "facilitator-remove",
            "hand-over",
            "teams-fill",
            "workshop-copy",
        ),
        *("wall", "calendar", "afterwards", "rehearsal", "rehearsal-stop", "rehearsal-delete"),
        *("agenda", "step", "wording", "group"),
        *("blank", "blank-file", "blank-here", "blank-file-here"),
        *("history-version", "history-back", "history-take", "scenario-make", "scenario-rename", "scenario-delete"),
        *("links", "link-withdraw", "export", "bundles", "import", "import-here", "list"),
    }
)
"""Pages that show nothing of any canvas: forms, lists of people, what only changes something."""


def surface(name: str, *pages: str, outside: bool = False, leaders: bool = False) -> Callable[[Surface], Surface]:
    """Registers a way out, and the pages that it looks at; `outside` when it shows everybody the same, `leaders` when
    it shows notes to facilitators alone."""

    def register(way: Surface) -> Surface:
        SURFACES[name] = way
        if outside:
            OUTSIDE.add(name)
        if leaders:
            LEADERS.add(name)
        PAGES.update(dict.fromkeys(pages, name))
        return way

    return register


async def fetched(site: Site, cookie: str, path: str, data: bytes | None = None) -> str:
    """What the server answers, whatever the status, with where it led."""
    token = "t" * 32
    headers = {"Cookie": f"{cookie}; csrftoken={token}", "X-CSRFToken": token, "Origin": site.server.url}
    request = urllib.request.Request(site.server.url + path, data, headers)

    def ask() -> str:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return f"{answer.url}\n{answer.read().decode()}"
        except urllib.error.HTTPError as problem:
            return problem.read().decode(errors="replace")

    return await asyncio.to_thread(ask)


@surface("board page", "board")
async def board_page(site: Site, cookie: str) -> str:
    return await fetched(site, cookie, f"/w/{site.made['workshop']}/c/{site.canvas}/")


@surface("page of assumptions", "assumptions")
async def assumptions_page(site: Site, cookie: str) -> str:
    return await fetched(site, cookie, f"/w/{site.made['workshop']}/c/{site.canvas}/assumptions/")


DUE = """
from workshops.models import Canvas, Experiment

Experiment.objects.filter(canvas="{canvas}").update(due="2020-01-01")
Canvas.objects.filter(pk="{canvas}").update(review="2020-01-01")
result = None
"""


@surface("what waits for facilitators", "workshops", "review", leaders=True)
async def waiting(site: Site, cookie: str) -> str:
    """The rows are written past the log: a date would make another operation of each canary."""
    await asyncio.to_thread(site.backstage.run, DUE.format(canvas=site.canvas))
    pages = ["/workshops/", f"/w/{site.made['workshop']}/c/{site.canvas}/review/"]
    return "".join([await fetched(site, cookie, page) for page in pages])


@surface("reading along", "reading")
async def reading_along(site: Site, cookie: str) -> str:
    return await fetched(site, cookie, f"/w/{site.made['workshop']}/c/{site.canvas}/reading/")


LINK = """
from workshops.actions.linking import make_link
from workshops.models import Canvas

canvas = Canvas.objects.select_related("workshop").get(pk="{canvas}")
boss = canvas.workshop.participants.get(role="facilitator")
result = make_link(boss, canvas, names=True, comments=True)[1]
"""


@surface("shared link", "shared", outside=True)
async def shared_link(site: Site, cookie: str) -> str:
    token = await asyncio.to_thread(site.backstage.run, LINK.format(canvas=site.canvas))
    said: list[str] = []
    url = f"{site.server.ws_url}/live/shared/{token}/"
    async with connect(url, additional_headers={"Cookie": cookie, "Origin": site.server.url}) as socket:
        said.append(str(await socket.recv()))
    pages = [await fetched(site, cookie, f"/s/{token}/{since}") for since in ("", "?since=0")]
    return "\n".join([*said, *pages])


EXPORTED = """
from workshops.exports.content import Wishes
from workshops.exports.gathering import canvas_content
from workshops.models import Canvas

canvas = Canvas.objects.select_related("workshop", "team").get(pk="{canvas}")
result = repr(canvas_content(canvas, Wishes()))
"""


@surface("content of exports", "export-preview", "export-file", "bundle-file", outside=True)
async def exported(site: Site, cookie: str) -> str:
    """What every writer is given: nothing else reaches a file."""
    made: str = await asyncio.to_thread(site.backstage.run, EXPORTED.format(canvas=site.canvas))
    return made


@surface("the past, page by page", "history", "history-account")
async def past_pages(site: Site, cookie: str) -> str:
    own = f"/w/{site.made['workshop']}/c/{site.canvas}/history/"
    return "".join([await fetched(site, cookie, own + path) for path in ("", "?n=1", "account/")])


@surface("the past, moment by moment", "history-at")
async def past_moments(site: Site, cookie: str) -> str:
    """At each of its first numbers, and beyond its head."""
    own = f"/w/{site.made['workshop']}/c/{site.canvas}/history/at"
    return "\n".join([await fetched(site, cookie, f"{own}/{number}/") for number in (0, 1, 2, 3, 4, 999)])


@surface("the past, frame by frame", "history-lapse")
async def past_frames(site: Site, cookie: str) -> str:
    return await fetched(site, cookie, f"/w/{site.made['workshop']}/c/{site.canvas}/history/frames/999/0/")


@surface("comparison", "compare", "history-grown")
async def compared(site: Site, cookie: str) -> str:
    own = f"/w/{site.made['workshop']}/c/{site.canvas}/history/"
    paths = ("compare/?a=0&b=now", "compare/?a=0&b=now&view=side", "compare/?a=1&b=2", "compare/?a=now&b=1", "changes/")
    return "".join([await fetched(site, cookie, own + path) for path in paths])


@surface("workshop pages", "workshop", "lobby", "arrivals")
async def workshop_pages(site: Site, cookie: str) -> str:
    own = f"/w/{site.made['workshop']}/"
    return "".join([await fetched(site, cookie, own + path) for path in ("", "lobby/", "lobby/arrivals/")])


@surface("cockpit", "cockpit")
async def cockpit(site: Site, cookie: str) -> str:
    return await fetched(site, cookie, f"/w/{site.made['workshop']}/cockpit/")


@surface("socket, from nothing")
async def socket_reset(site: Site, cookie: str) -> str:
    return await heard(site, cookie, None)


@surface("socket, frame by frame")
async def socket_frames(site: Site, cookie: str) -> str:
    return await heard(site, cookie, 0)


async def heard(site: Site, cookie: str, since: int | None) -> str:
    """All that a socket says in answer to a hello."""
    said: list[str] = []
    async with connect(site.url, additional_headers={"Cookie": cookie, "Origin": site.server.url}) as socket:
        await socket.send(json.dumps({"t": "hello", "v": 1, "since": since, "pending": [], "tiles": True}))
        try:
            async with asyncio.timeout(SETTLE):
                while True:
                    said.append(str(await socket.recv()))
        except TimeoutError:
            return "\n".join(said)


@surface("poll")
async def poll(site: Site, cookie: str) -> str:
    body = {"v": 1, "since": 0, "tab": "canary", "wait": False, "hello": True, "pending": [], "messages": []}
    return await fetched(site, cookie, f"/live/{site.canvas}/poll", json.dumps(body).encode())
