"""What can be wrong with the data, said in words that help to put it right."""


class DataError(ValueError):
    """Data that cannot carry the figure asked of it; the message says where, why and what to do.

    `argument` is the name of what was given, `problem` what is wrong with it, `remedy` what to do.
    """

    def __init__(self, argument: str, problem: str, remedy: str) -> None:
        super().__init__(f"{argument}: {problem}. {remedy}.")
        self.argument = argument
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["DataError"], tuple[str, str, str]]:
        """Travel between processes with all three parts."""
        return type(self), (self.argument, self.problem, self.remedy)
