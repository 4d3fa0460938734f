"""Daphne's server with an orderly end: it stops listening, lets rooms finish, says goodbye, then exits."""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from daphne import server as daphne
from django.conf import settings
from django.db import connections
from twisted.internet import defer

from canvasweb.inbound import Socket, hurried
from canvasweb.proxies import client_host

logger = logging.getLogger(__name__)

MAX_MESSAGE_BYTES = 256 * 1024
APPLICATIONS_TIMEOUT_SECONDS = 5.0
CLOSE_SECONDS = 4.0  # for a client's answer to a close; hanging up on one that still sends would lose the code
HOOKS_TIMEOUT_SECONDS = 5.0
RETURN_AFTER = 3_000  # milliseconds: by then the next server is there
RETURN_EVERY = 33  # milliseconds between the turns of two clients: a welcome costs more than an edit
SERVICE_RESTART = 1012  # RFC 6455's registry: the client is to come back

# Called once, in order, after the server stopped listening and before sockets are closed: commit what was
# taken in, answer waiting long-polls. A hook may be a plain function or a coroutine function.
on_drain: list[Callable[[], Awaitable[None] | None]] = []


class Server(daphne.Server):  # type: ignore[misc]  # daphne has no types
    """Serves the ASGI application; see `run` of the parent class."""

    def __init__(self, application: Any, endpoints: list[str], *, when_ready: Callable[[], None]) -> None:
        super().__init__(
            application=application,
            endpoints=endpoints,
            websocket_max_message_size=MAX_MESSAGE_BYTES,
            websocket_max_frame_size=MAX_MESSAGE_BYTES,
            ready_callable=self._configure,
            server_name="",
            verbosity=0,
        )
        self.when_ready = when_ready
        self.ports: list[Any] = []
        self.failed_to_listen = ""

    def _configure(self) -> None:
        # Close with 1009 and a reason instead of dropping the line, so that the client can say what was wrong.
        self.ws_factory.setProtocolOptions(failByDrop=False, closeHandshakeTimeout=CLOSE_SECONDS)
        self.ws_factory.protocol = Socket
        self.http_factory.buildProtocol = hurried(self.http_factory.buildProtocol)

    def listen_success(self, port: Any) -> None:
        super().listen_success(port)
        self.ports.append(port)
        if len(self.ports) == len(self.endpoints):
            self.when_ready()

    def listen_error(self, failure: Any) -> None:
        self.failed_to_listen = failure.getErrorMessage()
        self.stop()

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        peer = scope.get("client")
        if settings.PROXIES:
            host = client_host(scope["headers"], str(peer[0]) if peer else "", settings.PROXIES)
            scope["client"] = [host, peer[1] if peer else 0]
        if scope["type"] == "websocket":
            # The live module writes frames straight to it; see workshops/live.
            scope["canvasweb.protocol"] = protocol
        return super().create_application(protocol, scope)

    def kill_all_applications(self) -> "defer.Deferred[None]":
        """Called by the reactor before it stops; it waits for what this returns."""
        return defer.Deferred.fromFuture(asyncio.ensure_future(self._drain()))

    async def _drain(self) -> None:
        for port in self.ports:
            port.stopListening()
        for step in (self._run_hooks, self._close_sockets, self._end_applications, self._close_database):
            try:
                await step()
            except Exception:
                logger.exception("A step of the orderly end failed")

    async def _run_hooks(self) -> None:
        for hook in on_drain:
            try:
                result = hook()
                if inspect.isawaitable(result):
                    await asyncio.wait_for(result, HOOKS_TIMEOUT_SECONDS)
            except Exception:
                logger.exception("A drain hook failed")

    async def _close_database(self) -> None:
        # The thread that synchronous code of sockets ran on has a connection of its own.
        await sync_to_async(connections.close_all)()

    async def _close_sockets(self) -> None:
        turn = RETURN_AFTER
        for protocol in list(self.connections):
            if getattr(protocol, "application_type", "") == "websocket" and protocol.state == protocol.STATE_OPEN:
                # Not sendClose: it refuses the codes that RFC 6455 keeps for servers like this one.
                reason = f"{turn} ms, restarting".encode()
                protocol.sendCloseFrame(code=SERVICE_RESTART, reasonUtf8=reason, isReply=False)
                turn += RETURN_EVERY
                await asyncio.sleep(0)

    async def _end_applications(self) -> None:
        running = {
            details["application_instance"]
            for details in self.connections.values()
            if "application_instance" in details
        }
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=APPLICATIONS_TIMEOUT_SECONDS)
        for application in late:
            application.cancel()
        if late:
            logger.warning("Cancelled %d applications that did not end in time", len(late))
            await asyncio.wait(late, timeout=1)
