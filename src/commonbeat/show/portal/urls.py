"""Addresses of the public face and of the pages where its pictures, answers, technology and owners are kept."""

from django.urls import path

from commonbeat.show.portal.views import faq, keeping, public, technology

STAFF = "staff/portal/"

urlpatterns = [
    path("", public.Home.as_view(), name="home"),
    path("near/", public.Near.as_view(), name="near"),
    path("about/", public.About.as_view(), name="about"),
    path("how-we-measure/", public.HowWeMeasure.as_view(), name="how_we_measure"),
    path("what-we-do-not-know/", public.WhatWeDoNotKnow.as_view(), name="what_we_do_not_know"),
    path("corrections/", public.Corrections.as_view(), name="corrections"),
    path("questions/", faq.Questions.as_view(), name="faq"),
    path("questions/<int:pk>/", faq.Answer.as_view(), name="faq_answer"),
    path("technology/", technology.Technology.as_view(), name="technology"),
    path("pictures/<int:pk>/", public.PictureFile.as_view(), name="picture"),
    path(f"{STAFF}pictures/", public.Pictures.as_view(), name="picture_list"),
    path(f"{STAFF}pictures/<int:pk>/remove/", public.RemovePicture.as_view(), name="picture_remove"),
    path(f"{STAFF}questions/", faq.QuestionList.as_view(), name="faq_list"),
    path(f"{STAFF}questions/new/", faq.NewQuestion.as_view(), name="faq_new"),
    path(f"{STAFF}questions/<int:pk>/", faq.ChangeQuestion.as_view(), name="faq_change"),
    path(f"{STAFF}technology/", technology.TechnologyList.as_view(), name="technology_list"),
    path(f"{STAFF}technology/new/", technology.NewTool.as_view(), name="technology_new"),
    path(f"{STAFF}technology/<int:pk>/", technology.ChangeTool.as_view(), name="technology_change"),
    path(f"{STAFF}pages/", keeping.Pages.as_view(), name="page_list"),
    path(f"{STAFF}pages/<slug:name>/", keeping.KeepPage.as_view(), name="page_keep"),
    path(f"{STAFF}pages/<slug:name>/read/", keeping.ReviewPage.as_view(), name="page_review"),
    path(f"{STAFF}links/", keeping.BrokenLinks.as_view(), name="broken_links"),
    path(f"{STAFF}links/check/", keeping.CheckLinks.as_view(), name="links_check"),
]
