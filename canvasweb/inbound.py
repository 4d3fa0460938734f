"""What comes in: over a WebSocket a short way for ordinary messages, and bounds for what nobody should send.

Autobahn's path costs ten times what handling a message does (an XOR masker, futures and log contexts for every frame),
and neither it nor daphne holds a sender back. So whole, small text frames are read here, and handed straight to whoever
listens; everything else goes the ordinary way, within bounds.
"""

# ruff: noqa: N802, N803 - the names are autobahn's

import time
from collections.abc import Callable
from typing import Any

from daphne.http_protocol import WebRequest
from daphne.ws_protocol import WebSocketProtocol
from twisted.internet import reactor

from workshops.live.budget import Bucket

FLOOD = 4003
FIN_TEXT = 0x81
MASKED = 0x80
MESSAGES_WAITING = 64
BYTES_WAITING = 1024 * 1024
"""What may wait for the application; beyond it the socket is not read."""
LOOK_AGAIN = 0.02  # seconds
TIME_TO_READ = 1.0  # seconds, for the reason of a close
REQUEST_SECONDS = 20.0
BODY_MOST = 12_000_000
"""Bytes of a request's body that are kept: the largest file that a page takes, and some."""
TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

Listener = Callable[[str], bool]


class Socket(WebSocketProtocol):  # type: ignore[misc]  # daphne has no types
    """A client's socket. `listener` is set while the application waits for nothing else.

    It is called with the text of a message and answers whether it took it; what it did not take goes to the
    application's queue, as does all that comes while something waits there, so that the order is kept.
    """

    listener: Listener | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frames = Bucket(100, 200)
        self._bytes_waiting = 0
        self._paused = False
        self._shut = False

    def dataReceived(self, data: bytes) -> None:
        """Bytes from the network."""
        if self._shut:
            return
        if self.listener is not None and not self.data and self.current_frame is None and not self.inside_message:
            data = self._take_texts(data)
        if data:
            super().dataReceived(data)

    def _take_texts(self, data: bytes) -> bytes:
        """Hand over the whole text frames that the data begins with (RFC 6455, 5.2); the rest comes back."""
        at, end = 0, len(data)
        while end - at > 6 and data[at] == FIN_TEXT and data[at + 1] & MASKED and self._is_open():
            length, start = data[at + 1] & 0x7F, at + 6
            if length == 126:
                length, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 8
                if length < 126:
                    break  # not the shortest way to say it, which is a fault
            if length == 127 or end < start + length:
                break
            try:
                text = unmasked(data[start - 4 : start], data[start : start + length]).decode()
            except UnicodeDecodeError:
                break
            self._hand_over(text)
            at = start + length
            if not self._is_open():
                self._shut_out()  # sent away for what it said: what it goes on saying is not looked at
                return b""
        return data[at:]

    def _is_open(self) -> bool:
        return bool(self.state == self.STATE_OPEN)

    def _hand_over(self, text: str) -> None:
        self.last_ping = time.time()  # it is alive: no need to ask
        if self.listener is None or not self.application_queue.empty() or not self.listener(text):
            self._queue({"type": "websocket.receive", "text": text}, len(text))

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        """A message that took the ordinary way."""
        if not self.muted and not self._shut:
            self.last_ping = time.time()
            content = {"bytes": payload} if isBinary else {"text": payload.decode()}
            self._queue({"type": "websocket.receive", **content}, len(payload))

    def _queue(self, event: dict[str, Any], size: int) -> None:
        if self.application_queue.empty():
            self._bytes_waiting = 0
        self._bytes_waiting += size
        self.application_queue.put_nowait(event)
        if self._paused or (
            self.application_queue.qsize() <= MESSAGES_WAITING and self._bytes_waiting <= BYTES_WAITING
        ):
            return
        self._paused = True
        self.transport.pauseProducing()
        reactor.callLater(LOOK_AGAIN, self._resume)

    def _resume(self) -> None:
        if self.transport.connected and not self.application_queue.empty():
            reactor.callLater(LOOK_AGAIN, self._resume)
            return
        self._paused = False
        self.transport.resumeProducing()

    # frames, whatever they are parts of: pings and empty fragments make no message that a budget would count

    def onFrameBegin(self) -> None:
        """The head of a frame was read."""
        if self.frames.take(1, time.monotonic()):
            super().onFrameBegin()
            return
        self.sendClose(code=FLOOD, reason="flood")
        self._shut_out()

    def _shut_out(self) -> None:
        self._shut = True
        # Not at once, for then the reason would not arrive.
        reactor.callLater(TIME_TO_READ, self.transport.abortConnection)

    def processData(self) -> bool:
        """Read on in what has come; autobahn calls it for as long as it says True."""
        return not self._shut and bool(super().processData())


def unmasked(mask: bytes, payload: bytes) -> bytes:
    """A payload without its mask of four bytes (RFC 6455, 5.3)."""
    size = len(payload)
    key = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "little") ^ int.from_bytes(key, "little")).to_bytes(size, "little")


class Request(WebRequest):  # type: ignore[misc]  # daphne has no types
    """A request whose body is passed over as it comes when it is longer than any page takes: nothing of it is kept.

    The page is asked all the same. It sees from the header what the length was, and can say so in a sentence.
    """

    kept = 0
    passed_over = False

    def gotLength(self, length: int | None) -> None:
        """The head was read; None when the length is not said."""
        self.passed_over = length is not None and length > BODY_MOST
        super().gotLength(0 if self.passed_over else length)

    def handleContentChunk(self, data: bytes) -> None:
        """A part of the body."""
        self.kept += len(data)
        if not self.passed_over and self.kept > BODY_MOST:
            self.passed_over = True
            self.content.seek(0)
            self.content.truncate()
        if not self.passed_over:
            super().handleContentChunk(data)


def hurried(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A factory of HTTP channels on which a request has to be there within REQUEST_SECONDS, however it trickles in."""

    def build_protocol(address: Any) -> Any:
        protocol = build(address)
        protocol.requestFactory = Request
        channel = protocol._channel
        channel.timeOut = REQUEST_SECONDS
        channel.resetTimeout = lambda: None  # Twisted's own starts anew with every byte

        def too_late() -> None:
            if channel.requests or channel._buffer:  # else it only kept the line open for another request
                channel.transport.write(TOO_LATE)
            channel.transport.loseConnection()

        channel.timeoutConnection = too_late
        return protocol

    return build_protocol
