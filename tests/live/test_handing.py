"""A workshop shared and taken back, as open pages hear of it."""

import asyncio
import time

import pytest

from tests.live.conftest import Opener, Site
from tests.live.test_hour import SIGN_IN_WITH_STEPS

SHARE = """
from workshops.actions.handing import share
from workshops.models import User, Workshop

workshop = Workshop.objects.get(pk="{workshop}")
mira = User.objects.create_user("mira-{workshop}@example.org", "a-long-password", name="Mira")
made = share(workshop.participants.get(role="facilitator"), mira.email)
result = dict(who=made.who, account=mira.pk)
"""
TAKE_OFF = """
from workshops.actions.handing import take_off
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
take_off(workshop.participants.get(user=workshop.owner), {who})
"""


@pytest.mark.alone
async def test_who_facilitates_too_leads_at_once_and_is_out_within_a_second(opened: Opener, site: Site) -> None:
    shop = site.made["workshop"]
    guest = await opened(0)
    await guest.hello()
    made = site.backstage.run(SHARE.format(workshop=shop))
    while made["who"] not in [one["who"] for one in (await guest.hear("workshop"))["workshop"]["people"]]:
        pass
    sign_in = SIGN_IN_WITH_STEPS.replace("workshop.owner", "account").format(workshop=shop)
    find = f"from workshops.models import User\naccount = User.objects.get(pk={made['account']})\n"
    cookie = site.backstage.run(find + sign_in)["cookie"]
    mira = await opened(0, Cookie=cookie)
    assert (await mira.hello())["t"] != "error"
    site.backstage.run(TAKE_OFF.format(workshop=shop, who=made["who"]))
    done = time.monotonic()
    async with asyncio.timeout(5):
        assert (await mira.hear("error"))["code"] == "removed"
        assert await mira.closed() == 4001
    assert time.monotonic() - done < 1.2
    again = await opened(0, Cookie=cookie)
    assert (await again.hear("error"))["code"] == "removed"
