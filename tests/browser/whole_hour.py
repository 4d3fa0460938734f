"""The whole hour in real browsers: a facilitator, six participants in two teams, one of them on a phone.

Lived by long/whole_hours.py, in several ways. The server's clock is moved ahead by a file that only tests may name;
`check --deploy` refuses it.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.boards import block, live, note, same
from tests.browser.hands import Clicks
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import Database, ServerProcess

PASSWORD = "een-heel-eigen-zin-9"
NAMES = ("Anna", "Bram", "Cem", "Dina", "Eva", "Fred")
TEAMS = ("Oost", "West")
PHONE = 5
"""Fred has a phone."""
WAITS = 1
"""Bram stays in the lobby until it begins."""
TROUBLE = 4
"""Eva goes too far, and is removed."""


class Clock:
    """The server's clock, moved ahead by the seconds in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ahead = 0
        path.write_text("0")

    def move(self, minutes: float) -> None:
        """Time passes."""
        self.ahead += int(minutes * 60)
        self.path.write_text(str(self.ahead))


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """The clock of this file's server."""
    return Clock(tmp_path_factory.mktemp("clock") / "ahead")


@pytest.fixture(scope="module")
def house(
    static_root: Path, empty_database: Database, tmp_path_factory: pytest.TempPathFactory, clock: Clock
) -> Iterator[ServerProcess]:
    """A server whose clock the tests here move."""
    database = empty_database.copy()
    server = ServerProcess(database, static_root, tmp_path_factory.mktemp("hour") / "var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOCK_AHEAD", str(clock.path))
        server.start()
    yield server
    assert "Traceback" not in server.log
    server.close()
    database.drop()


@dataclass
class Room:
    """Who takes part, and how they use their pages."""

    hands: Clicks
    site: ServerProcess
    new_page: NewPage
    clock: Clock
    axe: CheckAccess | None
    """Only where it is asked: the pages are the same, however one gets there."""
    boss: Page
    people: list[Page] = field(default_factory=list)

    def team(self, number: int) -> list[Page]:
        """The pages of Oost (0) or West (1) that are still there."""
        return [page for seat, page in enumerate(self.people) if seat % 2 == number and not page.is_closed()]

    def part(self, name: str, page: Page | None = None) -> Locator:
        """A part of somebody's band; the facilitator's when nobody is named."""
        return (page or self.boss).locator(f"[data-part={name}]")

    async def lead(self, name: str) -> None:
        """A button of the facilitator's band."""
        await self.hands.press(self.boss.locator(f"[data-lead={name}]"))

    async def menu(self, opener: Locator, item: str) -> None:
        """Something out of a menu."""
        await self.hands.press(opener)
        await self.hands.press(opener.page.get_by_role("menuitem", name=re.compile(item)).first)

    async def to_step(self, title: str) -> None:
        """The facilitator jumps to another step."""
        await self.menu(self.boss.locator("[data-lead=more]"), title)

    async def look(self) -> None:
        """axe finds nothing, on the facilitator's page and on those of two participants."""
        if self.axe:
            for page in (self.boss, self.people[0], self.people[PHONE]):
                await self.axe(page)


async def live_it(room: Room) -> None:
    """From the form to the thanks; nothing in it may go wrong on any page."""
    code = await prepare(room)
    await arrive(room, code)
    await begin(room)
    await write_in_private(room)
    await cluster(room)
    await watch_the_clock(room)
    await come_together(room)
    await keep_order(room)
    await vote(room)
    await end(room)
    for page in (room.boss, *room.people):
        assert problems_of(page) == []


async def prepare(room: Room) -> str:
    """The facilitator makes the workshop, makes a step private, and shows the code on the wall."""
    boss, hands = room.boss, room.hands
    email = f"{uuid.uuid4()}@example.org"
    room.site.backstage.run(
        f"from workshops.models import User\nUser.objects.create_user('{email}', '{PASSWORD}', name='Noor')\nresult=0"
    )
    await boss.goto("/sign-in/")
    await hands.fill(boss.locator("[name=username]"), email)
    await hands.fill(boss.locator("[name=password]"), PASSWORD)
    await hands.press(boss.get_by_role("button", name="Inloggen"))
    await hands.press(boss.locator("main a[href$='/workshops/new/']").first)
    await hands.fill(boss.locator("[name=title]"), "Vervoer in de dorpen")
    await hands.fill(boss.locator("[name=teams]"), "2")
    await hands.fill(boss.locator("[name=team_names]"), ", ".join(TEAMS))
    await hands.press(boss.locator("main form .btn.big"))
    await hands.press(boss.locator("main a[href$='/agenda/']").first)
    await hands.press(boss.locator("[data-step] .main a").nth(1))
    await hands.press(boss.locator("[name=private]"))
    await hands.press(boss.locator("[name=nameless]"))
    await hands.press(boss.locator(".agenda-step .btn.ink"))
    await hands.press(boss.locator(".crumb a").first)
    await hands.press(boss.locator("main a[href$='/wall/']").first)
    await expect(boss.locator("main svg").first).to_be_visible()
    return "".join(await boss.locator(".big [aria-hidden]").all_text_contents())


