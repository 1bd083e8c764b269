"""Claims on the custody of a person are looked up by the key of the person's name."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes one table."""

    dependencies: ClassVar = [("letapis_store", "0004_entry_lookup")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="CustodyClaim",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "archive", "key", "claim", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.TextField()),
                ("claim", models.TextField()),
                (
                    "archive",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="letapis_store.archive",
                    ),
                ),
            ],
            options={"db_table": "letapis_custody_claim"},
        ),
    ]
