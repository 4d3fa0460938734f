"""Reads that deserve a name. Every one starts from what the person may see."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from workshops import clock
from workshops.domain.agenda import Hour, Step, in_order
from workshops.domain.rights import may
from workshops.domain.rules_afterwards import sees, takes
from workshops.domain.workshop import display_names
from workshops.models import Canvas, Participant, Team, User, Workshop
from workshops.models.workshop import hash_token


def guest_cookie(workshop_id: UUID | str) -> str:
    """The name of the cookie that holds a guest's token for one workshop."""
    return f"guest_{str(workshop_id).replace('-', '')}"


def recognise(workshop_id: UUID | str, cookies: Mapping[str, str], user: User | None) -> Participant | None:
    """Who this is in the workshop: by account, else by the guest cookie; None when unknown or removed."""
    people = Participant.objects.select_related("workshop", "team").filter(workshop_id=workshop_id, removed=False)
    if user is not None and user.is_authenticated:
        found = people.filter(user=user).first()
        if found is not None:
            return found
    token = cookies.get(guest_cookie(workshop_id), "")
    return people.filter(token_hash=hash_token(token)).first() if token else None


def may_see(participant: Participant, *, grace: int = 0) -> bool:
    """Whether canvases are open to a participant at all: when the hour is over, that is for the facilitator to say."""
    one = participant.workshop
    return sees(participant.role, one.hour, one.gets, one.until, clock.now(), grace=grace)


def may_take(participant: Participant) -> bool:
    """Whether they may download the PDF and picture of a canvas that they may open."""
    one = participant.workshop
    return takes(participant.role, one.hour, one.gets, one.until, clock.now())


def may_open(participant: Participant, canvas: Canvas) -> bool:
    """Whether a canvas is a participant's to see, when canvases are (`may_see`): one's own team's, and the one that is
    shown to all; facilitators and observers without a team any."""
    if canvas.workshop_id != participant.workshop_id:
        return False
    if participant.workshop.plenary == str(canvas.team_id):
        return True
    if may(participant.role, "see any team") or (participant.role == "observer" and participant.team_id is None):
        return True
    return participant.team_id is not None and canvas.team_id == participant.team_id


def workshops_of(user: User) -> QuerySet[Workshop]:
    """The workshops that an account owns or facilitates, newest first."""
    return Workshop.objects.filter(participants__user=user, participants__role="facilitator").distinct()


_states: OrderedDict[tuple[UUID, bool], dict[str, Any]] = OrderedDict()
STATES_KEPT = 200


def workshop_for(workshop: Workshop, *, leads: bool) -> dict[str, Any]:
    """The workshop's state as everybody in it, or (`leads`) its facilitators, may see it (P22, P28). Not to be changed:
    it is kept for the next who asks.

    When a full house comes back after a deploy, everybody asks for the same at once.
    """
    found = _states.get((workshop.pk, leads))
    if found is None or found["head"] != workshop.head:
        found = _states[workshop.pk, leads] = _state_of(workshop, leads=leads)
        while len(_states) > STATES_KEPT:
            _states.popitem(last=False)
    return found


def apart(state: dict[str, Any]) -> dict[str, Any]:
    """A workshop's state as it is told on the board of a scenario: no step is about it (see `Scene.apart`)."""
    phase = "after" if state["hour"]["phase"] == "after" else "before"
    return {**state, "steps": [], "hour": {**state["hour"], "phase": phase, "step": None, "alone": False}}


def _state_of(workshop: Workshop, *, leads: bool) -> dict[str, Any]:
    everybody = [one.to_domain() for one in workshop.participants.all()]
    names = display_names(everybody)
    steps = in_order(step.to_domain() for step in workshop.steps.all())
    return {
        "head": workshop.head,
        "title": workshop.title,
        "topic": workshop.topic,
        "archived": workshop.archived,
        "door": "open" if workshop.door_open else "closed",
        "afterwards": {"gets": workshop.gets, "until": workshop.until, "thanks": workshop.thanks},
        "people": [
            {"who": one.who, "name": names[one.who], "role": one.role, "team": one.team, "removed": one.removed}
            for one in everybody
        ],
        "teams": [
            {"id": str(team.pk), "name": team.name, "canvas": str(team.canvas.pk)}
            for team in workshop.teams.select_related("canvas").order_by("position")
        ],
        "steps": [_step_for(step, leads=leads) for step in steps],
        "wording": workshop.wording,
        "proposals": [
            {"id": str(one.pk), "text": one.text, "by": one.by, "backers": one.backers, "chosen": one.chosen}
            for one in workshop.proposals.filter(gone=False)
        ],
        "hour": {
            **asdict(Hour(**workshop.hour)),
            "spotlight": workshop.spotlight,
            "plenary": workshop.plenary,
            "notice": workshop.notice,
            "hands": {str(one.who): one.hand for one in everybody if one.hand is not None and not one.removed},
            "ready": {str(one.who): one.ready for one in everybody if one.ready is not None and not one.removed},
        },
    }


