"""Accounts: sign up, sign in, passwords, change, delete; nobody learns who has one."""

import logging
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.factories import make_user
from workshops.actions.facilitating import open_workshop
from workshops.models import User, Workshop
from workshops.web import attempts

PASSWORD = "een heel lange zin"
ASKED = {"name": "Noor", "email": "Noor@Example.org", "password": PASSWORD, "language": "en"}


FACTORY_PASSWORD = "a-long-password"


def sign_in(client: Client, email: str, password: str = FACTORY_PASSWORD):
    return client.post(reverse("sign-in"), {"username": email, "password": password})


def test_signing_up_and_in(client, db):
    answer = client.post(reverse("sign-up"), ASKED)
    assert answer.url == reverse("sign-in")
    assert 'value="noor@example.org"' in client.get(answer.url).content.decode()
    answer = sign_in(client, "NOOR@example.org", PASSWORD)
    assert answer.url == reverse("workshops")
    assert answer.cookies["language"].value == "en"


def test_the_answer_is_the_same_for_an_address_that_has_an_account(db):
    first, second = Client(), Client()
    answers = [client.post(reverse("sign-up"), ASKED, follow=True) for client in (first, second)]
    random = r'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"'
    plain = [re.sub(random, "", answer.content.decode()) for answer in answers]
    assert plain[0] == plain[1]
    assert User.objects.count() == 1


