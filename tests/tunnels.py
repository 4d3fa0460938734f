"""Taking the connection away from a page, for browser tests of what happens offline."""

from playwright.async_api import Page, Route, WebSocketRoute


class Tunnel:
    """Takes the live connection away from a page, by socket and by request, while pages still load."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.down = False
        self.sockets: list[WebSocketRoute] = []

    async def dig(self) -> None:
        """Must come before the page opens."""
        await self.page.route_web_socket("**/live/**", self._socket)
        await self.page.route("**/live/**/poll", self._request)

    async def _socket(self, socket: WebSocketRoute) -> None:
        if self.down:
            await socket.close(code=1001)
            return
        socket.connect_to_server()
        self.sockets.append(socket)

    async def _request(self, route: Route) -> None:
        await (route.abort() if self.down else route.continue_())

    async def enter(self) -> None:
        """From now on nothing comes through."""
        self.down = True
        for socket in self.sockets:
            await socket.close(code=1001)
        self.sockets.clear()

    def leave(self) -> None:
        """From now on everything does."""
        self.down = False