_STEP_FIELDS = (
    *("id", "title", "minutes", "purpose", "block", "question", "may", "private", "names", "reading", "dots"),
    *("vote_blocks", "skipped", "revealed", "began", "ended"),
)


def _step_for(step: Step, *, leads: bool) -> dict[str, Any]:
    seen = {name: getattr(step, name) for name in _STEP_FIELDS}
    return {**seen, "coaching": step.coaching} if leads else seen


def participations(cookies: Mapping[str, str]) -> list[Participant]:
    """The workshops that the guest cookies of a browser still open, the newest first, at most five."""
    tokens = [value for name, value in cookies.items() if name.startswith("guest_") and value][:50]
    if not tokens:
        return []
    people = Participant.objects.select_related("workshop", "team__canvas").filter(
        token_hash__in=[hash_token(token) for token in tokens], removed=False, workshop__archived=False
    )
    return list(people.order_by("-pk")[:5])


@dataclass(slots=True)
class Group:
    """One team in the lobby (None: no team yet) and the names of who is in it, in order of arrival."""

    team: Team | None
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Arrivals:
    """Who has arrived: a group for each team, those without a team, those who look on. Facilitators do not count."""

    count: int
    groups: list[Group]
    undecided: Group
    observers: Group


def arrivals(workshop: Workshop) -> Arrivals:
    """Who is in the workshop, by team."""
    groups = {team.pk: Group(team) for team in workshop.teams.select_related("canvas").order_by("position")}
    there = Arrivals(0, list(groups.values()), Group(None), Group(None))
    people = [one.to_domain() for one in workshop.participants.order_by("who")]
    names = display_names(people)
    for one in people:
        if one.removed or one.role == "facilitator":
            continue
        there.count += 1
        if one.team is not None:
            groups[UUID(one.team)].names.append(names[one.who])
        elif one.role == "observer":
            there.observers.names.append(names[one.who])
        else:
            there.undecided.names.append(names[one.who])
    return there


def overview_of(user: User) -> QuerySet[Workshop]:
    """The workshops of an account with `team_count` and `people_count` (facilitators do not count), their steps,
    and `a_canvas`: the id of one of theirs, which is the one of who is alone."""
    present = Q(participants__removed=False) & ~Q(participants__role="facilitator")
    mine = Workshop.objects.filter(pk__in=workshops_of(user).order_by().values("pk"))
    return (
        mine.annotate(
            team_count=Count("teams", distinct=True),
            people_count=Count("participants", filter=present, distinct=True),
            a_canvas=Subquery(Canvas.objects.filter(workshop=OuterRef("pk"), own__isnull=False).values("pk")[:1]),
        )
        .order_by("-created_at")
        .prefetch_related("steps")
    )


def step_of(workshop: Workshop) -> tuple[int, int]:
    """Which step of how many is running, skipped ones left out (0 when none is). Of a workshop with its steps read."""
    steps = [one for one in in_order(row.to_domain() for row in workshop.steps.all()) if not one.skipped]
    running = workshop.hour.get("step")
    number = next((index for index, one in enumerate(steps, 1) if one.id == running), 0)
    return number, len(steps)


def by_use(found: Iterable[Workshop]) -> list[Workshop]:
    """The order in which a facilitator looks for them: running, then by date, the next one first; then those without a
    date or with one gone by, and those that somebody fills in alone, the newest first; then those of which the hour is
    over, the last one first."""
    today = timezone.now() - dt.timedelta(hours=12)

    def place(one: Workshop) -> tuple[int, float]:
        phase = one.hour.get("phase", "before")
        if phase == "step" and one.is_alone:
            return 2, -one.seen_at.timestamp()
        if phase == "step":
            return 0, -float(one.hour["started"] or 0)
        if phase == "after":
            return 3, -float(one.hour["ended"] or 0)
        if one.starts_at is not None and one.starts_at > today:
            return 1, one.starts_at.timestamp()
        return 2, -one.created_at.timestamp()

    return sorted(found, key=place)


def everybody_of(workshop: Workshop) -> list[Participant]:
    """Who is or was in the workshop, in order of arrival, each with `shown`: the name that tells two Jans apart."""
    everybody = list(workshop.participants.select_related("team").order_by("who"))
    names = display_names([one.to_domain() for one in everybody])
    for one in everybody:
        one.shown = names[one.who]  # type: ignore[attr-defined]  # for the page alone
    return everybody


def people_of(workshop: Workshop) -> list[Participant]:
    """Who is in the workshop; see `everybody_of`."""
    return [one for one in everybody_of(workshop) if not one.removed]


def erasable(workshop: Workshop, everybody: Iterable[Participant]) -> list[Participant]:
    """Of everybody, who was put out and has words that can still be erased."""
    gone = [one for one in everybody if one.removed and one.role != "facilitator"]
    erased = _erased(workshop) if gone else set()
    return [one for one in gone if one.who not in erased]


def _erased(workshop: Workshop) -> set[int]:
    entries = (row.to_domain() for row in workshop.operations.filter(op="forget"))
    return {effect["person"] for entry in entries for effect in entry.fx}
