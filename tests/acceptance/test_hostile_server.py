from __future__ import annotations

import gzip
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.acceptance

BULLETIN = """<html><head><title>Bulletin</title></head><body><article><h1>Bulletin</h1>
<time datetime="2018-05-13"></time>
<p>Over the past 24 hours, 1,866 people left the Homs zone through the checkpoint near Ar Rastan, the Centre said.</p>
</article></body></html>"""
SOURCE = """title = "Ministry"
publisher = "Ministry"
originator = "Centre"
standing = "primary"
kind = "{kind}"
urls = ["{url}/index"]
language = "en"
zone = "Europe/Moscow"
schedule = "every 1h"
licence = "free"
allow_addresses = ["{place}"]
"""
LISTING = """[listing]
item = "li"
link = "a::attr(href)"
published = "time::attr(datetime)"
next = "a.older::attr(href)"
"""


class Site:
    """A server that answers each path as its script says: status, body and headers; what is not in it is not found."""

    def __init__(self):
        self.script = {}
        self.visits = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.place = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.place}"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def says(self, path, body=b"", status=200, media_type="text/html; charset=utf-8", **headers):
        """Answer a path like this from now on; underscores in the names of headers stand for dashes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        encoded = body.encode() if isinstance(body, str) else body
        self.script[path] = (status, encoded, {"Content-Type": media_type, "Content-Length": len(encoded)} | named)

    def lists(self, *links, path="/index", older=""):
        """Answer with a listing of links, all of 13 May 2018."""
        rows = "".join(f'<li><a href="{link}">t</a><time datetime="2018-05-13"></time></li>' for link in links)
        following = f'<a class="older" href="{older}">older</a>' if older else ""
        self.says(path, f"<html><body><ul>{rows}</ul>{following}</body></html>")

    def visited(self, path):
        """Count the requests for a path."""
        return self.visits.count(path)

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _handler(site):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            site.visits.append(self.path)
            status, body, headers = (
                site.script.get(self.path) or site.script.get(urlsplit(self.path).path) or (404, b"", {})
            )
            if self.headers.get("If-None-Match") == headers.get("ETag", ""):
                status = 304
            self.send_response(status)
            for name, value in headers.items():
                if status != 304:
                    self.send_header(name, str(value))
            if not headers:
                self.send_header("Content-Length", "0")
            self.end_headers()
            self.wfile.write(body if status != 304 else b"")
            self.close_connection = len(body) != headers.get("Content-Length", 0)

        def log_message(self, *_):
            pass

    return Handler


@pytest.fixture
def site(desk):
    """A hostile server, declared as the source `ministry` in the desk's home."""
    site = Site()
    declare(desk, site, "listing")
    yield site
    site.close()


def declare(desk, site, kind):
    (desk.home / "sources").mkdir(exist_ok=True)
    text = SOURCE.format(kind=kind, url=site.url, place=site.place) + (LISTING if kind == "listing" else "")
    (desk.home / "sources" / "ministry.toml").write_text(text)


def faults(desk):
    return desk.ask("SELECT code, sentence FROM fault ORDER BY id")


def test_not_modified_without_bytes_is_asked_again_once(desk, site):
    """A 304 for a page of which nothing is kept is asked again without validators, once, and is a fault then."""
    site.lists("/page")
    site.says("/page", status=304)
    desk.run("crawl", "ministry", code=1)
    assert site.visited("/page") == 2
    assert [code for code, _ in faults(desk)] == ["http_304"]


def test_a_page_that_refreshes_to_another_is_one_page(desk, site):
    """A redirect written into a page is not followed: page and target would take turns as its versions for ever."""
    site.lists("/page")
    site.says("/page", BULLETIN.replace("<head>", '<head><meta http-equiv="refresh" content="0;url=/other">'))
    site.says("/other", BULLETIN.replace("1,866", "2,348"))
    for _ in range(2):
        desk.run("crawl", "ministry")
    assert site.visited("/other") == 0
    assert desk.ask("SELECT max(version), count(*) FROM document") == [(1, 1)]


def test_a_broken_link_does_not_hide_the_others(desk, site):
    """Links that are no addresses are left out, and the pages beside them are read."""
    site.lists("http://[::1", "http://x:99999999/", "javascript:alert(1)", "/page")
    site.says("/page", BULLETIN)
    desk.run("crawl", "ministry")
    assert desk.one("SELECT count(*) FROM document") == 1


