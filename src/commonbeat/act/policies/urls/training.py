"""Addresses of training: one’s own, courses, requirements, sessions, and who was trained in what."""

from django.urls import URLPattern, path

from commonbeat.act.policies.views import training_courses as courses
from commonbeat.act.policies.views import training_coverage as coverage
from commonbeat.act.policies.views import training_own as own
from commonbeat.act.policies.views import training_requirements as requirements
from commonbeat.act.policies.views import training_sessions as sessions

TRAINING = "staff/training/"
COURSES, NEEDS = f"{TRAINING}courses/", f"{TRAINING}requirements/"
SESSIONS, MEETINGS = f"{TRAINING}sessions/", f"{TRAINING}meetings/"

urlpatterns: list[URLPattern] = [
    path(TRAINING, own.Own.as_view(), name="training_own"),
    path(f"{TRAINING}transcript/", own.Transcript.as_view(), name="training_transcript"),
    path(MEETINGS, own.Meetings.as_view(), name="meeting_list"),
    path(f"{MEETINGS}new/", own.MeetingNew.as_view(), name="meeting_new"),
    path(f"{MEETINGS}<int:pk>/sign/", own.MeetingSign.as_view(), name="meeting_sign"),
    path(f"{TRAINING}topics/", courses.Topics.as_view(), name="training_topics"),
    path(f"{TRAINING}topics/new/", courses.TopicNew.as_view(), name="training_topic_new"),
    path(COURSES, courses.Courses.as_view(), name="course_list"),
    path(f"{COURSES}new/", courses.CourseNew.as_view(), name="course_new"),
    path(f"{COURSES}<int:pk>/", courses.CourseDetail.as_view(), name="course_detail"),
    path(f"{COURSES}<int:pk>/version/", courses.VersionNew.as_view(), name="course_version_new"),
    path(f"{COURSES}<int:pk>/end/", courses.CourseEnd.as_view(), name="course_end"),
    path(NEEDS, requirements.Requirements.as_view(), name="requirement_list"),
    path(f"{NEEDS}new/", requirements.New.as_view(), name="requirement_new"),
    path(f"{NEEDS}begin/", requirements.Start.as_view(), name="requirement_start"),
    path(f"{NEEDS}of/<slug:key>/", requirements.Detail.as_view(), name="requirement_detail"),
    path(f"{NEEDS}of/<slug:key>/change/", requirements.Change.as_view(), name="requirement_change"),
    path(f"{NEEDS}of/<slug:key>/coverage/", coverage.CoveragePage.as_view(), name="training_coverage"),
    path(f"{NEEDS}of/<slug:key>/coverage/pass-on/", coverage.PassOn.as_view(), name="training_coverage_pass_on"),
    path(SESSIONS, sessions.Sessions.as_view(), name="training_session_list"),
    path(f"{SESSIONS}new/", sessions.SessionNew.as_view(), name="training_session_new"),
    path(f"{SESSIONS}<int:pk>/", sessions.SessionDetail.as_view(), name="training_session"),
    path(f"{SESSIONS}<int:pk>/sign-up/", sessions.SignUp.as_view(), name="training_sign_up"),
    path(f"{SESSIONS}<int:pk>/completed/", sessions.Complete.as_view(), name="training_complete"),
    path(f"{SESSIONS}<int:pk>/scores/", sessions.MeasureNew.as_view(), name="training_measure"),
    path(f"{TRAINING}seats/<int:pk>/off/", sessions.TakeOff.as_view(), name="training_take_off"),
    path(f"{TRAINING}completed/new/", sessions.CompletionNew.as_view(), name="completion_new"),
    path(f"{TRAINING}completed/<int:pk>/", sessions.Correct.as_view(), name="completion_correct"),
    path(f"{TRAINING}people/", coverage.People.as_view(), name="training_people"),
    path(f"{TRAINING}people/<int:pk>/", coverage.Person.as_view(), name="training_person"),
    path(f"{TRAINING}crisis/", coverage.Crisis.as_view(), name="training_crisis"),
    path(f"{TRAINING}crisis/change/", coverage.CrisisChange.as_view(), name="training_crisis_change"),
]
