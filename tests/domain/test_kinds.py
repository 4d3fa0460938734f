"""The kind files hold together, and data that does not is refused with the place."""

import copy

import pytest

from workshops import kinds as files
from workshops.agendas import back_questions
from workshops.domain import kinds

FILL_ORDER = {
    "business": "segments proposition channels relationships revenue activities resources partners costs",
    "public": "segments proposition channels relationship revenue resources activities partners costs",
}


@pytest.mark.parametrize("key", files.names())
def test_every_kind_file_is_whole(key: str) -> None:
    kind = files.kind(key)
    assert kind.key == key
    assert " ".join(kind.blocks) == FILL_ORDER[key]
    assert all(block.question[language] for block in kind.blocks.values() for language in kinds.LANGUAGES)
    assert {block.region for block in kind.blocks.values()} == set(kinds.REGIONS)


@pytest.mark.parametrize("change", ["format", "region", "area", "word", "twice", "tag", "columns"])
def test_a_kind_that_does_not_hold_together_is_refused(change: str) -> None:
    data = copy.deepcopy(files.load("public"))
    first, second = data["blocks"][:2]
    if change == "format":
        data["format"] = 99
    elif change == "region":
        first["region"] = "elsewhere"
    elif change == "area":
        first["area"] = "zz"
    elif change == "word":
        first["question"]["en"] = " "
    elif change == "twice":
        second["key"] = first["key"]
    elif change == "tag":
        second["facets"] = first["facets"]
    else:
        data["columns"] = [1]
    with pytest.raises(kinds.BadKind):
        kinds.parse(data)


def test_an_unknown_kind_is_not_loaded() -> None:
    with pytest.raises(KeyError):
        files.load("../settings")


@pytest.mark.parametrize("name", files.names())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_step_back_asks_of_every_block_and_of_the_whole(name: str, language: str) -> None:
    kind = files.kind(name)
    questions = back_questions(kind, language)
    assert {one["block"] for one in questions} == {*kind.blocks, None}
    assert all(one["text"].strip() for one in questions)
