"""The rules stand twice, in Python and in JavaScript: each answers the other's random cases in the same run."""

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.domain.conftest import ALICE, BOB, FACILITATOR, KIND, OBSERVER, World
from tests.domain.story import random_operation
from workshops.client import from_picture
from workshops.domain import kinds, messages, order, roles
from workshops.domain import text as texts
from workshops.domain.decide import decide
from workshops.domain.operations import Actor, Refusal
from workshops.domain.picture import picture

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
    "may": roles.may,
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

    def mine(self, who: int) -> list[Any]:
        return []


def answer(case: dict[str, Any], kind: kinds.Kind) -> Any:
    """Python's answer to a case."""
    if case["do"] == "clean":
        return None
    if case["do"] != "decide":
        try:
            return FUNCTIONS[case["do"]](*case["args"])
        except (texts.Misfit, ValueError):
            return {"error": True}
    canvas = from_picture(kind, case["canvas"])
    canvas.head = case.get("head", 10**6)
    actor = Actor(case["actor"]["who"], case["actor"]["role"])
    try:
        return {"fx": decide(canvas, messages.parse(case["op"]), actor, case["at"], NoPast()).fx}
    except Refusal as refusal:
        return {"no": refusal.code, **refusal.details}


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
    for step in range(160):
        operation = random_operation(pick, world.canvas)
        actor = pick.choice([ALICE, BOB, FACILITATOR, FACILITATOR, OBSERVER])
        if operation["op"] not in ("undo", "redo"):
            case: dict[str, Any] = {
                "do": "decide",
                "canvas": picture(world.canvas),
                "op": operation,
                "actor": {"who": actor.who, "role": actor.role},
                "at": step,
            }
            reply = answer(case, KIND)
            lines.append(json.dumps({**case, "expect": reply}))
        try:
            world.do(FACILITATOR, operation["op"], **{k: v for k, v in operation.items() if k != "op"})
        except Refusal:
            continue
    return lines
