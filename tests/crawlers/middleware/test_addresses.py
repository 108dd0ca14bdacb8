from __future__ import annotations

import contextlib
import socket
import sys
from urllib.parse import urlsplit

import pytest
from twisted.internet._resolver import GAIResolver

from crawlers.middleware.addresses import allowing, install_guard, is_public, may_dial

SPECIAL = [
    # this host, private use, shared by carriers, loopback, link-local, metadata
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1",
    "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "168.63.129.16",
    # protocols, documentation, relays, benchmarks, multicast, reserved, broadcast
    "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.254", "255.255.255.255",
    # the same in IPv6
    "::", "::1", "::2", "100::1", "fe80::1", "fe80::1%eth0", "fe80::a9fe:a9fe%1", "fec0::1", "feff::1", "fc00::1",
    "fd12::1", "fd00:ec2::254", "ff01::1", "ff02::1", "ff0e::1", "2001::1", "2001:2::1", "2001:10::1", "2001:20::1",
    "2001:db8::1", "3fff::1", "3fff:fff::1", "4000::1", "5f00::1", "8000::1", "e000::1", "fe00::1",
    # wrapped: compatible, mapped, translated, NAT64 for the world and for one's own, 6to4, Teredo, ISATAP
    "::127.0.0.1", "::10.1.2.3", "::169.254.169.254", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:169.254.169.254",
    "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "::ffff:0:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b::10.0.0.1", "64:ff9b:1::1", "64:ff9b:1::7f00:1", "64:ff9b:1:fffe::5db8:d822", "2002:7f00:1::",
    "2002:c0a8:101::", "2002:a9fe:a9fe::1", "2002:a00:1::5", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:0:7f00:1::",
    "2606:2800:220:1:0:5efe:127.0.0.1", "2606:2800:220:1:200:5efe:10.0.0.1", "fe80::5efe:169.254.169.254",
]  # fmt: skip


@pytest.mark.parametrize("host", SPECIAL)
def test_no_private_or_special_address_is_dialled(host):
    """Fault 92: loopback, local, metadata, multicast and documentation addresses, also wrapped in IPv6, are refused."""
    assert not is_public(host)
    assert not may_dial(host, 80)


PUBLIC = [
    "93.184.216.34", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "168.63.129.17",
    "198.17.0.1", "223.255.255.255", "2606:2800:220:1::1", "2a00::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822",
    "2002:5db8:d822::1", "2606:2800:220:1:0:5efe:93.184.216.34",
]  # fmt: skip


@pytest.mark.parametrize("host", PUBLIC)
def test_public_addresses_are_dialled(host):
    """Addresses of the public internet pass, neighbours of special ones too, also where IPv6 wraps them."""
    assert may_dial(host, 443)


def test_an_allowance_is_for_one_address_and_port_while_it_lasts():
    """What a source allows is that address and port, to its own requests."""
    with allowing(["127.0.0.1:8765"]):
        assert may_dial("127.0.0.1", 8765)
        assert not may_dial("127.0.0.1", 8766)
        assert not may_dial("127.0.0.2", 8765)
        with allowing(["[0:0::1]:8765"]):
            assert may_dial("::1", 8765)
            assert not may_dial("127.0.0.1", 8765)
        assert may_dial("127.0.0.1", 8765)
    assert not may_dial("127.0.0.1", 8765)


# What a page may link to: each leads into the house, or to no web page at all.
LINKS = [
    *(f"http://[{host}]/" if ":" in host else f"http://{host}/" for host in SPECIAL if "%" not in host),
    # one address in other spellings: decimal, octal, hexadecimal, short, padded, mixed, with a last dot
    "http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7F.0.0.1/", "http://0177.0.0.1/",
    "http://0177.0.0.01/", "http://127.1/", "http://127.0.1/", "http://0/", "http://0x0/", "http://127.0.0.1./",
    "http://0x7f.1/", "http://0177.1/", "http://127.0x1/", "http://2852039166/", "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/", "http://169.16689662/", "http://3232235777/", "http://[0:0:0:0:0:0:0:1]/",
    "http://[::0001]/", "http://[0000::1]/", "http://[::FFFF:7F00:1]/", "http://[fe80::1%25eth0]/",
    # dots, digits and letters of other scripts that names are written in, and a soft hyphen
    "http://127。0。0。1/", "http://127．0．0．1/", "http://127｡0｡0｡1/", "http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://127.0.0\u00ad.1/", "http://loca\u00adlhost/",
    # names
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://LocalHost:8080/", "http://localhost:0080/",
    "http://ip6-localhost/", "https://localhost/", "https://127.0.0.1/", "http://inside.test/", "http://metadata.test/",
    "http://mapped.test/", "http://nat64.test/", "http://both-inside.test/", "http://nowhere.test/",
    # who one is said to be, and what only looks like a host
    "http://ministry.example@127.0.0.1/", "http://ministry.example:80@127.0.0.1/", "http://user:word@127.0.0.1/",
    "http://127.0.0.1#@ministry.example/", "http://127.0.0.1?@ministry.example/", "http://127.0.0.1\\@ministry.example/",
    "http:\\\\127.0.0.1\\", "http:/127.0.0.1/", "http:///127.0.0.1/", "//127.0.0.1/", "\\\\127.0.0.1\\share",
    "http://127.0.0.1:0/", "http://127.0.0.1:65536/", "http://127.0.0.1:-1/", "http://127.0.0.1%2f@ministry.example/",
    "http://127.0.0.1%00.ministry.example/", "http://127.0.0.1\t/", " http://127.0.0.1/ ", "HTTP://127.0.0.1/",
    "http://%31%32%37.0.0.1/", "http://[::1/", "http://::1/", "http://[::ffff:127.0.0.1]:80/",
    # no web
    "file:///etc/passwd", "file://localhost/etc/passwd", "ftp://127.0.0.1/", "data:text/html,12", "s3://bucket/key",
    "gopher://127.0.0.1:6379/_x", "javascript:alert(1)", "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "jar:http://x!/",
    "view-source:http://127.0.0.1/", "unix:/run/docker.sock", "http+unix://%2Frun%2Fdocker.sock/", "ws://127.0.0.1/",
]  # fmt: skip

