"""Addresses of peers and their practices."""

from django.urls import URLPattern, path

from commonbeat.show.library.views import keeping_peers, peers

urlpatterns: list[URLPattern] = [
    path("peers/", peers.Peers.as_view(), name="peers"),
    path("peers/practices.json", peers.PracticeFile.as_view(), name="practice_file"),
    path("peers/practices.schema.json", peers.PracticeSchema.as_view(), name="practice_schema"),
    path("peers/<slug:slug>/", peers.PeerPage.as_view(), name="peer"),
    path("practices/<slug:slug>/", peers.PracticePage.as_view(), name="practice"),
    path("staff/peers/", keeping_peers.PeerList.as_view(), name="peer_list"),
    path("staff/peers/new/", keeping_peers.NewPeer.as_view(), name="peer_new"),
    path("staff/peers/us/", keeping_peers.Profile.as_view(), name="peer_own"),
    path("staff/peers/networks/", keeping_peers.Networks.as_view(), name="network_list"),
    path("staff/peers/networks/<int:pk>/", keeping_peers.ChangeNetwork.as_view(), name="network_change"),
    path("staff/peers/practices/", keeping_peers.PracticeList.as_view(), name="practice_list"),
    path("staff/peers/practices/new/", keeping_peers.NewPractice.as_view(), name="practice_new"),
    path("staff/peers/practices/file/", keeping_peers.ImportPractices.as_view(), name="practice_import"),
    path("staff/peers/practices/<slug:slug>/", keeping_peers.ChangePractice.as_view(), name="practice_change"),
    path("staff/peers/practices/<slug:slug>/public/", keeping_peers.PublishPractice.as_view(), name="practice_publish"),
    path("staff/peers/known/<slug:slug>/", keeping_peers.ChangePeer.as_view(), name="peer_change"),
]
