"""Addresses of the public face and of the page where its pictures are set."""

from django.urls import path

from commonbeat.show.portal import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("near/", views.Near.as_view(), name="near"),
    path("about/", views.About.as_view(), name="about"),
    path("how-we-measure/", views.HowWeMeasure.as_view(), name="how_we_measure"),
    path("what-we-do-not-know/", views.WhatWeDoNotKnow.as_view(), name="what_we_do_not_know"),
    path("corrections/", views.Corrections.as_view(), name="corrections"),
    path("pictures/<int:pk>/", views.PictureFile.as_view(), name="picture"),
    path("staff/portal/pictures/", views.Pictures.as_view(), name="picture_list"),
    path("staff/portal/pictures/<int:pk>/remove/", views.RemovePicture.as_view(), name="picture_remove"),
]
