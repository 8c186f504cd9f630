"""The history of a demand may say that it was put in other words."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('standards', '0004_closed_takes_none'),
    ]

    operations = [
        migrations.AlterField(
            model_name='requirementevent',
            name='kind',
            field=models.CharField(choices=[('written', 'Written down'), ('moved', 'Where it stands'), ('evidence', 'Evidence added'), ('found', 'Found'), ('owner', 'Who keeps it, by when'), ('reworded', 'Put in other words'), ('shown', 'Shown to the public'), ('hidden', 'No longer shown to the public')], max_length=20),
        ),
    ]
