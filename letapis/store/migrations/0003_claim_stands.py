"""A claim whose type people changed has another id in its event than in the log."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letapis_store', '0002_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='claim',
            name='stands',
            field=models.TextField(null=True),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('stands__isnull', False)), fields=['archive', 'stands'], name='letapis_claim_stands'),
        ),
    ]
