"""The door for the web server."""

from django.core.wsgi import get_wsgi_application
from django.db import connections

application = get_wsgi_application()

# Only now, since it asks the database. Also a server of the operator's own choice comes this way.
from rueckhalt.config.demo_accounts import check_no_demo_account  # noqa: E402 -- as said above
from rueckhalt.config.durable import check_durable  # noqa: E402 -- as said above
from rueckhalt.config.keeping.marks import check_whole  # noqa: E402 -- as said above

check_whole()
check_durable()
check_no_demo_account()
# A connection must not live on in the processes that a server splits off.
connections.close_all()
