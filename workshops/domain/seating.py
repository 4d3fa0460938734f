"""Who goes to which team, so that all are of equal size: within one person of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshops.domain.workshop import Person


def seats(people: Iterable[Person], teams: Iterable[str], *, everybody: bool) -> dict[int, str]:
    """Person and team for all who have to go somewhere; `teams` in their order.

    Those without a team go to the smallest ones, in order of arrival. With `everybody`, people then move from the
    largest team to the smallest until all are equal, whoever came last first: the fewest moves there are.
    """
    taking_part = sorted((one for one in people if one.role == "participant" and not one.removed), key=lambda p: p.who)
    tables: dict[str, list[int]] = {team: [] for team in teams}
    if not tables:
        return {}
    standing = []
    for person in taking_part:
        if person.team in tables:
            tables[person.team].append(person.who)
        else:
            standing.append(person.who)
    moves: dict[int, str] = {}
    for who in standing:
        _seat(who, _smallest(tables), tables, moves)
    while everybody:
        largest, smallest = max(tables, key=lambda team: len(tables[team])), _smallest(tables)
        if len(tables[largest]) - len(tables[smallest]) <= 1:
            break
        _seat(tables[largest].pop(), smallest, tables, moves)
    return moves


def _smallest(tables: Mapping[str, list[int]]) -> str:
    return min(tables, key=lambda team: len(tables[team]))


def _seat(who: int, team: str, tables: dict[str, list[int]], moves: dict[int, str]) -> None:
    tables[team].append(who)
    moves[who] = team
