"""What can become of a question to a running server, beside an answer; a query that is wrong is a `QueryError`.

ServerError (GraphError)
├── TooSlowError     the query was stopped at its time limit                        504
├── TooLargeError    the answer, or the memory for it, passed a limit               413
├── TooBusyError     no reader was free in time, or this client has too many waiting 503, 429
└── RefusedError     the query asks for what is not allowed here                    403
"""

from __future__ import annotations

from kg.errors import GraphError


class ServerError(GraphError):
    """Be the base of what a running server answers instead of results; ``status`` is that of HTTP."""

    status = 500


class TooSlowError(ServerError):
    """Report a query that was stopped at its time limit."""

    status = 504


class TooLargeError(ServerError):
    """Report a query whose answer, or the memory that it took, passed a limit."""

    status = 413


class TooBusyError(ServerError):
    """Report that no reader was free; ``retry_after`` says in how many seconds to come again."""

    status = 503

    def __init__(self, message: str, *, retry_after: int = 1, status: int = 503) -> None:
        self.retry_after, self.status = retry_after, status
        super().__init__(message)


class RefusedError(ServerError):
    """Report a query or an update that is not allowed here."""

    status = 403
