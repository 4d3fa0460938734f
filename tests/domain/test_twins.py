"""The rules stand twice, in Python and in JavaScript: each answers the other's random cases in the same run."""

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.domain.conftest import ALICE, BOB, FACILITATOR, KIND, OBSERVER, World, new_id
from tests.domain.hours import BOSS, Workshop
from tests.domain.story import random_moment, random_operation
from workshops.client import from_picture
from workshops.domain import agenda, coherence, kinds, messages, order, rights
from workshops.domain import text as texts
from workshops.domain.audience import Reader
from workshops.domain.canvas import Canvas
from workshops.domain.decide import decide
from workshops.domain.items import STATUSES, VERDICTS
from workshops.domain.operations import Actor, Refusal
from workshops.domain.picture import picture
from workshops.domain.rights import Moment

CLIENT = Path(__file__).resolve().parents[1] / "client"
NODE = shutil.which("node")
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "apply": texts.apply,
    "check": texts.check,
    "compose": texts.compose,
    "growth": texts.growth,
    "invert": texts.invert,
    "normal": texts.normal,
    "reach": texts.reach,
    "transform": texts.transform,
    "between": order.between,
    "spread": order.spread,
    "may": rights.may,
}


def node(script: str, *arguments: str, given: str = "") -> str:
    assert NODE, "the checks need Node; `make tools` provides it"
    done = subprocess.run(
        [NODE, str(CLIENT / script), *arguments], input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]
    return done.stdout


class NoPast:
    """The text history that JavaScript does not have either."""

    def deltas_since(self, note: str, base: int) -> list[texts.Delta]:
        return []

    def texts_since(self, note: str, base: int) -> list[tuple[int, texts.Delta]]:
        return []

    def mine(self, who: int) -> list[Any]:
        return []

    def backs_since(self, number: int) -> list[Any]:
        return []

    def canvas_at(self, source: str | None, number: int) -> Canvas:
        raise Refusal("no-moment", n=number)


def answer(case: dict[str, Any], kind: kinds.Kind) -> Any:
    """Python's answer to a case."""
    if case["do"] == "clean":
        return None
    if case["do"] != "decide":
        try:
            return FUNCTIONS[case["do"]](*case["args"])
        except (texts.Misfit, ValueError):
            return {"error": True}
    who = case["actor"]["who"]
    canvas = from_picture(kind, case["canvas"], who)
    canvas.head = case.get("head", 10**6)
    actor = Actor(who, case["actor"]["role"], moment_of(case["actor"].get("moment")))
    try:
        effects = decide(canvas, messages.parse(case["op"]), actor, case["at"], NoPast()).fx
        # Whose alone a note is stands in the note; that effects on it carry it too is the server's affair.
        return {"fx": [effect if "vote" in effect else without(effect, "to") for effect in effects]}
    except Refusal as refusal:
        return {"no": refusal.code, **refusal.details}


def without(effect: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in effect.items() if key != name}


def moment_of(data: dict[str, Any] | None) -> Moment:
    """A moment from the client's form of it."""
    if data is None:
        return Moment()
    return Moment(**{**without(data, "voteBlocks"), "vote_blocks": data["voteBlocks"]})


def small_kind(data: dict[str, Any]) -> kinds.Kind:
    """A kind with the blocks and tags of a case's, and no words."""
    word = {"nl": "x", "en": "x"}
    blocks = {
        block["key"]: kinds.Block(block["key"], "a", "value", word, word, word, (), ()) for block in data["blocks"]
    }
    tags = {
        f"{facet['key']}.{value['key']}": word
        for block in data["blocks"]
        for facet in block.get("facets", [])
        for value in facet["values"]
    }
    return kinds.Kind("small", word, word, (), (), (), blocks, tags)


def outcome_only(reply: Any) -> Any:
    """Refusals alike in code; what goes with it may say more on the server."""
    return {"no": reply["no"]} if isinstance(reply, dict) and "no" in reply else reply


@pytest.mark.parametrize("seed", [1, 2])
def test_python_answers_as_javascript_does(seed: int) -> None:
    kind = KIND
    counted = 0
    for line in node("generate.mjs", str(seed), "200").splitlines():
        case = json.loads(line)
        if case["do"] == "kind":
            kind = small_kind(case["kind"])
        elif case["do"] == "clean":
            cleaned = case["expect"]
            assert texts.is_clean(cleaned), line  # what the client cleans, the server takes
        else:
            counted += 1
            got = json.loads(json.dumps(answer(case, kind)))
            assert outcome_only(got) == outcome_only(case["expect"]), line
    assert counted > 1_000


def test_javascript_answers_as_python_does() -> None:
    lines = [json.dumps({"do": "kind", "kind": kind_data()})]
    for seed in range(12):
        lines += story(random.Random(seed))
    said = node("replay.mjs", given="\n".join(lines))
    assert int(said.split()[0]) > 1_500


def kind_data() -> dict[str, Any]:
    return {
        "blocks": [
            {
                "key": block.key,
                "facets": [
                    {"key": facet.key, "values": [{"key": value} for value in facet.values]} for facet in block.facets
                ],
            }
            for block in KIND.blocks.values()
        ]
    }


