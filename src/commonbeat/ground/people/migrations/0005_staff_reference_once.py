"""Now nobody may lack one, and no two share one."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_fill_staff_reference")]

    operations = [
        migrations.AlterField(
            model_name="staff",
            name="reference",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                help_text="By which another data space names this person.",
                unique=True,
            ),
        ),
    ]
