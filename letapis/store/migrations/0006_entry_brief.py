"""A version of an entry has what a snapshot needs of it in a column of its own, and is found without being read."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

LOOKED_AT = ["first", "last", "known_to", "known_from", "status"]


class Migration(migrations.Migration):
    """Adds one column, widens two indexes. The entries are made anew, as they are whenever the rules change."""

    dependencies: ClassVar = [("letapis_store", "0005_custody_claims")]
    operations: ClassVar = [
        migrations.AddField(model_name="entryversion", name="brief", field=models.BinaryField(null=True)),
        migrations.RemoveIndex(model_name="entryversion", name="letapis_entry_version_first"),
        migrations.RemoveIndex(model_name="entryversion", name="letapis_entry_version_subject"),
        migrations.AddIndex(
            model_name="entryversion",
            index=models.Index(
                fields=["archive", "kind", *LOOKED_AT, "subject"], name="letapis_entry_version_first"
            ),
        ),
        migrations.AddIndex(
            model_name="entryversion",
            index=models.Index(
                fields=["archive", "kind", "subject", *LOOKED_AT], name="letapis_entry_version_subject"
            ),
        ),
    ]