NAMES = {
    "inside.test": ["10.0.0.1"], "metadata.test": ["169.254.169.254"], "mapped.test": ["::ffff:127.0.0.1"],
    "nat64.test": ["64:ff9b::7f00:1"], "both-inside.test": ["192.168.0.1", "fd00::1"], "nowhere.test": [],
}  # fmt: skip


class Dials:
    """Every connection that this process opens, as its interpreter tells, while somebody listens."""

    def __init__(self):
        self.made = []
        self.listening = False
        sys.addaudithook(self._hear)

    def _hear(self, event, arguments):
        if self.listening and event == "socket.connect" and isinstance(arguments[1], tuple):
            self.made.append(arguments[1][:2])

    @contextlib.contextmanager
    def heard(self):
        """Listen for a while; yields the list of (host, port)."""
        self.made, self.listening = [], True
        try:
            yield self.made
        finally:
            self.listening = False


@pytest.fixture(scope="module")
def dials():
    """Who listens to all dialling."""
    return Dials()


@pytest.fixture(scope="module")
def names(loop):
    """A resolver that answers by NAMES, one list after the other where there are several, behind the guard."""
    from twisted.internet import reactor  # noqa: PLC0415 - there is none before the loop runs

    asked = {}

    def look_up(host, port, *arguments, **options):
        if not host.endswith(".test"):
            local = "localhost" in host.lower()
            return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=0 if local else socket.AI_NUMERICHOST)
        answers = NAMES.get(host, [])
        if answers and isinstance(answers[0], list):
            answers = answers[min(asked.setdefault(host, 0), len(answers) - 1)]
            asked[host] += 1
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        families = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in answers]
        ends = [(one, port, 0, 0) if ":" in one else (one, port) for one in answers]
        return [(f, socket.SOCK_STREAM, 6, "", end) for f, end in zip(families, ends, strict=True)]

    guarded = reactor.nameResolver
    reactor.installNameResolver(GAIResolver(reactor, reactor.getThreadPool, look_up))
    install_guard(reactor)
    yield NAMES
    reactor.installNameResolver(guarded)


def test_there_are_enough_ways_into_the_house():
    """The list of ways in is long, and names none twice."""
    assert len(LINKS) == len(set(LINKS)) > 150


def test_no_link_leads_into_the_house(desk, site, dials, names):
    """Faults 92 to 94: of a page of links into the house none is dialled; the sockets that were opened say so."""
    site.lists(*(link.replace("\\", "&#92;") for link in LINKS), "/page")
    site.says("/page", "<p>On Monday 12 people left.</p>")
    with dials.heard() as made:
        report = desk.crawl(desk.declare(f"{site.url}/", allow=[site.place], pace=0))
    assert report.captured == 1
    assert {host for host, _ in made} == {site.host}
    # What is a path of the site itself is not found there, and a name that nobody has gives no rules either.
    assert {"private"} <= {fault.code for fault in report.faults} <= {"private", "http_404", "robots", "unreachable"}


