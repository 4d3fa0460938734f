"""The zip of a whole workshop."""

import io
import json
import zipfile

import pytest

from tests.factories import Cast, add, make_cast
from workshops.actions.editing import submit
from workshops.actions.facilitating import add_team
from workshops.actions.open_canvases import drop_all
from workshops.exports.bundle import bundle
from workshops.exports.content import CanvasContent, Wishes
from workshops.exports.formats import Format

FAST = ("xlsx", "md", "json")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    drop_all()
    return make_cast()


def test_a_folder_for_each_team_with_all_formats(cast: Cast) -> None:
    submit(cast.canvas, cast.alice.who, [add("Ouderen"), add("Jongeren")])
    add_team(cast.workshop, None, "oost")
    out, again = io.BytesIO(), io.BytesIO()
    steps = list(bundle(cast.workshop, out, Wishes(), formats=FAST))
    assert [(one.done, one.total) for one in steps] == [(number, 9) for number in range(10)]
    list(bundle(cast.workshop, again, Wishes(), formats=FAST))
    assert out.getvalue() == again.getvalue()
    with zipfile.ZipFile(out) as made:
        assert made.testzip() is None
        names = made.namelist()
        assert "Oost/Dorpen - Oost.md" in names
        assert "oost 2/Dorpen - oost.md" in names
        assert "Ouderen" in made.read("Oost/Dorpen - Oost.md").decode()
        assert json.loads(made.read("Oost/Dorpen - Oost.json"))["notes"][1]["text"] == "Jongeren"


def test_it_can_be_cancelled_and_makes_no_more(cast: Cast) -> None:
    written: list[str] = []

    def press(one: Format, content: CanvasContent, paper: str) -> bytes:
        written.append(one.key)
        return b"x"

    steps = bundle(cast.workshop, io.BytesIO(), Wishes(), press=press)
    next(steps)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert len(written) == 1


def test_names_of_teams_never_lead_out_of_their_folder(cast: Cast) -> None:
    add_team(cast.workshop, None, "../../x")
    out = io.BytesIO()
    list(bundle(cast.workshop, out, Wishes(), formats=("md",)))
    with zipfile.ZipFile(out) as made:
        assert all(name.count("/") == 1 and ".." not in name for name in made.namelist())


def test_an_unknown_format_is_refused_at_once(cast: Cast) -> None:
    with pytest.raises(KeyError):
        next(bundle(cast.workshop, io.BytesIO(), Wishes(), formats=("doc",)))
