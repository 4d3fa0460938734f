"""The way out to one client: a frame encoded once, written to many sockets.

Twisted's own write path (a reactor callback and a log context for every frame) costs more than encoding, so a frame
goes straight to the socket when nothing waits before it. That uses attributes of Twisted's TCP transport; where
they are not as known, or under another server, the ordinary way is taken.
"""

import asyncio
from typing import Any, Protocol

import msgspec

encode = msgspec.json.Encoder().encode

WAITING_LIMIT = 8 * 1024 * 1024
"""Bytes that may wait unread for one client (P25)."""


class Frame:
    """A message encoded once: as JSON, and as the bytes of a WebSocket text frame from a server."""

    __slots__ = ("_wire", "payload")

    def __init__(self, message: dict[str, Any]) -> None:
        self.payload: bytes = encode(message)
        self._wire: bytes | None = None

    @property
    def wire(self) -> bytes:
        """The frame as RFC 6455 (5.2) has it: FIN and text, a length, no mask."""
        if self._wire is None:
            length = len(self.payload)
            if length < 126:
                head = bytes((0x81, length))
            elif length < 1 << 16:
                head = b"\x81\x7e" + length.to_bytes(2, "big")
            else:
                head = b"\x81\x7f" + length.to_bytes(8, "big")
            self._wire = head + self.payload
        return self._wire


class Wire(Protocol):
    """Where frames for one client go."""

    def write(self, frame: Frame) -> None:
        """Send a frame, now or as soon as the client reads; never waits."""

    def waiting(self) -> int:
        """How many bytes were written and not yet handed to the system."""

    def close(self, code: int, reason: str = "") -> None:
        """End the connection; frames written before it go first."""


class DirectWire:
    """To a daphne socket, past the event queues."""

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._transport = protocol.transport

    @staticmethod
    def fits(protocol: Any) -> bool:
        """Whether the protocol and its transport have all that this class relies on."""
        transport = getattr(protocol, "transport", None)
        names = ("socket", "dataBuffer", "offset", "_tempDataBuffer", "_tempDataLen", "connected", "disconnecting")
        if transport is None or not all(hasattr(transport, name) for name in names):
            return False
        return (
            hasattr(transport.socket, "send")
            and hasattr(protocol, "sendClose")
            and hasattr(protocol, "state")
            and getattr(protocol, "_perMessageCompress", None) is None
            and type(transport).__module__ in ("twisted.internet.tcp", "twisted.internet.unix")
        )

    def write(self, frame: Frame) -> None:
        """See Wire."""
        if self._protocol.state != self._protocol.STATE_OPEN:
            return
        data = frame.wire
        transport = self._transport
        if not transport.connected or transport.disconnecting:
            return
        if self.waiting() == 0:
            try:
                sent = transport.socket.send(data)
            except (BlockingIOError, InterruptedError):
                sent = 0
            except OSError:
                return  # the reactor sees it too, and ends the connection
            if sent == len(data):
                return
            data = data[sent:]
        transport.write(data)

    def waiting(self) -> int:
        """See Wire."""
        transport = self._transport
        return int(len(transport.dataBuffer) - transport.offset + transport._tempDataLen)

    def close(self, code: int, reason: str = "") -> None:
        """See Wire."""
        if self._protocol.state == self._protocol.STATE_OPEN:
            self._protocol.sendClose(code=code, reason=reason or None)


class QueueWire:
    """To any ASGI server, by its `send`."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._queue: asyncio.Queue[Frame | tuple[int, str]] = asyncio.Queue()
        self._bytes = 0
        self._closing = False
        self._task = asyncio.get_running_loop().create_task(self._pump())

    async def _pump(self) -> None:
        while True:
            item = await self._queue.get()
            if isinstance(item, tuple):
                await self._send({"type": "websocket.close", "code": item[0], "reason": item[1]})
                return
            await self._send({"type": "websocket.send", "text": item.payload.decode()})
            self._bytes -= len(item.payload)

    def write(self, frame: Frame) -> None:
        """See Wire."""
        if not self._closing and not self._task.done():
            self._bytes += len(frame.payload)
            self._queue.put_nowait(frame)

    def waiting(self) -> int:
        """See Wire."""
        return self._bytes

    def close(self, code: int, reason: str = "") -> None:
        """See Wire."""
        self._closing = True
        self._queue.put_nowait((code, reason))


class PollWire:
    """Into the answer of one long-poll request (P27)."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.news = asyncio.Event()
        self.closed: int | None = None

    def write(self, frame: Frame) -> None:
        """See Wire."""
        if self.closed is None:
            self.frames.append(frame)
            self.news.set()

    def waiting(self) -> int:
        """See Wire."""
        return sum(len(frame.payload) for frame in self.frames)

    def close(self, code: int, reason: str = "") -> None:
        """See Wire."""
        self.closed = code
        self.news.set()


def wire_for(scope: dict[str, Any], send: Any) -> Wire:
    """The fastest wire that the server under us offers."""
    protocol = scope.get("canvasweb.protocol")
    return DirectWire(protocol) if protocol is not None and DirectWire.fits(protocol) else QueueWire(send)
