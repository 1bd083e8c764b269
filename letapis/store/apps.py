"""What Django calls the room."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The store as an application of Django."""

    name = "letapis.store"
    label = "letapis_store"
    default_auto_field = "django.db.models.BigAutoField"
