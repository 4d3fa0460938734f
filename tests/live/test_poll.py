"""P27: the same protocol by POST and long-poll."""

import asyncio
import json
import time
import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.factories import add, new_id
from tests.live.conftest import Opener, Site

CSRF = "a" * 32


def post(
    site: Site, body: Any, index: int = 0, changes: dict[str, str | None] | None = None
) -> tuple[int, dict[str, Any]]:
    """One request; the status and the decoded answer."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    own = site.headers(index)
    sent = {
        "Content-Type": "application/json",
        "Cookie": f"{own['Cookie']}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
        **(changes or {}),
    }
    url = f"{site.server.url}/live/{site.canvas}/poll"
    request = urllib.request.Request(url, data, {name: value for name, value in sent.items() if value is not None})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as problem:
        text = problem.read()
        return problem.code, json.loads(text) if text.startswith(b"{") else {}


def body(since: int | None = 0, *messages: Any, **fields: Any) -> dict[str, Any]:
    return {"v": 1, "since": since, "tab": "t", "messages": list(messages), **fields}


def test_an_edit_goes_in_and_comes_back_with_its_number(site: Site) -> None:
    operation = add()
    status, answer = post(site, body(0, {"t": "ops", "ops": [operation]}))
    assert status == 200
    (frame,) = [message for message in answer["messages"] if message["t"] == "ops"]
    assert [(entry["n"], entry["id"]) for entry in frame["ops"]] == [(1, operation["id"])]
    _, again = post(site, body(1, {"t": "ops", "ops": [operation]}))
    assert again["messages"] == [{"t": "verdict", "id": operation["id"], "n": 1}]


def test_hello_brings_the_welcome_and_what_was_missed(site: Site) -> None:
    operation = add()
    post(site, body(0, {"t": "ops", "ops": [operation]}))
    _, answer = post(site, body(0, hello=True, pending=[operation["id"]]), index=1)
    welcome, frame = answer["messages"][:2]
    assert welcome["t"] == "welcome"
    assert welcome["known"] == {operation["id"]: 1}
    assert frame["ops"][0]["id"] == operation["id"]


async def test_a_waiting_request_is_answered_when_there_is_news(site: Site, opened: Opener) -> None:
    raw = await opened(1)
    await raw.hello()
    post(site, body(0, hello=True))
    deadline = time.monotonic() + 15
    heard: list[dict[str, Any]] = []
    waiting = asyncio.create_task(asyncio.to_thread(post, site, body(0, wait=True)))
    await asyncio.sleep(0.3)
    operation = add()
    await raw.say({"t": "ops", "ops": [operation]})
    while time.monotonic() < deadline and not any(message["t"] == "ops" for message in heard):
        _, answer = await waiting
        heard += answer["messages"]
        waiting = asyncio.create_task(asyncio.to_thread(post, site, body(0, wait=True)))
    assert any(message["t"] == "ops" and message["ops"][0]["id"] == operation["id"] for message in heard)
    await waiting


def test_a_waiting_request_waits_when_nothing_is_new(site: Site) -> None:
    _, welcome = post(site, body(0, hello=True))
    assert [message["t"] for message in welcome["messages"]] == ["welcome", "people"]
    began = time.monotonic()
    _, answer = post(site, body(0, wait=True))
    assert answer["messages"] == []
    assert time.monotonic() - began > 15


async def test_the_workshop_is_told_to_who_polls_when_it_moves_on(site: Site) -> None:
    post(site, body(0, hello=True))
    site.backstage.run(RENAME.format(workshop=site.made["workshop"]))
    _, answer = post(site, body(0))
    assert [message["workshop"]["title"] for message in answer["messages"] if message["t"] == "workshop"] == ["Anders"]
    _, again = post(site, body(0))
    assert again["messages"] == []


RENAME = """
from workshops.models import Workshop
from workshops.actions.facilitating import change_workshop
change_workshop(Workshop.objects.get(pk="{workshop}").participants.get(role="facilitator"), title="Anders")
"""


async def test_somebody_who_polls_is_seen_by_the_others(site: Site, opened: Opener) -> None:
    raw = await opened(1)
    await raw.hello()
    post(site, body(0, {"t": "here", "block": "costs", "note": None, "typing": True}))
    wanted = {"who": site.who(0), "block": "costs", "note": None, "typing": True}
    while wanted not in (await raw.hear("people"))["people"]:
        pass


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"", 400, "json"),
        (b"[]", 400, "json"),
        (b"\xff", 400, "json"),
        (b"{" * 5_000, 400, "depth"),
        (json.dumps(body(0, tab="")).encode(), 400, "shape"),
        (json.dumps({**body(0), "v": 0}).encode(), 409, "version"),
        (b" " * (256 * 1024 + 1), 413, "size"),
    ],
    ids=["empty", "list", "not utf-8", "deep", "no tab", "version", "size"],
)
def test_a_malformed_request_gets_a_sentence(site: Site, sent: bytes, status: int, code: str) -> None:
    got, answer = post(site, sent)
    assert got == status
    assert answer["messages"][0]["code"] == code
    assert answer["messages"][0]["text"]


def test_a_request_beyond_what_django_reads_is_told_so(site: Site) -> None:
    status, answer = post(site, b" " * (2 * 1024 * 1024))
    assert status == 413
    assert answer["messages"][0]["code"] == "size"


def test_a_stranger_and_a_wrong_place(site: Site) -> None:
    status, answer = post(site, body(0), changes={"Cookie": f"csrftoken={CSRF}"})
    assert (status, answer["messages"][0]["code"]) == (403, "removed")
    site.canvas = new_id()
    status, answer = post(site, body(0))
    assert (status, answer["messages"][0]["code"]) == (404, "gone")


def test_without_the_csrf_token_nothing_happens(site: Site) -> None:
    status, _ = post(site, body(0, {"t": "ops", "ops": [add()]}), changes={"X-CSRFToken": None})
    assert status == 403
    _, answer = post(site, body(None, hello=True))
    assert answer["messages"][0]["head"] == 0
