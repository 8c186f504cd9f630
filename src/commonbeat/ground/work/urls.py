"""Where the jobs are."""

from django.urls import path

from commonbeat.ground.work import views

urlpatterns = [
    path("staff/work/", views.JobList.as_view(), name="job_list"),
    path("staff/work/<int:number>/", views.JobDetail.as_view(), name="job_detail"),
    path("staff/work/<int:number>/retry/", views.JobRetry.as_view(), name="job_retry"),
]
