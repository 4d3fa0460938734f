"""Everything of a workshop in one zip: made by a process of its own, which says how far it is and can be stopped."""

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from workshops import clock
from workshops.actions.exporting import prepared_of, wishes_of, write
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.exports.bundle import bundle
from workshops.exports.names import file_name
from workshops.models import ExportJob, Participant, Workshop

AT_ONCE = 2
"""Zips that are being made at the same time on a server; one of a workshop."""
SILENT = 90_000
"""Milliseconds after which a maker that was not heard of is gone: a file takes less."""
LONGEST = 15 * 60_000
KEPT = 60 * 60_000
"""Milliseconds for which a zip may be made, and is kept once it is."""


def running() -> QuerySet[ExportJob]:
    """Those that are being made now."""
    return ExportJob.objects.filter(state="running", heard__gt=clock.now() - SILENT)


def path_of(job: ExportJob) -> Path:
    """Where its file is, or will be."""
    return Path(settings.VAR_DIR) / "exports" / f"{job.pk}.zip"


def job_of(workshop: Workshop) -> ExportJob | None:
    """The last one of the workshop that is of use: running, failed or there to download."""
    job = workshop.export_jobs.filter(began__gt=clock.now() - KEPT).exclude(state="cancelled").first()
    if job is not None and job.state == "running" and job.heard <= clock.now() - SILENT:
        job.state = "failed"
    return job if job is None or job.state != "done" or path_of(job).exists() else None


def begin(facilitator: Participant) -> ExportJob:
    """Have a zip made of all teams, as exports were prepared.

    Raises Refusal `not-allowed`, `bundle-already`, `bundles-full`.
    """
    if not may(facilitator.role, "export"):
        raise Refusal("not-allowed")
    forget_bundles()
    with transaction.atomic():
        if running().filter(workshop=facilitator.workshop_id).exists():
            raise Refusal("bundle-already")
        if running().count() >= AT_ONCE:
            raise Refusal("bundles-full", limit=AT_ONCE)
        now = clock.now()
        job = ExportJob.objects.create(workshop=facilitator.workshop, by=facilitator.who, began=now, heard=now)
        transaction.on_commit(lambda: launch(job.pk))
    return job


def cancel(facilitator: Participant) -> None:
    """Stop the one of this workshop; its maker sees it at the next file. Raises Refusal `not-allowed`."""
    if not may(facilitator.role, "export"):
        raise Refusal("not-allowed")
    ExportJob.objects.filter(workshop=facilitator.workshop_id, state="running").update(state="cancelled")


def launch(job: UUID) -> None:
    """Start the process that makes it, at low priority; the server goes on."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bundle", str(job)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    threading.Thread(target=process.wait, daemon=True).start()  # so that it leaves no trace when it is done


def make(job_id: UUID) -> str:
    """Make the zip of a job that is running, in this process; the state it ends in."""
    job = ExportJob.objects.select_related("workshop").get(pk=job_id)
    path = path_of(job)
    part = path.with_suffix(".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    prepared = prepared_of(job.workshop)
    state, problem = "failed", ""
    try:
        with part.open("wb") as out:
            for progress in bundle(job.workshop, out, wishes_of(prepared), paper=prepared.paper, press=write):
                if not _heard(job, progress.done, progress.total):
                    state = "cancelled"
                    break
            else:
                state = "done"
        if state == "done":
            part.replace(path)
    except Refusal as refusal:
        problem = refusal.code
    finally:
        part.unlink(missing_ok=True)
        now = clock.now()
        ExportJob.objects.filter(pk=job.pk, state="running").update(state=state, problem=problem, heard=now)
    return state


def _heard(job: ExportJob, done: int, total: int) -> bool:
    """Say how far it is; False when nobody wants it any more, or it takes too long."""
    now = clock.now()
    rows = ExportJob.objects.filter(pk=job.pk, state="running", began__gt=now - LONGEST)
    return rows.update(done=done, total=total, heard=now) == 1


def bundle_name(job: ExportJob) -> str:
    """What the file is called for who downloads it."""
    return file_name("zip", job.workshop.title)


def forget_bundles() -> int:
    """Delete zips that were kept long enough, and what is left of those whose workshop or server is gone; how many."""
    limit = clock.now() - KEPT
    ExportJob.objects.filter(began__lt=limit).delete()
    there = {str(pk) for pk in ExportJob.objects.values_list("pk", flat=True)}
    count = 0
    folder = Path(settings.VAR_DIR) / "exports"
    for file in folder.glob("*") if folder.is_dir() else ():
        if file.stem not in there:
            with suppress(OSError):
                file.unlink()
                count += 1
    return count
