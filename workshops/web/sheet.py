"""A canvas as a page draws it: blocks with their notes in order, in the words of the workshop's language."""

from dataclasses import dataclass, field
from typing import Any

from workshops.actions.open_canvases import open_canvas
from workshops.domain.audience import Reader, author_for, hidden_from
from workshops.domain.canvas import Canvas
from workshops.domain.items import Comment, Note
from workshops.domain.kinds import Block, Kind
from workshops.domain.picture import picture


@dataclass(slots=True)
class Paper:
    """A note as drawn. `members` are the notes stacked under it, `label` the name of its first tag."""

    id: str
    text: str
    colour: str
    label: str
    author: str
    reactions: list[tuple[str, int, bool]]
    comments: list[tuple[str, str]]
    members: list["Paper"] = field(default_factory=list)


@dataclass(slots=True)
class Field:
    """A block as drawn; `number` is its place in the fill order."""

    key: str
    number: int
    area: str
    name: str
    question: str
    prompts: list[str]
    locked: bool
    count: int
    notes: list[Paper]


@dataclass(slots=True)
class Sheet:
    """The whole canvas at one moment: `fields` to draw, and `picture` (P6) for the client to go on from `head`."""

    head: int
    locked: bool
    fields: list[Field]
    picture: dict[str, Any]


def sheet_of(canvas_id: str, reader: Reader, names: dict[int, str], language: str) -> Sheet:
    """The canvas as this reader may see it now. Raises Canvas.DoesNotExist."""
    opened = open_canvas(canvas_id)
    with opened.lock:  # the fields and the picture must be of one moment
        opened.fold_in()
        return draw(opened.canvas, reader, names, language)


def draw(canvas: Canvas, reader: Reader, names: dict[int, str], language: str) -> Sheet:
    """A canvas, as it is or was, as this reader may see it."""
    drawer = _Drawer(canvas, reader, names, language)
    return Sheet(
        head=canvas.head,
        locked=canvas.locked,
        fields=[drawer.block(block, number) for number, block in enumerate(canvas.kind.blocks.values(), 1)],
        picture=picture(canvas, reader),
    )


@dataclass(slots=True)
class _Drawer:
    canvas: Canvas
    reader: Reader
    names: dict[int, str]
    language: str

    def block(self, block: Block, number: int) -> Field:
        return Field(
            key=block.key,
            number=number,
            area=block.area,
            name=block.name[self.language],
            question=block.question[self.language],
            prompts=[prompt[self.language] for prompt in block.prompts],
            locked=block.key in self.canvas.locked_blocks,
            count=len(self.seen(block.key)) + sum(len(self.seen(note)) for note in self.seen(block.key)),
            notes=[self.note(self.canvas.notes[note]) for note in self.seen(block.key)],
        )

    def seen(self, group: str) -> list[str]:
        """The notes of a block or stack that the reader may see, in order."""
        ids = [note for _, note in self.canvas.group(group)]
        return [note for note in ids if not hidden_from(self.canvas.notes[note], self.reader.who)]

    def note(self, note: Note) -> Paper:
        return Paper(
            id=note.id,
            text=note.text,
            colour=note.colour,
            label=self.canvas.kind.tags[note.tags[0]][self.language] if note.tags else "",
            author=self.name(note),
            reactions=[
                (reaction, len(people), self.reader.who in people)
                for reaction, people in note.reactions.items()
                if people
            ],
            comments=[
                (self.name(comment), comment.text) for comment in self.canvas.talk(note.id) if not comment.removed
            ],
            members=[self.note(self.canvas.notes[member]) for member in self.seen(note.id)],
        )

    def name(self, item: Note | Comment) -> str:
        return self.names.get(author_for(self.reader, item.by, anon=item.anon), "")


def kind_for(kind: Kind, language: str) -> dict[str, Any]:
    """A kind for the client, in one language."""
    return {
        "key": kind.key,
        "blocks": [
            {
                "key": block.key,
                "area": block.area,
                "name": block.name[language],
                "question": block.question[language],
                "facets": [
                    {
                        "key": facet.key,
                        "name": facet.name[language],
                        "values": [{"key": key, "name": name[language]} for key, name in facet.values.items()],
                    }
                    for facet in block.facets
                ],
            }
            for block in kind.blocks.values()
        ],
    }
