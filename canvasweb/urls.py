"""Every address of the site: the pages of `workshops.web`, the long-poll of `workshops.live`, Django's admin.

Django's own handlers draw templates/403.html, 403_csrf.html, 404.html and 500.html.
"""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("workshops.live.routing")),
    path("", include("workshops.web.urls")),
]
