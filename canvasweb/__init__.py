"""Canvasweb: the wiring around the `workshops` app."""

import tomllib
from pathlib import Path

__version__: str = tomllib.loads((Path(__file__).resolve().parent.parent / "pyproject.toml").read_text("utf-8"))[
    "project"
]["version"]
