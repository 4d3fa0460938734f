import assert from "node:assert/strict";
import { test } from "node:test";
import { Link, lazily } from "../../../static/js/canvas/sync/link.js";
import { Clock, chance } from "../clock.js";

/** A transport whose connections the test holds in its hand. */
class Hand {
  /** @type {any[]} */
  opened = [];
  /** What becomes of a new connection by itself. @type {(connection: any) => void} */
  fate = () => {};

  /** @param {any} events */
  open(events) {
    const connection = { events, sent: /** @type {any[]} */ ([]), closed: false };
    this.opened.push(connection);
    this.fate(connection);
    return {
      send: (/** @type {any} */ message) => connection.sent.push(message),
      close: () => {
        connection.closed = true;
      },
    };
  }

  get last() {
    return this.opened[this.opened.length - 1];
  }

  /** The newest connection comes to a welcome. */
  welcome() {
    this.last.events.opened();
    this.last.events.message({ t: "welcome" });
  }
}

function setUp() {
  const clock = new Clock();
  const [socket, poll] = [new Hand(), new Hand()];
  /** @type {((hint: "online" | "offline" | "awake") => void)[]} */
  const hints = [];
  const told = /** @type {any[]} */ ([]);
  const listen = (/** @type {any} */ heard) => {
    hints.push(heard);
    return () => hints.splice(0);
  };
  const link = new Link(
    { socket, poll, timers: clock.timers, now: clock.now, random: chance(4), hints: { listen } },
    {
      opened: () => told.push("opened"),
      message: ({ t }) => told.push(t),
      closed: (code, final) => told.push([code, final]),
      awake: () => told.push("awake"),
    },
    () => 0,
  );
  link.start();
  const refuse = (/** @type {any} */ connection) => clock.set(() => connection.events.closed(1006), 5);
  return { clock, socket, poll, link, told, hints, refuse };
}

test("P27: sockets that are refused give way to polling within some four seconds", () => {
  const { clock, socket, poll, link, refuse } = setUp();
  socket.fate = refuse;
  socket.last.events.closed(1006);
  clock.pass(4000);
  assert.deepEqual([socket.opened.length, poll.opened.length, link.transport], [2, 1, "poll"]);
});

test("P27: a socket that hangs gives way at once when its time is up", () => {
  const { clock, socket, poll } = setUp();
  clock.pass(4600);
  assert.deepEqual([socket.opened.length, poll.opened.length, socket.last.closed], [1, 1, true]);
});

test("P27: sockets that open and close before a welcome are as good as none", () => {
  const { clock, socket, poll } = setUp();
  socket.fate = (connection) => clock.set(() => connection.events.opened(), 5);
  for (let times = 0; times < 2; times++) {
    socket.last.events.opened();
    socket.last.events.closed(1006);
    clock.pass(1600);
  }
  assert.equal(poll.opened.length, 1);
});

test("while polling, a socket is tried after a minute, and taken when it opens", () => {
  const { clock, socket, poll, link, refuse } = setUp();
  socket.fate = refuse;
  socket.last.events.closed(1006);
  clock.pass(4000);
  poll.welcome();
  const tried = socket.opened.length;
  clock.pass(59_000);
  assert.equal(socket.opened.length, tried);
  clock.pass(2000);
  assert.deepEqual([socket.opened.length, link.transport], [tried + 1, "poll"], "in vain");
  socket.fate = (connection) => clock.set(() => connection.events.opened(), 5);
  clock.pass(125_000);
  assert.deepEqual([link.transport, poll.last.closed], ["socket", true]);
  socket.welcome();
});

test("a server that is away is not a network without sockets: polling is only a stopgap", () => {
  const { clock, socket, poll, link, refuse } = setUp();
  socket.welcome();
  socket.fate = refuse;
  poll.fate = refuse;
  socket.last.events.closed(1006);
  clock.pass(120_000);
  assert.ok(poll.opened.length > 0 && socket.opened.length > poll.opened.length);
  const welcome = (/** @type {any} */ connection) =>
    clock.set(() => {
      connection.events.opened();
      connection.events.message({ t: "welcome" });
    }, 5);
  socket.fate = welcome;
  poll.fate = welcome;
  clock.pass(25_000);
  assert.deepEqual([link.transport, socket.last.closed], ["socket", false]);
});

