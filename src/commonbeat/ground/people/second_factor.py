"""The second factor as the house wants it: secrets sealed, the code drawn as SVG, names in plain words."""

import segno
from allauth.account.adapter import get_adapter as account_adapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonbeat.ground.people.models import User
from commonbeat.kit.sealing import seal, unseal

SEALED_FOR = "people.factor"
"""What the secrets of code apps and recovery codes are sealed for."""


def has_factor(user: User) -> bool:
    """Whether the account has a passkey or a code app; recovery codes alone do not count."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What allauth asks about second factors."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is kept in the database."""
        return seal(text, SEALED_FOR)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        return unseal(encrypted_text, SEALED_FOR)

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as SVG inside the page: the page allows no pictures from data addresses and no styles."""
        drawn = segno.make(url, error="m").svg_inline(scale=4, border=4)
        return mark_safe(drawn)  # noqa: S308 (segno's own markup; the address is drawn, not written)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a new passkey is called until its owner says otherwise."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the host name; a device shows them under the agency's name."""
        host = context.request.get_host().rpartition(":")[0] or context.request.get_host()
        agency = getattr(context.request, "agency", None)
        return {"id": host.strip("[]"), "name": agency.name if agency else "Commonbeat"}

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Tell the owner by mail that a factor changed."""
        account_adapter().send_notification_mail(*args, **kwargs)
