"""An operator's house with two pages more, which only the bench has."""

from rueckhalt.config.settings.production import *  # noqa: F403 -- a settings module is a list of values

ROOT_URLCONF = "bench.upload_site"
