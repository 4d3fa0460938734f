"""Filling teams evenly."""

from django.db import transaction

from workshops.actions.workshop_log import actor_of, write
from workshops.domain.seating import seats
from workshops.models import Participant, Workshop


def fill_teams(facilitator: Participant, *, everybody: bool) -> int:
    """Put all without a team in one, or (`everybody`) make all teams equally large; how many went to a team.

    Raises Refusal `not-allowed`.
    """
    with transaction.atomic():
        row = Workshop.objects.select_for_update().get(pk=facilitator.workshop_id)
        state = row.state()
        moves = seats(state.people.values(), state.teams, everybody=everybody)
        write(row, [{"op": "person", "who": who, "team": team} for who, team in moves.items()], actor_of(facilitator))
        return len(moves)
