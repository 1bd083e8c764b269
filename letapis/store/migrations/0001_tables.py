"""The first tables, and the two of them that only grow."""

import django.db.models.deletion
from django.db import migrations, models

from letapis.store.appending import refuse_changes


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Archive',
            fields=[
                ('number', models.SmallAutoField(primary_key=True, serialize=False)),
                ('name', models.TextField(unique=True)),
            ],
            options={
                'db_table': 'letapis_archive',
            },
        ),
        migrations.CreateModel(
            name='Copies',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
            ],
            options={
                'db_table': 'letapis_copies',
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('ident', models.TextField()),
                ('original', models.TextField()),
                ('title', models.TextField()),
                ('publisher', models.TextField()),
                ('language', models.TextField()),
                ('published', models.TextField()),
                ('known', models.TextField()),
                ('why', models.TextField()),
                ('body', models.BinaryField(null=True)),
                ('text', models.BinaryField(null=True)),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
                ('copies', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.copies')),
            ],
            options={
                'db_table': 'letapis_document',
            },
        ),
        migrations.AddField(
            model_name='copies',
            name='lead',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.document'),
        ),
        migrations.CreateModel(
            name='EntryVersion',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('ident', models.TextField()),
                ('kind', models.TextField()),
                ('subject', models.TextField()),
                ('first', models.TextField()),
                ('last', models.TextField()),
                ('known_from', models.TextField()),
                ('known_to', models.TextField()),
                ('status', models.TextField()),
                ('body', models.BinaryField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
            ],
            options={
                'db_table': 'letapis_entry_version',
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('ident', models.TextField()),
                ('type', models.TextField()),
                ('family', models.TextField()),
                ('first', models.TextField()),
                ('last', models.TextField()),
                ('status', models.TextField()),
                ('scope', models.TextField()),
                ('origins', models.IntegerField()),
                ('claims', models.IntegerField()),
                ('confirmed', models.BooleanField()),
                ('body', models.BinaryField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
            ],
            options={
                'db_table': 'letapis_event',
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('ident', models.TextField()),
                ('anchor', models.BigIntegerField(null=True)),
                ('cell', models.BigIntegerField()),
                ('type', models.TextField()),
                ('kin', models.TextField()),
                ('standing', models.TextField()),
                ('first', models.TextField()),
                ('last', models.TextField()),
                ('status', models.TextField()),
                ('scope', models.TextField()),
                ('place', models.TextField()),
                ('low', models.BigIntegerField(null=True)),
                ('high', models.BigIntegerField(null=True)),
                ('confidence', models.FloatField()),
                ('speaker', models.TextField()),
                ('body', models.BinaryField()),
                ('coded', models.BinaryField(null=True)),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
                ('document', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.document')),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.event')),
            ],
            options={
                'db_table': 'letapis_claim',
            },
        ),
        migrations.CreateModel(
            name='EventPlace',
            fields=[
                ('pk', models.CompositePrimaryKey('archive', 'place', 'event', blank=True, editable=False, primary_key=True, serialize=False)),
                ('place', models.TextField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.event')),
            ],
            options={
                'db_table': 'letapis_event_place',
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('ident', models.TextField()),
                ('measure', models.TextField()),
                ('unit', models.TextField()),
                ('definition', models.TextField()),
                ('population', models.TextField()),
                ('scope', models.TextField()),
                ('first', models.TextField()),
                ('last', models.TextField()),
                ('low', models.BigIntegerField(null=True)),
                ('high', models.BigIntegerField(null=True)),
                ('origins', models.IntegerField()),
                ('body', models.BinaryField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.event')),
            ],
            options={
                'db_table': 'letapis_figure',
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('matter', models.TextField()),
                ('ident', models.TextField()),
                ('kind', models.TextField()),
                ('by', models.TextField()),
                ('at', models.TextField()),
                ('reason', models.TextField()),
                ('body', models.BinaryField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
            ],
            options={
                'db_table': 'letapis_judgement',
            },
        ),
        migrations.CreateModel(
            name='JudgementTarget',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('target', models.TextField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
                ('judgement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='letapis_store.judgement')),
            ],
            options={
                'db_table': 'letapis_judgement_target',
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('rule', models.TextField()),
                ('kind', models.TextField()),
                ('reason', models.TextField()),
                ('anchor', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.claim')),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
                ('target', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.claim')),
            ],
            options={
                'db_table': 'letapis_link',
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('pk', models.CompositePrimaryKey('archive', 'mark', blank=True, editable=False, primary_key=True, serialize=False)),
                ('mark', models.BigIntegerField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
                ('document', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.document')),
            ],
            options={
                'db_table': 'letapis_mark',
            },
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('ident', models.TextField()),
                ('kind', models.TextField()),
                ('label', models.TextField()),
                ('told', models.BinaryField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
            ],
            options={
                'db_table': 'letapis_origin',
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('pk', models.CompositePrimaryKey('archive', 'origin', 'document', blank=True, editable=False, primary_key=True, serialize=False)),
                ('claims', models.IntegerField()),
                ('label', models.TextField()),
                ('reasons', models.TextField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
                ('document', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.document')),
                ('origin', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.origin')),
            ],
            options={
                'db_table': 'letapis_credit',
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='origin',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.origin'),
        ),
        migrations.CreateModel(
            name='PersonKey',
            fields=[
                ('pk', models.CompositePrimaryKey('archive', 'key', 'anchor', blank=True, editable=False, primary_key=True, serialize=False)),
                ('key', models.TextField()),
                ('kin', models.TextField()),
                ('standing', models.TextField()),
                ('first', models.TextField()),
                ('types', models.TextField()),
                ('anchor', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.claim')),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
            ],
            options={
                'db_table': 'letapis_person_key',
            },
        ),
        migrations.CreateModel(
            name='State',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('value', models.TextField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
            ],
            options={
                'db_table': 'letapis_state',
            },
        ),
        migrations.CreateModel(
            name='Total',
            fields=[
                ('pk', models.CompositePrimaryKey('archive', 'amount', 'unit', 'figure', blank=True, editable=False, primary_key=True, serialize=False)),
                ('amount', models.BigIntegerField()),
                ('unit', models.TextField()),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
                ('figure', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.figure')),
            ],
            options={
                'db_table': 'letapis_total',
            },
        ),
        migrations.CreateModel(
            name='Weekly',
            fields=[
                ('pk', models.CompositePrimaryKey('archive', 'cell', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                ('cell', models.BigIntegerField()),
                ('key', models.BigIntegerField()),
                ('anchor', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.claim')),
                ('archive', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letapis_store.archive')),
            ],
            options={
                'db_table': 'letapis_weekly',
            },
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(condition=models.Q(('copies__isnull', False)), fields=['copies'], name='letapis_document_copies'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('archive', 'ident'), name='letapis_document_one'),
        ),
        migrations.AddIndex(
            model_name='entryversion',
            index=models.Index(fields=['archive', 'ident'], name='letapis_entry_version_ident'),
        ),
        migrations.AddIndex(
            model_name='entryversion',
            index=models.Index(fields=['archive', 'kind', 'subject'], name='letapis_entry_version_subject'),
        ),
        migrations.AddIndex(
            model_name='entryversion',
            index=models.Index(fields=['archive', 'kind', 'first'], name='letapis_entry_version_first'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['archive', 'first'], name='letapis_event_first'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('archive', 'ident'), name='letapis_event_one'),
        ),
        migrations.AddIndex(
            model_name='eventplace',
            index=models.Index(fields=['event'], name='letapis_event_place_event'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(fields=['event'], name='letapis_figure_event'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(fields=['archive', 'measure', 'first'], name='letapis_figure_measure'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(fields=('archive', 'ident'), name='letapis_figure_one'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.UniqueConstraint(fields=('archive', 'matter', 'ident'), name='letapis_judgement_one'),
        ),
        migrations.AddIndex(
            model_name='judgementtarget',
            index=models.Index(fields=['archive', 'target'], name='letapis_judgement_target_at'),
        ),
        migrations.AddIndex(
            model_name='link',
            index=models.Index(fields=['anchor'], name='letapis_link_anchor'),
        ),
        migrations.AddIndex(
            model_name='link',
            index=models.Index(fields=['target'], name='letapis_link_target'),
        ),
        migrations.AddConstraint(
            model_name='origin',
            constraint=models.UniqueConstraint(fields=('archive', 'ident'), name='letapis_origin_one'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['archive', 'cell'], name='letapis_claim_cell'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['event'], name='letapis_claim_event'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['document'], name='letapis_claim_document'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('speaker', ''), _negated=True), fields=['archive', 'speaker'], name='letapis_claim_speaker'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('standing', 'denied')), fields=['archive', 'kin'], name='letapis_claim_denied'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(fields=('archive', 'ident'), name='letapis_claim_one'),
        ),
        migrations.AddIndex(
            model_name='personkey',
            index=models.Index(fields=['anchor'], name='letapis_person_key_anchor'),
        ),
        migrations.AddConstraint(
            model_name='state',
            constraint=models.UniqueConstraint(fields=('archive', 'name'), name='letapis_state_one'),
        ),
        migrations.AddIndex(
            model_name='total',
            index=models.Index(fields=['figure'], name='letapis_total_figure'),
        ),
        migrations.RunPython(refuse_changes, migrations.RunPython.noop),
    ]
