"""The client's modules: every import leads somewhere, no cycles, the layers hold, and hashed names are found."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from canvasweb import static

ENTRY = "js/canvas/main.js"

# Who may import whom; a folder not named here is an entry of its own and may import anything.
LAYERS = {
    "js/canvas/core/": ("js/canvas/core/",),
    "js/canvas/sync/": ("js/canvas/sync/", "js/canvas/core/", "js/lib/"),
    "js/canvas/view/": ("js/canvas/view/", "js/canvas/core/", "js/lib/"),
    "js/pages/": ("js/pages/", "js/lib/"),
    "js/lib/": ("js/lib/",),
}


def test_every_import_leads_to_a_module() -> None:
    names = set(static.module_names())
    missing = {(name, target) for name in names for target in static.imports_of(name) if target not in names}
    assert missing == set()


def test_layers_hold() -> None:
    wrong = [
        (name, target)
        for name in static.module_names()
        for folder, allowed in LAYERS.items()
        if name.startswith(folder)
        for target in static.imports_of(name)
        if not target.startswith(allowed)
    ]
    assert wrong == []


def test_no_module_imports_itself_through_others() -> None:
    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path, name))
        for target in static.imports_of(name):
            visit(target, (*path, name))

    for name in static.module_names():
        visit(name, ())


def test_graph_is_the_entry_and_all_it_imports(tmp_path: Path, settings: Any) -> None:
    modules = {
        "main.js": 'import { a } from "./deep/a.js";\nimport "./b.js";\n// import "./gone.js";\n',
        "deep/a.js": '/* import "./gone.js"; */\nexport {\n  b,\n} from "../b.js";\nconst x = import("./late.js");\n',
        "b.js": "export const b = \"import './gone.js'\";\n",
    }
    for name, source in modules.items():
        path = tmp_path / "js" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    settings.STATICFILES_DIRS = [tmp_path]
    assert static.graph_of("js/main.js") == ["js/main.js", "js/deep/a.js", "js/b.js"]
    with pytest.raises(static.MissingModuleError):
        static.graph_of("js/gone.js")


@pytest.fixture
def hashed(settings: Any, static_root: Path) -> None:
    """Names as in production."""
    settings.STATIC_ROOT = static_root
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
    }


def render(source: str) -> str:
    """A template as a page of this site would draw it, with a nonce."""
    request = RequestFactory().get("/")
    request.csp_nonce = "abc"  # type: ignore[attr-defined]  # django-csp's middleware puts it there
    return Template(source).render(Context({"request": request}))


@pytest.mark.usefixtures("hashed")
def test_import_map_names_every_module_by_its_path(static_root: Path) -> None:
    drawn = re.fullmatch(r'<script type="importmap" nonce="abc">(.+)</script>', render("{% import_map %}"))
    assert drawn is not None
    imports = json.loads(drawn[1])["imports"]
    assert set(imports) == {f"/static/{name}" for name in static.module_names()}
    for key, url in imports.items():
        assert re.fullmatch(re.escape(key.removesuffix(".js")) + r"\.[0-9a-f]{12}\.js", url)
        assert (static_root / url.removeprefix("/static/")).exists()


@pytest.mark.usefixtures("hashed")
def test_preload_names_the_same_files_as_the_import_map() -> None:
    links = re.findall(r'<link rel="modulepreload" href="([^"]+)">', render(f'{{% module_preload "{ENTRY}" %}}'))
    imports = json.loads(static.build_import_map())["imports"]
    assert links == [imports[f"/static/{name}"] for name in static.graph_of(ENTRY)]


def test_plain_names_need_no_map() -> None:
    assert static.build_import_map() == '{"imports":{}}'
