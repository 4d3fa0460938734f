"""The import map at work: a browser under the site's policy fetches every module by its hashed name."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from playwright.async_api import Route

from canvasweb import static
from tests.browsing import NewPage, problems_of

NONCE = "abc"
POLICY = f"default-src 'none'; connect-src 'self'; script-src 'self' 'nonce-{NONCE}'"


@pytest.mark.one_backend
async def test_relative_imports_load_hashed_files(new_page: NewPage, static_root: Path, settings: Any) -> None:
    settings.STATIC_ROOT = static_root
    hashed = {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    # Any module will do that imports others and does nothing by itself.
    entry = max(
        (name for name in static.module_names() if "/core/" in name), key=lambda name: len(static.graph_of(name))
    )
    request = RequestFactory().get("/")
    request.csp_nonce = NONCE  # type: ignore[attr-defined]  # django-csp's middleware puts it there
    tags = "<!doctype html>{% import_map %}{% module_preload entry %}{% module_script entry %}"
    body = Template(tags).render(Context({"request": request, "entry": entry}))

    async def answer(route: Route) -> None:
        await route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    page = await new_page()
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.append(asked.url) if "/static/js/" in asked.url else None)
    await page.route("**/probe", answer)
    await page.goto("/probe", wait_until="networkidle")
    await page.evaluate(f"import('/static/{entry}')")
    names = {re.sub(r"\.[0-9a-f]{12}\.js$", ".js", url.split("/static/")[1]) for url in fetched}
    assert names == set(static.graph_of(entry))
    assert len(fetched) == len(names)
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", url) for url in fetched)
    assert [problem for problem in problems_of(page) if "img-src" not in problem] == []
