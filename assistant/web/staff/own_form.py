"""Whether a form that was sent stood on a page of ours, by what browsers tell and pages cannot change (pure)."""

from collections.abc import Mapping
from urllib.parse import urlsplit

_OURS = ("same-origin", "none")  # none: sent by the person, from no page at all
_PORTS = {"http": 80, "https": 443}


def is_own_form(headers: Mapping[str, str]) -> bool:
    """True when the browser says so.

    `Sec-Fetch-Site` decides where there is one; browsers send it over https and to this machine. Otherwise `Origin`,
    or for old browsers `Referer`, must name the host that was asked. Where there is none of the three, nobody knows.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in _OURS
    told = headers.get("origin") or headers.get("referer")
    return told is not None and _is_host(told, headers.get("host", ""))


def _is_host(address: str, host: str) -> bool:
    """True when an address is on a host; `null`, which browsers say for what they hide, is on none."""
    try:
        there = urlsplit(address)
        asked = urlsplit(f"//{host}")
        usual = _PORTS.get(there.scheme)
        same_port = (there.port or usual) == (asked.port or usual)
    except ValueError:
        return False
    return usual is not None and bool(there.hostname) and there.hostname == asked.hostname and same_port