test("P26: come back with full jitter from half a second doubling to fifteen", () => {
  const { clock, socket, poll, refuse } = setUp();
  socket.fate = refuse;
  poll.fate = refuse;
  socket.last.events.closed(1006);
  clock.pass(600_000);
  const tries = socket.opened.length + poll.opened.length;
  assert.ok(tries > 600 / 16 && tries < 600 / 4, `${tries} tries in ten minutes`);
});

test("P26: after a restart clients come back spread over three seconds, after a flood not before three", () => {
  for (const [code, from, to] of [
    [1012, 0, 3000],
    [4003, 3000, 3001],
    [4005, 0, 500],
  ]) {
    const { clock, socket } = setUp();
    socket.welcome();
    clock.pass(6000);
    socket.last.events.closed(code);
    clock.pass(Math.max(0, from - 1));
    if (from) assert.equal(socket.opened.length, 1);
    clock.pass(to - from + 2);
    assert.equal(socket.opened.length, 2);
  }
});

test("P26: after a restart clients take the turn that the server gives them", () => {
  const { clock, socket } = setUp();
  for (const [round, turn] of [4200, 3025, 3050].entries()) {
    socket.welcome();
    clock.pass(100);
    socket.last.events.closed(1012, turn);
    clock.pass(turn - 1);
    assert.equal(socket.opened.length, round + 1);
    clock.pass(2);
    assert.equal(socket.opened.length, round + 2);
  }
});

test("a server that welcomes and hangs up at once is not hammered", () => {
  const { clock, socket, poll } = setUp();
  const fate = (/** @type {any} */ connection) =>
    clock.set(() => {
      connection.events.opened();
      connection.events.message({ t: "welcome" });
      connection.events.closed(1006);
    }, 5);
  socket.fate = fate;
  poll.fate = fate;
  socket.last.events.closed(1006);
  clock.pass(600_000);
  assert.ok(socket.opened.length + poll.opened.length < 150);
});

for (const code of [4001, 4002, 4006, 4007]) {
  test(`P26: after ${code} it does not come back by itself`, () => {
    const { clock, socket, poll, told, hints } = setUp();
    socket.welcome();
    socket.last.events.closed(code);
    for (const hint of hints) hint("online");
    clock.pass(600_000);
    assert.deepEqual([socket.opened.length, poll.opened.length, told.at(-1)], [1, 0, [code, true]]);
  });
}

test("coming online or waking up does not wait for the next try", () => {
  const { clock, socket, poll, hints, refuse } = setUp();
  socket.fate = refuse;
  poll.fate = refuse;
  socket.last.events.closed(1006);
  clock.pass(200_000);
  const tries = () => socket.opened.length + poll.opened.length;
  const before = tries();
  hints[0]("offline");
  assert.equal(tries(), before);
  hints[0]("online");
  assert.equal(tries(), before + 1);
});

test("what an old connection still says is not heard", () => {
  const { clock, socket, link, told } = setUp();
  socket.welcome();
  const old = socket.last;
  link.lost();
  told.splice(0);
  old.events.message({ t: "ops" });
  old.events.closed(1006);
  clock.pass(1000);
  assert.deepEqual([told, socket.opened.length], [[], 2]);
});

test("a transport is fetched when it is first needed; what cannot be fetched is closed", async () => {
  const told = /** @type {any[]} */ ([]);
  const events = {
    opened: () => told.push("opened"),
    message: () => {},
    closed: (/** @type {number} */ code) => told.push(code),
  };
  const hand = new Hand();
  hand.fate = ({ events }) => events.opened();
  lazily(async () => hand).open(events, () => 0);
  lazily(() => Promise.reject(new Error("offline"))).open(events, () => 0);
  lazily(async () => hand)
    .open(events, () => 0)
    .close();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([told, hand.opened.length], [["opened", 1006], 1]);
});
