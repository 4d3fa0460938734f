"""The server as a process: it drains, it keeps others out, and it is careful with what comes in."""

import json
import sqlite3
import urllib.request
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.serving import ServerProcess


def test_server_answers_after_a_restart_on_the_same_address(server_process: ServerProcess) -> None:
    assert server_process.stop() == 0
    server_process.start()
    assert server_process.kill() == -9
    server_process.start()
    assert f"Open {server_process.url}" in server_process.log


@pytest.mark.one_backend
def test_second_server_and_migrate_are_refused_with_one_sentence(server_process: ServerProcess) -> None:
    with pytest.raises(AssertionError, match=r"ended with 1:\nCommandError: Another Canvasweb server is running.*\n$"):
        server_process.manage("serve", "--port", "0")
    with pytest.raises(AssertionError, match=r"ended with 1:\nCommandError: A Canvasweb server is running.*\n$"):
        server_process.manage("migrate")
    server_process.stop()
    server_process.manage("migrate")


@pytest.mark.one_backend
def test_serving_an_empty_database_asks_for_migrate(server_process: ServerProcess, tmp_path: Path) -> None:
    server_process.stop()
    server_process.database.path.unlink()
    sqlite3.connect(server_process.database.path).close()
    with pytest.raises(AssertionError, match=r"run `manage.py migrate` first"):
        server_process.manage("serve", "--port", "0")


@pytest.mark.one_backend
def test_serving_without_collected_files_asks_for_collectstatic(server_process: ServerProcess, tmp_path: Path) -> None:
    server_process.stop()
    server_process.static_root = tmp_path
    with pytest.raises(AssertionError, match=r"run `manage.py collectstatic --no-input` first"):
        server_process.manage("serve", "--port", "0")


@pytest.mark.parametrize("origin", [None, "http://elsewhere.example", "null", "http://localhost:1", "http://["])
async def test_socket_of_a_foreign_page_is_refused(shared_server: ServerProcess, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        await connect(f"{shared_server.ws_url}/", additional_headers={"Origin": origin} if origin else None)
    # 400 is for an Origin that is no address at all
    assert refusal.value.response.status_code in {400, 403}


@pytest.mark.one_backend
def test_static_file_is_compressed_kept_for_ever_and_for_this_site_alone(shared_server: ServerProcess) -> None:
    manifest = json.loads((shared_server.static_root / "staticfiles.json").read_text())
    url = f"{shared_server.url}/static/{manifest['paths']['css/tokens.css']}"
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Access-Control-Allow-Origin"] is None
