"""The forms of accounts: Django's own, with our words and fields."""

import logging
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workshops.models import User
from workshops.web import attempts
from workshops.web.fields import NameField

logger = logging.getLogger(__name__)


class EmailField(forms.EmailField):
    """An e-mail address, in small letters as accounts keep it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("E-mail address"))
        options.setdefault("max_length", 254)  # what the column holds, and what SMTP carries
        options.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email"}))
        super().__init__(**options)
        self.error_messages["required"] = self.error_messages["invalid"] = _(
            "Fill in a whole e-mail address, such as name@example.org."
        )

    def clean(self, value: Any) -> str:
        """The address; raises ValidationError."""
        return User.objects.normalize_email(super().clean(value))


class SignUpForm(forms.Form):
    """A new account."""

    name = NameField(
        label=_("Your name"),
        help_text=_("Participants see it too."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailField()
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least ten characters. A short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        """Holds the password against the rules, with name and address at hand."""
        cleaned = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            about = User(email=cleaned.get("email", ""), name=cleaned.get("name", ""))
            try:
                validate_password(password, about)
            except ValidationError as problem:
                self.add_error("password", problem)
        return cleaned


class SignInForm(auth.AuthenticationForm):
    """E-mail address and password."""

    error_messages = {
        "invalid_login": _("This e-mail address and this password do not belong together."),
        "inactive": _("This e-mail address and this password do not belong together."),
        "throttled": _("There were too many wrong passwords. Wait a quarter of an hour, or ask for a new password."),
    }

    throttled = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username", "maxlength": None})

    def clean(self) -> dict[str, Any]:
        """Tries them, and counts a failure for the address and for the account; does not try when there were many."""
        address = attempts.address_of(self.request) if self.request else ""
        who = (address, User.objects.normalize_email(self.cleaned_data.get("username")))
        if attempts.sign_ins.exhausted(address) or attempts.passwords.exhausted(*who):
            self.throttled = True
            raise ValidationError(self.error_messages["throttled"], code="throttled")
        try:
            return super().clean()
        except ValidationError:
            attempts.sign_ins.count(address)
            attempts.passwords.count(*who)
            raise


class ProfileForm(forms.Form):
    """Name, address and language of one's own account; another address asks for the password."""

    name = NameField(label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = EmailField()
    password = forms.CharField(
        label=_("Your present password"),
        help_text=_("Only to change the e-mail address."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"name": user.name, "email": user.email, "language": user.language})
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Asks for the password when the address is another."""
        cleaned = super().clean() or self.cleaned_data
        if "email" in cleaned and cleaned["email"] != self.user.email:
            if not self.user.check_password(cleaned.get("password", "")):
                self.add_error("password", _("Fill in your present password to change the e-mail address."))
            elif User.objects.filter(email=cleaned["email"]).exists():
                self.add_error("email", _("This e-mail address cannot be used."))
        return cleaned


class PasswordForm(forms.Form):
    """One's own password, to be sure that it is you."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Raises ValidationError when it is not."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError(_("That is not your password."))
        return password


class ResetForm(auth.PasswordResetForm):
    """Asks for a reset link: by mail, or without mail in the log, for the administrator."""

    email = EmailField()

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Sends the mail; where there is no mail, the administrator is told."""
        if settings.MAIL_IS_SET_UP:
            super().send_mail(*args, **kwargs)
            return
        context = kwargs.get("context") or args[2]
        logger.warning("For the administrator: somebody asked for this reset link: %s", link_from(context))


class ResetLinkForm(forms.Form):
    """For the administrator: whose link."""

    email = EmailField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))


def link_from(context: dict[str, Any]) -> str:
    """The whole reset link from the context that Django's form makes."""
    path = reverse("password-reset-confirm", kwargs={"uidb64": context["uid"], "token": context["token"]})
    return f"{settings.SITE_ADDRESS}{path}"
