"""The past of a canvas as pages: moments, versions, frames, who did what, comparison, and what may be brought back."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Cast, add, make_user, new_id
from tests.web.conftest import browser_of
from workshops.actions.branching import branch
from workshops.actions.editing import submit
from workshops.actions.facilitating import open_workshop, remove_participant
from workshops.actions.leading import lead
from workshops.models import Canvas, Note, Version
from workshops.web.views import history as views

pytestmark = pytest.mark.one_backend  # what is read of the log is in tests/history/


def url(page: str, cast: Cast, *more: object, canvas: str = "") -> str:
    return reverse(page, args=[cast.workshop.pk, canvas or cast.canvas, *more])


def read(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def told(cast: Cast) -> tuple[str, str]:
    """Two notes, of which one was reworded and moved and the other put in the bin; a version before that."""
    bus, shop = new_id(), new_id()
    submit(cast.canvas, cast.alice.who, [add("De buurtbus rijdt", note=bus), add("Winkel", note=shop)])
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Zo begon het"}])
    submit(
        cast.canvas,
        cast.bob.who,
        [
            {"id": new_id(), "op": "text", "note": bus, "base": 1, "delta": [11, " en de taxi"]},
            {"id": new_id(), "op": "move", "notes": [bus], "block": "channels", "after": None},
            {"id": new_id(), "op": "remove", "notes": [shop]},
        ],
    )
    return bus, shop


def texts(cast: Cast) -> list[str]:
    return sorted(Note.objects.filter(canvas_id=cast.canvas, removed=False).values_list("text", flat=True))


def test_any_number_has_a_moment(leader: Client, cast: Cast) -> None:
    told(cast)
    at = {n: leader.get(url("history-at", cast, n)).json() for n in (0, 1, 2, 99_999)}
    assert [len(at[n]["canvas"]["notes"]) for n in at] == [0, 1, 2, 2]
    assert at[99_999]["n"] == Canvas.objects.get(pk=cast.canvas).head
    assert at[99_999]["canvas"]["notes"][0]["text"] == "De buurtbus en de taxi rijdt"
    page = read(leader, url("history", cast), n="1")
    assert "De buurtbus rijdt" in page
    assert 'data-tally">Winkel' not in page
    assert "Zo begon het" in page
    for odd in ("-3", "x", "", "9" * 40):
        assert "taxi" in read(leader, url("history", cast), n=odd), "then it is now"


def test_a_canvas_of_many_notes_shows_fewer_of_each_block(
    leader: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(cast.canvas, cast.alice.who, [add(f"Idee {number}") for number in range(25)])
    for many, shown in ((26, 20), (25, 10)):
        monkeypatch.setattr(views, "MANY", many)
        page = read(leader, url("history", cast))
        assert len(set(re.findall(r"Idee \d+(?=<)", page))) == shown
        assert f"Nog {25 - shown} briefjes" in page
        assert f'"shown": {shown}' in page
        assert len(set(re.findall(r"Idee \d+(?=<)", read(leader, url("history", cast), all="1")))) == 25


def test_an_empty_canvas_has_a_past_of_nothing(leader: Client, cast: Cast) -> None:
    page = read(leader, url("history", cast))
    assert "disabled" in page
    assert leader.get(url("history-lapse", cast, 0, 0)).json() == {"of": 0, "frames": []}
    assert leader.get(url("history-grown", cast)).json() == {"changes": {}}


def test_frames_come_in_parts_and_end_at_the_head(leader: Client, cast: Cast) -> None:
    told(cast)
    head = Canvas.objects.get(pk=cast.canvas).head
    found = leader.get(url("history-lapse", cast, head, 0)).json()
    assert found["of"] == len(found["frames"]) == head
    assert found["frames"][-1]["n"] == head
    late = leader.get(url("history-lapse", cast, 99_999, head - 1)).json()
    assert [frame["n"] for frame in late["frames"]] == [head]
    assert leader.get(url("history-lapse", cast, head, 500)).json()["frames"] == []


def test_versions_say_what_changed_and_one_is_kept_by_hand(leader: Client, cast: Cast) -> None:
    told(cast)
    leader.post(url("history-version", cast), {"name": "Na de bus"})
    first, second = Version.objects.order_by("n")
    assert (second.name, second.by) == ("Na de bus", cast.noor.who)
    changes = leader.get(url("history-grown", cast)).json()["changes"]
    assert changes[str(first.n)] == "2 nieuw"
    assert changes[str(second.n)] == "1 anders verwoord, 1 verplaatst, 1 in de prullenbak"
    for name in ("", " ", "x" * 81):
        leader.post(url("history-version", cast), {"name": name})
    assert Version.objects.count() == 2


def test_who_did_what_in_sentences(leader: Client, guest: Client, cast: Cast) -> None:
    bus, _ = told(cast)
    page = read(guest, url("history", cast))
    for said in ("Bob deed “Winkel” in de prullenbak", "Alice schreef “Winkel”", "Noor bewaarde deze versie"):
        assert said in page
    only = read(leader, url("history", cast), note=bus)
    assert "Bob verplaatste “De buurtbus en de taxi rijdt” (Kanalen)" in only
    assert "deed “Winkel”" not in only
    assert "deed “Winkel”" in read(leader, url("history", cast), note="nonsense")
    for _ in range(60):
        submit(cast.canvas, cast.alice.who, [add("x")])
    part = leader.get(url("history-account", cast), headers={"HX-Request": "true"}).content.decode()
    assert part.count("<li>") == 50
    assert "<html" not in part
    before = part.split("?before=")[1].split('"')[0]
    assert "Alice schreef" in read(leader, url("history", cast), before=before)


def test_a_comparison_marks_words_and_says_all_in_a_list(leader: Client, cast: Cast) -> None:
    told(cast)
    page = read(leader, url("compare", cast))  # the last version beside now
    assert "<ins>" in page
    assert "en de taxi" in page
    assert "1 anders verwoord, 1 verplaatst, 1 in de prullenbak" in page
    assert "Anders verwoord" in page
    assert "Verplaatst van" in page
    assert "Verplaatst naar" in page
    side = read(leader, url("compare", cast), a="0", b="2", view="side")
    assert side.count("De buurtbus rijdt") == 2  # in its place and in the list
    assert "Niets: ze zijn gelijk." in read(leader, url("compare", cast), a="now", b="now")
    for odd in (new_id(), "x", "1@2", f"{new_id()}@1", "9" * 30):
        assert leader.get(url("compare", cast), {"a": odd}).status_code == 404


def test_two_teams_are_compared_by_what_they_say(leader: Client, guest: Client, cast: Cast) -> None:
    told(cast)
    west = str(Canvas.objects.exclude(pk=cast.canvas).get().pk)
    submit(
        west,
        cast.stan.who,
        [
            add("de buurtbus en de taxi rijdt.", block="segments"),
            add("Kaartjes"),
            {
                "id": new_id(),
                "op": "outcome",
                "outcome": new_id(),
                "sort": "start",
                "text": "Bel",
                "owner": "",
                "due": None,
            },
        ],
    )
    page = read(leader, url("compare", cast), **{"with": west})
    assert "1 alleen in West, 1 in een ander blok" in page
    for said in ("In Oost staat het in Kanalen", "In West staat het in", "Uitkomst, Alleen in West"):
        assert said in page
    assert "Terugbrengen" not in page
    assert 'name="note"' not in page, "nothing comes over from another team"
    assert f'value="{west}"' in read(leader, url("compare", cast)), "it is there to choose"
    assert "alleen in West" in read(leader, url("compare", cast), a=cast.canvas, b=f"{west}@3", view="side")
    # Who may not open the other canvas, does not compare with it either.
    assert guest.get(url("compare", cast), {"with": west}).status_code == 404
    assert west not in read(guest, url("compare", cast))
    stan = Client()
    stan.cookies.load(cast.cookies(cast.stan))
    assert stan.get(url("compare", cast, canvas=west), {"with": cast.canvas}).status_code == 404
    assert browser_of("observer", cast).get(url("compare", cast), {"with": west}).status_code == 200
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "plenary", "team": str(cast.stan.team_id)})
    assert guest.get(url("compare", cast), {"with": west}).status_code == 200, "it is shown to all"


def test_a_canvas_of_another_workshop_is_compared_by_who_leads_both(leader: Client, guest: Client, cast: Cast) -> None:
    told(cast)
    shop = open_workshop(cast.workshop.owner, title="Vorig jaar", kind="public", language="nl", team_names=["Zuid"])
    other = open_workshop(cast.workshop.owner, title="Bedrijf", kind="business", language="nl", team_names=["Een"])
    theirs = open_workshop(make_user("Piet"), title="Van Piet", kind="public", language="nl", team_names=["Een"])
    same, kind, strange = (str(one.canvases.get().pk) for one in (shop, other, theirs))
    page = read(leader, url("compare", cast), **{"with": same})
    assert "alleen in Oost" in page
    assert "Vorig jaar: Zuid" in page
    offered = read(leader, url("compare", cast))
    assert [f'value="{one}"' in offered for one in (same, kind, strange)] == [True, False, False]
    assert "een canvas van een andere soort" in read(leader, url("compare", cast), **{"with": kind})
    assert guest.get(url("compare", cast), {"with": same}).status_code == 404
    assert leader.get(url("compare", cast), {"with": strange}).status_code == 404


def test_what_was_comes_back_whole_by_block_or_by_note(leader: Client, cast: Cast) -> None:
    _, shop = told(cast)
    version = Version.objects.get().n
    answer = leader.post(url("history-back", cast), {"n": version, "what": "notes", "note": [shop]}, follow=True)
    assert "1 briefje is weer zoals het was" in answer.content.decode()
    assert texts(cast) == ["De buurtbus en de taxi rijdt", "Winkel"]
    leader.post(url("history-back", cast), {"n": version, "what": "segments"})
    assert texts(cast) == ["De buurtbus rijdt", "Winkel"]
    answer = leader.post(url("history-back", cast), {"n": version, "what": "all"}, follow=True)
    assert "zo is het canvas nu al" in answer.content.decode()
    leader.post(url("history-back", cast), {"n": "0", "what": "all"})
    assert texts(cast) == []
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "undo"}])
    assert texts(cast) == ["De buurtbus rijdt", "Winkel"]
    head = Canvas.objects.get(pk=cast.canvas).head
    for odd in (
        {"n": "99999"},
        {"n": "1", "what": "nowhere"},
        {"n": "1", "what": "notes"},
        {"what": "notes", "note": "x"},
    ):
        assert leader.post(url("history-back", cast), odd).status_code == 302
    assert leader.post(url("history-back", cast), {"n": "1", "from": new_id()}).status_code == 404
    assert Canvas.objects.get(pk=cast.canvas).head == head


def test_last_minutes_of_one_person_are_taken_back(leader: Client, cast: Cast) -> None:
    told(cast)
    leader.post(url("history-take", cast), {"who": cast.bob.who, "minutes": "5"})
    assert texts(cast) == ["De buurtbus rijdt", "Winkel"]
    answer = leader.post(url("history-take", cast), {"who": "x", "minutes": "5"}, follow=True)
    assert answer.status_code == 200


def test_last_minutes_of_somebody_who_was_removed_are_taken_back(leader: Client, cast: Cast) -> None:
    told(cast)
    remove_participant(cast.noor, cast.bob.who)
    bob = f'<option value="{cast.bob.who}">Bob (verwijderd)</option>'
    assert bob in read(leader, url("history", cast))
    leader.post(url("history-take", cast), {"who": cast.bob.who, "minutes": "5"})
    assert texts(cast) == ["De buurtbus rijdt", "Winkel"]


@pytest.mark.parametrize("name", ["\u200b", "\ufeff \u200d", "  "])
def test_a_version_without_a_name_that_can_be_seen_is_refused(leader: Client, cast: Cast, name: str) -> None:
    told(cast)
    leader.post(url("history-version", cast), {"name": name})
    assert list(Version.objects.values_list("name", flat=True)) == ["Zo begon het"]
    assert "Er staat nog geen tekst in." in read(leader, url("history", cast))


def test_what_was_typed_is_there_again_after_a_refusal(leader: Client, cast: Cast) -> None:
    told(cast)
    for page, field in (("history-version", "version-name"), ("scenario-make", "scenario-name")):
        typed = "Plan \u202e<b>&" + "x" * 1_000
        answer = leader.post(url(page, cast), {"name": typed, "n": "2"})
        assert answer.status_code == 302
        assert len(answer["Location"]) < 2_000
        said = leader.get(answer["Location"]).content.decode()
        [kept] = [one for one in said.split("<input ") if f'id="{field}"' in one]
        assert 'value="Plan ' in kept
        assert "&lt;b&gt;" in kept
    leader.post(url("scenario-make", cast), {"name": "Huur", "n": "2"})
    [made] = Canvas.objects.filter(name="Huur")
    answer = leader.post(url("scenario-rename", cast, canvas=str(made.pk)), {"name": "…", "next": url("history", cast)})
    assert answer["Location"] == url("history", cast), "back to where the form stood"


def test_scenarios_are_made_compared_renamed_taken_over_and_deleted(leader: Client, guest: Client, cast: Cast) -> None:
    _, shop = told(cast)
    leader.post(url("scenario-make", cast), {"n": "2", "name": "We verhuren"})
    made = Canvas.objects.get(name="We verhuren")
    assert made.branched_at == 2
    submit(str(made.pk), cast.noor.who, [add("Verhuur", note=(extra := new_id()))])
    page = read(leader, url("compare", cast), **{"with": str(made.pk)})
    assert "Verhuur" in page
    assert "We verhuren" in page
    data = {"n": made.head + 9, "from": str(made.pk), "what": "notes", "note": [extra, shop]}
    made.refresh_from_db()
    leader.post(url("history-back", cast), {**data, "n": made.head})
    assert texts(cast) == ["De buurtbus en de taxi rijdt", "Verhuur", "Winkel"]
    assert guest.get(url("history", cast, canvas=str(made.pk))).status_code == 200
    assert browser_of("participant", cast).get(url("compare", cast, canvas=str(made.pk))).status_code == 200
    leader.post(url("scenario-rename", cast, canvas=str(made.pk)), {"name": "Huur"})
    made.refresh_from_db()
    assert made.name == "Huur"
    for name in ("", "x" * 90):
        leader.post(url("scenario-make", cast), {"n": "2", "name": name})
        leader.post(url("scenario-rename", cast, canvas=str(made.pk)), {"name": name})
    leader.post(url("scenario-rename", cast), {"name": "Niet van mij"})
    assert sorted(Canvas.objects.filter(team=made.team).values_list("name", flat=True)) == ["", "Huur"]
    again = branch(cast.noor, made, made.head, "Een tak van een tak")
    assert "toen dit scenario ervan werd gemaakt" in read(leader, url("compare", cast, canvas=str(again.pk)))
    assert "Huur" in read(leader, url("scenario-delete", cast, canvas=str(made.pk)))
    leader.post(url("scenario-delete", cast, canvas=str(made.pk)))
    assert not Canvas.objects.filter(pk=made.pk).exists()
    leader.post(url("scenario-delete", cast))
    assert Canvas.objects.filter(pk=cast.canvas).exists()


def test_a_scenarios_board_shows_its_name_and_nothing_of_the_hour(leader: Client, guest: Client, cast: Cast) -> None:
    told(cast)
    lead(cast.noor, {"op": "start"})
    row = Canvas.objects.select_related("workshop", "team").get(pk=cast.canvas)
    made = branch(cast.noor, row, row.head, "We verhuren")
    for client in (leader, guest):
        page = read(client, url("board", cast, canvas=str(made.pk)))
        assert "data-band" not in page
        assert '"steps": []' in page
        assert "We verhuren" in page
        assert "We verhuren" in read(client, url("board", cast)), "the menu leads there"
    stan = Client()
    stan.cookies.load(cast.cookies(cast.stan))
    assert stan.get(url("board", cast, canvas=str(made.pk))).status_code == 302
    file = leader.get(url("export-file", cast, canvas=str(made.pk)), {"format": "md", "paper": "a4"})
    assert "We verhuren" in unescape(str(file.headers.get("Content-Disposition")))
    assert "We verhuren" in b"".join(file).decode()


def test_another_team_is_kept_out_and_so_is_everybody_once_it_is_over(cast: Cast) -> None:
    told(cast)
    stan = Client()
    stan.cookies.load(cast.cookies(cast.stan))
    pages = [url(page, cast) for page in ("history", "history-grown", "history-account", "compare")]
    pages += [url("history-at", cast, 1), url("history-lapse", cast, 5, 0)]
    assert [stan.get(page).status_code for page in pages] == [403] * len(pages)
    for op in ("start", "end"):
        lead(cast.noor, {"op": op})
    lead(cast.noor, {"op": "afterwards", "gets": "thanks", "until": None, "thanks": ""})
    alice = browser_of("participant", cast)
    assert [alice.get(page).status_code for page in pages] == [403] * len(pages)
    assert browser_of("facilitator", cast).get(pages[0]).status_code == 200
