"""The settings of Django: our tables and no database yet, for the databases are named while the program runs."""

from __future__ import annotations

from typing import Any

INSTALLED_APPS = ["letapis.store.apps.StoreConfig"]
DATABASES: dict[str, dict[str, Any]] = {"default": {"ENGINE": "django.db.backends.dummy"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
