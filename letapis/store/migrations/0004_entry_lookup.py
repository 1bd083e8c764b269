"""Versions of entries are looked up by all that tells whether they stand: an index that covers it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Replaces one index."""

    dependencies: ClassVar = [("letapis_store", "0003_claim_stands")]
    operations: ClassVar = [
        migrations.RemoveIndex(model_name="entryversion", name="letapis_entry_version_first"),
        migrations.AddIndex(
            model_name="entryversion",
            index=models.Index(
                fields=["archive", "kind", "first", "last", "known_to", "known_from", "status"],
                name="letapis_entry_version_first",
            ),
        ),
    ]
