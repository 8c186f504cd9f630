"""Addresses of this room: for those who ask for help, and for those who answer."""

from django.urls import path

from commonbeat.act.grants.views import answering, asking

OWN = "staff/help/<int:number>/"
WANTED = "staff/help/wanted/<int:pk>/"

urlpatterns = [
    path("staff/help/", asking.Asked.as_view(), name="help_list"),
    path("staff/help/new/", asking.Ask.as_view(), name="help_new"),
    path(OWN, asking.Detail.as_view(), name="help_detail"),
    path(f"{OWN}write/", asking.Write.as_view(), name="help_write"),
    path(f"{OWN}answered/", asking.WriteDown.as_view(), name="help_write_down"),
    path(f"{OWN}close/", asking.Close.as_view(), name="help_close"),
    path(f"{OWN}withdraw/", asking.Withdraw.as_view(), name="help_withdraw"),
    path("staff/help/wanted/", answering.Inbox.as_view(), name="help_inbox"),
    path(WANTED, answering.Wanted.as_view(), name="help_wanted"),
    path(f"{WANTED}accept/", answering.Accept.as_view(), name="help_accept"),
    path(f"{WANTED}decline/", answering.Decline.as_view(), name="help_decline"),
    path(f"{WANTED}answer/", answering.Answer.as_view(), name="help_answer"),
]
