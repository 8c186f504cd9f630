"""Addresses of standards, proofs, assessments, demands and the transparency index."""

from django.urls import URLPattern, path

from commonbeat.act.standards.views import assessments, index, loading, mandates, programs, proofs, public, standards

ROOT = "staff/standards/"
DEMAND = "staff/mandates/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("accreditation/", public.Accreditation.as_view(), name="accreditation"),
    path("accreditation/<int:pk>/comment/", public.Comment.as_view(), name="accreditation_comment"),
    path("compliance/", public.Compliance.as_view(), name="compliance"),
    path("what-must-be-public/", public.TransparencyIndex.as_view(), name="transparency_index"),
    path(ROOT, programs.Programs.as_view(), name="accreditation_programs"),
    path(f"{ROOT}new/", programs.NewProgram.as_view(), name="accreditation_program_new"),
    path(f"{ROOT}list/", index.SetIndexList.as_view(), name="index_list"),
    path(f"{ROOT}<int:pk>/", programs.ProgramPage.as_view(), name="accreditation_program"),
    path(f"{ROOT}<int:pk>/edition/", programs.NewEdition.as_view(), name="edition_new"),
    path(f"{ROOT}<int:pk>/award/", programs.NewAward.as_view(), name="award_new"),
    path(f"{ROOT}<int:pk>/calendar/", programs.Calendar.as_view(), name="accreditation_calendar"),
    path(f"{ROOT}<int:pk>/calendar/file/", programs.CalendarFile.as_view(), name="accreditation_calendar_file"),
    path(f"{ROOT}awards/<int:pk>/end/", programs.EndAward.as_view(), name="award_end"),
    path(f"{ROOT}editions/<int:pk>/", standards.Edition.as_view(), name="edition"),
    path(f"{ROOT}editions/<int:pk>/gaps/", programs.Gaps.as_view(), name="gap_list"),
    path(f"{ROOT}editions/<int:pk>/load/", loading.LoadStandards.as_view(), name="standards_load"),
    path(f"{ROOT}editions/<int:pk>/standard/", standards.NewStandard.as_view(), name="standard_new"),
    path(f"{ROOT}editions/<int:pk>/assessment/", assessments.NewAssessment.as_view(), name="assessment_new"),
    path(f"{ROOT}one/<int:pk>/", standards.Workspace.as_view(), name="standard"),
    path(f"{ROOT}one/<int:pk>/change/", standards.ChangeStandard.as_view(), name="standard_change"),
    path(f"{ROOT}one/<int:pk>/tie/", standards.Link.as_view(), name="standard_link"),
    path(f"{ROOT}one/<int:pk>/state/", standards.Move.as_view(), name="standard_move"),
    path(f"{ROOT}one/<int:pk>/proof/", proofs.Ask.as_view(), name="proof_ask"),
    path(f"{ROOT}ties/<int:pk>/untie/", standards.Unlink.as_view(), name="standard_unlink"),
    path(f"{ROOT}proofs/", proofs.OwnProofs.as_view(), name="proof_own"),
    path(f"{ROOT}proofs/<int:pk>/", proofs.ProofPage.as_view(), name="proof"),
    path(f"{ROOT}proofs/<int:pk>/give/", proofs.Give.as_view(), name="proof_give"),
    path(f"{ROOT}proofs/<int:pk>/holds/", proofs.Verify.as_view(), name="proof_verify"),
    path(f"{ROOT}proofs/<int:pk>/back/", proofs.SendBack.as_view(), name="proof_reject"),
    path(f"{ROOT}proofs/<int:pk>/file/", proofs.ProofFile.as_view(), name="proof_file"),
    path(f"{ROOT}assessments/<int:pk>/", assessments.AssessmentPage.as_view(), name="assessment"),
    path(f"{ROOT}assessments/<int:pk>/close/", assessments.Close.as_view(), name="assessment_close"),
    path(f"{ROOT}assessments/<int:pk>/beside/", assessments.Compare.as_view(), name="assessment_compare"),
    path(f"{ROOT}assessments/<int:pk>/<int:mark>/", assessments.MarkStandard.as_view(), name="assessment_mark"),
    path("staff/mandates/", mandates.Requirements.as_view(), name="mandate_list"),
    path("staff/mandates/new/", mandates.NewRequirement.as_view(), name="mandate_new"),
    path(DEMAND, mandates.RequirementPage.as_view(), name="mandate"),
    path(f"{DEMAND}state/", mandates.MoveRequirement.as_view(), name="mandate_move"),
    path(f"{DEMAND}keeper/", mandates.KeepRequirement.as_view(), name="mandate_keeper"),
    path(f"{DEMAND}evidence/", mandates.AddEvidence.as_view(), name="mandate_evidence"),
    path(f"{DEMAND}found/", mandates.AddFinding.as_view(), name="mandate_finding"),
    path(f"{DEMAND}show/", mandates.ShowRequirement.as_view(), name="mandate_show"),
]
