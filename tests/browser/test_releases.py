"""An old page against a new server: a board that is open during a deploy goes on, with the parts of its own release."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.boards import Rehearsal, add, note, same
from tests.browsing import NewPage, problems_of
from tests.serving import ROOT, Database, ServerProcess

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

PARTS = ("canvasweb", "workshops", "templates", "static", "locale", "manage.py", "pyproject.toml")
CHANGED = ("main.js", "core/text.js", "view/help.js", "view/stage.js")
"""Modules that the next release changes: the first one, one of the core, and one that is fetched late."""


@pytest.fixture
def site(database: Database, tmp_path: Path) -> Iterator[ServerProcess]:
    """A server with static files of its own, where releases can be added."""
    server = ServerProcess(database, ServerProcess.collect_static(tmp_path / "static"), tmp_path / "var")
    server.start()
    yield server
    server.close()


def next_release(folder: Path) -> Path:
    """The code as it will be next: the same, with some modules changed."""
    folder.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    for name in CHANGED:
        module = folder / "static" / "js" / "canvas" / name
        module.write_text(module.read_text("utf-8") + "\nexport const nextRelease = true;\n", "utf-8")
    return folder


async def entry_of(page: Page) -> str:
    """The name of the first module that a page loaded, with its hash."""
    sources = await page.locator("script[type=module]").evaluate_all("all => all.map((one) => one.src)")
    return next(source for source in sources if re.search(r"/canvas/main\.", source))


async def test_a_board_that_is_open_during_a_deploy_goes_on(
    site: ServerProcess, new_page: NewPage, tmp_path: Path
) -> None:
    rehearsal = Rehearsal.start(site, new_page)
    old = await rehearsal.board(0)
    await add(old, "segments", "voor de deploy")

    tree = next_release(tmp_path / "next")
    site.stop()
    await old.locator("[data-block=segments] .add").click()
    await old.keyboard.type("tijdens de deploy")
    await old.keyboard.press("Enter")
    ServerProcess.collect_static(site.static_root, tree)
    site.tree = tree
    site.start()

    await same([old], "segments", ["voor de deploy", "tijdens de deploy"])
    await expect(old.locator(".saved[data-state=saved]")).to_be_visible(timeout=30_000)
    new = await rehearsal.board(1)
    assert await entry_of(new) != await entry_of(old), "the new page is of the next release"
    await same([new], "segments", ["voor de deploy", "tijdens de deploy"])

    fetched: list[tuple[str, int]] = []
    old.on("response", lambda answer: fetched.append((answer.url, answer.status)))
    await note(old, "voor de deploy").focus()
    await old.keyboard.press("?")
    await expect(old.locator("dialog")).to_be_visible()
    assert all(status == 200 for _, status in fetched), fetched
    await old.keyboard.press("Escape")
    await add(new, "channels", "van de nieuwe")
    await add(old, "channels", "van de oude")
    await same([old, new], "channels", ["van de nieuwe", "van de oude"])
    for page in (old, new):
        assert [problem for problem in problems_of(page) if "WebSocket" not in problem] == []
