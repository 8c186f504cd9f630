"""Pages of this room that ask something and go on: one template, a way back, one primary action."""

from typing import Any, ClassVar

from django.http import Http404

from commonbeat.kit.pages import FormPage, Words


class Asks(FormPage):
    """A form page: `about` says what it is about, `back` where it came from; both know the row that `find` gave."""

    abstract = True
    template_name = "standards/ask.html"
    submit: ClassVar[Words] = ""
    row: Any = None

    def find(self) -> Any:
        """What it is about; None for what is not there or not theirs: a 404. `True` where there is no row."""
        return True

    def prepare(self) -> None:
        """Fetch it."""
        self.row = self.find()
        if self.row is None:
            raise Http404

    def about(self) -> Words:
        """What the form is about, in a line."""
        return ""

    def stop(self) -> Words:
        """Why nothing can be asked now; "" where it can."""
        return ""

    def back(self) -> str:
        """Where it came from."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        return {"about": self.about(), "stop": self.stop(), "back": self.back(), "submit": self.submit}
