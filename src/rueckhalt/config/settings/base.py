"""What holds everywhere. `local` and `production` add what differs, and nothing else."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

env = environ.Env()

# Everything that this house writes lies in one folder of the operator's choice.
DATA_DIR = Path(env.str("RUECKHALT_DATA", default="var")).resolve()
ASSETS_DIR = DATA_DIR / "assets"

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "rueckhalt.foundation.web",
    "rueckhalt.foundation.audit",
    "rueckhalt.foundation.places",
    "rueckhalt.foundation.directory",
    "rueckhalt.support.guidance",
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
    "django.middleware.common.CommonMiddleware",
]

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
# No page takes a file yet; without a handler an uploaded file never reaches memory or disk.
FILE_UPLOAD_HANDLERS: list[str] = []

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

# Who runs this house. Without a name every page says that it is a demonstration.
OPERATOR = {
    "name": env.str("RUECKHALT_OPERATOR_NAME", default=""),
    "address": env.str("RUECKHALT_OPERATOR_ADDRESS", default=""),
    "email": env.str("RUECKHALT_OPERATOR_EMAIL", default=""),
    "phone": env.str("RUECKHALT_OPERATOR_PHONE", default=""),
    "privacy_officer": env.str("RUECKHALT_OPERATOR_PRIVACY_OFFICER", default=""),
    "accessibility_contact": env.str("RUECKHALT_OPERATOR_ACCESSIBILITY_CONTACT", default=""),
}
# Where "leave this page at once" leads: a page that tells nothing about whoever opened it.
QUICK_EXIT_URL = env.str("RUECKHALT_QUICK_EXIT_URL", default="https://www.dwd.de/")
# Where the source of this very version can be read; the EUPL asks an operator to name it.
SOURCE_URL = env.str("RUECKHALT_SOURCE_URL", default="")
# What stands in the navigation of every page of a language, by URL name.
NAVIGATION = {
    "de": (
        ("start", gettext_lazy("Startseite")),
        ("guidance:questions", gettext_lazy("Was jetzt tun?")),
        ("directory:search", gettext_lazy("Stellen")),
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
