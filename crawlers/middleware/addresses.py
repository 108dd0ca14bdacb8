"""No private or special address is dialled unless a source's file allows it by name.

The guard stands at the reactor's name resolver, behind which every name, literal and redirect passes: it sees the
address that would really be dialled, so a name that changes its answer in between gains nothing.
"""

from __future__ import annotations

import ipaddress
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer, provider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
V4_COMPATIBLE: Final = ipaddress.IPv6Network("::/96")

_allowed: Counter[tuple[str, int]] = Counter()
_refused: set[str] = set()


def is_public(host: str) -> bool:
    """Say whether an address literal is one of the public internet, whatever other address it wraps."""
    address = ipaddress.ip_address(host.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.teredo is not None:
            return False
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is None and (address in NAT64 or address in V4_COMPATIBLE):
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return address.is_global and not address.is_multicast


def may_dial(host: str, port: int) -> bool:
    """Say whether a connection may go to this address: public, or allowed to a crawl that is running."""
    return _allowed[host, port] > 0 or is_public(host)


def was_refused(host: str) -> bool:
    """Say whether the guard refused an address of this host when it was last resolved."""
    return host in _refused


@contextmanager
def allowing(addresses: Iterable[str]) -> Iterator[None]:
    """Allow addresses ("127.0.0.1:8765") while a crawl runs."""
    pairs = [(host.strip("[]"), int(port)) for host, _, port in (one.rpartition(":") for one in addresses)]
    _allowed.update(pairs)
    try:
        yield
    finally:
        _allowed.subtract(pairs)


def install_guard(reactor: Any) -> None:
    """Put the guard before the reactor's name resolver."""
    reactor.installNameResolver(_Guard(reactor.nameResolver))


@implementer(IHostnameResolver)
class _Guard:
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        receiver: Any,
        host: str,
        portNumber: int = 0,  # noqa: N803 - Twisted's name
        *arguments: Any,
        **options: Any,
    ) -> Any:
        _refused.discard(host)

        @provider(IResolutionReceiver)
        class Filtered:
            resolutionBegan = receiver.resolutionBegan  # noqa: N815 - Twisted's name
            resolutionComplete = receiver.resolutionComplete  # noqa: N815 - Twisted's name

            @staticmethod
            def addressResolved(address: Any) -> None:  # noqa: N802 - Twisted's name
                if may_dial(address.host, portNumber or address.port):
                    receiver.addressResolved(address)
                else:
                    _refused.add(host)

        return self._inner.resolveHostName(Filtered, host, portNumber, *arguments, **options)
