"""Stock Channels, as its tutorial has it: a consumer that stores each operation and hands it on with `group_send`.

Under daphne, with the in-memory layer (one process needs no other).
"""

import json
import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="for-measuring-only",  # noqa: S106 - nobody signs in
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["channels"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["BENCH_FOLDER"]) / "chat.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    },
)
django.setup()

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter
from django.db import connection, models


class Operation(models.Model):
    """One operation, as it came."""

    uid = models.UUIDField(unique=True)
    body = models.JSONField()

    class Meta:
        app_label = "chat"

    def __str__(self) -> str:
        return str(self.uid)


with connection.schema_editor() as schema:
    schema.create_model(Operation)
connection.close()


class Consumer(AsyncWebsocketConsumer):
    """One socket."""

    async def connect(self) -> None:
        await self.channel_layer.group_add("canvas", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard("canvas", self.channel_name)

    async def receive(self, text_data: str = "", bytes_data: bytes | None = None) -> None:
        operation = json.loads(text_data)
        await self.store(operation)
        await self.channel_layer.group_send("canvas", {"type": "canvas.operation", "operation": operation})

    @database_sync_to_async
    def store(self, operation: dict[str, Any]) -> None:
        Operation(uid=operation["id"], body=operation).save(force_insert=True)

    async def canvas_operation(self, event: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(event["operation"]))


application = ProtocolTypeRouter({"websocket": Consumer.as_asgi()})
