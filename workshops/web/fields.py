"""Form fields that clean as the live client does and judge as the domain does."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from workshops.domain import text as texts
from workshops.domain.operations import Refusal
from workshops.domain.rules_people import check_name
from workshops.wording import sentence


def tidy(value: str) -> str:
    """Typed text in the form that we keep: composed characters, plain line ends (as core/clean.js does)."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def as_error(refusal: Refusal) -> ValidationError:
    """A refusal as a form tells it."""
    return ValidationError(sentence(refusal.code, refusal.details), code=refusal.code)


class NameField(forms.CharField):
    """A name of one line, as `check_name` wants it: of a person, a team or a workshop."""

    def __init__(self, *, limit: int = texts.NAME_LIMIT, **options: Any) -> None:
        self.limit = limit
        super().__init__(**options)
        self.error_messages["required"] = sentence_later("name-empty")

    def clean(self, value: Any) -> Any:
        """The name; raises ValidationError with the domain's own sentence."""
        cleaned = super().clean(tidy(value or ""))
        if not cleaned:
            return cleaned
        try:
            return check_name(cleaned, self.limit)
        except Refusal as refusal:
            raise as_error(refusal) from refusal


def sentence_later(code: str) -> Any:
    """A sentence in the language of whoever reads it, not of whoever started the server."""
    from django.utils.functional import lazy

    return lazy(sentence, str)(code)


class TextField(forms.CharField):
    """Several lines of text without characters that we cannot keep."""

    widget = forms.Textarea

    def __init__(self, *, limit: int, **options: Any) -> None:
        self.limit = limit
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """The text; raises ValidationError."""
        cleaned = super().clean(tidy(value or ""))
        if len(cleaned) > self.limit:
            raise ValidationError(sentence("text-long", {"limit": self.limit}), code="text-long")
        if not texts.is_clean(cleaned):
            raise ValidationError(sentence("text-unclean"), code="text-unclean")
        return cleaned


class CallField(forms.URLField):
    """The link to a call: https only."""

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", max_length=500, **options)
        self.error_messages["invalid"] = _("Paste the whole link; it begins with https://.")

    def clean(self, value: Any) -> Any:
        """The link; raises ValidationError for any other scheme."""
        cleaned = super().clean(value)
        if cleaned and (not cleaned.startswith("https://") or not cleaned.isprintable()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return cleaned