async def arrive(room: Room, code: str) -> None:
    """Six people join by the code, each on a device of their own, and look around."""
    hands = room.hands
    for seat, name in enumerate(NAMES):
        page = await room.new_page(at=room.site, locale="nl-NL", phone=seat == PHONE)
        room.people.append(page)
        await page.goto("/join/")
        await hands.fill(page.locator("[name=code]"), code)
        await hands.fill(page.locator("[name=name]"), name)
        await hands.press(page.get_by_role("button", name="Naar het canvas"))
        await hands.press(page.locator(".team-choice").nth(seat % 2))
        await live(page)
    waiting = room.people[WAITS]
    await waiting.goto(re.sub("/c/.*", "/lobby/", waiting.url))
    for name in NAMES:
        await expect(room.boss.locator("main")).to_contain_text(name)


async def begin(room: Room) -> None:
    """The facilitator looks at all teams and starts: everybody's screen goes to the board and the first step."""
    boss, hands = room.boss, room.hands
    await hands.press(boss.locator("header a.quiet").first)
    await hands.press(boss.locator("header nav a").first)
    await hands.press(boss.locator("main a[href$='/cockpit/']").first)
    await expect(boss.locator("[data-saved][data-state=saved]")).to_be_visible()
    await room.lead("start")
    for page in room.people:
        await live(page)
        await expect(room.part("where", page)).to_contain_text("1")
        await expect(room.part("time", page)).to_have_text(re.compile(r"^0[34]:\d\d$"))
    await room.look()


async def write_in_private(room: Room) -> None:
    """Each writes alone; the facilitator sees how many there are, nobody else's words, and no names afterwards."""
    boss, hands, people = room.boss, room.hands, room.people
    await room.lead("next")
    for page in people:
        await expect(room.part("where", page)).to_contain_text("2")
    for name, page in zip(NAMES, people, strict=True):
        await hands.write(page, "segments", f"van {name}")
    await expect(boss.locator(".tile").first.locator("[data-block=segments] i.back")).to_have_count(3)
    for seat, page in enumerate(people):
        content = await page.content()
        assert [name for other, name in enumerate(NAMES) if other != seat and f"van {name}" in content] == []
    await room.look()
    await hands.press(people[0].locator("[data-part=acts] button").last)
    await expect(boss.locator(".tile").first.locator(".pips .on")).to_have_count(1)
    await room.lead("reveal")
    for seat, page in enumerate(people):
        for name in NAMES[seat % 2 :: 2]:
            await expect(note(page, f"van {name}")).to_have_count(1)
    assert await note(people[2], "van Anna").locator(".author").count() == 0, "without names, for ever"
    await room.look()


async def cluster(room: Room) -> None:
    """What belongs together goes on a stack."""
    one = room.people[0]
    await room.hands.stack(one, "van Cem", "van Anna")
    for page in room.team(0):
        await expect(block(page, "segments").locator("> .notes > .note")).to_have_count(2)


async def watch_the_clock(room: Room) -> None:
    """Two minutes more, a pause; and when the time is over it only says so."""
    people = room.people
    await room.lead("extend")
    for page in people:
        await expect(room.part("of", page)).to_contain_text("6")
    await room.lead("pause")
    await expect(people[1].locator(".clock.is-paused")).to_be_visible()
    before = await room.part("time", people[1]).inner_text()
    room.clock.move(20)
    await room.lead("resume")
    await expect(people[1].locator(".clock.is-paused")).to_have_count(0)
    after = await room.part("time", people[1]).inner_text()
    assert minutes(before) - minutes(after) < 1, "a pause costs nobody any time"
    room.clock.move(9)
    await room.lead("extend")  # so that everybody hears what time it is
    for page in people:
        await expect(room.part("time", page)).to_have_text(re.compile(r"^\+0\d:\d\d$"))
    await expect(room.part("where", people[1])).to_contain_text("2")
    await room.look()


