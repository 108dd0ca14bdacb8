from __future__ import annotations

import datetime as dt
import gzip
import ipaddress
import resource
import socket
import ssl
import struct
import time
import zlib

import brotli
import pytest
from backports import zstd
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawlers.middleware.packing import is_whole

PAGE = b"<p>On Monday 12 people left.</p>"


def fetch(desk, site, *pages, **more):
    """Fetch pages of a site for a source of its own; return the report and the source's name."""
    source = desk.declare(f"{site.url}/", allow=[site.place], **more)
    return desk.crawl(source, *(f"{site.url}{page}" for page in pages)), source.id


def told(report):
    return [(fault.code, fault.passing) for fault in report.faults]


def good(desk, source):
    """Count the pages that were kept as good."""
    ((count,),) = desk.ask("SELECT count(*) FROM capture WHERE source = %s AND role = 'item' AND status = 200", source)
    return count


def reset(handler):
    """End the connection with a reset."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def test_fault_1_a_host_that_refuses_is_asked_four_times(desk, site):
    """Fault 1: a refused connection is tried again three times at most, and is a fault that may pass."""
    probe = socket.socket()
    probe.bind((site.host, 0))
    closed = f"{site.host}:{probe.getsockname()[1]}"
    probe.close()
    source = desk.declare(f"http://{closed}/", allow=[closed])
    assert told(desk.crawl(source, f"http://{closed}/page")) == [("unreachable", True)]


def test_fault_1_a_reset_is_asked_four_times(desk, site):
    """Fault 1: a server that hangs up on each request is asked four times, and the page beside it is had."""
    site.does("/bad", reset)
    site.says("/page", PAGE)
    report, source = fetch(desk, site, "/bad", "/page")
    assert told(report) == [("unreachable", True)]
    assert 4 <= len(site.visited("/bad")) <= 8  # a connection that was kept is tried anew once more
    assert good(desk, source) == 1


def test_fault_1_a_name_that_nobody_has_is_a_fault(desk):
    """Fault 1: a name that does not resolve is a fault that may pass."""
    assert told(desk.crawl(desk.declare("http://nobody.invalid/", pace=0))) == [("unreachable", True)]


def send(handler, head, body=b""):
    handler.wfile.write(head.replace(b"\n", b"\r\n") + body)
    handler.wfile.flush()
    handler.close_connection = True


CUT = {
    "shorter than announced": b"HTTP/1.1 200 OK\nContent-Length: 100\n\n<p>12",
    "a chunk cut short": b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n20\n<p>12",
    "chunks without their end": b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\n<p>12\n",
    "a length that is none": b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nxyz\n<p>12\n0\n\n",
    "a negative chunk": b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n-5\n<p>12\n0\n\n",
    "headers cut short": b"HTTP/1.1 200 OK\nContent-Le",
    "no HTTP": b"SSH-2.0-server\n",
    "two lengths": b"HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 9\n\n<p>12",
    "nothing": b"",
}


@pytest.mark.parametrize("kind", CUT)
def test_fault_3_what_is_cut_short_is_never_kept_as_good(desk, site, kind):
    """Fault 3: a body or head that ends early is a fault, and no page."""
    site.does("/page", lambda handler: send(handler, CUT[kind]))
    report, source = fetch(desk, site, "/page")
    assert told(report) == [("unreachable", True)]
    assert good(desk, source) == 0


PACK = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}
PLAIN = b"".join(b"<p>On day %d, %d people left.</p>" % (n, n * n) for n in range(2000))


@pytest.mark.parametrize("encoding", PACK)
def test_fault_3_a_packed_body_cut_short_is_never_kept_as_good(desk, site, encoding):
    """Fault 3: a packed body that ends early, though its length is as announced, is no whole page."""
    packed = PACK[encoding](PLAIN)
    ends = (len(packed) // 2, len(packed) - 1)
    for end in ends:
        site.says(f"/{end}", packed[:end], Content_Encoding=encoding)
    report, source = fetch(desk, site, *(f"/{end}" for end in ends))
    assert told(report) == [("unreachable", True)] * 2
    assert "ends early" in report.faults[0].sentence
    assert good(desk, source) == 0


@pytest.mark.parametrize("encoding", PACK)
def test_packed_bodies_are_whole_at_their_end_alone(encoding):
    """Of each encoding the whole body is whole, with what may follow it too, and no part of it is."""
    packed = PACK[encoding](PAGE)
    name = encoding.encode()
    assert is_whole(packed, name, len(PAGE))
    assert [end for end in range(1, len(packed)) if is_whole(packed[:end], name, 0)] == []


def test_gzip_may_be_followed_by_more():
    """Padding, or a second member, behind a gzip body does not make it one that was cut."""
    for more in (bytes(9), gzip.compress(b"more")):
        assert is_whole(gzip.compress(PAGE) + more, b"gzip", len(PAGE))
    raw = zlib.compressobj(wbits=-15)
    assert is_whole(raw.compress(PAGE) + raw.flush(), b"deflate", len(PAGE))


def test_fault_8_redirects_without_end(desk, site):
    """Fault 8: a circle, and twenty-one hops, end as a fault after ten."""
    site.says("/circle", status=302, Location="/circle")
    for hop in range(21):
        site.says(f"/hop{hop}", status=301, Location=f"/hop{hop + 1}")
    site.says("/hop21", PAGE)
    report, source = fetch(desk, site, "/circle", "/hop0")
    assert told(report) == [("refused", False)] * 2
    assert len(site.visited("/circle")) == len(site.visits) - len(site.visited("/robots.txt")) - 11 == 11
    assert good(desk, source) == 0


def deflate(body):
    return zlib.compress(body, 9)


LARGE = bytes(64 << 20)
BOMBS = {
    "gzip": (gzip.compress(LARGE), "gzip"),
    "deflate": (deflate(LARGE), "deflate"),
    "br": (brotli.compress(LARGE, quality=1), "br"),
    "zstd": (zstd.compress(LARGE), "zstd"),
    "gzip in gzip": (gzip.compress(gzip.compress(LARGE)), "gzip, gzip"),
    "br in zstd": (zstd.compress(brotli.compress(LARGE, quality=1)), "br, zstd"),
    "many layers": (gzip.compress(PAGE), ", ".join(["gzip"] * 500)),
    "many layers in many headers": (gzip.compress(PAGE), ["gzip"] * 90),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_fault_10_a_bomb_is_cut(desk, site, kind):
    """Fault 10: what unpacks beyond the largest page, or is packed over and over, is refused in little memory."""
    body, encoding = BOMBS[kind]
    site.says("/page", body, Content_Encoding=encoding)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report, source = fetch(desk, site, "/page")
    assert told(report) == [("refused", False)]
    assert good(desk, source) == 0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_fault_10_twice_packed_is_read(desk, site):
    """Two encodings of an ordinary page, as some proxies add, are undone."""
    site.says("/page", zstd.compress(gzip.compress(PAGE)), Content_Encoding="gzip, zstd")
    _, source = fetch(desk, site, "/page")
    kept = "SELECT b.content FROM capture c JOIN body b ON b.digest = c.digest WHERE c.source = %s AND c.role = 'item'"
    assert desk.ask(kept, source) == [(PAGE,)]


def test_fault_10_a_large_body_is_cut(desk, site):
    """A body beyond the largest page is refused, whether it says its length or goes on for ever."""

    def endless(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"100000\r\n" + bytes(1 << 20) + b"\r\n"
        for _ in range(40):
            handler.wfile.write(chunk)

    site.does("/endless", endless)
    site.says("/large", bytes(17 << 20))
    report, source = fetch(desk, site, "/endless", "/large")
    assert told(report) == [("refused", False)] * 2
    assert good(desk, source) == 0


@pytest.mark.parametrize(
    "media_type", ["text/html; charset=klingon", "text/html; charset=", "image/png", "", "\xff/;;;"]
)
def test_fault_11_a_wrong_type_keeps_the_bytes(desk, site, media_type):
    """Fault 11: whatever type and charset a page says it has, its bytes are kept, and the type as it was said."""
    site.says("/page", PAGE, Content_Type=media_type)
    report, source = fetch(desk, site, "/page")
    assert report.faults == []
    kept = (
        "SELECT c.media_type, b.content FROM capture c JOIN body b USING (digest) WHERE c.source = %s AND role = 'item'"
    )
    assert desk.ask(kept, source) == [(media_type, PAGE)]


def certify(folder, name, host, *, days):
    """Write a certificate of our own authority for a host, and its key; return both files."""
    authority = ec.generate_private_key(ec.SECP256R1())
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)

    def build(subject, public, *extensions, issuer="Test authority", until=now + dt.timedelta(days=9)):
        named = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (subject, issuer)]
        builder = x509.CertificateBuilder(named[1], named[0], public, x509.random_serial_number())
        builder = builder.not_valid_before(now - dt.timedelta(days=30)).not_valid_after(until)
        for extension in extensions:
            builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        return builder.sign(authority, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    root = build("Test authority", authority.public_key(), x509.BasicConstraints(ca=True, path_length=None))
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
    leaf = build(name, key.public_key(), alternative, until=now + dt.timedelta(days=days))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "root.pem").write_bytes(root)
    (folder / f"{name}.pem").write_bytes(leaf + key.private_bytes(*form))
    return folder / "root.pem", folder / f"{name}.pem"


TLS = {"good": ("own", 5, True), "expired": ("own", -1, False), "of another": ("127.9.9.9", 5, False)}


@pytest.mark.parametrize("kind", TLS)
def test_fault_12_a_bad_certificate_is_a_fault(desk, sites, tmp_path, monkeypatch, kind):
    """Fault 12: nothing is taken under an expired certificate or one of another host, unless the source waives it."""
    host, days, fine = TLS[kind]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    site = sites(context)
    root, chain = certify(tmp_path, "leaf", site.host if host == "own" else host, days=days)
    context.load_cert_chain(chain)
    monkeypatch.setenv("SSL_CERT_FILE", str(root))
    site.says("/page", PAGE)
    report, source = fetch(desk, site, "/page")
    assert good(desk, source) == int(fine)
    assert told(report) == ([] if fine else [("certificate", True)])
    report, source = fetch(desk, site, "/page", waive_certificate=True)
    assert (told(report), good(desk, source)) == ([], 1)


def test_fault_12_an_unknown_authority_is_a_fault_that_says_so(desk, sites, tmp_path):
    """Fault 12: a certificate that nobody known has signed is named as the reason, before any page is asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    site = sites(context)
    context.load_cert_chain(certify(tmp_path, "leaf", site.host, days=5)[1])
    report, _ = fetch(desk, site, "/page")
    assert "is signed by nobody known" in report.faults[0].sentence
    assert "waive_certificate" in report.faults[0].sentence
    assert site.visits == []


