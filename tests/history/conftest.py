import random

import pytest

from tests.domain.story import random_operation
from tests.factories import Cast, make_cast, new_id
from workshops.actions.editing import submit
from workshops.actions.open_canvases import drop_all, open_canvas
from workshops.models import Canvas


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    drop_all()
    return make_cast()


def told(cast: Cast, seed: int, count: int) -> Canvas:
    """The canvas after a random story of several people."""
    pick = random.Random(seed)
    people = [cast.noor.who, cast.alice.who, cast.bob.who]
    for _ in range(count):
        canvas = open_canvas(cast.canvas).canvas
        submit(cast.canvas, pick.choice(people), [{"id": new_id(), **random_operation(pick, canvas)}])
    return Canvas.objects.select_related("workshop").get(pk=cast.canvas)
