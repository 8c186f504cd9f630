"""A random reference for everybody on the staff: first a column that may be empty."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_shared_cache")]

    operations = [
        migrations.AddField(
            model_name="staff",
            name="reference",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                help_text="By which another data space names this person.",
                null=True,
            ),
        ),
    ]