def story(pick: random.Random) -> list[str]:
    """Cases along a random story, with Python's answers."""
    world = World()
    lines = []
    for step in range(200):
        role = pick.choice([ALICE, BOB, FACILITATOR, FACILITATOR, OBSERVER])
        actor = Actor(role.who, role.role, random_moment(pick))
        # What the client knows is what this person may see.
        seen = picture(world.canvas, Reader(actor.who, actor.role))
        operation = random_operation(pick, from_picture(KIND, seen, actor.who))
        if operation["op"] not in ("undo", "redo", "reveal", "bring-back"):
            case: dict[str, Any] = {
                "do": "decide",
                "canvas": seen,
                "op": operation,
                "actor": {"who": actor.who, "role": actor.role, "moment": wire(actor.moment)},
                "at": step,
            }
            reply = answer(case, KIND)
            lines.append(json.dumps({**case, "expect": reply}))
        doer = Actor(FACILITATOR.who, FACILITATOR.role, actor.moment) if pick.random() < 0.7 else actor
        try:
            world.do(doer, operation["op"], **{k: v for k, v in operation.items() if k != "op"})
        except Refusal:
            continue
    return lines


def wire(moment: Moment) -> dict[str, Any]:
    """A moment as the client has it."""
    values = {"phase": moment.phase, "step": moment.step, "grants": list(moment.grants), "private": moment.private}
    return {**values, "names": moment.names, "dots": moment.dots, "voteBlocks": list(moment.vote_blocks)}


def test_both_count_the_clock_alike() -> None:
    lines = [json.dumps({"do": "kind", "kind": kind_data()})]
    for seed in range(40):
        pick = random.Random(seed)
        workshop = Workshop(minutes=[pick.randint(1, 9) for _ in range(pick.randint(1, 6))], alone=seed % 4 == 0)
        for _ in range(12):
            tell(pick, workshop)
            hour, steps = workshop.state.hour, workshop.agenda
            args = [asdict(hour), [asdict(step) for step in steps], workshop.now]
            for name, found in (
                ("remaining", agenda.remaining(hour, workshop.now)),
                ("expectedEnd", agenda.expected_end(hour, steps, workshop.now)),
                ("behind", agenda.behind(hour, steps, workshop.now)),
                ("momentOf", wire(workshop.state.moment())),
            ):
                given = [args[0], args[2]] if name == "remaining" else args
                given = [*args[:2], False] if name == "momentOf" else given
                lines.append(json.dumps({"do": name, "args": given, "expect": found}))
    said = node("replay.mjs", given="\n".join(lines))
    assert int(said.split()[0]) > 1_500


def test_both_see_the_same_in_the_assumptions() -> None:
    lines = [json.dumps({"do": "kind", "kind": kind_data()})]
    for seed in range(20):
        pick = random.Random(seed)
        canvas = connected(pick).canvas
        for note in pick.sample(list(canvas.notes), 5):
            found = {"resting": coherence.resting_on(canvas, note), "fallen": coherence.fallen(canvas)}
            found["first"] = [one.id for one in coherence.test_first(canvas)]
            case = {"do": "coherence", "canvas": picture(canvas), "note": note, "expect": found}
            lines.append(json.dumps(case))
    words = ["", "minstens ", "at most ", "< ", "meer dan ", "hooguit €", "zo'n "]
    amounts = [
        "8",
        "8 van 10",
        "4 of 12",
        "40%",
        "1.000",
        "12,5 ",
        "3 weken",
        "3 days",
        "1.2.3",
        "0,125",
        "9/10 zegt ja",
    ]
    for threshold, result in ((one + two, three) for one in words for two in amounts for three in amounts):
        args = [threshold, result]
        lines.append(json.dumps({"do": "passed", "args": args, "expect": coherence.passed(*args)}))
    said = node("replay.mjs", given="\n".join(lines))
    assert int(said.split()[0]) > 800


def connected(pick: random.Random) -> World:
    """A canvas with many links and assumptions, some of it in the bin."""
    world = World()
    notes = [world.note(block=pick.choice(list(KIND.blocks))) for _ in range(12)]
    known = [new_id() for _ in range(15)]
    for name in known:
        fields = {"importance": pick.randint(0, 100), "status": pick.choice(STATUSES)}
        world.do(ALICE, "assume", assumption=name, note=pick.choice(notes), statement="x", **fields)
        fields = {"method": "x", "verdict": pick.choice(VERDICTS)}
        world.do(
            ALICE, "experiment", experiment=new_id(), assumption=pick.choice(known[: known.index(name) + 1]), **fields
        )
        world.now += pick.choice([0, 1])
    for _ in range(25):
        with suppress(Refusal):
            world.do(ALICE, "link", link=new_id(), note=pick.choice(notes), other=pick.choice(notes))
    world.do(ALICE, "remove", notes=pick.sample(notes, 2))
    return world


def tell(pick: random.Random, workshop: Workshop) -> None:
    """Something that a facilitator does, if it can be done."""
    workshop.pass_by(pick.choice([0, 0.5, 3]))
    step = workshop.state.hour.step or workshop.steps[0]
    operations: list[dict[str, Any]] = [
        {"op": "start"},
        {"op": "go", "from": step, "to": pick.choice(["next", "back", *workshop.steps])},
        {"op": "pause", "on": pick.random() < 0.5},
        {"op": "extend", "step": step, "minutes": pick.choice([-1, 1, 2])},
        {"op": "skip", "step": pick.choice(workshop.steps), "on": pick.random() < 0.7},
        {"op": "step", "step": pick.choice(workshop.steps), "private": True, "may": ["vote"], "names": False},
        {"op": "replan"},
        {"op": "end"} if pick.random() < 0.2 else {"op": "reopen"},
    ]
    with suppress(Refusal):
        workshop.do(BOSS, **pick.choice(operations))
