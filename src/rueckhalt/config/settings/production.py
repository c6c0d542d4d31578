"""An operator's server behind TLS. Refuses to start with what only localhost may have."""

from django.core.exceptions import ImproperlyConfigured

from rueckhalt.config.settings.base import *  # noqa: F403 -- a settings module is a list of values
from rueckhalt.config.settings.base import env

DEBUG = False
SECRET_KEY = env.str("RUECKHALT_SECRET_KEY")
ALLOWED_HOSTS = env.list("RUECKHALT_HOSTS")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("RUECKHALT_SECRET_KEY needs at least 50 random characters.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("RUECKHALT_HOSTS names the hosts of this house; a star is refused.")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Whether static files are collected, compressed and named by their content before the start.
WHITENOISE_COLLECTS = True
