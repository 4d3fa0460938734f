"""Signing in, signing out and passwords: Django's own views, with our forms, limits and places."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required, user_passes_test
from django.contrib.auth.tokens import default_token_generator
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workshops.models import User
from workshops.web import attempts
from workshops.web.account_forms import ResetForm, ResetLinkForm, SignInForm, link_from
from workshops.web.cookies import remember_language


class SignIn(auth.LoginView):
    """E-mail address and password; wrong ones are counted."""

    template_name = "registration/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_initial(self) -> dict[str, Any]:
        """The address of an account that was asked for just now."""
        return {**super().get_initial(), "username": self.request.session.get("signing-in", "")}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again; 429 when it was not even tried."""
        response = super().form_invalid(form)
        if form.throttled:
            response.status_code = 429
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """In, in the language of the account."""
        self.request.session.pop("signing-in", None)
        response = super().form_valid(form)
        remember_language(response, form.get_user().language)
        return response


class SignOut(auth.LogoutView):
    """By POST alone."""

    http_method_names = ["post", "options"]
    next_page = "start"


class PasswordChange(SuccessMessageMixin, auth.PasswordChangeView):
    """Another password, for who knows the present one."""

    template_name = "registration/password_change.html"
    success_url = reverse_lazy("account")
    success_message = _("Your password is changed.")


class PasswordReset(auth.PasswordResetView):
    """Asks for a link; the answer says nothing about whether there is an account."""

    template_name = "registration/password_reset.html"
    email_template_name = "registration/password_reset_email.txt"
    subject_template_name = "registration/password_reset_subject.txt"
    form_class = ResetForm
    success_url = reverse_lazy("password-reset-done")
    extra_context = {"mail": settings.MAIL_IS_SET_UP}

    def form_valid(self, form: Any) -> HttpResponse:
        """Sends it with the site's own address in it, whatever host the request named."""
        address = attempts.address_of(self.request)
        if not attempts.resets.exhausted(address):
            attempts.resets.count(address)
            form.save(
                domain_override=urlsplit(settings.SITE_ADDRESS).netloc,
                use_https=settings.OVER_HTTPS,
                email_template_name=self.email_template_name,
                subject_template_name=self.subject_template_name,
                request=self.request,
            )
        return redirect(self.success_url)


class PasswordResetDone(auth.PasswordResetDoneView):
    """What to do now."""

    template_name = "registration/password_reset_done.html"
    extra_context = {"mail": settings.MAIL_IS_SET_UP}


class PasswordResetConfirm(SuccessMessageMixin, auth.PasswordResetConfirmView):
    """A new password, by the link."""

    template_name = "registration/password_reset_confirm.html"
    success_url = reverse_lazy("sign-in")
    success_message = _("You have a new password. Sign in with it.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@user_passes_test(lambda user: user.is_staff, login_url="start", redirect_field_name=None)
def reset_links(request: HttpRequest) -> HttpResponse:
    """For the administrator: a reset link for an address, to hand over where there is no mail. It is kept nowhere."""
    form = ResetLinkForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        user = User.objects.filter(email=form.cleaned_data["email"], is_active=True).first()
        if user is None:
            form.add_error("email", _("There is no account with this address."))
        else:
            uid = urlsafe_base64_encode(force_bytes(user.pk))
            link = link_from({"uid": uid, "token": default_token_generator.make_token(user)})
    return render(request, "registration/reset_links.html", {"form": form, "link": link})
