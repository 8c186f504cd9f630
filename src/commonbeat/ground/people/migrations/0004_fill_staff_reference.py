"""Then each row its own: a default given with the column would be one and the same for all."""

import uuid

from django.db import migrations


def forwards(apps, schema_editor):
    staff = apps.get_model("people", "Staff")._base_manager.using(schema_editor.connection.alias)
    for pk in list(staff.values_list("pk", flat=True)):
        staff.filter(pk=pk).update(reference=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("people", "0003_staff_reference")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
