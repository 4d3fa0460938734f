"""Who may open which page: the one place where a page finds its person and asks the rights table."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from workshops.domain.rights import may
from workshops.models import Participant, Team, User, Workshop
from workshops.queries import guest_cookie, recognise
from workshops.web.places import home_of

P = ParamSpec("P")
PersonView = Callable[Concatenate[HttpRequest, Participant, P], HttpResponse]
WorkshopView = Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]


def account_of(request: HttpRequest) -> User | None:
    """The account that is signed in, or None."""
    return request.user if isinstance(request.user, User) else None


def asks(action: str) -> Callable[[PersonView[P]], WorkshopView[P]]:
    """Makes a view of a workshop: it is handed the person in it, who may do `action` (see domain/rights.py).

    Strangers get 404, whether or not there is such a workshop; where only a facilitator may come, somebody who is
    not signed in may do so first. People in the workshop who may not do it get 403, and so does a guest whose cookie
    is not good any more.
    """

    def wrap(view: PersonView[P]) -> WorkshopView[P]:
        @wraps(view)
        def guarded(request: HttpRequest, workshop: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            person = recognise(workshop, request.COOKIES, account_of(request))
            if person is None:
                if request.headers.get("HX-Request"):  # a fragment: have the whole page say why
                    return HttpResponse(status=404, headers={"HX-Refresh": "true"})
                if guest_cookie(workshop) in request.COOKIES:
                    raise PermissionDenied(
                        _("You are not in this workshop any more. With its code you can come in again.")
                    )
                if request.method == "GET" and account_of(request) is None and not may("participant", action):
                    return redirect_to_login(request.get_full_path())
                raise Http404
            if not may(person.role, action):
                raise PermissionDenied
            try:
                return view(request, person, *args, **kwargs)
            except Workshop.DoesNotExist:  # deleted by another while this ran
                raise Http404 from None

        return guarded

    return wrap


def with_a_group(view: PersonView[P]) -> PersonView[P]:
    """Makes a view of a person (inside `asks`) one of workshops with a group: whoever is alone goes to where they are.

    There is no agenda with minutes there, no lobby, no team beside the one.
    """

    @wraps(view)
    def guarded(request: HttpRequest, person: Participant, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return redirect(home_of(person)) if person.workshop.is_alone else view(request, person, *args, **kwargs)

    return guarded


def team_of(workshop: Workshop, team_id: UUID | str) -> Team:
    """A team of this workshop; raises Http404."""
    try:
        return workshop.teams.get(pk=UUID(str(team_id)))
    except (Team.DoesNotExist, ValueError):
        raise Http404 from None
