"""Addresses of the ledger, of the person promised, and of those who make and keep promises."""

from django.urls import path

from commonbeat.act.promises.views import public, staff, steps, verifying

STAFF = "staff/promises/<int:number>/"

urlpatterns = [
    path("promises/", public.Ledger.as_view(), name="promise_ledger"),
    path("promises/ledger.csv", public.LedgerFile.as_view(), name="promise_file"),
    path("promises/check/", public.HowToCheck.as_view(), name="promise_check"),
    path("promises/<int:number>/", public.PromisePage.as_view(), name="promise"),
    path("promises/verify/<slug:key>/", verifying.Verify.as_view(), name="promise_verify"),
    path("promises/verify/<slug:key>/thanks/", verifying.Thanks.as_view(), name="promise_thanks"),
    path("staff/promises/", staff.Promises.as_view(), name="promise_list"),
    path("staff/promises/new/", staff.Make.as_view(), name="promise_new"),
    path(STAFF, staff.Detail.as_view(), name="promise_detail"),
    path(f"{STAFF}accept/", steps.Accept.as_view(), name="promise_accept"),
    path(f"{STAFF}decline/", steps.Decline.as_view(), name="promise_decline"),
    path(f"{STAFF}start/", steps.Start.as_view(), name="promise_start"),
    path(f"{STAFF}report/", steps.Report.as_view(), name="promise_report"),
    path(f"{STAFF}new-date/", steps.Renegotiate.as_view(), name="promise_renegotiate"),
    path(f"{STAFF}broken/", steps.Break.as_view(), name="promise_break"),
    path(f"{STAFF}owner/", steps.HandOver.as_view(), name="promise_hand_over"),
    path(f"{STAFF}link/", steps.NewLink.as_view(), name="promise_link"),
    path(f"{STAFF}words/<int:sequence>/", steps.TakeOutWords.as_view(), name="promise_words"),
]
