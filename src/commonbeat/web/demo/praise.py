"""Made-up words of thanks on their way to made-up officers: most are read and passed on, a few still wait.

They come from the made-up survey answers and take the same way as real ones.
"""

from collections.abc import Callable

from commonbeat.act.recognition import actions, queries
from commonbeat.act.recognition.models import Praise
from commonbeat.act.recognition.rules import Keeping, Reason, State
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Role
from commonbeat.web.demo import answers
from commonbeat.web.demo.persons import by_role

LEFT_WAITING = 2
"""Left to whoever plays the one who reads them first: those with most to take out."""


def bring(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """Gather the comments, pass most of them on, leave one out; nothing where it was done before."""
    if not Praise.objects.filter(agency=agency).exists():
        actions.gather(agency=agency)
    rows = [(row, queries.comment_of(row)) for row in Praise.objects.filter(agency=agency).waiting().order_by("pk")]
    comments = [(row, comment) for row, comment in rows if comment is not None]
    comments.sort(key=lambda one: len(one[1].spans))
    for row, comment in comments[: max(len(comments) - LEFT_WAITING, 0)]:
        _decide(actor, row, comment)
    _file_one(agency)
    passed_on = Praise.objects.filter(agency=agency, state=State.PASSED_ON).count()
    waiting = Praise.objects.filter(agency=agency).waiting().count()
    say(f"{passed_on} made-up words of thanks passed on, {waiting} wait to be read")


def _decide(actor: Actor, row: Praise, comment: queries.Comment) -> None:
    """Pass it on without what the program marks; what is no praise is left out."""
    if comment.words == answers.NO_PRAISE:
        actions.leave_out(actor=actor, praise=row, reason=Reason.NOT_PRAISE)
    else:
        actions.pass_on(actor=actor, praise=row, words=comment.suggested)


def _file_one(agency: Agency) -> None:
    """The made-up officer keeps one in her file."""
    officer = by_role(agency).get(Role.OFFICER)
    row = Praise.objects.filter(agency=agency, staff__user=officer.user).first() if officer else None
    if officer and row and row.keeping == Keeping.SHOWN:
        actions.choose(actor=officer.user, praise=row, keeping=Keeping.FILED)
