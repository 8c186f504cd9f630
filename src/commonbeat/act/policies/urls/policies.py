"""Addresses of policies, their versions and consultations."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from commonbeat.act.policies.views import changes, consultation, consulting, desk, files, public, steps, versions, work


class ListEnding(StringConverter):
    """The endings of the list for programs."""

    regex = "csv|json"


class CopyEnding(StringConverter):
    """The endings that one version can be asked for."""

    regex = "html|txt|json"


register_converter(ListEnding, "policy_list_ending")
register_converter(CopyEnding, "policy_ending")

WORK = "staff/policies/<slug:slug>/"
VERSION = f"{WORK}<int:number>/"

urlpatterns: list[URLPattern] = [
    path("policies/", public.Policies.as_view(), name="policy_list"),
    path("policies/policies.<policy_list_ending:ending>", files.ListFile.as_view(), name="policy_list_file"),
    path("policies/search/", public.Search.as_view(), name="policy_search"),
    path("policies/in-force/", public.InForce.as_view(), name="policy_in_force"),
    path("policies/consultations/<int:pk>/", consultation.Consultation.as_view(), name="consultation"),
    path("policies/consultations/<int:pk>/changes/", changes.WouldChange.as_view(), name="consultation_changes"),
    path("policies/consultations/<int:pk>/after/", changes.ChangedAfter.as_view(), name="consultation_after"),
    path("policies/<slug:slug>/", public.PolicyPage.as_view(), name="policy"),
    path("policies/<slug:slug>/<int:number>/", public.VersionPage.as_view(), name="policy_version"),
    path("policies/<slug:slug>/<int:number>.<policy_ending:ending>", files.VersionFile.as_view(), name="policy_file"),
    path("policies/<slug:slug>/<int:other>/to/<int:number>/", changes.ChangePage.as_view(), name="policy_change_page"),
    path("staff/policies/", desk.PolicyDesk.as_view(), name="policy_desk"),
    path("staff/policies/copy.html", files.OfflineCopy.as_view(), name="policy_copy"),
    path("staff/policies/work/", work.PolicyWork.as_view(), name="policy_work"),
    path("staff/policies/new/", steps.PolicyNew.as_view(), name="policy_new"),
    path("staff/policies/required/", steps.RequireNew.as_view(), name="policy_required"),
    path("staff/policies/consultations/<int:pk>/", consulting.ConsultationWork.as_view(), name="consultation_work"),
    path("staff/policies/consultations/<int:pk>/end/", consulting.ConsultationEnd.as_view(), name="consultation_end"),
    path("staff/policies/consultations/<int:pk>/theme/", consulting.ThemeNew.as_view(), name="theme_new"),
    path("staff/policies/consultations/themes/<int:pk>/", consulting.ThemeAnswer.as_view(), name="theme_answer"),
    path("staff/policies/consultations/comments/<int:pk>/", consulting.CommentRead.as_view(), name="comment_read"),
    path(WORK, work.PolicyWorkDetail.as_view(), name="policy_work_detail"),
    path(f"{WORK}change/", steps.PolicyChange.as_view(), name="policy_change"),
    path(f"{WORK}draft/", steps.DraftNew.as_view(), name="policy_draft"),
    path(f"{WORK}law/", steps.LawNew.as_view(), name="policy_law"),
    path(f"{WORK}review/", steps.Review.as_view(), name="policy_review"),
    path(VERSION, work.VersionWork.as_view(), name="policy_work_version"),
    path(f"{VERSION}read/", desk.PolicyRead.as_view(), name="policy_read"),
    path(f"{VERSION}write/", versions.VersionWrite.as_view(), name="version_write"),
    path(f"{VERSION}internal/", versions.VersionInternal.as_view(), name="version_internal"),
    path(f"{VERSION}legal/", versions.VersionLegal.as_view(), name="version_legal"),
    path(f"{VERSION}back/", versions.VersionBack.as_view(), name="version_back"),
    path(f"{VERSION}consult/", versions.VersionConsult.as_view(), name="version_consult"),
    path(f"{VERSION}approve/", versions.VersionApprove.as_view(), name="version_approve"),
    path(f"{VERSION}withdraw/", versions.VersionWithdraw.as_view(), name="version_withdraw"),
]
