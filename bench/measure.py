"""Measures the cases of a plan, round after round, each time on a fresh server with fresh data."""

import math
import os
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.databases import databases, scratch
from bench.generator import RATE_LIMIT, generate
from bench.machine import describe
from bench.plan import RATE, Case, Plan
from bench.systems.base import System
from bench.systems.canvasweb import Canvasweb
from bench.systems.peers import PEERS, Peer
from bench.systems.references import Reference
from bench.toolchain import install_peers

FIRST_RATE = 400
RETRIES = 3
GENTLE = {"warm": {"rate": 5, "seconds": 1}}
Session = dict[str, Any]
Results = dict[str, Any]


def measure(plan: Plan, say: Callable[[str], None]) -> Results:
    """All sessions of a plan by case, the machine, and what could not be measured."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch())
        systems, missing = prepare({case.system for case in plan.cases}, folder, stack)
        results: Results = {"at": time.strftime("%Y-%m-%d"), "machine": describe(folder), "missing": missing}
        sessions: dict[str, list[Session]] = {case.key: [] for case in plan.cases if case.system in systems}
        for turn in range(plan.rounds):
            for case in plan.due(turn):
                if case.system not in systems:
                    continue
                try:
                    session = take(systems[case.system], case, plan, sessions[case.key])
                except RuntimeError as problem:  # one that fails must not cost the half hour of the others
                    say(f"round {turn + 1}: {case.key} failed: {problem}")
                    missing[case.key] = str(problem).splitlines()[0]
                    continue
                sessions[case.key].append(session)
                say(f"round {turn + 1}: {line(case, session)}")
        results["sessions"] = sessions
    return results


def prepare(names: set[str], folder: Path, stack: ExitStack) -> tuple[dict[str, System], dict[str, str]]:
    """The systems by name, and for those that cannot be had the reason."""
    made: dict[str, System] = {}
    missing: dict[str, str] = {}
    why = install_peers() if names & set(PEERS) else ""
    for name in sorted(names):
        if name in PEERS:
            if why:
                missing[name] = why
            else:
                made[name] = Peer(name, folder)
        elif name.startswith("canvasweb-"):
            made[name] = Canvasweb(stack.enter_context(databases(name.removeprefix("canvasweb-"), folder)), folder)
        else:
            made[name] = Reference(name, {"echo": "echo", "channels": "chat"}[name], folder)
    return made, missing


def take(system: System, case: Case, plan: Plan, before: list[Session]) -> Session:
    """One session: a hold at the common rate, then the search for the highest. A server that drops what it cannot
    carry is spoiled after one try, so it gets a fresh one for each."""
    if case.system == "channels":
        return search_apart(system, case, plan)
    known = [one["highest"]["rate"] for one in before if one["highest"]]
    start = 0.75 * statistics.median(known) if known else FIRST_RATE
    how = {"from": start, "to": RATE_LIMIT, "short": plan.short, "confirm": plan.confirm, "rounds": 2}
    session = _session(system, case, {"hold": {"rate": RATE, "seconds": plan.hold}, "highest": how})
    for _ in range(RETRIES):
        held = [one["rate"] for one in session["tries"] if one["held"]]
        if not session["broken"] or not held:
            break
        # It lost something beyond what it carries, which spoils the rest; a fresh one is asked for what it did carry.
        how = {**how, "from": max(held) * 0.9, "to": max(held) * 0.9}
        again = _session(system, case, {"highest": how})
        beyond = session["beyond"] or session["broken"]
        session |= {key: again[key] for key in ("highest", "tries", "broken", "lost", "problems")}
        session["beyond"] = beyond
    return session


def _session(system: System, case: Case, work: dict[str, Any]) -> Session:
    with system.serve(case.sockets, RATE_LIMIT) as running:
        report = generate(running, case.sockets, work)
    return _kept(report, running.notes)


def _kept(report: dict[str, Any], notes: dict[str, str]) -> Session:
    search = report.get("highest") or {"best": None, "tries": []}
    problems = report["problems"][:3]
    return {
        "hold": report.get("hold"),
        "highest": search["best"],
        "tries": [{key: one[key] for key in ("rate", "committed", "held")} for one in search["tries"]],
        "load": max([one["cpu"]["load"] for one in search["tries"]] or [0]),
        "copies": report["copies"],
        **{key: report[key] for key in ("lost", "broken", "operations")},
        "problems": problems,
        "beyond": "",
        "notes": notes,
    }


def search_apart(system: System, case: Case, plan: Plan) -> Session:
    """The highest rate of a fragile server: doubling from 5 a second, then the middle, a fresh server for each."""
    low, high, best = 0.0, math.inf, None
    tries: list[Session] = []
    while high > max(low, 1) * 1.2:
        rate = max(1, round((low + high) / 2 if high < math.inf else max(5, low * 2)))
        seconds = plan.confirm if high < math.inf else plan.short
        tries.append(_session(system, case, {**GENTLE, "hold": {"rate": rate, "seconds": seconds}}))
        if tries[-1]["hold"]["held"]:
            low, best = rate, tries[-1]
        elif rate <= 1:
            break
        else:
            high = rate
    kept = [{key: one["hold"][key] for key in ("rate", "committed", "held")} for one in tries]
    session = {**(best or tries[-1]), "tries": kept, "highest": best["hold"] if best else None}
    return {**session, "hold": None}


def line(case: Case, session: Session) -> str:
    """What came of a session, for who waits."""
    hold, best = session["hold"], session["highest"]
    parts = [f"{case.system}, {case.sockets} sockets:"]
    if hold:
        parts.append(f"p95 {hold['seen']['p95']} ms at {RATE}/s, {hold['cpu'].get('server')} % of a core;")
    parts.append(f"highest {best['rate'] if best else '–'}/s;")
    parts.append(f"generator at most {session['load']} % of its core")
    if session["beyond"]:
        parts.append(f"beyond it: {session['beyond']};")
    if session["lost"] or session["broken"]:
        parts.append(f"LOST {session['lost']} {session['broken']} {session['problems']}")
    for what, value in session["notes"].items():
        parts.append(f"({what}: {value})")
    return " ".join(parts)


def busy_machine() -> str:
    """A warning when something else runs; else nothing."""
    load = os.getloadavg()[0]
    return f"The machine is busy (load {load:.1f}): the figures will be worse than they are." if load > 0.5 else ""
