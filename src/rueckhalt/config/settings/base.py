"""What holds everywhere. `local` and `production` add what differs, and nothing else."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

env = environ.Env()

# Everything that this house writes lies in one folder of the operator's choice.
DATA_DIR = Path(env.str("RUECKHALT_DATA", default="var")).resolve()
ASSETS_DIR = DATA_DIR / "assets"
# Files of records, sealed; and the shares without which nothing opens, with a backup of their own.
FILES_DIR = DATA_DIR / "files"
SHARES_DIR = Path(env.str("RUECKHALT_SHARES", default=str(DATA_DIR / "shares"))).resolve()
# The public half of the key for backups; what it seals, this machine cannot open.
BACKUP_KEY = DATA_DIR / "backup.key"
# Files of the exchange: plain, each under the digest of its content.
EXCHANGE_DIR = DATA_DIR / "exchange"

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "rueckhalt.foundation.vault",
    # allauth needs the tables of both; nothing of ours uses groups and permissions.
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "rueckhalt.foundation.web",
    "rueckhalt.foundation.audit",
    "rueckhalt.foundation.outbox",
    "rueckhalt.foundation.places",
    # Above allauth: our pages and words win over its own.
    "rueckhalt.foundation.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rueckhalt.foundation.directory",
    "rueckhalt.support.guidance",
    "rueckhalt.support.cases",
    "rueckhalt.dialogue.exchange",
]

# Headers first: also a refusal, a redirect and a file carry them.
MIDDLEWARE = [
    "rueckhalt.foundation.web.middleware.ReadThrough",
    "rueckhalt.foundation.web.middleware.PrivacyHeaders",
    "rueckhalt.foundation.web.middleware.LanguageOfAddress",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rueckhalt.foundation.web.middleware.FramedErrors",
    "rueckhalt.foundation.web.middleware.WaitingPage",
    "django.middleware.common.CommonMiddleware",
    # Only below STAFF_PATHS; everywhere else no cookie is read or set.
    "rueckhalt.config.staff.Sessions",
    "rueckhalt.config.staff.Csrf",
    "rueckhalt.config.staff.LogIn",
    # Keeps something for the length of a request, and asks for no cookie of its own.
    "allauth.account.middleware.AccountMiddleware",
    "rueckhalt.config.staff.SecondFactorFirst",
    "rueckhalt.config.staff.OurFrame",
]
# Where people with an account work, and nobody else has anything to do.
STAFF_PATHS = ("/konto/", "/verwaltung/", "/arbeit/", "/austausch/")
# What a recovery asks of the cases: accounts and keys know none.
RECOVERABLE = "rueckhalt.config.recoverable.Cases"
# Where passwords and passphrases are typed: no page ever shows again what was sent there.
SECRET_PATHS = ("/konto/",)
# Forms that many may send at once and that take a derivation, by URL name: whoever finds the queue
# full is told so before anything is written.
DERIVING_PAGES = (
    "account_login", "account_reauthenticate", "account_open_vault", "desk:phone",
    "desk:new_secret",
)  # fmt: skip

ROOT_URLCONF = "rueckhalt.config.urls"
WSGI_APPLICATION = "rueckhalt.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "rueckhalt.foundation.web.context.site",
                "rueckhalt.config.areas.areas",
            ],
        },
    }
]

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'rueckhalt.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer that waits from the start cannot meet a locked table halfway.
        "transaction_mode": "IMMEDIATE",
        # SQLite gives turns to no order: under many writers one of them may wait long.
        "timeout": 20,
        # FULL: what was confirmed survives a power cut. secure_delete: what is erased is gone from the file.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
        ),
    }
else:
    # As long as on SQLite; then the page asks to wait. What the operator asks for holds besides.
    _OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
    _OPTIONS["options"] = f"-c lock_timeout=20s {_OPTIONS.get('options', '')}".strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
# Compiled with the style sheet. Without it the house still opens, and its frame is German.
LOCALE_PATHS = [ASSETS_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = DATA_DIR / "static"
# Only what pages load; fonts for paper lie beside it and are served to nobody.
STATICFILES_DIRS = [("web", ASSETS_DIR / "web")]
# No other site has a reason to read our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A visitor's answers are small; whatever is larger is no answer.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# Forms that take a long text read more (web.posted): a text far too long must not cost the others.
LONG_FORM_MAX_SIZE = 12 * 1024 * 1024
# A page that takes files seals them while they arrive (vault.api.sealing_uploads). Everywhere else
# there is no handler: an uploaded file reaches neither memory nor disk.
FILE_UPLOAD_HANDLERS: list[str] = []

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["rueckhalt.foundation.accounts.adapters.Backend"]
# Argon2id through the vault's pool: m = 64 MiB, t = 3, p = 1, as the second choice of RFC 9106.
PASSWORD_HASHERS = ["rueckhalt.foundation.vault.adapters.hasher.PooledArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "rueckhalt.config.passwords.HardToGuess"},
]
# Invented people whose passwords everybody knows; nothing starts with them where this is off.
HAS_DEMO_ACCOUNTS = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_own"

SESSION_ENGINE = "rueckhalt.config.sessions"
# From the log-in, whatever is done meanwhile. The cookie itself goes when the browser closes.
SESSION_HOURS = 8
SESSION_COOKIE_HTTPONLY = True
# Strict would lose the session on the way back from another house's log-in (OIDC).
SESSION_COOKIE_SAMESITE = "Lax"
# The token lies in the session, so that there is one cookie and not two.
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "rueckhalt.foundation.web.errors.form_not_ours"

# Signing up does not exist; who has an account was invited, and her address was true then.
ACCOUNT_ADAPTER = "rueckhalt.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# An unknown address gets the same page and no mail: nobody may send mail to others through us.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Seconds after which a change of password or second factor asks once more who is there.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# "ip" is everybody together (see the adapter), "key" and "user" one account. The windows are short:
# who types wrong passwords for somebody else keeps her out for minutes, and a passkey opens at once.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "300/m/ip,10/5m/key",
    "reset_password": "60/m/ip,3/10m/key",
    "reset_password_from_key": "60/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "open_vault": "10/5m/user",
}
ACCOUNT_FORMS = {
    "login": "rueckhalt.foundation.accounts.forms.LogIn",
    "reauthenticate": "rueckhalt.foundation.accounts.forms.Reauthenticate",
    "change_password": "rueckhalt.foundation.accounts.forms.ChangePassword",
    "set_password": "rueckhalt.foundation.accounts.forms.SetPassword",
    "reset_password": "rueckhalt.foundation.accounts.forms.ResetPassword",
    "reset_password_from_key": "rueckhalt.foundation.accounts.forms.ResetPasswordKey",
}
# The link of a reset mail.
PASSWORD_RESET_TIMEOUT = 60 * 60

MFA_ADAPTER = "rueckhalt.foundation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_FORMS = {
    "authenticate": "rueckhalt.foundation.accounts.forms.Code",
    "reauthenticate": "rueckhalt.foundation.accounts.forms.CodeAgain",
    "activate_totp": "rueckhalt.foundation.accounts.forms.ActivateApp",
    "add_webauthn": "rueckhalt.foundation.accounts.forms.AddPasskey",
    "edit_webauthn": "rueckhalt.foundation.accounts.forms.RenamePasskey",
}

# Another house where our people can log in; without an address there is none. Its word for
# somebody's e-mail opens the account with that e-mail, so it must be one that the operator trusts.
OIDC_URL = env.str("RUECKHALT_OIDC_URL", default="")
OIDC_NAME = env.str("RUECKHALT_OIDC_NAME", default="Ihrer Organisation")
OIDC_APP = {
    "provider_id": "organisation",
    "name": OIDC_NAME,
    "client_id": env.str("RUECKHALT_OIDC_CLIENT_ID", default=""),
    "secret": env.str("RUECKHALT_OIDC_CLIENT_SECRET", default=""),
    "settings": {"server_url": OIDC_URL, "email_authentication": True},
}
SOCIALACCOUNT_ADAPTER = "rueckhalt.foundation.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [OIDC_APP] if OIDC_URL else []}
}

# Counts tries. Each key is hashed with the secret of the day (see there), and entries expire.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "tries",
        "KEY_FUNCTION": "rueckhalt.config.tries.key_of_today",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # Parts of pages that are the same for everybody (Django's tag asks this one by its name).
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "font-src": [SELF],
        # KERN's icons are masks from data: addresses.
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# The mail server. Without one `rueckhalt work` sends nothing, and mail waits.
_MAIL = env.email_url("RUECKHALT_EMAIL_URL", default="dummymail://")
EMAIL_HOST = _MAIL["EMAIL_HOST"] or ""
EMAIL_USE_TLS = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_PORT = _MAIL["EMAIL_PORT"] or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
EMAIL_HOST_USER = _MAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_TIMEOUT = 10
# A bare address without a name: whoever sees a mailbox learns nothing from the sender.
DEFAULT_FROM_EMAIL = env.str("RUECKHALT_EMAIL_FROM", default="post@localhost")
# Whether mail is shown on the console where there is no mail server.
MAIL_ON_CONSOLE = False
# Where this house can be reached; links in mails begin with it.
ADDRESS = env.str("RUECKHALT_ADDRESS", default="http://localhost:8000")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"bare": {"()": "rueckhalt.config.logs.BareFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "bare"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers print addresses of requests and, by mail, all their values.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}

# Where the head of the trail goes each day: an address outside of this machine.
TRAIL_TO = env.str("RUECKHALT_TRAIL_TO", default="")

# Who runs this house. Without a name every page says that it is a demonstration.
OPERATOR = {
    "name": env.str("RUECKHALT_OPERATOR_NAME", default=""),
    "address": env.str("RUECKHALT_OPERATOR_ADDRESS", default=""),
    "email": env.str("RUECKHALT_OPERATOR_EMAIL", default=""),
    "phone": env.str("RUECKHALT_OPERATOR_PHONE", default=""),
    "privacy_officer": env.str("RUECKHALT_OPERATOR_PRIVACY_OFFICER", default=""),
    "accessibility_contact": env.str("RUECKHALT_OPERATOR_ACCESSIBILITY_CONTACT", default=""),
}
# When somebody reads what affected people send, such as "MO,TU,WE,TH,FR 09:00-16:00", and whose
# holidays hold. Without hours there is no form, because nobody would read it.
READING_HOURS = env.str("RUECKHALT_READING_HOURS", default="")
READING_LAND = env.str("RUECKHALT_READING_LAND", default="")
# How many may arrive in ten minutes before they count as a flood and wait in a tray of their own.
FLOOD_ARRIVALS = env.int("RUECKHALT_FLOOD_ARRIVALS", default=60)
# Where "leave this page at once" leads: a page that tells nothing about whoever opened it.
QUICK_EXIT_URL = env.str("RUECKHALT_QUICK_EXIT_URL", default="https://www.dwd.de/")
# Where the source of this very version can be read; the EUPL asks an operator to name it.
SOURCE_URL = env.str("RUECKHALT_SOURCE_URL", default="")
# What stands in the navigation of every page of a language, by URL name.
NAVIGATION = {
    "de": (
        ("start", gettext_lazy("Startseite")),
        ("guidance:questions", gettext_lazy("Was jetzt tun?")),
        ("case:door", gettext_lazy("Kontaktstelle")),
        ("directory:search", gettext_lazy("Stellen")),
        ("promises:list", gettext_lazy("Zusagen")),
    ),
    "en": (
        ("english:start", gettext_lazy("Startseite")),
        ("english:now", gettext_lazy("Was jetzt tun?")),
        ("directory:search", gettext_lazy("Stellen")),
    ),
}
# The start page of each language, by URL name.
START_PAGES = {"de": "start", "en": "english:start"}
# Which page of one language stands for which of the other; any other page leads to the start page.
COUNTERPARTS = {
    "start": "english:start",
    "english:start": "start",
    "guidance:questions": "english:now",
    "english:now": "guidance:questions",
}
