"""`serve` with something planted in it: `python -m tests.faults.launch <plant> [<detail> …] -- --fd N`."""

import os
import sys


def serve(plant: list[str], arguments: list[str]) -> None:
    """Serve until the end, with a plant (a name and its details) in place."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "canvasweb.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from tests.faults.deaths import die
    from tests.faults.plants import PLANTS

    name, *details = plant
    if name == "die":
        die(*details)
    else:
        PLANTS[name]()
    call_command("serve", *arguments)


if __name__ == "__main__":
    middle = sys.argv.index("--")
    serve(sys.argv[1:middle], sys.argv[middle + 1 :])
