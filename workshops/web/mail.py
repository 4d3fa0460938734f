"""Messages by e-mail, where the site can send them (EMAIL_URL): a courtesy, nothing waits for their success."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from workshops.models import Participant
from workshops.web import attempts

logger = logging.getLogger(__name__)


def link_to(facilitator: Participant) -> str:
    """The address of the facilitator's page of the workshop."""
    return settings.SITE_ADDRESS + reverse("workshop", kwargs={"workshop": facilitator.workshop_id})


def tell_shared(sharer: Participant, made: Participant) -> bool:
    """Tell somebody that a workshop was shared with their account, in its language; whether a mail went out."""
    asking = str(sharer.user_id)
    if not settings.MAIL_IS_SET_UP or made.user is None or attempts.mails.exhausted(asking):
        return False
    attempts.mails.count(asking)
    workshop = sharer.workshop
    context = {"workshop": workshop, "name": made.name, "by": sharer.name, "link": link_to(made)}
    with override(workshop.language):
        subject = _("%(name)s shares “%(title)s” with you") % {"name": sharer.name, "title": workshop.title}
        body = render_to_string("workshops/shared_email.txt", context)
    try:
        return bool(send_mail(subject, body, None, [made.user.email]))
    except (OSError, ValueError) as problem:  # no connection, refused; or a header that cannot be sent
        logger.warning("a mail was not sent: %s", type(problem).__name__)
        return False
