"""Functions of the Tasks API, as another package might bring them."""

from django_tasks import task


@task()
def add(one, other=0):
    """Add two numbers."""
    return one + other


@task(takes_context=True)
def which_attempt(context):
    """Say which attempt this is."""
    return context.attempt


@task()
def fail():
    """Fail, always."""
    raise ValueError("no")


@task()
async def later(words):
    """Say it back, asynchronously."""
    return words


def not_a_task():
    """A plain function, which no job's name may run."""
