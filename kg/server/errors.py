"""What can become of a question to a running server, beside an answer; a query that is wrong is a `QueryError`.

ServerError (GraphError)
├── TooSlowError        504  the query was stopped at its time limit
├── TooLargeError       413  the answer, or the memory for it, passed a limit
├── TooBusyError        503  no reader was free in time; 429 where this client waits too often already
├── RefusedError        403  the query asks for what is not allowed here
├── UnsupportedMediaError  415  the request comes in a form that is not read here
├── NotAcceptableError  406  no format that the client accepts
└── NotFoundError       404  the graph says nothing about this
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


class NotAcceptableError(ServerError):
    """Report that the answer comes in no format that the client accepts."""

    status = 406


class NotFoundError(ServerError):
    """Report that the graph says nothing about what was asked for."""

    status = 404


class UnsupportedMediaError(ServerError):
    """Report a request whose body is in a form that is not read here."""

    status = 415
