from django.db import migrations, models

import commonbeat.ground.agency.rules


class Migration(migrations.Migration):
    dependencies = [("agency", "0002_imports")]

    operations = [
        migrations.AlterField(
            model_name="setting",
            name="key",
            field=models.CharField(choices=commonbeat.ground.agency.rules.setting_keys, max_length=40),
        ),
    ]
