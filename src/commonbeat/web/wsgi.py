"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonbeat.web.settings")

application = get_wsgi_application()

from commonbeat.web import warming  # noqa: E402 - its models can be imported only now

warming.begin()
