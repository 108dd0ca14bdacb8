"""No private or special address is dialled unless a source's file allows it by name.

The guard stands at the reactor's name resolver, behind which every name, literal and redirect passes: it sees the
address that would really be dialled, so a name that changes its answer in between gains nothing.
"""

from __future__ import annotations

import ipaddress
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scrapy.exceptions import IgnoreRequest
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer, provider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

GLOBAL: Final = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that was ever given out for hosts of the public internet."""

EMBEDDING: Final = tuple(
    ipaddress.IPv6Network(network) for network in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")
)
"""Where the last four bytes are an IPv4 address: compatible, mapped, translated (RFC 2765) and NAT64."""

ISATAP: Final = 0x00005EFE
ISATAP_MASK: Final = 0xFDFFFFFF

SPECIAL: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100::/64",  # discarded
        "168.63.129.16/32",  # public by number, and yet the host that a cloud's machine runs on
        "192.0.0.0/24",  # IETF protocol assignments, another cloud's metadata among them
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # IETF protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",
        "3fff::/20",  # documentation since 2024, which older Pythons do not know
        "5f00::/16",  # segment routing
    )
)


class PrivateAddress(IgnoreRequest):
    """A host has no address but such as may not be dialled."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """The private addresses that a request may dial, and the hosts that were refused to it."""

    pairs: frozenset[tuple[str, int]] = frozenset()
    refused: set[str] = field(default_factory=set)


_allowance: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


def is_public(host: str) -> bool:
    """Say whether an address literal is one of the public internet, whatever other address it wraps."""
    address = ipaddress.ip_address(host.partition("%")[0])
    wrapped = _wrapped(address)
    if wrapped is not None:
        return is_public(str(wrapped))
    if isinstance(address, ipaddress.IPv6Address) and address not in GLOBAL:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in SPECIAL)


def may_dial(host: str, port: int) -> bool:
    """Say whether a connection may go to this address: public, or allowed to the request that asks."""
    allowance = _allowance.get()
    return (allowance is not None and (host, port) in allowance.pairs) or is_public(host)


@contextmanager
def allowing(addresses: Iterable[str]) -> Iterator[Allowance]:
    """Allow addresses ("127.0.0.1:8765") to what is asked within, and to nothing that goes on beside it."""
    parts = (one.rpartition(":") for one in addresses)
    pairs = frozenset((str(ipaddress.ip_address(host.strip("[]"))), int(port)) for host, _, port in parts)
    token = _allowance.set(Allowance(pairs))
    try:
        yield _allowance.get() or Allowance()
    finally:
        _allowance.reset(token)


def install_guard(reactor: Any) -> None:
    """Put the guard before the reactor's name resolver."""
    reactor.installNameResolver(_Guard(reactor.nameResolver))


def _wrapped(address: Address) -> ipaddress.IPv4Address | None:
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address.sixtofour is not None:
        return address.sixtofour
    isatap = (int(address) >> 32) & ISATAP_MASK == ISATAP
    if isatap or any(address in network for network in EMBEDDING):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


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
        allowance = _allowance.get() or Allowance()
        # The answer comes from a thread of the resolver's, without the context of who asked; what it sets going, such
        # as a second connection after one that was lost, is to have that context.
        context = copy_context()

        @provider(IResolutionReceiver)
        class Filtered:
            @staticmethod
            def resolutionBegan(resolution: Any) -> None:  # noqa: N802 - Twisted's name
                receiver.resolutionBegan(resolution)

            @staticmethod
            def addressResolved(address: Any) -> None:  # noqa: N802 - Twisted's name
                if context.copy().run(may_dial, address.host, portNumber or address.port):
                    receiver.addressResolved(address)
                else:
                    allowance.refused.add(host)

            @staticmethod
            def resolutionComplete() -> None:  # noqa: N802 - Twisted's name
                context.copy().run(receiver.resolutionComplete)

        return self._inner.resolveHostName(Filtered, host, portNumber, *arguments, **options)
