"""Sealing short secrets that must lie in the database: gateway passwords, second-factor secrets, mails not yet sent."""

import base64
import hmac
import secrets
from functools import lru_cache

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
    """The text under the installation's `fields` key, bound to its purpose; "" stays ""."""
    return seal_under(_key(settings.FIELDS_KEY, purpose), text, purpose) if text else ""


def unseal(sealed: str, purpose: str) -> str:
    """What was sealed for this purpose. Raises Unreadable for another key, purpose, or a changed text."""
    return unseal_under(_key(settings.FIELDS_KEY, purpose), sealed, purpose) if sealed else ""


def seal_under(key: bytes, text: str, purpose: str) -> str:
    """The text under a key of 32 bytes, bound to its purpose, by ChaCha20-Poly1305 (RFC 8439)."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    box = ChaCha20Poly1305(key).encrypt(nonce, text.encode(), purpose.encode())
    return VERSION + base64.urlsafe_b64encode(nonce + box).decode()


def unseal_under(key: bytes, sealed: str, purpose: str) -> str:
    """What was sealed under this key for this purpose. Raises Unreadable where it was not."""
    if not sealed.startswith(VERSION):
        raise Unreadable("This text was not sealed by this program.")
    try:
        raw = base64.urlsafe_b64decode(sealed.removeprefix(VERSION))
        return ChaCha20Poly1305(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode()).decode()
    except (InvalidTag, ValueError):
        raise Unreadable(
            "The key of this installation does not open this text: bring the keys folder it began with."
        ) from None


def derived(secret: str, purpose: str) -> bytes:
    """32 bytes that follow from a secret that somebody holds (a token, a number) and the installation's own key.

    Whoever has the database alone can work out none of them, however few secrets there are to try.
    """
    return hmac.digest(_key(settings.FIELDS_KEY, f"derived {purpose}"), secret.encode(), "sha256")


def fingerprint(text: str, purpose: str) -> str:
    """A keyed fingerprint (HMAC-SHA256, hex) by which the same text is found again without being kept.

    Each room has a purpose of its own, so that a number that one room knows is found by no query of another.
    """
    return hmac.digest(_key(settings.FIELDS_KEY, f"fingerprint {purpose}"), text.encode(), "sha256").hex()


@lru_cache(maxsize=64)
def _key(secret: str, purpose: str) -> bytes:
    """The key for a purpose, by HKDF-SHA256 (RFC 5869)."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"commonbeat " + purpose.encode())
    return derive.derive(secret.encode())
