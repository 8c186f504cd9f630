"""One file of settings, read from the environment; safe unless told otherwise."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from commonbeat.kit.spaces import MAIN, SEALED, SPACES
from commonbeat.web import keys


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("1", "true", "yes", "on")


ROOT = Path(__file__).resolve().parents[1]
DATA_DIR = Path(os.environ.get("COMMONBEAT_DATA", "data")).absolute()
KEYS_DIR = Path(os.environ.get("COMMONBEAT_KEYS", "keys")).absolute()
BACKUPS_DIR = Path(os.environ.get("COMMONBEAT_BACKUPS", DATA_DIR.parent / "backups")).absolute()
DEMO = _flag("COMMONBEAT_DEMO")
DEBUG = _flag("COMMONBEAT_DEBUG")
SECRET_KEY = keys.read(KEYS_DIR, "django")
SECRET_KEY_FALLBACKS = keys.former(KEYS_DIR, "django")
FIELDS_KEY = keys.read(KEYS_DIR, "fields")
ALLOWED_HOSTS = [host for host in os.environ.get("COMMONBEAT_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
HTTPS = _flag("COMMONBEAT_HTTPS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
# Where the site is found from outside: what stands in texts and mails that no request made.
ADDRESS = (
    f"https://{next((host.lstrip('.') for host in ALLOWED_HOSTS if host.strip('*.')), 'localhost')}"
    if HTTPS
    else f"http://localhost:{os.environ.get('PORT', '8000')}"
)

INSTALLED_APPS = [
    "commonbeat.web",
    "commonbeat.show.library",
    "commonbeat.show.opendata",
    "commonbeat.show.portal",
    "commonbeat.act.standards",
    "commonbeat.act.grants",
    "commonbeat.act.policies",
    "commonbeat.act.recognition",
    "commonbeat.act.promises",
    "commonbeat.measure.disparity",
    "commonbeat.measure.experience",
    "commonbeat.measure.findings",
    "commonbeat.listen.textline",
    "commonbeat.listen.reports",
    "commonbeat.listen.surveys",
    "commonbeat.ground.records",
    "commonbeat.ground.people",
    "commonbeat.ground.messaging",
    "commonbeat.ground.places",
    "commonbeat.ground.library",
    "commonbeat.ground.agency",
    "commonbeat.ground.work",
    "commonbeat.ground.audit",
    "commonbeat.kit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_cotton",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "commonbeat.ground.agency.middleware.AgencyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commonbeat.ground.people.middleware.SignInRules",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "commonbeat.web.errors.NotAllowed",
]

ROOT_URLCONF = "commonbeat.web.urls"
WSGI_APPLICATION = "commonbeat.web.wsgi.application"
FORM_RENDERER = "commonbeat.kit.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commonbeat.web.nav.context",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        # A row that takes another's place fires the triggers that keep the other from going.
        "PRAGMA recursive_triggers=ON;"
    ),
}
_FILES = {MAIN: "main.sqlite3", SEALED: "sealed.sqlite3"}


def _space(alias: str) -> dict[str, Any]:
    """One data space: a file, or a schema of PostgreSQL; COMMONBEAT_DATABASE_SEALED may name a role of its own."""
    shared = os.environ.get("COMMONBEAT_DATABASE")
    if not shared:
        file = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / _FILES[alias]), "CONN_MAX_AGE": None}
        return {**file, "OPTIONS": SQLITE_OPTIONS}
    own = os.environ.get(f"COMMONBEAT_DATABASE_{alias.upper()}", shared)
    found: dict[str, Any] = {**dj_database_url.parse(own, conn_max_age=600, conn_health_checks=True)}
    if alias != MAIN:
        found["OPTIONS"] = {**found.get("OPTIONS", {}), "options": f"-c search_path={alias}"}
        found["TEST"] = {"NAME": f"test_{found['NAME']}_{alias}"}
    return found


DATABASES = {alias: _space(alias) for alias in SPACES}
DATABASE_ROUTERS = ["commonbeat.kit.spaces.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Shared by all processes: how often somebody tried to sign in, and which codes are used up.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
    # Each process its own: public pages as they were last drawn, outlines as they were last read.
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1500}},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [ROOT / "ground" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880

# Signing in (django-allauth): mail address and password, then always a second factor.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "commonbeat.ground.people.adapter.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("COMMONBEAT_PROXIES", "1" if HTTPS else "0"))
MFA_ADAPTER = "commonbeat.ground.people.second_factor.MFAAdapter"
MFA_FORMS = {"add_webauthn": "commonbeat.ground.people.forms.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Commonbeat"
# The invitation proves the address. Allauth notes it as unproved when a new password is asked for, and would then
# let its owner add no passkey and no code app.
MFA_ALLOW_UNVERIFIED_EMAIL = True

SESSION_COOKIE_NAME = "commonbeat_session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "commonbeat.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": with it browsers send "Origin: null" with a form, which the CSRF check must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = "commonbeat.ground.messaging.gateways.AgencyMail"
DEFAULT_FROM_EMAIL = "commonbeat@localhost"

# What rows of a file may mean: the kinds of every app, for the importer that stands below them.
IMPORT_KINDS = "commonbeat.web.imports.KINDS"

TASKS = {"default": {"BACKEND": "commonbeat.ground.work.backend.LeaseTableBackend"}}
WORK_TIMETABLE = "commonbeat.web.timetable.TASKS"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "filters": {"keys": {"()": "commonbeat.web.log.WithoutKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["keys"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "commonbeat": {"level": "INFO"},
        # Strangers ask for any host name; each would fill the log with a page of Python.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
