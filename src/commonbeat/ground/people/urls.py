"""The addresses of the pages on people."""

from django.urls import path

from commonbeat.ground.people.views import accounts, invitations, own, staff, staff_file

urlpatterns = [
    path("staff/people/", staff.StaffList.as_view(), name="staff_list"),
    path("staff/people/add/", staff.StaffAdd.as_view(), name="staff_add"),
    path("staff/people/import/", staff_file.StaffImport.as_view(), name="staff_import"),
    path("staff/people/<int:pk>/", staff.StaffDetail.as_view(), name="staff_detail"),
    path("staff/people/<int:pk>/change/", staff.StaffChange.as_view(), name="staff_change"),
    path("staff/people/<int:pk>/end/", staff.StaffEnd.as_view(), name="staff_end"),
    path("staff/people/roles/", accounts.RoleList.as_view(), name="role_list"),
    path("staff/people/roles/<int:pk>/withdraw/", accounts.RoleWithdraw.as_view(), name="role_withdraw"),
    path("staff/people/accounts/", accounts.AccountList.as_view(), name="account_list"),
    path("staff/people/accounts/<int:pk>/", accounts.AccountDetail.as_view(), name="account_detail"),
    path("staff/people/accounts/<int:pk>/role/", accounts.RoleGrant.as_view(), name="role_grant"),
    path("staff/people/accounts/<int:pk>/factors/", accounts.FactorsLift.as_view(), name="factors_lift"),
    path("staff/people/accounts/<int:pk>/sign-out/", accounts.SessionsEnd.as_view(), name="sessions_end"),
    path("staff/people/accounts/<int:pk>/end/", accounts.AccountEnd.as_view(), name="account_end"),
    path("staff/people/invitations/", invitations.InvitationList.as_view(), name="invitation_list"),
    path("staff/people/invite/", invitations.Invite.as_view(), name="invite"),
    path("staff/people/invitations/<int:pk>/resend/", invitations.InvitationResend.as_view(), name="invitation_resend"),
    path(
        "staff/people/invitations/<int:pk>/withdraw/",
        invitations.InvitationWithdraw.as_view(),
        name="invitation_withdraw",
    ),
    path("staff/welcome/<str:token>/", invitations.InvitationAccept.as_view(), name="invitation_accept"),
    path("staff/me/sign-in/", own.OwnSignIn.as_view(), name="own_sign_in"),
    path("staff/me/sessions/end/", own.OwnSessionsEnd.as_view(), name="own_sessions_end"),
    path("staff/me/trail/", own.OwnTrail.as_view(), name="own_trail"),
    path("staff/me/second-factor/", own.SecondFactorSetup.as_view(), name="second_factor_setup"),
]
