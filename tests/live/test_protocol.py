"""The numbered rules of docs/protocol.md, over real sockets to a real server."""

import json
import time
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.factories import add, new_id
from tests.live.conftest import Opener, Raw, Site, running
from workshops.domain.picture import picture


async def taken(raw: Raw, operation: dict[str, Any]) -> int:
    """Send an operation and return the number at which it stands."""
    await raw.say({"t": "ops", "ops": [operation]})
    while True:
        frame = await raw.hear("ops")
        for entry in frame["ops"]:
            if entry["id"] == operation["id"]:
                return int(entry["n"])


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null", "http://localhost:1", "nonsense"])
async def test_p1_a_foreign_or_missing_origin_is_refused(site: Site, origin: str | None) -> None:
    headers = {"Cookie": site.headers()["Cookie"], **({"Origin": origin} if origin else {})}
    with pytest.raises(InvalidStatus) as refused:
        await connect(site.url, additional_headers=headers)
    assert refused.value.response.status_code in (400, 403)


@pytest.mark.parametrize("cookie", ["", "guest_x=y", "{name}=expired"])
async def test_p1_a_stranger_is_told_and_closed(opened: Opener, site: Site, cookie: str) -> None:
    raw = await opened(Cookie=cookie.format(name=site.made["cookie"]))
    error = await raw.hear("error")
    assert error["code"] == "removed"
    assert error["text"]
    assert await raw.closed() == 4001


async def test_p1_an_unknown_canvas_is_gone(site: Site) -> None:
    url = site.url.replace(site.canvas, new_id())
    async with connect(url, additional_headers=site.headers()) as socket:
        raw = Raw(socket)
        assert (await raw.hear("error"))["code"] == "gone"
        assert await raw.closed() == 4007


async def test_p1_an_address_that_leads_nowhere_is_gone(site: Site) -> None:
    async with connect(site.url.replace(site.canvas, "zz"), additional_headers=site.headers()) as socket:
        raw = Raw(socket)
        assert (await raw.hear("error"))["code"] == "gone"
        assert await raw.closed() == 4007


async def test_p2_hello_comes_first(opened: Opener) -> None:
    raw = await opened()
    await raw.say({"t": "ping", "seen": 0})
    assert (await raw.hear("error"))["code"] == "hello-first"
    assert (await raw.hello())["head"] == 0


async def test_p3_welcome_tells_what_became_of_pending_operations(opened: Opener) -> None:
    first = await opened()
    await first.hello()
    operation = add()
    number = await taken(first, operation)
    second = await opened()
    welcome = await second.hello(since=0, pending=[operation["id"], new_id()])
    assert welcome["known"] == {operation["id"]: number}
    assert welcome["role"] == "participant"
    assert {person["name"] for person in welcome["workshop"]["people"]} >= {"Guest 1", "noor"}


async def test_p4_what_was_missed_follows_in_order(opened: Opener) -> None:
    writer = await opened()
    await writer.hello()
    for number in range(3):
        await taken(writer, add(str(number)))
    reader = await opened(1)
    await reader.hello(since=1)
    frame = await reader.hear("ops")
    assert (frame["from"], frame["to"], [entry["n"] for entry in frame["ops"]]) == (2, 3, [2, 3])


@pytest.mark.parametrize("since", [None, 10_000])
async def test_p4_a_number_that_is_not_known_gives_a_reset(opened: Opener, since: int | None) -> None:
    raw = await opened()
    await raw.hello()
    operation = add("hier")
    await taken(raw, operation)
    other = await opened(1)
    await other.hello(since=since)
    reset = await other.hear("reset")
    assert reset["head"] == 1
    assert [note["text"] for note in reset["canvas"]["notes"]] == ["hier"]
    items = {"notes", "comments", "outcomes", "measures", "assumptions", "experiments", "links", "ballots"}
    assert set(reset["canvas"]) == {"locked", "review", "blocks", *items}


async def test_p6_a_reset_and_the_frames_give_the_same_canvas(site: Site) -> None:
    one, other = site.client(0), site.client(1)
    async with running(one):
        note = new_id()
        await one.edit(add("tekst", note=note))
        await one.edit({"op": "comment", "note": note, "comment": new_id(), "text": "Ja?"})
        await one.edit({"op": "react", "note": note, "reaction": "idea", "on": True})
        await one.edit({"op": "colour", "notes": [note], "colour": "mint"})
        await one.until(lambda client: not client.outbox)
        async with running(other):
            assert other.seen == one.seen == 4
            assert picture(other.canvas) == picture(one.canvas)


async def test_p10_verdicts_no_effect_and_refused(opened: Opener) -> None:
    raw = await opened(**{"Accept-Language": "nl"})
    await raw.hello()
    operation = add()
    await taken(raw, operation)
    note = operation["notes"][0]["note"]
    nothing = {"id": new_id(), "op": "colour", "notes": [note], "colour": "sun"}
    await raw.say({"t": "ops", "ops": [nothing]})
    assert await raw.hear("verdict") == {"t": "verdict", "id": nothing["id"], "none": True}
    refused = {"id": new_id(), "op": "lock", "block": "segments", "on": True}
    await raw.say({"t": "ops", "ops": [refused]})
    verdict = await raw.hear("verdict")
    assert (verdict["id"], verdict["no"]) == (refused["id"], "not-allowed")
    assert verdict["text"] == "Dat mag je hier niet doen."


