"""The addresses of surveys: the survey itself, and the pages of those who run them."""

from django.urls import path

from commonbeat.listen.surveys.views import public, staff

urlpatterns = [
    path("s/thanks/", public.SurveyThanks.as_view(), name="survey_thanks"),
    path("s/how-we-use-it/", public.SurveyUse.as_view(), name="survey_use"),
    path("s/<str:token>/", public.Survey.as_view(), name="survey"),
    path("staff/surveys/", staff.SurveyOverview.as_view(), name="survey_overview"),
    path("staff/surveys/prepare/", staff.PrepareQuestions.as_view(), name="survey_prepare"),
    path("staff/surveys/questions/<int:pk>/", staff.InstrumentPage.as_view(), name="survey_instrument"),
    path("staff/surveys/questions/<int:pk>/fix/", staff.FixQuestions.as_view(), name="survey_field"),
    path("staff/surveys/questions/<int:pk>/ask/", staff.BeginCampaign.as_view(), name="survey_campaign_new"),
    path("staff/surveys/campaigns/<int:pk>/", staff.CampaignPage.as_view(), name="survey_campaign"),
    path("staff/surveys/campaigns/<int:pk>/end/", staff.EndCampaign.as_view(), name="survey_campaign_end"),
]
