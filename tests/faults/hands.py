"""A participant on the Python client, with what it made and was told written down beside it."""

import itertools
import random
from typing import Any

from tests.domain.story import random_operation
from tests.faults.accounts import WORD, Account
from workshops.client import Client, new_id
from workshops.domain.canvas import Canvas
from workshops.domain.kinds import Kind
from workshops.domain.picture import picture

NOT_GENTLE = ("undo", "redo", "duplicate", "bring-back")
"""What may take words away, or show them twice."""


class Hand:
    """Does random things through a client; a reload is a new client with what the old one had not heard the fate of."""

    def __init__(self, url: str, headers: dict[str, str], kind: Kind, who: int, *, seed: int, words: int) -> None:
        self.who = who
        self.reloads = 0
        self.made: dict[str, dict[str, Any]] = {}
        self.heard: dict[str, int] = {}
        self.answered: dict[str, str] = {}
        self.words: list[dict[str, Any]] = []
        self.wrong: list[str] = []
        self.pick = random.Random(seed)
        self._arguments = (url, headers, kind)
        self._next_word = words
        self._told_of = 0
        self.client = self._open()

    def _open(self) -> Client:
        client = Client(*self._arguments, seed=self.pick.getrandbits(30))
        client.patience = 0.2
        client.on_message = self._told
        return client

    def reload(self) -> Client:
        """Leave and come back knowing nothing but what waits; the new client, which is to be run."""
        self.reloads += 1
        old, self.client = self.client, self._open()
        self.client.outbox = dict(old.outbox)
        old.drop()
        return self.client

    def _told(self, message: dict[str, Any]) -> None:
        if message["t"] == "ops":
            for entry in message["ops"]:
                if entry["id"] in self.made:
                    self._acknowledged(entry["id"], entry["n"])
        elif message["t"] == "welcome":
            for operation_id, number in message["known"].items():
                self._acknowledged(operation_id, number)
        elif message["t"] == "verdict" and "n" in message:
            self._acknowledged(message["id"], message["n"])
        elif message["t"] == "verdict" and message.get("no") != "try-again":
            self.answered[message["id"]] = message.get("no", "none")

    def _acknowledged(self, operation_id: str, number: int) -> None:
        if self.heard.setdefault(operation_id, number) != number:
            self.wrong.append(f"{operation_id} was acknowledged at {self.heard[operation_id]} and at {number}")

    def news(self) -> dict[str, int]:
        """What was acknowledged since this was last asked."""
        news = dict(itertools.islice(self.heard.items(), self._told_of, None))
        self._told_of += len(news)
        return news

    async def act(self, *, gentle: bool) -> None:
        """Make one edit of what is seen now."""
        canvas = self.client.canvas
        operation = random_operation(self.pick, canvas)
        while gentle and operation["op"] in NOT_GENTLE:
            operation = random_operation(self.pick, canvas)
        operation = {"id": new_id(), **operation}
        if gentle:
            operation = self._in_words(operation, canvas)
        self.made[operation["id"]] = operation
        await self.client.edit(operation)

    def word(self) -> str:
        """A word that nobody else says."""
        self._next_word += 1
        return chr(self._next_word)

    def _in_words(self, operation: dict[str, Any], canvas: Canvas) -> dict[str, Any]:
        """The operation with words of the crew, and without taking any away."""
        if operation["op"] == "add":
            drafts = [{**draft, "text": self.word()} for draft in operation["notes"]]
            return {**operation, "notes": drafts}
        if operation["op"] == "comment":
            return {**operation, "text": self.word()}
        if operation["op"] != "text":
            return operation
        text = canvas.notes[operation["note"]].text
        place, word = self.pick.randint(0, len(text)), self.word()
        left, right = WORD.findall(text[:place]), WORD.findall(text[place:])
        self.words.append(
            {
                "id": operation["id"],
                "word": word,
                "note": operation["note"],
                "left": left[-1] if left else None,
                "right": right[0] if right else None,
                "firm": True,
            }
        )
        return {**operation, "delta": [place, word] if place else [word]}

    def account(self) -> Account:
        """Everything the verdict asks of a participant."""
        refused = [self.made[one] for one in self.answered if one in self.made and self.answered[one] != "none"]
        return Account(
            name=f"python {self.who}",
            who=self.who,
            seen=self.client.seen,
            waiting=len(self.client.outbox),
            picture=picture(self.client.canvas),
            made=self.made,
            sent={key: [operation] for key, operation in self.made.items()},
            heard=self.heard,
            answered=self.answered,
            words=self.words,
            kept=[str(operation) for operation in refused],
            wrong=self.wrong,
        )
