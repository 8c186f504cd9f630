"""Addresses of the catalogue, for everybody and for those who keep it."""

from django.urls import URLPattern, path, register_converter

from commonbeat.show.library.views import areas, asking, catalog, files, keeping, staff, topics, withdrawing


class LibraryEnding:
    """What files of the library end in."""

    regex = "csv|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LibraryEnding, "library_ending")

RECORD = "staff/library/records/<slug:slug>/"
WISH = "staff/library/wishes/<int:number>/"
AREA = "staff/library/areas/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("library/", catalog.Library.as_view(), name="library"),
    path("library/topics/<slug:slug>/", catalog.Topic.as_view(), name="library_topic"),
    path("library/resources/<slug:slug>/", catalog.Resource.as_view(), name="library_resource"),
    path("library/feed.atom", files.Feed.as_view(), name="library_feed"),
    path("library/library.<library_ending:ending>", files.LibraryFile.as_view(), name="library_file"),
    path("library/ask/", asking.Ask.as_view(), name="library_ask"),
    path("library/asked/", asking.Asked.as_view(), name="library_asked"),
    path("practice-areas/", areas.Areas.as_view(), name="practice_area_list"),
    path("practice-areas/<slug:slug>/", areas.Area.as_view(), name="practice_area"),
    path("staff/library/", staff.Resources.as_view(), name="resource_list"),
    path("staff/library/new/", staff.New.as_view(), name="resource_new"),
    path("staff/library/report/", keeping.Report.as_view(), name="library_report"),
    path("staff/library/topics/", topics.Topics.as_view(), name="topic_list"),
    path("staff/library/topics/<slug:slug>/", topics.TopicRename.as_view(), name="topic_rename"),
    path("staff/library/topics/<slug:slug>/area/", topics.AreaNew.as_view(), name="practice_area_new"),
    path("staff/library/wishes/", keeping.Requests.as_view(), name="resource_request_list"),
    path(WISH, keeping.Request.as_view(), name="resource_request"),
    path(f"{WISH}close/", keeping.RequestClose.as_view(), name="resource_request_close"),
    path(RECORD, staff.Change.as_view(), name="resource_change"),
    path(f"{RECORD}rate/", staff.Rate.as_view(), name="resource_rate"),
    path(f"{RECORD}reviewed/", staff.Reviewed.as_view(), name="resource_reviewed"),
    path(f"{RECORD}withdraw/", withdrawing.Withdraw.as_view(), name="resource_withdraw"),
    path(f"{RECORD}back/", withdrawing.Return.as_view(), name="resource_return"),
    path(AREA, topics.AreaChange.as_view(), name="practice_area_change"),
    path(f"{AREA}reviewed/", topics.AreaReviewed.as_view(), name="practice_area_reviewed"),
]