@pytest.mark.parametrize("status", [301, 307])
def test_no_redirect_leads_into_the_house(desk, site, dials, names, status):
    """Fault 93: of redirects to each of the links none is followed anywhere but on the site itself."""
    pages = [f"/{status}/{number}" for number, _ in enumerate(LINKS)]
    for page, link in zip(pages, LINKS, strict=True):
        site.says(page, status=status, Location=link.strip().encode("utf-8").decode("latin-1").replace("\t", ""))
    with dials.heard() as made:
        desk.crawl(desk.declare(f"{site.url}/", allow=[site.place]), *(site.url + page for page in pages))
    assert {host for host, _ in made} == {site.host}
    assert desk.ask("SELECT count(*) FROM capture WHERE status = 200 AND url LIKE %s", f"{site.url}/{status}/%") == [
        (0,)
    ]


def test_no_source_begins_in_the_house(desk, dials, names):
    """Fault 92: a source whose own address is private, by name or number, dials nothing and says which it is."""
    for url in ("http://127.0.0.1/", "http://metadata.test/", "http://0x7f.1/", "http://[::1]/"):
        with dials.heard() as made:
            report = desk.crawl(desk.declare(url))
        assert made == []
        assert [fault.code for fault in report.faults] == ["private"]
        assert urlsplit(url).netloc in report.faults[0].sentence


def test_a_name_that_changes_its_answer_gains_nothing(desk, sites, dials, names):
    """Fault 93: a name that is allowed the first time and leads elsewhere the second is not followed there."""
    site, inner = sites(), sites()
    port = site.place.partition(":")[2]
    names["rebound.test"] = [[site.host], [inner.host], ["169.254.169.254"]]
    for page in ("/one", "/two", "/three", "/robots.txt"):
        site.says(page, "User-agent: *\n", Connection="close")
    urls = [f"http://rebound.test:{port}/{page}" for page in ("one", "two", "three")]
    with dials.heard() as made:
        report = desk.crawl(desk.declare(urls[0], allow=[site.place], pace=0), *urls)
    assert {host for host, _ in made} == {site.host}
    assert inner.visits == []
    assert {fault.code for fault in report.faults} == {"private"}


def test_what_one_source_allows_another_does_not(desk, sites, dials):
    """Two crawls at once: the address that one may dial stays closed to the other, though a link leads there."""
    site, other = sites(), sites()
    site.lists(f"{other.url}/page")
    other.says("/page", "12")
    other.lists(*("/page" for _ in range(3)))
    both = [
        desk.start(desk.declare(f"{other.url}/", allow=[other.place], pace=0.1)),
        desk.start(desk.declare(f"{site.url}/", allow=[site.place], pace=0.1)),
    ]
    allowed, closed = (one.result(30) for one in both)
    assert (allowed.captured, allowed.faults) == (1, [])
    assert (closed.captured, [fault.code for fault in closed.faults]) == (0, ["private"])


def test_a_connection_that_was_lost_is_made_anew(desk, site):
    """A server that ends each connection while it is kept for the next page loses nobody the right to dial it again."""
    for number in range(6):
        site.says(f"/{number}", "12")

    def end(handler):
        handler.close_connection = True
        handler.send_response(200)
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"12")

    site.does("/2", end)
    site.does("/4", end)
    report = desk.crawl(desk.declare(f"{site.url}/", allow=[site.place]), *(f"{site.url}/{n}" for n in range(6)))
    assert (report.captured, report.faults) == (6, [])


def test_no_proxy_of_the_environment_dials_for_us(desk, sites, dials, monkeypatch):
    """A proxy that the environment names is not asked: it would dial what the guard refuses."""
    site, proxy = sites(), sites()
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, proxy.url)
    site.says("/page", "12")
    with dials.heard() as made:
        report = desk.crawl(desk.declare(f"{site.url}/", allow=[site.place, proxy.place]), f"{site.url}/page")
    assert report.captured == 1
    assert {host for host, _ in made} == {site.host}


def test_no_secret_goes_to_another_origin(desk, sites):
    """Fault 95: neither login nor cookie goes anywhere, nor is another host told which page linked to it."""
    site, other = sites(), sites()
    for path in ("/", "/?key=private"):
        site.says(path, f'<a href="http://user:word@{other.place}/a">t</a><a href="/own">t</a>', Set_Cookie="id=1")
    site.says("/own", status=302, Location=f"{site.url.replace('://', '://user:word@')}/there", Set_Cookie="id=2")
    site.says("/there", "12")
    other.says("/a", "12")
    desk.crawl(desk.declare(f"{site.url}/?key=private", allow=[site.place, other.place]))
    desk.crawl(desk.declare(f"{site.url}/", allow=[site.place, other.place]))
    told = [headers for _, _, headers in (*site.visits, *other.visits)]
    assert len(other.visits) == 2 * 2
    assert [one for one in told if {"Cookie", "Authorization", "Proxy-Authorization"} & set(one)] == []
    assert desk.ask("SELECT count(*) FROM capture WHERE url LIKE '%%word@%%'") == [(0,)]
    assert [headers["Referer"] for _, _, headers in other.visits if "Referer" in headers] == []
