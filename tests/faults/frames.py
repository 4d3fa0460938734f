"""Where the messages of a WebSocket begin and end in a stream of bytes (RFC 6455, 5.2)."""

TEXT = 1


class Frames:
    """Cuts one direction of an HTTP connection into pieces: the head, then whole frames once it is a WebSocket.

    What is no WebSocket comes out as it came in.
    """

    def __init__(self) -> None:
        self.is_websocket = False
        self._in_head = True
        self._buffer = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The pieces that are complete now, in order; the rest waits for more."""
        self._buffer += data
        pieces: list[bytes] = []
        if self._in_head:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return []
            head, self._buffer = self._buffer[: end + 4], self._buffer[end + 4 :]
            self._in_head = False
            self.is_websocket = b"upgrade: websocket" in head.lower()
            pieces.append(head)
        if not self.is_websocket:
            pieces += [self._buffer] if self._buffer else []
            self._buffer = b""
            return pieces
        while (size := frame_size(self._buffer)) and size <= len(self._buffer):
            pieces.append(self._buffer[:size])
            self._buffer = self._buffer[size:]
        return pieces


def frame_size(data: bytes) -> int:
    """The bytes of the frame at the start, its head included; 0 when the length is not there yet."""
    if len(data) < 2:
        return 0
    length = data[1] & 0x7F
    head = 2
    if length == 126:
        head, length = 4, int.from_bytes(data[2:4], "big")
    elif length == 127:
        head, length = 10, int.from_bytes(data[2:10], "big")
    if len(data) < head:
        return 0
    return head + (4 if data[1] & 0x80 else 0) + length


def is_whole_text(frame: bytes) -> bool:
    """Whether the frame is a text message of its own, not a part of one."""
    return frame[0] == 0x80 | TEXT