def test_a_bomb_is_cut_and_told_as_one(desk, site):
    """A body that unpacks beyond all measure is cut, and the fault says so rather than blame robots.txt."""
    bomb = gzip.compress(bytes(40 << 20))
    site.lists("/page")
    site.says("/page", bomb, Content_Encoding="gzip")
    desk.run("crawl", "ministry", code=1)
    ((code, sentence),) = faults(desk)
    assert code == "refused"
    assert "robots" not in sentence


def test_a_body_cut_short_is_never_read(desk, site):
    """A body shorter than announced is a fault with a reason, and nothing of it is read."""
    site.lists("/page")
    site.says("/page", BULLETIN, Content_Length=len(BULLETIN) + 100)
    desk.run("crawl", "ministry", code=1)
    assert desk.one("SELECT count(*) FROM document") == 0
    ((_, sentence),) = faults(desk)
    assert not sentence.rstrip().endswith(":")


@pytest.mark.parametrize("location", ["http://127.0.0.1:9/", "http://169.254.169.254/", "file:///etc/passwd"])
def test_a_redirect_does_not_lead_into_the_house(desk, site, location):
    """A redirect to a private address or a file is a fault; nothing is fetched from there."""
    site.lists("/page")
    site.says("/page", status=302, Location=location)
    desk.run("crawl", "ministry", code=1)
    assert desk.one("SELECT count(*) FROM capture WHERE status = 200 AND role = 'item'") == 0
    assert len(faults(desk)) == 1


ROBOTS = {
    "missing": (404, "User-agent: *\nDisallow: /", True),
    "forbidden": (403, "User-agent: *\nDisallow: /", True),
    "a page": (200, "<html><body>Welcome</body></html>", True),
    "long": (200, "User-agent: *\nDisallow: /page\n" + "# filler\n" * 100_000 + "Allow: /page\n", False),
    "broken": (500, "", False),
}


@pytest.mark.parametrize("kind", ROBOTS)
def test_robots_txt_is_read_as_its_standard_says(desk, site, kind):
    """No robots.txt allows, a broken server forbids for now, and of a long one the first 500 KiB count (RFC 9309)."""
    status, body, allowed = ROBOTS[kind]
    site.lists("/page")
    site.says("/page", BULLETIN)
    site.says("/robots.txt", body, status=status, media_type="text/plain")
    desk.run("crawl", "ministry", code=0 if allowed else 1)
    assert site.visited("/page") == int(allowed)
    assert {code for code, _ in faults(desk)} == (set() if allowed else {"robots"})


def test_a_listing_that_leads_in_a_circle_ends(desk, site):
    """Older pages that list nothing new end the walk, and each page counts once."""
    site.lists("/page")
    site.says("/page", BULLETIN)
    for number in range(9):
        site.lists("/page", path=f"/index?page={number}", older=f"/index?page={number + 1}")
    site.lists("/page", older="/index?page=0")
    said = desk.run("backfill", "ministry", "--from", "2018-05-13", "--to", "2018-05-13")
    assert "1 of 1 pages" in said
    assert not site.visited("/index?page=1")


@pytest.mark.parametrize(("status", "body"), [(404, ""), (200, "<form>Log in</form>"), (403, "")])
def test_a_backfill_without_an_index_fails(desk, site, status, body):
    """A backfill whose index is gone or lists nothing ends with 1, and is asked for again as if never begun."""
    site.says("/index", body, status=status)
    desk.run("backfill", "ministry", "--from", "2018-05-13", "--to", "2018-05-13", code=1)
    site.lists("/page")
    site.says("/page", BULLETIN)
    desk.run("backfill", "ministry", "--from", "2018-05-13", "--to", "2018-05-13")
    assert desk.one("SELECT count(*) FROM document") == 1


