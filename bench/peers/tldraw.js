// tldraw sync, one room: `node tldraw.js <port> <folder> memory|sqlite`. With SQLite every change is committed before
// it is sent on (WAL, synchronous=FULL, as Canvasweb has it).

import { createServer } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { InMemorySyncStorage, NodeSqliteWrapper, SQLiteSyncStorage, TLSocketRoom } from "@tldraw/sync-core";
import { createTLSchema } from "@tldraw/tlschema";
import { WebSocketServer } from "ws";

const [port, folder, kind] = process.argv.slice(2);

function storage() {
  if (kind === "memory") return new InMemorySyncStorage();
  const database = new DatabaseSync(`${folder}/tldraw.sqlite3`);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  return new SQLiteSyncStorage({ sql: new NodeSqliteWrapper(database) });
}

const room = new TLSocketRoom({ schema: createTLSchema(), storage: storage() });
const http = createServer((_request, response) => response.end());
const sockets = new WebSocketServer({ server: http });
sockets.on("connection", (socket, request) => {
  const sessionId = new URL(request.url ?? "/", "http://localhost").searchParams.get("session") ?? "";
  room.handleSocketConnect({ sessionId, socket });
});
http.listen(Number(port), "127.0.0.1");
