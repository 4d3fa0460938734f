"""Another workshop like this one: what was prepared, without the people and what they wrote."""

import uuid

from django.db import transaction

from workshops.actions.facilitating import open_workshop
from workshops.actions.workshop_log import APPLICATION, write
from workshops.domain.agenda import FIELDS, in_order
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.domain.rules_people import TITLE_LIMIT
from workshops.models import Participant, Workshop


def duplicate(facilitator: Participant, *, suffix: str) -> Workshop:
    """A new workshop of the facilitator's account: title with `suffix`, topic, kind, agenda, wording, teams' names,
    what participants get afterwards.

    No date, no link to the call, no people, notes or votes; a code of its own. Raises Refusal `not-allowed`.
    """
    if facilitator.user is None or not may(facilitator.role, "see any team"):
        raise Refusal("not-allowed")
    one = facilitator.workshop
    with transaction.atomic():
        made = open_workshop(
            facilitator.user,
            title=one.title[: TITLE_LIMIT - len(suffix)].rstrip() + suffix,
            topic=one.topic,
            kind=one.kind,
            kind_data=one.kind_data,
            language=one.language,
            alone=one.is_alone,
            team_names=[team.name for team in one.teams.order_by("position")],
            steps=[
                {"step": str(uuid.uuid4()), **{name: getattr(step, name) for name in FIELDS}}
                for step in in_order(row.to_domain() for row in one.steps.all())
            ],
        )
        wording = [{"op": "wording", "block": block, **words} for block, words in one.wording.items()]
        afterwards = {"op": "afterwards", "gets": one.gets, "thanks": one.thanks}
        write(made, [*({"question": "", "context": "", **words} for words in wording), afterwards], APPLICATION)
        made.refresh_from_db()
        return made
