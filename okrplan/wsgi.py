"""The web application as granian and gunicorn load it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from okrplan import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okrplan.settings")
application = get_wsgi_application()

if settings.REDIS_URL == broker.INSIDE:
    from okrplan import inside

    inside.start()
