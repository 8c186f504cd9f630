"""Demo mode never stands in front of a real agency."""

from commonbeat.web.checks import demo_mode_has_only_demo_agencies


def test_demo_mode_with_a_real_agency_is_an_error_that_names_it_and_the_remedy(riverton, settings):
    settings.DEMO = True
    (error,) = demo_mode_has_only_demo_agencies(databases=["default"])
    assert error.id == "commonbeat.E001"
    assert "Riverton Police Department" in error.msg
    assert "COMMONBEAT_DEMO" in error.hint


def test_demo_mode_with_demonstrations_alone_may_start(riverton, the_state, settings):
    settings.DEMO = True
    type(riverton).objects.update(demo=True)
    assert demo_mode_has_only_demo_agencies(databases=["default"]) == []


def test_a_real_installation_may_start(riverton, settings):
    settings.DEMO = False
    assert demo_mode_has_only_demo_agencies(databases=["default"]) == []


def test_nothing_is_asked_of_a_database_that_is_not_being_checked(settings):
    settings.DEMO = True
    assert demo_mode_has_only_demo_agencies(databases=None) == []
