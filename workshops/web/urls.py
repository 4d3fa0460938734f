"""Every page of the app."""

from django.urls import URLPattern, URLResolver, path

from workshops.web.views import (
    accounts,
    afterwards,
    agenda,
    alone,
    blank,
    bundles,
    comparison,
    doors,
    entrance,
    export,
    handing,
    history,
    importing,
    links,
    listing,
    lobby,
    people,
    reading,
    rehearsal,
    review,
    scenarios,
    shared,
    sharing,
    signing_in,
    turning_back,
    workshops,
)
from workshops.web.views.assumptions import assumptions
from workshops.web.views.board import board
from workshops.web.views.cockpit import cockpit

entrance_urls = [
    path("", entrance.start, name="start"),
    path("join/", entrance.start, name="join"),
    path("s/<str:token>/", shared.shared, name="shared"),
    path("blank/", blank.sheet, name="blank"),
    path("blank/file/", blank.sheet_file, name="blank-file"),
    path("language/", accounts.language, name="set_language"),
]

account_urls = [
    path("sign-up/", accounts.sign_up, name="sign-up"),
    path("sign-in/", signing_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", signing_in.SignOut.as_view(), name="sign-out"),
    path("account/", accounts.account, name="account"),
    path("account/password/", signing_in.PasswordChange.as_view(), name="password-change"),
    path("account/deletion/", accounts.delete, name="account-delete"),
    path("password/", signing_in.PasswordReset.as_view(), name="password-reset"),
    path("password/asked/", signing_in.PasswordResetDone.as_view(), name="password-reset-done"),
    path("password/<uidb64>/<token>/", signing_in.PasswordResetConfirm.as_view(), name="password-reset-confirm"),
    path("password/links/", signing_in.reset_links, name="password-reset-links"),
]

workshop_urls = [
    path("workshops/", workshops.index, name="workshops"),
    path("workshops/new/", workshops.new, name="workshop-new"),
    path("workshops/import/", importing.import_workshop, name="import"),
    path("w/<uuid:workshop>/", workshops.workshop, name="workshop"),
    path("w/<uuid:workshop>/cockpit/", cockpit, name="cockpit"),
    path("w/<uuid:workshop>/settings/", workshops.settings, name="workshop-settings"),
    path("w/<uuid:workshop>/afterwards/", afterwards.afterwards, name="afterwards"),
    path("w/<uuid:workshop>/archive/", workshops.archive, name="archive"),
    path("w/<uuid:workshop>/deletion/", workshops.delete, name="workshop-delete"),
    path("w/<uuid:workshop>/agenda/", agenda.agenda, name="agenda"),
    path("w/<uuid:workshop>/agenda/<uuid:step>/", agenda.step, name="step"),
    path("w/<uuid:workshop>/agenda/questions/", agenda.wording, name="wording"),
    path("w/<uuid:workshop>/group/", alone.group, name="group"),
    path("w/<uuid:workshop>/door/", doors.door, name="door"),
    path("w/<uuid:workshop>/codes/", doors.rotate_code, name="code-rotate"),
    path("w/<uuid:workshop>/teams/", doors.add_team, name="team-add"),
    path("w/<uuid:workshop>/teams/filling/", handing.fill, name="teams-fill"),
    path("w/<uuid:workshop>/teams/<uuid:team>/", doors.rename_team, name="team-rename"),
    path("w/<uuid:workshop>/people/<int:who>/", people.participant, name="participant"),
    path("w/<uuid:workshop>/people/<int:who>/name/", people.rename, name="participant-rename"),
    path("w/<uuid:workshop>/people/<int:who>/team/", people.move, name="participant-team"),
    path("w/<uuid:workshop>/people/<int:who>/role/", people.change_role, name="participant-role"),
    path("w/<uuid:workshop>/people/<int:who>/removal/", people.remove, name="participant-remove"),
    path("w/<uuid:workshop>/people/<int:who>/erasure/", people.erase, name="participant-erase"),
    path("w/<uuid:workshop>/import/", importing.import_here, name="import-here"),
    path("w/<uuid:workshop>/exports/", bundles.bundles, name="bundles"),
    path("w/<uuid:workshop>/exports/zip/", bundles.bundle_file, name="bundle-file"),
    path("w/<uuid:workshop>/wall/", sharing.wall, name="wall"),
    path("w/<uuid:workshop>/calendar.ics", sharing.calendar, name="calendar"),
    path("w/<uuid:workshop>/copies/", handing.duplicate, name="workshop-copy"),
    path("w/<uuid:workshop>/facilitators/", handing.facilitators, name="facilitators"),
    path("w/<uuid:workshop>/facilitators/<int:who>/removal/", handing.take_off, name="facilitator-remove"),
    path("w/<uuid:workshop>/rehearsal/", rehearsal.rehearsal, name="rehearsal"),
    path("w/<uuid:workshop>/rehearsal/end/", rehearsal.stop, name="rehearsal-stop"),
    path("w/<uuid:workshop>/rehearsal/deletion/", rehearsal.delete, name="rehearsal-delete"),
    path("w/<uuid:workshop>/owner/", handing.hand_over, name="hand-over"),
]

guest_urls = [
    path("w/<uuid:workshop>/lobby/", lobby.lobby, name="lobby"),
    path("w/<uuid:workshop>/lobby/arrivals/", lobby.arrivals, name="arrivals"),
    path("w/<uuid:workshop>/team/", lobby.pick_team, name="pick-team"),
    path("w/<uuid:workshop>/name/", lobby.own_name, name="own-name"),
    path("w/<uuid:workshop>/blank/", blank.own_sheet, name="blank-here"),
    path("w/<uuid:workshop>/blank/file/", blank.own_sheet_file, name="blank-file-here"),
    path("w/<uuid:workshop>/somebody-else/", entrance.join_other, name="join-other"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/", board, name="board"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/assumptions/", assumptions, name="assumptions"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/review/", review.review, name="review"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/export/", export.export, name="export"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/export/preview/", export.preview, name="export-preview"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/export/file/", export.export_file, name="export-file"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/list/", listing.listing, name="list"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/links/", links.links, name="links"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/links/<uuid:link>/removal/", links.withdraw, name="link-withdraw"),
    path("w/<uuid:workshop>/c/<uuid:canvas>/reading/", reading.reading, name="reading"),
]

past = "w/<uuid:workshop>/c/<uuid:canvas>/history/"
history_urls = [
    path(past, history.history, name="history"),
    path(f"{past}at/<int:number>/", history.moment, name="history-at"),
    path(f"{past}frames/<int:head>/<int:start>/", history.frames, name="history-lapse"),
    path(f"{past}changes/", history.growth, name="history-grown"),
    path(f"{past}account/", history.who_did_what, name="history-account"),
    path(f"{past}compare/", comparison.comparison, name="compare"),
    path(f"{past}versions/", turning_back.keep_version, name="history-version"),
    path(f"{past}back/", turning_back.bring_back, name="history-back"),
    path(f"{past}taking-back/", turning_back.take_back, name="history-take"),
    path(f"{past}scenarios/", scenarios.make, name="scenario-make"),
    path(f"{past}name/", scenarios.rename, name="scenario-rename"),
    path(f"{past}deletion/", scenarios.delete, name="scenario-delete"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *entrance_urls,
    *account_urls,
    *workshop_urls,
    *guest_urls,
    *history_urls,
]