async def test_p10_sentences_come_in_the_readers_language(opened: Opener, site: Site) -> None:
    raw = await opened(Cookie=f"{site.headers()['Cookie']}; language=en")
    await raw.hello()
    await raw.say({"t": "ops", "ops": [{"id": new_id(), "op": "dance"}]})
    assert (await raw.hear("verdict"))["text"].startswith("This version does not know")


async def test_p11_the_same_id_is_applied_once_over_any_connection(opened: Opener) -> None:
    first, second = await opened(), await opened()
    await first.hello()
    await second.hello()
    operation = add()
    assert await taken(first, operation) == 1
    await second.say({"t": "ops", "ops": [operation]})
    assert await second.hear("verdict") == {"t": "verdict", "id": operation["id"], "n": 1}
    await first.say({"t": "ping", "seen": 1})
    assert (await first.hear("pong"))["head"] == 1


async def test_p12_the_others_of_a_batch_are_taken(opened: Opener) -> None:
    raw = await opened()
    await raw.hello()
    good, bad = add("a"), {"id": new_id(), "op": "add", "block": "segments", "notes": [{"note": "x", "text": ""}]}
    await raw.say({"t": "ops", "ops": [bad, good, {"op": "add"}]})
    assert (await raw.hear("verdict"))["no"] == "shape"
    assert (await raw.hear("error"))["code"] == "shape"
    assert [entry["id"] for entry in (await raw.hear("ops"))["ops"]] == [good["id"]]


async def test_p16_two_in_one_note_keep_both_texts(opened: Opener) -> None:
    one, other = await opened(0), await opened(1)
    await one.hello()
    await other.hello()
    operation = add("vervoer")
    base = await taken(one, operation)
    note = operation["notes"][0]["note"]
    await one.say({"t": "ops", "ops": [{"id": new_id(), "op": "text", "note": note, "base": base, "delta": ["goed "]}]})
    late = {"id": new_id(), "op": "text", "note": note, "base": base, "delta": [7, " thuis"]}
    await taken(other, late)
    third = await opened(2)
    await third.hello()
    assert (await third.hear("reset"))["canvas"]["notes"][0]["text"] == "goed vervoer thuis"


async def test_p23_pong_carries_the_heads(opened: Opener) -> None:
    raw = await opened()
    await raw.hello()
    await taken(raw, add())
    await raw.say({"t": "ping", "seen": 1})
    pong = await raw.hear("pong")
    assert pong["head"] == 1
    assert pong["workshop"] > 0


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{", "json"),
        ("[]", "json"),
        ('"hello"', "json"),
        ("null", "json"),
        ("", "json"),
        ('{"t":"ops","ops":[{"text":"\\ud800"}]}', "json"),
        ("[" * 10_000 + "]" * 10_000, "depth"),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "depth"),
        ("{}", "shape"),
        ('{"t":7}', "shape"),
        ('{"t":"dance"}', "shape"),
        ('{"t":"ops","ops":{}}', "shape"),
        ('{"t":"ops","ops":[]}', "shape"),
        ('{"t":"here","block":7}', "shape"),
        ('{"t":"here","note":"x"}', "shape"),
        ('{"t":"hello","v":1,"since":"x"}', "shape"),
        ('{"t":"hello","v":1,"since":0,"pending":["x"]}', "shape"),
        (b"\x00\x01", "shape"),
    ],
    ids=lambda value: repr(value)[:30],
)
async def test_p24_a_malformed_message_is_answered_and_changes_nothing(
    opened: Opener, message: str | bytes, code: str
) -> None:
    raw = await opened()
    await raw.hello()
    await raw.say(message)
    error = await raw.hear("error")
    assert error["code"] == code
    assert error["text"]
    assert await taken(raw, add()) == 1


async def test_p24_after_five_the_server_closes(opened: Opener) -> None:
    raw = await opened()
    for _ in range(5):
        await raw.say("{")
    assert await raw.closed() == 4006


async def test_p24_another_version_is_told_to_reload(opened: Opener) -> None:
    raw = await opened()
    await raw.say({"t": "hello", "v": 0, "since": 0})
    assert (await raw.hear("error"))["code"] == "version"
    assert await raw.closed() == 4002


async def test_p1_a_frame_within_the_limit_is_read_and_one_beyond_it_closes(opened: Opener) -> None:
    raw = await opened()
    await raw.hello()
    await raw.say(json.dumps({"t": "ops", "ops": [], "pad": "x" * 200_000}))
    assert (await raw.hear("error"))["code"] == "shape"
    await raw.say("x" * (256 * 1024 + 1))
    assert await raw.closed() in (1009, 1006)


async def test_p25_a_flood_is_answered_and_closed(opened: Opener) -> None:
    raw = await opened()
    await raw.hello()
    bystander = await opened(1)
    await bystander.hello()
    for number in range(1_000):
        await raw.say({"t": "ping", "seen": number})
    assert (await raw.hear("error"))["code"] == "flood"
    assert await raw.closed() == 4003
    assert await taken(bystander, add()) == 1


@pytest.mark.alone
async def test_p25_an_hour_of_edits_comes_in_within_seconds(site: Site) -> None:
    client = site.client(0)
    for number in range(1_500):
        await client.edit(add(f"offline {number}", block="channels" if number % 2 else "segments"))
    began = time.monotonic()
    async with running(client):
        await client.until(lambda one: not one.outbox, 10)
        assert time.monotonic() - began < 5
        assert len(client.taken) == 600  # what two blocks hold
        assert {verdict["no"] for verdict in client.refused.values()} == {"block-full"}
