"""The ways out to a client, what one may send, and who is here: the small parts of `live`, each on its own."""

import asyncio
import json
import socket
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workshops.live.budget import Bucket
from workshops.live.presence import LIFETIME, Presence
from workshops.live.transport import DirectWire, Frame, PollWire, QueueWire, wire_for


class Transport:
    """What Twisted's TCP transport shows of itself, around a socket that takes `room` bytes at a time."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.sent = b""
        self.dataBuffer = b""
        self.offset = 0
        self._tempDataBuffer: list[bytes] = []
        self._tempDataLen = 0
        self.connected = True
        self.disconnecting = False
        self.socket = SimpleNamespace(send=self._send)

    def _send(self, data: bytes) -> int:
        if self.room <= 0:
            raise BlockingIOError
        taken = data[: self.room]
        self.room -= len(taken)
        self.sent += taken
        return len(taken)

    def write(self, data: bytes) -> None:
        self._tempDataBuffer.append(data)
        self._tempDataLen += len(data)


Transport.__module__ = "twisted.internet.tcp"


def protocol(transport: Any) -> Any:
    closed: list[tuple[int, str | None]] = []
    return SimpleNamespace(
        transport=transport,
        state=3,
        STATE_OPEN=3,
        _perMessageCompress=None,
        closed=closed,
        sendClose=lambda code, reason: closed.append((code, reason)),
    )


@given(st.integers(0, 70_000))
def test_a_frame_is_what_rfc_6455_says(size: int) -> None:
    frame = Frame({"x": "y" * size})
    head = frame.wire[: len(frame.wire) - len(frame.payload)]
    assert head[0] == 0x81
    if len(frame.payload) < 126:
        assert head[1:] == bytes([len(frame.payload)])
    elif len(frame.payload) < 65_536:
        assert head[1:] == b"\x7e" + len(frame.payload).to_bytes(2, "big")
    else:
        assert head[1:] == b"\x7f" + len(frame.payload).to_bytes(8, "big")
    assert json.loads(frame.payload) == {"x": "y" * size}


def test_a_free_socket_is_written_to_directly() -> None:
    transport = Transport(1_000)
    frame = Frame({"t": "pong"})
    DirectWire(protocol(transport)).write(frame)
    assert transport.sent == frame.wire
    assert transport._tempDataLen == 0


def test_what_does_not_fit_waits_in_order() -> None:
    transport = Transport(5)
    wire = DirectWire(protocol(transport))
    first, second = Frame({"n": 1}), Frame({"n": 2})
    wire.write(first)
    wire.write(second)
    assert transport.sent + b"".join(transport._tempDataBuffer) == first.wire + second.wire
    assert wire.waiting() == len(first.wire) - 5 + len(second.wire)


def test_a_closed_socket_is_left_alone() -> None:
    transport = Transport(1_000)
    closing = protocol(transport)
    closing.state = 1
    wire = DirectWire(closing)
    wire.write(Frame({}))
    wire.close(4001, "removed")
    assert (transport.sent, closing.closed) == (b"", [])


def test_the_direct_way_is_taken_only_where_all_is_as_known() -> None:
    assert DirectWire.fits(protocol(Transport(1)))
    assert not DirectWire.fits(protocol(None))
    assert not DirectWire.fits(SimpleNamespace())
    other = Transport(1)
    del other._tempDataLen
    assert not DirectWire.fits(protocol(other))
    compressing = protocol(Transport(1))
    compressing._perMessageCompress = object()
    assert not DirectWire.fits(compressing)


async def test_under_another_server_frames_go_by_send() -> None:
    said: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    wire = wire_for({}, send)
    assert isinstance(wire, QueueWire)
    wire.write(Frame({"n": 1}))
    wire.write(Frame({"n": 2}))
    assert wire.waiting() > 0
    wire.close(4003, "flood")
    for _ in range(5):
        await asyncio.sleep(0)
    assert [message.get("text") for message in said] == ['{"n":1}', '{"n":2}', None]
    assert said[-1] == {"type": "websocket.close", "code": 4003, "reason": "flood"}
    wire.write(Frame({"n": 3}))
    assert wire.waiting() == 0


def test_a_poll_gathers_frames_until_its_answer() -> None:
    wire = PollWire()
    wire.write(Frame({"n": 1}))
    assert wire.news.is_set()
    assert wire.waiting() == len('{"n":1}')
    wire.close(4007)
    assert wire.closed == 4007


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = Bucket(rate=10, burst=50)
    assert all(bucket.take(1, 100.0) for _ in range(50))
    assert not bucket.take(1, 100.0)
    assert bucket.take(10, 101.0)
    assert not bucket.take(1, 101.0)
    assert bucket.take(50, 1_000.0)
    assert not bucket.take(1, 1_000.0)


def test_a_person_with_two_windows_is_there_once_where_they_moved_last() -> None:
    presence = Presence()
    presence.moved(3, "laptop", ("costs", None, False), 1.0)
    presence.moved(3, "phone", ("segments", None, True), 2.0)
    assert presence.people() == [{"who": 3, "block": "segments", "note": None, "typing": True}]
    presence.left(3, "phone")
    assert presence.people() == [{"who": 3, "block": "costs", "note": None, "typing": False}]
    presence.heard(3, "laptop", 2.0)
    presence.expire(2.0 + LIFETIME)
    assert presence.people()
    presence.expire(2.1 + LIFETIME)
    assert presence.people() == []


async def test_the_real_transport_offers_the_direct_way() -> None:
    """Whether the installed Twisted still has what DirectWire relies on; `serve` falls back when it has not."""
    from twisted.internet import tcp
    from twisted.internet.abstract import FileDescriptor

    one, other = socket.socketpair()
    with one, other:
        made = tcp.Connection.__new__(tcp.Connection)
        FileDescriptor.__init__(made, reactor=object())
        made.socket = one
        assert DirectWire.fits(protocol(made))
