import assert from "node:assert/strict";
import { test } from "node:test";
import { pollTransport } from "../../../static/js/canvas/sync/poll.js";
import { realTimers } from "../../../static/js/lib/timing.js";

/** A poll connection on a server that answers as told. @param {(body: any) => any} answer */
function setUp(answer) {
  const bodies = /** @type {any[]} */ ([]);
  const told = /** @type {any[]} */ ([]);
  let seen = 41;
  const fetch = async (/** @type {any} */ _url, /** @type {any} */ init) => {
    const body = JSON.parse(init.body);
    bodies.push({ ...body, token: init.headers["X-CSRFToken"] });
    const aborted = new Promise((_, reject) => init.signal.addEventListener("abort", reject));
    const { status = 200, messages } = await Promise.race([answer(body), aborted]);
    return /** @type {any} */ ({
      ok: status === 200,
      status,
      json: async () => (messages ? { messages } : JSON.parse("<")),
    });
  };
  const transport = pollTransport({
    url: "/live/c1/poll",
    fetch: /** @type {any} */ (fetch),
    csrf: () => "token",
    timers: realTimers,
  });
  const events = {
    opened: () => told.push("opened"),
    message: (/** @type {any} */ message) => {
      told.push(message.t);
      if (message.to) seen = message.to;
    },
    closed: (/** @type {number} */ code) => told.push(code),
  };
  return { bodies, told, connection: transport.open(events, () => seen) };
}

const soon = (milliseconds = 5) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const never = () => new Promise(() => {});

test("P27: hello, then one request always waiting with the last number seen, edits beside it", async () => {
  const { bodies, told, connection } = setUp((body) => {
    if (body.hello) return { messages: [{ t: "welcome" }, { t: "ops", from: 42, to: 43, ops: [] }] };
    return body.wait ? never() : { messages: [{ t: "verdict" }] };
  });
  await soon();
  connection.send({ t: "hello", v: 1, since: 41, pending: ["x"] });
  await soon();
  connection.send({ t: "ping", seen: 43 });
  connection.send({ t: "ops", ops: [] });
  await soon();
  connection.close();
  const tab = bodies[0].tab;
  assert.deepEqual(bodies, [
    { v: 1, since: 41, tab, hello: true, pending: ["x"], wait: false, messages: [], token: "token" },
    { v: 1, since: 43, tab, wait: true, messages: [], token: "token" },
    { v: 1, since: 43, tab, wait: false, messages: [{ t: "ops", ops: [] }], token: "token" },
  ]);
  assert.deepEqual(told, ["opened", "welcome", "ops", "verdict"]);
});

test("P27: what comes while a request is out goes together in the next, the newest place alone", async () => {
  const { bodies, connection } = setUp(async () => {
    await soon(10);
    return { messages: [] };
  });
  for (const block of ["a", "b", "c"]) connection.send({ t: "here", block });
  connection.send({ t: "ops", ops: [] });
  await soon(40);
  connection.close();
  assert.deepEqual(
    bodies.map(({ messages }) => messages),
    [
      [{ t: "here", block: "a" }],
      [
        { t: "here", block: "c" },
        { t: "ops", ops: [] },
      ],
    ],
  );
});

/** @type {[any, number][]} */
const ENDS = [
  [{ status: 403, messages: [{ t: "error", code: "removed" }] }, 4001],
  [{ status: 404, messages: [{ t: "error", code: "gone" }] }, 4007],
  [{ status: 409, messages: [{ t: "error", code: "version" }] }, 4002],
  [{ status: 429, messages: [{ t: "error", code: "flood" }] }, 4003],
  [{ status: 403 }, 1006],
  [{ status: 502 }, 1006],
];
for (const [answer, code] of ENDS) {
  test(`P27: ${answer.status} ${answer.messages ? answer.messages[0].code : "from a proxy"} closes as ${code}`, async () => {
    const { told, connection } = setUp(() => answer);
    connection.send({ t: "hello", v: 1, since: 41, pending: [] });
    await soon();
    assert.equal(told.at(-1), code);
    connection.send({ t: "ops", ops: [] });
    await soon();
    assert.equal(told.at(-1), code, "and says nothing more");
  });
}
