"""A small ASGI application on the project's own server: `python small_site.py <fd> <marker file>`.

For what the real site would hide: what is in the scope, and how the server ends applications.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvasweb.settings")

import django

django.setup()

from canvasweb import server


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Sockets echo; pages answer with what the server knows of the client, /slow after a second, /stuck never.

    They say too how much of a body reached them.
    """
    if scope["type"] == "websocket":
        await echo(scope, receive, send)
        return
    if scope["path"] == "/stuck":
        await asyncio.sleep(3600)
    if scope["path"] == "/slow":
        await asyncio.sleep(1)
    size, more = 0, True
    while more:
        part = await receive()
        size, more = size + len(part.get("body", b"")), part.get("more_body", False)
    said = dict(scope["headers"]).get(b"content-length", b"").decode()
    body = json.dumps({"client": scope["client"][0], "size": size, "said": said}).encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


async def echo(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Says hello through the raw protocol, then repeats every message."""
    await receive()
    await send({"type": "websocket.accept"})
    # The handshake is written when the reactor comes round to it.
    await asyncio.sleep(0.05)
    scope["canvasweb.protocol"].sendMessage(b"straight to the socket", False)
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"]})


def main() -> None:
    """Serves until a signal comes; drain hooks leave their mark in the file."""
    descriptor, marker = sys.argv[1], Path(sys.argv[2])

    async def last_words() -> None:
        await asyncio.to_thread(marker.write_text, "drained\n")

    def broken() -> None:
        raise ValueError("a secret text")

    server.on_drain += [broken, last_words]
    server.Server(application, [f"fd:fileno={descriptor}"], when_ready=lambda: None).run()
    os._exit(0)


main()