def test_a_feed_opens_neither_file_nor_socket(desk, site):
    """A feed's document type, a path for a body, and entities that grow are parsed as text or refused."""
    declare(desk, site, "feed")
    grow = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    outside = f'<!ENTITY x SYSTEM "{site.url}/outside"><!ENTITY y SYSTEM "file:///etc/passwd">'
    dtd = f'<!DOCTYPE r [<!ENTITY e0 "aaaaaaaaaa">{grow}{outside}]>'
    item = f"<item><title>&e9;&x;&y;</title><link>{site.url}/page</link></item>"
    site.says("/page", BULLETIN)
    for body in (
        f'<rss version="2.0">{dtd}<channel>{item}</channel></rss>',
        f"{dtd}<rss><channel>{item}</channel></rss>",
    ):
        site.says("/index", f'<?xml version="1.0"?>{body}', media_type="application/rss+xml")
        desk.run("crawl", "ministry")
    for body in ("/etc/passwd", f"{site.url}/outside"):
        site.says("/index", body, media_type="application/rss+xml")
        desk.run("crawl", "ministry", code=1)
    assert not site.visited("/outside")
    assert desk.one("SELECT count(*) FROM capture WHERE hint::text LIKE '%%root:%%'") == 0


def test_a_server_that_always_says_unchanged_is_asked_in_full_each_week(desk, site):
    """An ETag that never changes does not hide a changed page for longer than a week."""
    site.lists()
    desk.run("crawl", "ministry", code=1)
    desk.ask("INSERT INTO body (digest, size, content) VALUES (sha256('old'), 3, 'old') RETURNING 1")
    desk.ask(
        "INSERT INTO capture (source, url, role, fetched_at, status, headers, digest) VALUES"
        " ('ministry', %s, 'item', now() - interval '8 days', 200, %s, sha256('old')) RETURNING 1",
        f"{site.url}/page", '{"etag": "same"}',
    )  # fmt: skip
    site.lists("/page")
    site.says("/page", BULLETIN, ETag="same")
    assert "1 pages fetched, 0 unchanged" in desk.run("crawl", "ministry")
    assert "0 pages fetched, 1 unchanged" in desk.run("crawl", "ministry")


def test_a_page_that_leads_to_another_host_is_not_taken_from_there(desk, site):
    """A page parked elsewhere keeps its old text and address; the fault names the host, and what to do if it moved."""
    site.lists("/page", "/inside")
    site.says("/page", BULLETIN)
    site.says("/inside", status=301, Location="/new")
    site.says("/new", BULLETIN.replace("1,866", "2,348"))
    desk.run("crawl", "ministry")
    site.says("/page", status=301, Location=f"http://localhost:{site.place.partition(':')[2]}/parked")
    site.says("/parked", BULLETIN.replace("1,866", "9,999"))
    desk.run("crawl", "ministry")
    assert site.visited("/parked") == 0
    assert desk.ask("SELECT max(version), count(*) FROM document") == [(1, 2)]
    ((code, sentence),) = faults(desk)
    assert code == "moved"
    assert "localhost" in sentence
    assert "ministry.toml" in sentence


def test_an_index_that_leads_to_another_host_is_not_read(desk, site):
    """A parked domain's index lists nothing for the source."""
    site.says("/index", status=301, Location=f"http://localhost:{site.place.partition(':')[2]}/parked")
    site.lists("/page", path="/parked")
    desk.run("crawl", "ministry", code=1)
    assert site.visited("/page") == 0
    assert [code for code, _ in faults(desk)] == ["moved"]


def test_a_page_that_leads_to_a_listed_one_is_that_page(desk, site):
    """Of two listed pages, one leading to the other, that one is fetched once, and no page is missing afterwards."""
    site.lists("/old", "/page", "/older")
    site.says("/old", status=301, Location="/page")
    site.says("/older", status=302, Location="/old")
    site.says("/page", BULLETIN)
    desk.run("crawl", "ministry")
    assert site.visited("/page") == 1
    assert faults(desk) == []
    assert desk.ask("SELECT canonical_url FROM document") == [(f"{site.url}/page",)]
    said = desk.run("backfill", "ministry", "--from", "2018-05-13", "--to", "2018-05-13")
    assert "3 of 3 pages" in said
    assert site.visited("/page") == 1


def test_two_pages_that_lead_to_each_other_are_a_fault(desk, site):
    """Neither page of a circle is taken for the other without a word."""
    site.lists("/here", "/there")
    site.says("/here", status=301, Location="/there")
    site.says("/there", status=301, Location="/here")
    desk.run("crawl", "ministry", code=1)
    assert [code for code, _ in faults(desk)] == ["refused"]


