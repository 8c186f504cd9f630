"""The addresses of concerns."""

from django.urls import path

from commonbeat.listen.reports import views

urlpatterns = [
    path("tell-us/", views.TellUs.as_view(), name="tell_us"),
    path("point-out/", views.PointOut.as_view(), name="point_out"),
    path("point-out/map.svg", views.PointOutMap.as_view(), name="point_out_map"),
    path("concerns/<str:key>/", views.ConcernStatus.as_view(), name="concern_status"),
    path("staff/concerns/", views.ConcernList.as_view(), name="concern_list"),
    path("staff/concerns/new/", views.ConcernNew.as_view(), name="concern_new"),
    path("staff/concerns/topics/", views.TopicSet.as_view(), name="concern_topics"),
    path("staff/concerns/routes/", views.Routes.as_view(), name="concern_routes"),
    path("staff/concerns/routes/<int:pk>/end/", views.RouteEnd.as_view(), name="concern_route_end"),
    path("staff/concerns/<int:pk>/", views.ConcernDetail.as_view(), name="concern_detail"),
    path("staff/concerns/<int:pk>/answer/", views.ConcernAnswer.as_view(), name="concern_answer"),
    path("staff/concerns/<int:pk>/assign/", views.ConcernAssign.as_view(), name="concern_assign"),
    path("staff/concerns/<int:pk>/refer/", views.ConcernRefer.as_view(), name="concern_refer"),
    path("staff/concerns/<int:pk>/close/", views.ConcernClose.as_view(), name="concern_close"),
    path("staff/concerns/<int:pk>/note/", views.ConcernNote.as_view(), name="concern_note"),
    path("staff/concerns/<int:pk>/start/", views.ConcernStart.as_view(), name="concern_start"),
]
