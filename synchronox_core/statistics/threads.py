"""One thread for the linear algebra of small matrices."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def use_one_thread() -> Iterator[None]:
    """Keep linear algebra on one thread while a function runs or a context lasts.

    Several threads wait for one another longer than a matrix of some hundred rows takes: on two
    busy cores a regression of 550 patients took 80 times as long with two threads as with one.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield
