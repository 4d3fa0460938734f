"""Sockets of strangers who look at a canvas by a link: they are told that it changed, or that the link ended.

Nothing of the canvas goes over them; the page fetches what it may show (web/views/shared.py). One look at the database
for all of them, several times a second, so that a link withdrawn through any process is gone within a second.
"""

import asyncio
import logging
from typing import Any
from uuid import UUID

from workshops import clock
from workshops.actions.linking import link_by, stamps
from workshops.live import access
from workshops.live.transport import Frame, Wire, wire_for

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.4
"""Seconds between two looks."""
OF_ONE_LINK = 100
ALTOGETHER = 1_000
"""Sockets at most, of one link and in this process."""
ENDED, CROWDED = 4001, 4008


class Watch:
    """Who looks on through this process; on the event loop."""

    def __init__(self) -> None:
        self._wires: dict[UUID, dict[Wire, str]] = {}
        """By link: the sockets, each with the stamp it was told last."""
        self._task: asyncio.Task[None] | None = None

    def add(self, link: UUID, wire: Wire) -> bool:
        """Tell a socket of changes from now on; False when there are too many."""
        there = self._wires.setdefault(link, {})
        if len(there) >= OF_ONE_LINK or sum(map(len, self._wires.values())) >= ALTOGETHER:
            return False
        there[wire] = ""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._look())
        return True

    def remove(self, link: UUID, wire: Wire) -> None:
        """The socket is gone."""
        there = self._wires.get(link, {})
        there.pop(wire, None)
        if not there:
            self._wires.pop(link, None)

    async def _look(self) -> None:
        while self._wires:
            try:
                found = await access.run(access.readers, stamps, list(self._wires), clock.now())
            except Exception:
                logger.exception("shared links could not be looked at")  # the next look may do better
            else:
                self._tell(found)
            await asyncio.sleep(LOOK_EVERY)

    def _tell(self, found: dict[UUID, str]) -> None:
        for link, wires in list(self._wires.items()):
            stamp = found.get(link)
            for wire, told in list(wires.items()):
                if stamp is None:
                    wire.close(ENDED, "ended")
                    self.remove(link, wire)
                elif stamp != told:
                    wires[wire] = stamp
                    wire.write(Frame({"t": "now", "stamp": stamp}))


watch = Watch()


async def shared_socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve one stranger's socket until it closes. What it says is read and passed over."""
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    wire = wire_for(scope, send)
    link = await access.run(access.readers, link_by, str(scope["url_route"]["kwargs"]["token"]))
    if link is None:
        wire.close(ENDED, "ended")
    elif not watch.add(link.pk, wire):
        wire.close(CROWDED, "crowded")
    try:
        while (await receive())["type"] == "websocket.receive":
            pass
    finally:
        if link is not None:
            watch.remove(link.pk, wire)
