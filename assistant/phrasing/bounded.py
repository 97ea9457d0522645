"""HTTP answers that can be neither endless nor late: a transport for httpx.

The timeouts of HTTP clients count from one byte to the next, so a server that sends a byte a second is
never late for them. Here a deadline holds for all of it, and so does a size.
"""

from collections.abc import Iterator

import httpx

from assistant.phrasing.deadline import seconds_left

MOST_BYTES = 1_000_000  # of one answer: some thousand times what a few sentences need


class BoundedTransport(httpx.BaseTransport):
    """Another transport, under the deadline (assistant/phrasing/deadline.py) and MOST_BYTES."""

    def __init__(self, inner: httpx.BaseTransport | None = None) -> None:
        self._inner = inner or httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response, its body read as far as the bounds allow.

        Raises:
            httpx.TransportError: the deadline has passed, or the body is packed.
        """
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), _left())
        response = self._inner.handle_request(request)
        stream = response.stream
        assert isinstance(stream, httpx.SyncByteStream)
        if response.headers.get("content-encoding", "identity") != "identity":
            stream.close()
            raise httpx.RemoteProtocolError("a packed body, which was not asked for, may be of any size")
        if not _in_reach(response.headers.get("retry-after", "0"), _left()):
            response.headers["x-should-retry"] = "false"  # else the client would sleep beyond the deadline
        return httpx.Response(response.status_code, headers=response.headers, stream=_Bounded(stream))

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


class _Bounded(httpx.SyncByteStream):
    def __init__(self, inner: httpx.SyncByteStream) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for part in self._inner:
            size += len(part)
            if size > MOST_BYTES:
                raise httpx.RemoteProtocolError(f"more than {MOST_BYTES} bytes")
            _left()
            yield part

    def close(self) -> None:
        self._inner.close()


def _in_reach(wait: str, left: float) -> bool:
    """True when a server's wish to be asked again after so many seconds can be met; a date is taken for far off."""
    try:
        return float(wait) < left
    except ValueError:
        return False


def _left() -> float:
    left = seconds_left()
    if left <= 0:
        raise httpx.ReadTimeout("the deadline has passed")
    return left
