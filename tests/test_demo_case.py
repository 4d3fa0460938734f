"""The demo case holds together: every note stands in a block of its kind, every name is somebody's."""

import json
from pathlib import Path

import pytest

from workshops.starters import starters

APP = Path(__file__).resolve().parent.parent / "workshops"
CASE = json.loads((APP / "demo" / "villages.json").read_text("utf-8"))
KIND = json.loads((APP / "kinds" / f"{CASE['kind']}.json").read_text("utf-8"))
STARTERS = {one["key"] for one in starters("nl")}
TAGS = {
    block["key"]: {f"{facet['key']}.{value['key']}" for facet in block["facets"] for value in facet["values"]}
    for block in KIND["blocks"]
}


def test_two_teams_with_a_canvas_each():
    assert len(CASE["teams"]) == 2
    assert set(CASE["legend"]) == {"sun", "sky", "rose", "mint", "lilac", "plain"}


@pytest.mark.parametrize("team", CASE["teams"], ids=lambda team: team["name"])
def test_a_team_holds_together(team):
    notes = {note["id"]: note for note in team["notes"]}
    assert len(notes) == len(team["notes"])
    assert {note["block"] for note in notes.values()} == set(TAGS)
    for note in notes.values():
        assert 0 < len(note["text"]) <= 140
        assert note["colour"] in CASE["legend"]
        assert set(note["tags"]) <= TAGS[note["block"]]
        assert note["by"] in team["participants"]
    stacked = [note for stack in team["stacks"] for note in stack["notes"]]
    assert len(stacked) == len(set(stacked))
    for stack in team["stacks"]:
        assert stack["head"] not in stacked
        assert {notes[note]["block"] for note in stack["notes"]} == {notes[stack["head"]]["block"]}
    for said in team["comments"] + team["reactions"]:
        assert said["note"] in notes
        assert said["by"] in team["participants"]
    assert {reaction["key"] for reaction in team["reactions"]} <= {"agree", "heart", "idea", "doubt"}
    assumptions = {one["id"]: one for one in team["assumptions"]}
    for one in team["assumptions"] + team["links"] + team.get("measures", []):
        assert one["note"] in notes
    for one in team["links"]:
        assert notes[one["other"]]["block"] != notes[one["note"]]["block"]
    for one in team["experiments"]:
        assert one["assumption"] in assumptions
        assert one["starter"] in STARTERS
        assert bool(one.get("verdict")) == bool(one.get("result"))
    for one in team["assumptions"] + team["experiments"] + team["links"] + team["marks"] + team.get("measures", []):
        assert one["by"] in team["participants"]
