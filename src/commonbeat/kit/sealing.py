"""Sealing short secrets that must lie in the database: gateway passwords, second-factor secrets, mails not yet sent."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = "1."
"""What every sealed text begins with, so that a later form can be told apart."""
NONCE_BYTES = 12


class Unreadable(ValueError):
    """A sealed text that this installation's key does not open, or that somebody changed."""


def seal(text: str, purpose: str) -> str:
    """The text under the installation's `fields` key, bound to its purpose; "" stays "".

    ChaCha20-Poly1305 (RFC 8439) under a key derived for the purpose by HKDF-SHA256 (RFC 5869).
    """
    if not text:
        return ""
    nonce = secrets.token_bytes(NONCE_BYTES)
    box = ChaCha20Poly1305(_key(purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return VERSION + base64.urlsafe_b64encode(nonce + box).decode()


def unseal(sealed: str, purpose: str) -> str:
    """What was sealed for this purpose. Raises Unreadable for another key, purpose, or a changed text."""
    if not sealed:
        return ""
    if not sealed.startswith(VERSION):
        raise Unreadable("This text was not sealed by this program.")
    try:
        raw = base64.urlsafe_b64decode(sealed.removeprefix(VERSION))
        return ChaCha20Poly1305(_key(purpose)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode()).decode()
    except (InvalidTag, ValueError):
        raise Unreadable(
            "The key of this installation does not open this text: bring the keys folder it began with."
        ) from None


def _key(purpose: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"commonbeat " + purpose.encode())
    return derive.derive(settings.FIELDS_KEY.encode())
