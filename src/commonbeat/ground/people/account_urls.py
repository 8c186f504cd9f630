"""The addresses of django-allauth that are open: signing in and out, passwords, second factors; no sign-up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path
from django.views.generic import RedirectView

to_own_page = RedirectView.as_view(pattern_name="own_sign_in")
"""Where allauth goes after a change; its own overviews are one page of ours."""

urlpatterns = [
    path("factors/", to_own_page, name="mfa_index"),
    path("passkeys/", to_own_page, name="mfa_list_webauthn"),
    path("password/first/", to_own_page, name="account_set_password"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("factor/", mfa.authenticate, name="mfa_authenticate"),
    path("factor/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("passkey/sign-in/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("passkey/confirm/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkey/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("passkey/<int:pk>/rename/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkey/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("code-app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("code-app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
