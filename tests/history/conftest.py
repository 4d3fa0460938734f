import pytest

from tests.factories import Cast, make_cast
from workshops.actions.open_canvases import drop_all


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    drop_all()
    return make_cast()
