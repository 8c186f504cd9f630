"""Addresses of the self-review: opening, answering, talking, signing, sharing."""

from django.urls import URLPattern, path

from commonbeat.act.standards.views import (
    self_review_files,
    self_review_leading,
    self_review_rating,
    self_review_shown,
    self_review_steps,
    self_review_talking,
    self_review_turns,
)

REVIEW = "staff/self-review/<int:number>/"
PUBLIC = "self-review/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("self-review/", self_review_shown.About.as_view(), name="self_review_about"),
    path("self-review/questions/<slug:area>/", self_review_shown.AreaQuestions.as_view(), name="self_review_area"),
    path(PUBLIC, self_review_shown.PublicSnapshot.as_view(), name="self_review_public"),
    path(f"{PUBLIC}<slug:area>/", self_review_shown.PublicSnapshot.as_view(), name="self_review_public_area"),
    path(f"{PUBLIC}snapshot.json", self_review_files.PublicFile.as_view(), name="self_review_public_file"),
    path(f"{PUBLIC}snapshot-<slug:language>.pdf", self_review_files.PublicPdf.as_view(), name="self_review_public_pdf"),
    path("staff/self-review/", self_review_leading.SelfReviews.as_view(), name="self_review_list"),
    path("staff/self-review/new/", self_review_leading.Open.as_view(), name="self_review_new"),
    path(REVIEW, self_review_leading.Detail.as_view(), name="self_review_detail"),
    path(f"{REVIEW}invite/", self_review_leading.Invite.as_view(), name="self_review_invite"),
    path(f"{REVIEW}start/", self_review_leading.Start.as_view(), name="self_review_start"),
    path(f"{REVIEW}end/", self_review_leading.EndRating.as_view(), name="self_review_end"),
    path(f"{REVIEW}answers/", self_review_rating.Rate.as_view(), name="self_review_rate"),
    path(f"{REVIEW}answers/finish/", self_review_rating.Finish.as_view(), name="self_review_finish"),
    path(f"{REVIEW}answers/withdraw/", self_review_rating.Withdraw.as_view(), name="self_review_withdraw"),
    path(f"{REVIEW}answers/<slug:area>/", self_review_rating.RateArea.as_view(), name="self_review_rate_area"),
    path(f"{REVIEW}talk/", self_review_talking.Reconcile.as_view(), name="self_review_reconcile"),
    path(f"{REVIEW}talk/<slug:key>/", self_review_talking.OneQuestion.as_view(), name="self_review_question"),
    path(
        f"{REVIEW}evidence/<int:pk>/remove/",
        self_review_talking.RemoveEvidence.as_view(),
        name="self_review_evidence_remove",
    ),
    path(
        f"{REVIEW}evidence/<int:pk>/adopt/",
        self_review_talking.AdoptEvidence.as_view(),
        name="self_review_evidence_adopt",
    ),
    path(f"{REVIEW}reflect/<slug:area>/", self_review_talking.Reflect.as_view(), name="self_review_reflect"),
    path(f"{REVIEW}plan/", self_review_talking.PlanSteps.as_view(), name="self_review_plan"),
    path(f"{REVIEW}back/", self_review_talking.BackToTalk.as_view(), name="self_review_back"),
    path(f"{REVIEW}steps/", self_review_steps.Steps.as_view(), name="self_review_steps"),
    path(f"{REVIEW}steps/<int:pk>/promise/", self_review_steps.PromiseStep.as_view(), name="self_review_promise"),
    path(f"{REVIEW}sign/", self_review_steps.Sign.as_view(), name="self_review_sign"),
    path(f"{REVIEW}close/", self_review_steps.Close.as_view(), name="self_review_close"),
    path(f"{REVIEW}hand-over/", self_review_turns.HandOver.as_view(), name="self_review_hand_over"),
    path(f"{REVIEW}give-up/", self_review_turns.Abandon.as_view(), name="self_review_abandon"),
    path(f"{REVIEW}share/", self_review_steps.Share.as_view(), name="self_review_share"),
    path(f"{REVIEW}share/set/", self_review_steps.SetShare.as_view(), name="self_review_share_set"),
    path(f"{REVIEW}snapshot/", self_review_shown.Snapshot.as_view(), name="self_review_snapshot"),
    path(f"{REVIEW}snapshot/<slug:area>/", self_review_shown.Snapshot.as_view(), name="self_review_snapshot_area"),
    path(f"{REVIEW}snapshot.json", self_review_files.SnapshotFile.as_view(), name="self_review_file"),
    path(f"{REVIEW}snapshot-<slug:language>.pdf", self_review_files.SnapshotPdf.as_view(), name="self_review_pdf"),
    path(f"{REVIEW}paper/", self_review_files.MakePaper.as_view(), name="self_review_paper"),
]
