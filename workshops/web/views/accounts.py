"""One's own account: sign up, change it, delete it; and the language of the site."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import i18n
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from workshops.actions.accounts import change_account, close_account, open_account
from workshops.models import User
from workshops.queries import workshops_of
from workshops.web import attempts
from workshops.web.access import account_of
from workshops.web.account_forms import PasswordForm, ProfileForm, SignUpForm
from workshops.web.cookies import remember_language

page = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters("password")
@never_cache
@page
def sign_up(request: HttpRequest) -> HttpResponse:
    """A new account, then on to signing in.

    The answer is the same for an address that has an account already, so that nobody learns who has one.
    """
    if account_of(request):
        return redirect("workshops")
    form = SignUpForm(request.POST or None, initial={"language": (get_language() or "nl")[:2]})
    if request.method != "POST" or not form.is_valid():
        return render(request, "registration/sign_up.html", {"form": form})
    address = attempts.address_of(request)
    if attempts.sign_ups.exhausted(address):
        form.add_error(None, _("Many accounts were asked for from this network. Try again in an hour."))
        return render(request, "registration/sign_up.html", {"form": form}, status=429)
    attempts.sign_ups.count(address)
    values = form.cleaned_data
    made = open_account(**values)
    if made is None:
        User().set_password(values["password"])  # takes as long as a new account does
    messages.success(request, _("If this address had no account yet, it has one now. Sign in to begin."))
    request.session["signing-in"] = values["email"]
    return redirect("sign-in")


@sensitive_post_parameters("password")
@never_cache
@page
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Name, e-mail address and language."""
    user = account_of(request)
    assert user is not None  # noqa: S101 - login_required
    form = ProfileForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "email", "language")}
        if change_account(user, **values):
            response = redirect("account")
            remember_language(response, user.language)
            messages.success(request, _("Saved."))
            return response
        form.add_error("email", _("This e-mail address cannot be used."))
    return render(request, "registration/account.html", {"form": form})


@sensitive_post_parameters("password")
@never_cache
@page
@login_required
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the account, and say beforehand what goes with it."""
    user = account_of(request)
    assert user is not None  # noqa: S101 - login_required
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        logout(request)
        close_account(user)
        messages.success(request, _("Your account is deleted."))
        return redirect("start")
    mine = list(workshops_of(user).filter(owner=user))
    return render(request, "registration/account_delete.html", {"form": form, "mine": mine})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Django's own change of language; an account remembers it too."""
    response = i18n.set_language(request)
    user = account_of(request)
    chosen = request.POST.get("language")
    if user is not None and chosen in dict(settings.LANGUAGES) and chosen != user.language:
        User.objects.filter(pk=user.pk).update(language=chosen)
    return response
