"""`make run`: http on localhost, for looking, trying and developing."""

from rueckhalt.config.settings.base import *  # noqa: F403 -- a settings module is a list of values

DEBUG = False
SECRET_KEY = "for-localhost-only-and-refused-in-production"  # noqa: S105 -- signs nothing that leaves this machine
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Files come from where they were built, so nothing is collected.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
# Whether static files are collected, compressed and named by their content before the start.
WHITENOISE_COLLECTS = False
# Whoever tries the product sees what would have been sent.
MAIL_ON_CONSOLE = True
# Lars, Nadja and the others: see config/demo.py.
HAS_DEMO_ACCOUNTS = True
# The name localhost needs no TLS for a passkey.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
