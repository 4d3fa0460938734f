"""`serve` with something planted in it: `python -m tests.faults.launch <plant> [<detail>] -- --fd N`.

With FAULTS_STAND_BY set it does all that takes time, and begins to serve when a line comes in; so the next server of
a test that kills them is warm when the last one dies.
"""

import os
import sys


def main() -> None:
    plant, *details = sys.argv[1 : sys.argv.index("--")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "canvasweb.settings"
    import django

    django.setup()
    from django.core.management import call_command

    import canvasweb.asgi  # noqa: F401 - loaded now, since it takes a while
    from tests.faults.deaths import die
    from tests.faults.plants import PLANTS

    if os.environ.get("FAULTS_STAND_BY"):
        sys.stdin.readline()
    if plant == "die":
        die(*details)
    else:
        PLANTS[plant]()
    call_command("serve", *sys.argv[sys.argv.index("--") + 1 :])


if __name__ == "__main__":
    main()
