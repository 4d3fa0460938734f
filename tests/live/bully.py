"""A client that behaves badly, in a process of its own: `python -m tests.live.bully <deed> <url> <headers as JSON>`.

Speaks WebSocket by hand (RFC 6455), because a library would not let it. Prints how it ended, as JSON.
"""

import json
import select
import socket
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

TEXT, CONTINUATION, PING = 1, 0, 9
CLOSE = 8


class Line:
    """One socket to the server."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname, parts.port))
        self.heard = b""
        wanted = {"Host": parts.netloc, "Upgrade": "websocket", "Connection": "Upgrade", **headers}
        wanted |= {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version": "13"}
        lines = [f"GET {parts.path} HTTP/1.1", *(f"{name}: {value}" for name, value in wanted.items()), "", ""]
        self.socket.sendall("\r\n".join(lines).encode())
        while b"\r\n\r\n" not in self.heard:
            data = self.socket.recv(65_536)
            if not data:
                raise ConnectionError("no answer")
            self.heard += data
        self.heard = self.heard.split(b"\r\n\r\n", 1)[1]

    def hello(self) -> None:
        """Come in."""
        self.say('{"t":"hello","v":1,"since":null,"pending":[]}')

    def say(self, text: str) -> None:
        """Send a text message."""
        self.socket.sendall(frame(text.encode()))

    def ended(self, seconds: float) -> tuple[int, str]:
        """Reads until the server closes: its code and reason; 1006 when there was none."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            code = self._close_frame()
            if code is not None:
                return code
            if select.select([self.socket], [], [], 0.2)[0]:
                try:
                    data = self.socket.recv(1 << 20)
                except OSError:
                    data = b""
                if not data:
                    return self._close_frame() or (1006, "")
                self.heard += data
        return 0, "still open"

    def _close_frame(self) -> tuple[int, str] | None:
        while len(self.heard) >= 2:
            length, start = self.heard[1] & 0x7F, 2
            if length == 126:
                length, start = int.from_bytes(self.heard[2:4], "big"), 4
            elif length == 127:
                length, start = int.from_bytes(self.heard[2:10], "big"), 10
            if len(self.heard) < start + length:
                return None
            opcode, payload = self.heard[0] & 0x0F, self.heard[start : start + length]
            self.heard = self.heard[start + length :]
            if opcode == CLOSE:
                return int.from_bytes(payload[:2], "big"), payload[2:].decode()
        return None


def frame(payload: bytes, opcode: int = TEXT, *, last: bool = True) -> bytes:
    """A client's frame; its mask is zero, which masks nothing and is allowed."""
    size = len(payload)
    head = bytes([0x80 * last | opcode])
    head += bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
    return head + bytes(4) + payload


def flood(url: str, headers: dict[str, str]) -> tuple[int, str]:
    """Messages as fast as they go out."""
    line = Line(url, headers)
    line.hello()
    return _push(line, frame(b'{"t":"ping","seen":0}') * 500)


def pings(url: str, headers: dict[str, str]) -> tuple[int, str]:
    """Control frames, which are no messages."""
    line = Line(url, headers)
    line.hello()
    return _push(line, frame(b"", PING) * 2_000)


def fragments(url: str, headers: dict[str, str]) -> tuple[int, str]:
    """One message in a hundred thousand pieces."""
    line = Line(url, headers)
    line.hello()
    line.socket.sendall(frame(b"{", TEXT, last=False))
    return _push(line, frame(b" ", CONTINUATION, last=False) * 10_000, times=10)


def deaf(url: str, headers: dict[str, str]) -> tuple[int, str]:
    """Asks for the whole canvas again and again and never reads."""
    line = Line(url, headers)
    line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    until = time.monotonic() + 25
    try:
        while time.monotonic() < until:
            line.hello()
            time.sleep(0.02 if time.monotonic() < until - 24.7 else 0.27)
    except OSError:
        return 1006, ""
    return line.ended(10)


def crowd(url: str, headers: dict[str, str]) -> tuple[int, str]:
    """Five hundred sockets of one person, five at a time; how all but the first dozen ended."""

    def come(_: int) -> Line:
        line = Line(url, headers)
        line.hello()
        return line

    with ThreadPoolExecutor(5) as hands:
        lines = list(hands.map(come, range(500)))
    ends = Counter(line.ended(0.5) for line in lines[100:])
    assert len(ends) == 1, ends
    return ends.most_common(1)[0][0]


def slow(url: str, headers: dict[str, str]) -> tuple[int, str]:
    """A message of which a byte comes a second."""
    line = Line(url, headers)
    line.hello()
    return _drip(line, frame(b'{"t":"ping","seen":0}' + b" " * 80))


def slow_request(url: str, headers: dict[str, str]) -> tuple[int, str]:
    """A request of which a byte comes a second; the status it is answered with."""
    parts = urlsplit(url)
    connection = socket.create_connection((parts.hostname, parts.port))
    connection.settimeout(0.01)
    answer = b""
    for byte in b"GET / HTTP/1.1\r\nX-Long: " + b"x" * 90:
        try:
            connection.sendall(bytes([byte]))
            answer += connection.recv(1_000)
            break
        except TimeoutError:
            time.sleep(1)
        except OSError:
            break
    words = answer.decode().split(" ", 2)
    return (int(words[1]), words[2].split("\r\n")[0]) if len(words) > 2 else (0, "no answer")


def _drip(line: Line, data: bytes) -> tuple[int, str]:
    for byte in data:
        try:
            line.socket.sendall(bytes([byte]))
        except OSError:
            break
        end = line.ended(1)
        if end[0]:
            return end
    return line.ended(5)


def _push(line: Line, data: bytes, times: int = 100_000) -> tuple[int, str]:
    """Sends the data over and over until the server has had enough."""
    line.socket.setblocking(False)
    left, rest, deadline = times, b"", time.monotonic() + 10
    while time.monotonic() < deadline:
        if not rest and left:
            rest, left = data, left - 1
        try:
            rest = rest[line.socket.send(rest) :] if rest else b""
        except BlockingIOError:
            pass
        except OSError:
            break
        end = line.ended(0)
        if end[0]:
            return end
        if select.select([line.socket], [], [], 0.001)[0]:
            try:
                line.heard += line.socket.recv(1 << 20)
            except OSError:
                break
        if said := line._close_frame():
            return said
    return line.ended(2)


if __name__ == "__main__":
    deeds = {deed.__name__: deed for deed in (flood, pings, fragments, deaf, crowd, slow, slow_request)}
    sys.stdout.write(json.dumps(deeds[sys.argv[1]](sys.argv[2], json.loads(sys.argv[3]))))
