"""The site as a whole: settings, addresses, timetable, panels, and the pages that draw on several wings."""