def minutes(shown: str) -> float:
    """What is left, from what the clock shows."""
    found, seconds = re.findall(r"\d+", shown)
    return int(found) + int(seconds) / 60


async def come_together(room: Room) -> None:
    """A question, a message, everybody's eyes on one block."""
    boss, hands, people = room.boss, room.hands, room.people
    await hands.press(people[1].locator("[data-part=acts] button").first)
    await expect(boss.locator(".tile").nth(1)).to_have_class(re.compile("is-calling"))
    await hands.press(boss.locator("[data-key=message]"))
    await hands.fill(boss.locator("#message"), "Nog twee minuten")
    await hands.press(boss.locator("dialog button[type=submit]"))
    for page in people:
        await expect(page.locator(".calls")).to_contain_text("Nog twee minuten")
    await hands.press(boss.locator("[data-key=light]"))
    await hands.press(boss.locator("dialog .a-co button"))
    for page in (people[0], people[1]):
        await expect(block(page, "costs")).to_have_class(re.compile("is-pointed"))
    await hands.press(people[PHONE].locator(".calls .banner", has_text="Kosten").locator(".acts .btn"))  # was writing
    await expect(block(people[PHONE], "costs")).to_be_visible()
    await room.look()
    await hands.press(boss.locator("[data-key=light-off]"))


async def keep_order(room: Room) -> None:
    """A note is locked; what somebody wrote without a name is not taken back with their last minutes, which would tell
    whose it is, but goes to the bin and comes back; that person is removed."""
    boss, hands, people = room.boss, room.hands, room.people
    await hands.press(boss.locator(".tile h3 a").first)
    await live(boss)
    await hands.open_tools(boss, "van Anna")
    await room.menu(boss.locator(".bar button").last, "Vergrendel")
    await expect(note(people[0], "van Anna").locator(".fixed")).to_be_visible()
    await hands.write(people[TROUBLE], "costs", "onzin")
    await expect(note(boss, "onzin")).to_be_visible()
    await room.menu(boss.locator("[data-do=more]"), "Mensen")
    who = boss.locator(".person-tools", has_text="Eva")
    await hands.press(who.locator("summary"))
    await room.look()
    await hands.press(who.get_by_role("button", name=re.compile("Neem .*terug")))
    await expect(boss.locator("[data-toasts]")).to_contain_text("niets meer onder die naam")
    await same([boss, people[0]], "costs", ["onzin"])
    await hands.open_tools(boss, "onzin")
    await hands.press(boss.locator(".bar [data-name=remove]"))
    await same([boss, people[0]], "costs", [])
    await hands.press(boss.locator("[data-toasts] button").first)
    await same([boss, people[0]], "costs", ["onzin"])
    if not await who.locator("summary").is_visible():
        await room.menu(boss.locator("[data-do=more]"), "Mensen")
        await hands.press(who.locator("summary"))
    boss.once("dialog", lambda sure: sure.accept())
    await hands.press(who.locator(".btn.stop"))
    gone = people[TROUBLE]
    await expect(gone.locator("body")).to_contain_text("Je zit niet meer in deze werksessie")
    await gone.goto("/join/")
    await expect(gone.locator(".mine")).to_have_count(0)
    await live(boss)


async def vote(room: Room) -> None:
    """Dots in secret; counted when the step is over."""
    boss, hands, people = room.boss, room.hands, room.people
    await room.to_step("Stemmen")
    one, three = people[0], people[2]
    dot = "[data-vote]"
    await expect(one.locator(dot).first).to_be_visible()
    await expect(one.locator(".calls")).not_to_contain_text("Nog twee minuten")
    for page in (one, three):
        for count in (1, 2):
            await hands.press(note(page, "van Eva").locator(dot))
            await expect(note(page, "van Eva").locator(f"{dot} i")).to_have_count(count)
    await room.look()
    await room.lead("next")
    for page in (one, three, boss):
        await expect(note(page, "van Eva").locator(".votes")).to_contain_text("4")


async def end(room: Room) -> None:
    """The hour is over: thanks for everybody, and a version of every canvas."""
    boss, hands = room.boss, room.hands
    await room.lead("end")
    await hands.press(boss.locator("dialog .btn.now"))
    for seat, page in enumerate(room.people):
        if seat != TROUBLE:
            await expect(page).to_have_url(re.compile("/lobby/$"))
    await room.look()
    found = room.site.backstage.run(
        "from workshops.models import Version\n"
        f"result = Version.objects.filter(canvas__team__workshop_id='{boss.url.split('/')[4]}').count()"
    )
    assert found >= 2 * 3, "each step that ended, and the end, on both canvases"
