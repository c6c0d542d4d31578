"""An operator's server behind TLS. Refuses to start with what only localhost may have."""

import re

from django.core.exceptions import ImproperlyConfigured

from rueckhalt.config.settings.base import *  # noqa: F403 -- a settings module is a list of values
from rueckhalt.config.settings.base import (
    DEFAULT_FROM_EMAIL,
    EMAIL_HOST,
    EMAIL_USE_SSL,
    EMAIL_USE_TLS,
    env,
)

DEBUG = False
SECRET_KEY = env.str("RUECKHALT_SECRET_KEY")
ALLOWED_HOSTS = env.list("RUECKHALT_HOSTS")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("RUECKHALT_SECRET_KEY needs at least 50 random characters.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("RUECKHALT_HOSTS names the hosts of this house; a star is refused.")

ADDRESS = env.str("RUECKHALT_ADDRESS", default=f"https://{ALLOWED_HOSTS[0]}")
if not re.fullmatch(r"https://[A-Za-z0-9][A-Za-z0-9.-]*(:\d+)?/?", ADDRESS):
    raise ImproperlyConfigured("RUECKHALT_ADDRESS is https:// and the name of this house.")
if EMAIL_HOST and not re.fullmatch(r"[^\s<>,@]+@[A-Za-z0-9.-]+\.[A-Za-z]+", DEFAULT_FROM_EMAIL):
    raise ImproperlyConfigured("RUECKHALT_EMAIL_FROM is one bare e-mail address.")
# A password or a link in clear on the network would be everybody's.
if EMAIL_HOST not in {"", "localhost", "127.0.0.1", "::1"} and not (EMAIL_USE_TLS or EMAIL_USE_SSL):
    raise ImproperlyConfigured("RUECKHALT_EMAIL_URL begins with smtp+tls:// or smtp+ssl://.")

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
