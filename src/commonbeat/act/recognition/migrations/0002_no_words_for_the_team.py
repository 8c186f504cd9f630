"""Words that went to a whole team are taken back: their writers had agreed to the officer and whoever supervises them."""

from django.db import migrations


def forwards(apps, schema_editor):
    praise = apps.get_model("recognition", "Praise")._base_manager.using(schema_editor.connection.alias)
    praise.filter(state="passed_on", staff__isnull=True).update(
        state="left_out", reason="no_officer", words="", public_allowed=False, keeping="shown"
    )


class Migration(migrations.Migration):
    dependencies = [("recognition", "0001_initial")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