def test_fault_14_only_http_1_1_is_spoken(desk, sites, tmp_path, monkeypatch):
    """Fault 14: a server that offers HTTP/2 as well is spoken to in HTTP/1.1: there is no GOAWAY to be had."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2", "http/1.1"])
    site = sites(context)
    chosen = []
    root, chain = certify(tmp_path, "leaf", site.host, days=5)
    context.load_cert_chain(chain)
    monkeypatch.setenv("SSL_CERT_FILE", str(root))

    def answer(handler):
        chosen.append(handler.connection.selected_alpn_protocol())
        send(handler, b"HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close\n\n12")

    site.does("/page", answer)
    report, _ = fetch(desk, site, "/page")
    assert told(report) == []
    assert set(chosen) <= {None, "http/1.1"}


def test_headers_without_end_are_a_fault(desk, site):
    """A head of megabytes, in one line or in many, ends as a fault, soon."""
    site.does("/line", lambda handler: send(handler, b"HTTP/1.1 200 OK\nX: " + b"x" * (1 << 20) + b"\n\n"))

    def many(handler):
        head = b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"x" * 200) for n in range(20_000))
        handler.wfile.write(head + b"Content-Length: 2\r\n\r\n12")

    site.does("/many", many)
    begun = time.monotonic()
    report, _ = fetch(desk, site, "/line", "/many", timeout=3)
    assert time.monotonic() - begun < 20
    assert "unreachable" in {code for code, _ in told(report)}


GATE = b'<form><p>Log in</p><input type="password"></form>'


def test_fault_6_a_login_in_the_place_of_a_page_is_a_fault(desk, site):
    """Fault 6: what asks for a login is kept, told, and not read as the page; the page is asked for again."""
    site.says("/page", PAGE)
    source = desk.declare(f"{site.url}/", allow=[site.place])
    desk.crawl(source, f"{site.url}/page")
    site.says("/page", GATE)
    report = desk.crawl(source, f"{site.url}/page")
    assert (told(report), report.captured) == ([("gate", True)], 0)
    assert "asks for a login" in report.faults[0].sentence
    roles = "SELECT role, count(*) FROM capture WHERE source = %s AND url LIKE '%%/page' GROUP BY role ORDER BY role"
    assert desk.ask(roles, source.id) == [("item", 1), ("other", 1)]
    site.says("/page", PAGE + b"<p>13 came.</p>")
    assert desk.crawl(source, f"{site.url}/page").captured == 1


def test_fault_4_not_modified_without_bytes_is_asked_again(desk, site):
    """Fault 4: a 304 for a page of which nothing is kept is asked for once more, without validators."""
    site.says("/page", status=304)
    report, source = fetch(desk, site, "/page")
    assert told(report) == [("http_304", False)]
    assert len(site.visited("/page")) == 2
    assert good(desk, source) == 0
