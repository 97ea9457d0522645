"""What counts as one address of the internet (pure)."""

from ipaddress import IPv6Address, ip_address, ip_network

_LONGEST = 64  # characters of what is no address


def network_of(address: str) -> str:
    """Whose requests are counted together: with IPv6 a household has a whole /64, and all of it is one.

    An IPv4 address written as IPv6, as a server that listens on both is told it, is that IPv4 address; what is no
    address stands for itself.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address[:_LONGEST]
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((int(found), 64), strict=False))
    return str(found)
