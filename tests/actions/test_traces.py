"""Words that were deleted or erased are in no file of the database, while the server goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import Cast, add
from workshops.actions.editing import submit
from workshops.actions.erasing import erase
from workshops.actions.facilitating import delete_workshop

pytestmark = pytest.mark.one_backend  # PostgreSQL keeps its files to itself


def kept(word: str) -> bool:
    """Whether a word stands in the database's file or in that of its recent writes."""
    name = str(connection.settings_dict["NAME"])
    return any(word.encode() in path.read_bytes() for path in Path(name).parent.glob(f"{Path(name).name}*"))


@pytest.mark.parametrize(
    "forget", [lambda cast: erase(cast.noor, cast.alice.who), lambda cast: delete_workshop(cast.noor)]
)
def test_no_file_has_them_any_more(cast: Cast, forget: Callable[[Cast], None]) -> None:
    submit(cast.canvas, cast.alice.who, [add("kanariegeel")])
    assert kept("kanariegeel")
    forget(cast)
    assert not kept("kanariegeel")
