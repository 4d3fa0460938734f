"""Signing a facilitator in without the form: code for the second process of a server, in tests of what comes after."""

SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(workshop.owner.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = workshop.owner.get_session_auth_hash()
session.save()
result = dict(name=settings.SESSION_COOKIE_NAME, value=session.session_key)
"""
"""To be filled in with `workshop`; its result is the cookie of the workshop's owner. More may be written after it."""
