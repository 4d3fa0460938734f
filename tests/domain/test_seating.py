"""Even teams: everybody seated, within one of each other, with no more moves than that takes."""

import random

import pytest

from workshops.domain.seating import seats
from workshops.domain.workshop import Person


@pytest.mark.parametrize("seed", range(40))
def test_teams_come_out_even(seed: int) -> None:
    dice = random.Random(seed)
    teams = [f"t{number}" for number in range(dice.randint(1, 12))]
    roles = ("participant", "participant", "participant", "observer", "facilitator")
    people = [
        Person(who, f"P{who}", dice.choice(roles), dice.choice([None, *teams[:3], "elsewhere"]), dice.random() < 0.1)
        for who in range(1, dice.randint(1, 60))
    ]
    taking_part = [one for one in people if one.role == "participant" and not one.removed]
    for everybody in (False, True):
        moves = seats(people, teams, everybody=everybody)
        assert set(moves) <= {one.who for one in taking_part}
        placed = {one.who: moves.get(one.who, one.team) for one in taking_part}
        assert set(placed.values()) <= set(teams)
        sizes = [list(placed.values()).count(team) for team in teams]
        if everybody:
            assert max(sizes) - min(sizes) <= 1
            assert all(one.team != moves.get(one.who) for one in taking_part)
        else:
            assert all(one.team not in teams for one in taking_part if one.who in moves)


def test_no_teams_no_seats() -> None:
    assert seats([Person(1, "Jan", "participant", None)], [], everybody=True) == {}


def test_the_last_to_arrive_move() -> None:
    people = [Person(who, f"P{who}", "participant", "a") for who in range(1, 6)]
    assert seats(people, ["a", "b"], everybody=True) == {5: "b", 4: "b"}
    assert seats(people, ["a", "b"], everybody=False) == {}
