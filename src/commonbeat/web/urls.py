"""Every address of the site, wing by wing."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from commonbeat.web import desk, errors, gallery, health, places, setting_up
from commonbeat.web.demo import phone, sign_in

plain_patterns = [
    path("health", health.alive, name="health"),
    path("robots.txt", health.robots, name="robots"),
]

urlpatterns = [
    *plain_patterns,
    *i18n_patterns(
        path("agencies/", health.Agencies.as_view(), name="agencies"),
        path("staff/", desk.Desk.as_view(), name="desk"),
        path("staff/settings/", setting_up.Setup.as_view(), name="setup"),
        path("staff/account/", include("commonbeat.ground.people.account_urls")),
        path("", include("commonbeat.ground.audit.urls")),
        path("", include("commonbeat.ground.work.urls")),
        path("", include("commonbeat.ground.agency.urls")),
        path("", include("commonbeat.ground.places.urls")),
        path("", include("commonbeat.ground.messaging.urls")),
        path("", include("commonbeat.ground.people.urls")),
        path("", include("commonbeat.ground.records.urls")),
        path("", include("commonbeat.listen.reports.urls")),
        path("", include("commonbeat.listen.surveys.urls")),
        path("", include("commonbeat.listen.textline.urls")),
        path("", include("commonbeat.measure.findings.urls")),
        path("", include("commonbeat.measure.disparity.urls")),
        path("", include("commonbeat.measure.experience.urls")),
        path("", include("commonbeat.act.promises.urls")),
        path("", include("commonbeat.act.recognition.urls")),
        path("", include("commonbeat.act.policies.urls")),
        path("", include("commonbeat.act.standards.urls")),
        path("", include("commonbeat.act.grants.urls")),
        path("", include("commonbeat.show.library.urls")),
        path("", include("commonbeat.show.opendata.urls")),
        path("", include("commonbeat.show.portal.urls")),
        path("neighborhoods/", places.Neighborhoods.as_view(), name="neighborhood_list"),
        path("neighborhoods/<slug:slug>/", places.NeighborhoodPage.as_view(), name="neighborhood"),
        *([path("staff/demo/", sign_in.DemoSignIn.as_view(), name="demo_sign_in")] if settings.DEMO else []),
        *([path("phone/", phone.Phones.as_view(), name="phone_list")] if settings.DEMO else []),
        *([path("phone/<slug:key>/", phone.Phone.as_view(), name="phone")] if settings.DEMO else []),
        *([path("gallery/", gallery.Gallery.as_view(), name="gallery")] if settings.DEMO or settings.DEBUG else []),
        prefix_default_language=False,
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
