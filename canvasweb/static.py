"""Hashed file names for ES modules that import each other by relative path.

A module keeps `import "./note.js"` as written; the page's import map tells the browser that the address
/static/js/canvas/note.js is to be fetched as /static/js/canvas/note.0123456789ab.js. The keys are URL paths,
so that a relative import inside a hashed module finds its entry too. No build step.
"""

import json
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

MODULES = "js/"

# Static imports and re-exports at the start of a line; dynamic import() is loaded later and not preloaded.
_IMPORT = re.compile(
    r"""^[ \t]*(?:import|export)\b(?:[^"'`;()]*?\bfrom\b)?[ \t\n]*["'](?P<path>\.{1,2}/[^"'\n]+)["']""", re.MULTILINE
)
_COMMENT = re.compile(r"/\*.*?\*/|^[ \t]*//[^\n]*", re.DOTALL | re.MULTILINE)


class MissingModuleError(LookupError):
    """A module that is imported or preloaded does not exist under static/."""


def module_names() -> list[str]:
    """Every ES module under static/js/, as paths inside static/, sorted."""
    found = set()
    for folder in settings.STATICFILES_DIRS:
        found |= {path.relative_to(folder).as_posix() for path in Path(folder, MODULES).rglob("*.js")}
    return sorted(found)


def imports_of(name: str) -> list[str]:
    """The modules that `name` imports statically, as paths inside static/, in order of appearance."""
    path = finders.find(name)
    if not path:
        raise MissingModuleError(name)
    source = _COMMENT.sub("", Path(path).read_text("utf-8"))
    targets = [match["path"] for match in _IMPORT.finditer(source)]
    return list(dict.fromkeys(_resolve(name, target) for target in targets))


def _resolve(importer: str, target: str) -> str:
    parts: list[str] = list(PurePosixPath(importer).parent.parts)
    for part in PurePosixPath(target).parts:
        if part == "..":
            if not parts:
                raise MissingModuleError(target)
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def graph_of(entry: str) -> list[str]:
    """`entry` and everything it imports, directly or not, breadth first; raises MissingModuleError."""
    order = [entry]
    for name in order:
        order += [target for target in imports_of(name) if target not in order]
    return order


def build_import_map() -> str:
    """The import map as JSON that is safe inside a script element."""
    imports = {settings.STATIC_URL + name: staticfiles_storage.url(name) for name in module_names()}
    changed = {key: url for key, url in imports.items() if key != url}
    return json.dumps({"imports": changed}, separators=(",", ":")).replace("<", "\\u003c")


@lru_cache(maxsize=1)
def _kept_import_map() -> str:
    return build_import_map()


@lru_cache(maxsize=64)
def _kept_graph(entry: str) -> tuple[str, ...]:
    return tuple(staticfiles_storage.url(name) for name in graph_of(entry))


def import_map() -> str:
    """The import map; made once where names are hashed, since those files do not change while serving."""
    return _kept_import_map() if settings.HASHED_STATIC else build_import_map()


def preload_urls(entry: str) -> tuple[str, ...]:
    """The addresses of `entry` and its whole static import graph."""
    return _kept_graph(entry) if settings.HASHED_STATIC else _kept_graph.__wrapped__(entry)
