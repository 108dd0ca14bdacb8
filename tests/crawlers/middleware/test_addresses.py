from __future__ import annotations

import pytest

from crawlers.middleware.addresses import allowing, is_public, may_dial

SPECIAL = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "239.255.255.255", "255.255.255.255", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "2002:c0a8:101::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "::127.0.0.1", "::10.1.2.3",
]  # fmt: skip


@pytest.mark.parametrize("host", SPECIAL)
def test_no_private_or_special_address_is_dialled(host):
    """Loopback, local, metadata, multicast and documentation addresses, also wrapped in IPv6, are refused."""
    assert not is_public(host)
    assert not may_dial(host, 80)


@pytest.mark.parametrize("host", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_public_addresses_are_dialled(host):
    """Addresses of the public internet pass, also where IPv6 wraps them."""
    assert may_dial(host, 443)


def test_an_allowance_is_for_one_address_and_port_while_it_lasts():
    """What a source allows is that address and port, during its crawl."""
    with allowing(["127.0.0.1:8765"]):
        assert may_dial("127.0.0.1", 8765)
        assert not may_dial("127.0.0.1", 8766)
        assert not may_dial("127.0.0.2", 8765)
        with allowing(["127.0.0.1:8765"]):
            pass
        assert may_dial("127.0.0.1", 8765)
    assert not may_dial("127.0.0.1", 8765)
