"""Addresses of praise, and of those who read comments first."""

from django.urls import path

from commonbeat.act.recognition.views import reading, thanks

urlpatterns = [
    path("staff/thanks/", thanks.Own.as_view(), name="praise_own"),
    path("staff/thanks/people/", thanks.People.as_view(), name="praise_people"),
    path("staff/thanks/mail/", thanks.Mail.as_view(), name="praise_mail"),
    path("staff/thanks/<int:pk>/keep/", thanks.Keep.as_view(), name="praise_keep"),
    path("staff/comments/", reading.Comments.as_view(), name="praise_waiting"),
    path("staff/comments/<int:pk>/", reading.Read.as_view(), name="praise_read"),
    path("staff/comments/<int:pk>/leave-out/", reading.LeaveOut.as_view(), name="praise_leave_out"),
]
