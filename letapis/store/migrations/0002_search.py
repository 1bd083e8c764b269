"""The full-text index and what notes changes for it."""

from django.db import migrations

from letapis.store.search_tables import create


class Migration(migrations.Migration):

    dependencies = [
        ("letapis_store", "0001_tables"),
    ]

    operations = [
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