def test_feed_entries_without_link_guid_or_date_are_documents(desk, site):
    """What a feed says without a page is read once, however often it is listed and in whatever order."""
    declare(desk, site, "feed")
    said = "{} people left the Homs zone through the checkpoint near Ar Rastan over the past 24 hours, the Centre said."
    items = [
        f"<item><title>Bulletin</title><description>&lt;p&gt;{said.format(number)}&lt;/p&gt;</description>{more}</item>"
        for number, more in (("1,866", ""), ("2,348", "<pubDate>13 May 2018 18:30:00 +0300</pubDate>"))
    ]
    backfill = ("backfill", "ministry", "--from", "2018-05-13", "--to", "2018-05-13")
    crawl = ("crawl", "ministry")
    for listed, words in ((items[:1], crawl), (items, backfill), (items[::-1], crawl)):
        body = f'<rss version="2.0"><channel><title>t</title>{"".join(listed)}</channel></rss>'
        site.says("/index", body, media_type="application/rss+xml")
        desk.run(*words)
    assert faults(desk) == []
    rows = desk.ask(
        "SELECT d.canonical_url, d.title, d.published_at::date = now()::date, f.value"
        " FROM document d JOIN figure f ON f.document = d.id ORDER BY f.value"
    )
    assert [(title, today, int(value)) for _, title, today, value in rows] == [
        ("Bulletin", True, 1866),
        ("Bulletin", False, 2348),
    ]
    assert all(address.startswith(f"{site.url}/index#sha256-") for address, *_ in rows)
    assert desk.one("SELECT count(*) FROM capture WHERE role = 'item'") == 2


def test_a_feed_entry_without_link_is_known_by_its_guid(desk, site):
    """A guid that comes with a new text is a new version of one document."""
    declare(desk, site, "feed")
    for number in ("1,866", "2,348"):
        said = f"{number} people left the Homs zone over the past 24 hours, the Centre said."
        item = f'<item><title>Day</title><guid isPermaLink="false">b:1</guid><description>{said}</description></item>'
        body = f'<rss version="2.0"><channel><title>t</title>{item}</channel></rss>'
        site.says("/index", body, media_type="application/rss+xml")
        desk.run("crawl", "ministry")
    assert desk.ask("SELECT count(DISTINCT canonical_url), max(version), count(*) FROM document") == [(1, 2, 2)]


def test_a_sitemap_neither_loops_nor_bursts_nor_opens_anything(desk, site):
    """Maps that lead to each other are read once, a bomb is told as one, entities open nothing; the page is read."""
    declare(desk, site, "sitemap")
    maps = "".join(f"<sitemap><loc>{site.url}{path}</loc></sitemap>" for path in ("/index", "/again", "/bomb", "/map"))
    inside = f'<!ENTITY x SYSTEM "{site.url}/outside"><!ENTITY y SYSTEM "file:///etc/passwd">'
    dtd = f'<!DOCTYPE r SYSTEM "{site.url}/outside" [{inside}]>'
    for path in ("/index", "/again"):
        site.says(path, f"{dtd}<sitemapindex>{maps}</sitemapindex>", media_type="application/xml")
    site.says("/bomb", gzip.compress(bytes(60 << 20)), media_type="application/gzip")
    row = f"<url><loc>{site.url}/page</loc><lastmod>2999-01-01</lastmod></url><url><loc>&x;&y;</loc></url>"
    site.says("/map", f"{dtd}<urlset>{row}</urlset>", media_type="application/xml")
    site.says("/page", BULLETIN)
    desk.run("crawl", "ministry")
    assert [site.visited(path) for path in ("/index", "/again", "/bomb", "/map", "/page", "/outside")] == [1] * 5 + [0]
    assert sorted(code for code, _ in faults(desk)) == ["http_404", "unreadable"]  # the entities' names, and the bomb
    assert desk.one("SELECT count(*) FROM document") == 1


def test_a_channel_without_a_preview_is_told(desk, site):
    """A preview that leads to the channel's page, as where there is none, is no empty channel."""
    declare(desk, site, "telegram")
    file = desk.home / "sources" / "ministry.toml"
    file.write_text(file.read_text().replace("/index", "/s/centre_daily"))
    site.says("/s/centre_daily", status=302, Location="/centre_daily")
    site.says("/centre_daily", "<html><body>View in the app</body></html>")
    said = desk.run("crawl", "ministry", code=1)
    assert "no public preview" in said
    assert [code for code, _ in faults(desk)] == ["unreadable"]