def test_asking_for_many_accounts_is_limited(client, db, monkeypatch):
    monkeypatch.setattr(attempts, "sign_ups", attempts.Attempts("sign-ups", limit=1, seconds=60))
    client.post(reverse("sign-up"), ASKED)
    answer = client.post(reverse("sign-up"), {**ASKED, "email": "other@example.org"})
    assert answer.status_code == 429
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 61),
        ("name", "a\u202eb"),
        ("email", "nonsense"),
        ("email", "a\x00@example.org"),
        ("email", "x" * 400 + "@example.org"),
        ("password", "short"),
        ("password", "noor@example.org"),
        ("password", ""),
        ("language", "xx"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(client, db, field, value):
    answer = client.post(reverse("sign-up"), {**ASKED, field: value})
    assert set(answer.context["form"].errors) == {field}
    assert User.objects.count() == 0


def test_a_wrong_password_and_a_wrong_address_are_told_the_same(client, db):
    user = make_user()
    answers = [sign_in(client, user.email, "wrong"), sign_in(client, "nobody@example.org", "wrong")]
    assert answers[0].context["form"].non_field_errors() == answers[1].context["form"].non_field_errors()
    assert [answer.status_code for answer in answers] == [200, 200]


def test_guessing_a_password_is_limited_per_account(client, db, monkeypatch):
    monkeypatch.setattr(attempts, "passwords", attempts.Attempts("passwords", limit=3, seconds=60))
    user, other = make_user(), make_user("Other")
    for _ in range(3):
        assert sign_in(client, user.email, "wrong").status_code == 200
    assert sign_in(client, user.email.upper()).status_code == 429
    assert sign_in(client, other.email).status_code == 302


@pytest.mark.parametrize("email", ["", "\x00", "x" * 10_000, "\u202e"])
def test_nonsense_does_not_sign_in(client, db, email):
    assert sign_in(client, email).status_code == 200


def test_signing_in_leads_back_and_to_no_other_site(client, db):
    user = make_user()
    typed = {"username": user.email, "password": "a-long-password"}
    url = reverse("sign-in")
    assert client.post(url, {**typed, "next": "https://evil.example/"}).url == reverse("workshops")
    answer = Client().post(url, {**typed, "next": "/workshops/new/"})
    assert answer["location"] == "/workshops/new/"


def test_signing_out_is_by_post(leader):
    assert leader.get(reverse("sign-out")).status_code == 405
    assert leader.post(reverse("sign-out")).url == reverse("start")
    assert leader.get(reverse("workshops")).status_code == 302


def test_a_reset_link_without_mail_is_shown_to_the_administrator(client, db, caplog):
    user = make_user()
    with caplog.at_level(logging.WARNING):
        known = client.post(reverse("password-reset"), {"email": user.email})
        unknown = client.post(reverse("password-reset"), {"email": "nobody@example.org"})
    assert known.url == unknown.url
    [link] = re.findall(r"http://testserver(/password/\S+/)", caplog.text)
    assert user.email not in caplog.text
    form = client.get(link, follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer.url == reverse("sign-in")
    assert sign_in(client, user.email, PASSWORD).status_code == 302
    assert "/password/" not in client.get(link).content.decode().replace(reverse("password-reset"), "")


def test_a_reset_link_by_mail(client, db, settings, monkeypatch):
    settings.MAIL_IS_SET_UP = True
    settings.SITE_ADDRESS = "https://canvas.example"
    user = make_user()
    client.post(reverse("password-reset"), {"email": user.email}, headers={"host": "localhost"})
    [message] = mail.outbox
    assert message.to == [user.email]
    assert "://canvas.example/password/" in message.body
    assert "localhost" not in message.body


def test_a_spoiled_reset_link_is_told(client, db):
    for link in ("/password/x/y/", "/password/MQ/set-password/"):
        assert client.get(link).status_code == 200


def test_a_staff_member_makes_a_link_and_others_do_not(client, db, leader):
    url = reverse("password-reset-links")
    assert leader.get(url).status_code == 302
    staff = make_user("Staff", is_staff=True)
    client.force_login(staff)
    user = make_user("Noor")
    page = client.post(url, {"email": user.email}).content.decode()
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    assert f"/password/{uid}/" in page
    assert client.post(url, {"email": "nobody@example.org"}).context["form"].errors["email"]


def test_resets_are_limited(client, db, monkeypatch, caplog):
    monkeypatch.setattr(attempts, "resets", attempts.Attempts("resets", limit=1, seconds=60))
    user = make_user()
    for _ in range(3):
        assert client.post(reverse("password-reset"), {"email": user.email}).status_code == 302
    assert caplog.text.count("/password/") == 1


def test_changing_name_language_and_address(leader, cast):
    user = cast.noor.user
    typed = {"name": "Nora", "email": user.email, "language": "en", "password": ""}
    assert leader.post(reverse("account"), typed).cookies["language"].value == "en"
    moved = {**typed, "email": "new@example.org"}
    assert leader.post(reverse("account"), moved).context["form"].errors["password"]
    other = make_user("Other")
    taken = {**typed, "email": other.email.upper(), "password": "a-long-password"}
    assert leader.post(reverse("account"), taken).context["form"].errors["email"]
    assert leader.post(reverse("account"), {**moved, "password": "a-long-password"}).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.email, user.language) == ("Nora", "new@example.org", "en")


def test_changing_the_password_keeps_one_signed_in(leader, cast):
    answer = leader.post(
        reverse("password-change"),
        {"old_password": "a-long-password", "new_password1": PASSWORD, "new_password2": PASSWORD},
    )
    assert answer.url == reverse("account")
    assert leader.get(reverse("workshops")).status_code == 200


def test_deleting_an_account_deletes_its_workshops_and_leaves_those_of_others(leader, cast):
    other = open_workshop(make_user("Other"), title="Elders", kind="public", language="nl", team_names=["A"])
    url = reverse("account-delete")
    assert cast.workshop.title in leader.get(url).content.decode()
    assert leader.post(url, {"password": "wrong"}).context["form"].errors["password"]
    assert leader.post(url, {"password": "a-long-password"}).url == reverse("start")
    assert not User.objects.filter(pk=cast.noor.user_id).exists()
    assert list(Workshop.objects.all()) == [other]
    assert leader.get(reverse("workshops")).status_code == 302


def test_the_language_is_kept_in_a_cookie_and_with_the_account(leader, cast):
    answer = leader.post(reverse("set_language"), {"language": "en", "next": "/workshops/"})
    assert answer.url == "/workshops/"
    assert answer.cookies["language"].value == "en"
    cast.noor.user.refresh_from_db()
    assert cast.noor.user.language == "en"
    assert 'lang="en"' in leader.get("/workshops/").content.decode()
    assert leader.post(reverse("set_language"), {"language": "xx"}).status_code == 302
    assert leader.post(reverse("set_language"), {"language": "nl", "next": "//evil.example"}).url == "/"
