"""What general denials are compared by stands in a table of its own, so that no claim is read for it."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


def _tie(model: str) -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=f"letapis_store.{model}",
    )


class Migration(migrations.Migration):
    """Makes one table."""

    dependencies: ClassVar = [("letapis_store", "0006_entry_brief")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Outline",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "archive",
                        "kin",
                        "standing",
                        "first",
                        "anchor",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("ident", models.TextField()),
                ("kin", models.TextField()),
                ("standing", models.TextField()),
                ("first", models.TextField()),
                ("last", models.TextField()),
                ("body", models.BinaryField()),
                ("anchor", _tie("claim")),
                ("archive", _tie("archive")),
            ],
            options={
                "db_table": "letapis_outline",
                "indexes": [models.Index(fields=["anchor"], name="letapis_outline_anchor")],
            },
        ),
    ]
