// Hocuspocus with its SQLite extension, as it comes: `node hocuspocus.js <port> <folder>`.
// Whoever has the token is let in, so that the way through its hooks is that of a real site.

import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const [port, folder] = process.argv.slice(2);
const server = new Server({
  address: "127.0.0.1",
  port: Number(port),
  quiet: true,
  extensions: [new SQLite({ database: `${folder}/hocuspocus.sqlite3` })],
  async onAuthenticate({ token }) {
    if (token !== "welcome") throw new Error("not authorised");
  },
});
await server.listen();
