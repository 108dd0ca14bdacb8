"""Four feeds of six entries, and some sixty ways in which feeds are broken out there: what can be had is had."""

from __future__ import annotations

import json
import re
import time

import pytest

from ingest.parse.feed import UnreadableFeed, read_feed
from ingest.parse.feed_child import parse

URLS = [f"https://wire.example/{number}" for number in range(1, 7)]
TITLES = [f"Звіт {number}: 1,866 людей" for number in range(1, 7)]
DATE = "Sun, 13 May 2018 18:30:00 +0300"

RSS = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Wire</title>\n'
    + "".join(
        f"<item><title>{title}</title><link>{url}</link><guid>{url}</guid><pubDate>{DATE}</pubDate>"
        f"<description>&lt;p&gt;{title}&lt;/p&gt;</description></item>\n"
        for url, title in zip(URLS, TITLES, strict=True)
    )
    + "</channel></rss>\n"
)
ATOM = (
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>w</id>\n'
    + "".join(
        f'<entry><title>{title}</title><link href="{url}"/><id>{url}</id><updated>2018-05-13T18:30:00Z</updated>'
        f"<summary>{title}</summary></entry>\n"
        for url, title in zip(URLS, TITLES, strict=True)
    )
    + "</feed>\n"
)
RDF = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns="http://purl.org/rss/1.0/"><channel rdf:about="w"><title>Wire</title></channel>\n'
    + "".join(
        f'<item rdf:about="{url}"><title>{title}</title><link>{url}</link></item>\n'
        for url, title in zip(URLS, TITLES, strict=True)
    )
    + "</rdf:RDF>\n"
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Wire",
        "items": [
            {"id": url, "url": url, "title": title, "content_text": title}
            for url, title in zip(URLS, TITLES, strict=True)
        ],
    },
    ensure_ascii=False,
)
DIALECTS = {"rss": RSS, "atom": ATOM, "rdf": RDF}
ENTRY = {"rss": "item", "atom": "entry", "rdf": "item"}


def put(where, what, *, times=1):
    """Return what puts something before the third entry, or the third's title, that often."""

    def mutate(text, entry):
        parts = text.split(f"<{where or entry}", 3)
        parts[-1] = parts[-1] if len(parts) == 4 else ""
        return f"<{where or entry}".join(parts[:3]) + what * times + f"<{where or entry}" + parts[3]

    return mutate


def swap(old, new, count=-1):
    return lambda text, _: text.replace(old, new, count)


def title(what):
    """Return what writes this in the place of the third title's words."""
    return lambda text, _: text.replace(TITLES[2], what, 1)


def in_entry(what):
    """Return what writes this within the third entry."""
    return lambda text, _: re.sub(rf"(<title>{re.escape(TITLES[2])})", lambda m: what + m[1], text, count=1)


# What is done to the text; the whole of all six entries must come of each.
TEXTS = {
    "a blank line before the declaration": lambda text, _: "\n" + text,
    "blanks and tabs before it": lambda text, _: " \t\r\n\n " + text,
    "a warning before it": lambda text, _: "<br />\n<b>Warning</b>: no such table in news.php on line 7\n" + text,
    "words before it": lambda text, _: "Notice: Undefined index: page\n" + text,
    "a comment before it": lambda text, _: "<!-- cached 12:00 -->\n" + text,
    "a comment behind": lambda text, _: text + "<!-- page generated in 0.1 s -->\n",
    "a script behind": lambda text, _: text + "<script>track('&')</script>\n",
    "words behind": lambda text, _: text + "Fatal error: out of memory",
    "NULs behind": lambda text, _: text + "\0" * 100,
    "blanks behind": lambda text, _: text + " \n" * 10_000,
    "no declaration": lambda text, _: text.partition("?>")[2],
    "the declaration twice": lambda text, _: text.partition("?>")[0] + "?>" + text,
    "a declaration of XML 1.1": swap('version="1.0"', 'version="1.1"', 1),
    "a declaration without quotes": swap('encoding="utf-8"', "encoding=utf-8"),
    "an encoding that nobody knows": swap('encoding="utf-8"', 'encoding="klingon"'),
    "an encoding without a name": swap('encoding="utf-8"', 'encoding=""'),
    "an encoding misspelt": swap('encoding="utf-8"', 'encoding="UTF8"'),
    "an encoding that it has not": swap('encoding="utf-8"', 'encoding="us-ascii"'),
    "an encoding of other width": swap('encoding="utf-8"', 'encoding="utf-16"'),
    "a stylesheet": swap("?>\n", '?>\n<?xml-stylesheet type="text/xsl" href="/style.xsl"?>\n', 1),
    "a document type": swap("?>\n", '?>\n<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/rss.dtd">\n', 1),
    "an entity of one's own": swap("?>\n", '?>\n<!DOCTYPE rss [<!ENTITY who "the Centre">]>\n', 1),
    "Windows line ends": swap("\n", "\r\n"),
    "old Macintosh line ends": swap("\n", "\r"),
    "no line ends": swap("\n", ""),
    "an instruction for somebody": put("", "<?php echo 1; ?>"),
    "a comment within": put("", "<!-- old -->"),
    "a comment with hyphens": put("", "<!-- a -- b -->"),
    "a bare ampersand": title("Bread & Water"),
    "an ampersand before letters": title("R&D, Q&A, AT&T"),
    "an HTML entity": title("Caf&eacute;&nbsp;&mdash;&hellip;"),
    "an entity that nobody knows": title("&kremvax; &x"),
    "a reference to NUL": title("a&#0;b"),
    "a reference to a surrogate": title("a&#xD800;b"),
    "a reference beyond all characters": title("a&#x110000;&#99999999999;b"),
    "a reference that is none": title("a&#;&#x;&#xZZ;b"),
    "a control character": title("a\x01\x08\x0b\x1bb"),
    "a NUL": title("a\0b"),
    "a character that is none": title("a\ufffe\uffffb"),
    "a byte order mark within": title("a\ufeffb"),
    "marks that turn the writing": title("\u202e1,866\u202c \u200f\u061c"),
    "a less-than sign": title("1 < 2"),
    "an end of CDATA": title("a ]]> b"),
    "markup unescaped": title("a <b>bold</b> word"),
    "markup unclosed": title("a <b>bold word"),
    "a script": title("<![CDATA[<script>alert(1)</script>]]>"),
    "CDATA": title("<![CDATA[Bread & Water <i>1,866</i>]]>"),
    "CDATA in CDATA": title("<![CDATA[a <![CDATA[b]]> c]]>"),
    "an empty title": title(""),
    "a title of blanks": title(" \n\t "),
    "a title of 300 kB": title("long " * 60_000),
    "a title of one word of 300 kB": title("x" * 300_000),
    "a prefix of no namespace": in_entry("<media:thumbnail url='x'/><dc:creator>A</dc:creator>"),
    "an element unknown": in_entry("<wibble wobble='1'>x</wibble>"),
    "an attribute twice": in_entry("<x a='1' a='2'/>"),
    "an attribute without quotes": in_entry("<x a=1 b/>"),
    "an element unclosed": in_entry("<wibble>"),
    "an end without a beginning": in_entry("</wibble>"),
    "elements that cross": in_entry("<i><b></i></b>"),
    "two hundred elements in each other": in_entry("<x>" * 200 + "</x>" * 200),
    "the title twice": in_entry("<title>Another</title>"),
    "a date that cannot be": in_entry("<pubDate>Tue, 31 Feb 2018 25:61 +9999</pubDate><updated>2018-13-45</updated>"),
    "a date of words": in_entry("<pubDate>yesterday</pubDate><updated>soon</updated>"),
    "a date of digits": in_entry(f"<pubDate>{'9' * 400}</pubDate><updated>{'9' * 400}</updated>"),
    "an author of odd marks": in_entry("<author>@@@ (((</author><managingEditor>a@</managingEditor>"),
    "a length that is none": in_entry("<enclosure url='x' length='-1e999' type=''/>"),
    "places that are none": in_entry("<georss:point>NaN 1e999</georss:point><geo:lat>x</geo:lat>"),
    "the same entry again": lambda text, entry: text.replace(
        f"<{entry}", re.search(rf"<{entry}\b.*?</{entry}>", text, re.DOTALL)[0] + f"<{entry}", 1
    ),
}  # fmt: skip


def had(feed):
    """Return the addresses of the known entries that were had, each once, in their order."""
    return [url for url in dict.fromkeys(entry.url for entry in feed.entries) if url in URLS] if feed else []


def read(body, media_type=""):
    """Parse as the child does, within the time that a child is given."""
    begun = time.perf_counter()
    feed = parse(body, media_type)
    assert time.perf_counter() - begun < 5
    return feed


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("kind", TEXTS)
def test_what_can_be_had_of_a_broken_feed_is_had(kind, dialect):
    """Fault 16 and beside: however a text is broken, each of the six entries comes, with what is whole of it."""
    feed = read(TEXTS[kind](DIALECTS[dialect], ENTRY[dialect]).encode("utf-8", "surrogatepass"))
    assert had(feed) == URLS
    titles = {entry.url: entry.title for entry in feed.entries}
    assert titles[URLS[0]] == TITLES[0]
    assert titles[URLS[5]] == TITLES[5]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("tenth", range(1, 10))
def test_of_a_feed_cut_short_the_earlier_entries_are_had(dialect, tenth):
    """A feed that ends in the middle of anything yields every entry that was whole before."""
    text = DIALECTS[dialect]
    body = text.encode()[: len(text.encode()) * tenth // 10]
    whole = body.count(f"</{ENTRY[dialect]}>".encode())
    assert had(read(body))[:whole] == URLS[:whole]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_feed_cut_anywhere_breaks_nothing(dialect):
    """Wherever a feed ends within its last two entries, those before are had."""
    body = DIALECTS[dialect].encode()
    ends = [found.end() for found in re.finditer(f"</{ENTRY[dialect]}>".encode(), body)]
    for end in range(ends[3], len(body), 7):
        assert had(parse(body[:end], ""))[:4] == URLS[:4]


BYTES = {
    "UTF-8 with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "two marks": lambda text: b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode(),
    "UTF-16 with a mark": lambda text: text.replace("utf-8", "utf-16").encode("utf-16"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + text.replace("utf-8", "utf-16").encode("utf-16-be"),
    "UTF-16 that says UTF-8": lambda text: text.encode("utf-16"),
    "UTF-32 with a mark": lambda text: text.replace("utf-8", "utf-32").encode("utf-32"),
    "windows-1251": lambda text: text.replace("utf-8", "windows-1251").encode("windows-1251"),
    "windows-1251 that says UTF-8": lambda text: text.encode("windows-1251"),
    "KOI8": lambda text: text.replace("utf-8", "koi8-u").encode("koi8-u"),
    "Latin-1 within UTF-8": lambda text: text.encode().replace(TITLES[2].encode(), b"caf\xe9 d\xe9j\xe0", 1),
    "an overlong form": lambda text: text.encode().replace(TITLES[2].encode(), b"a\xc0\xafb", 1),
    "half a letter": lambda text: text.encode().replace(TITLES[2].encode(), b"a\xd0", 1),
    "a lone surrogate": lambda text: text.encode().replace(TITLES[2].encode(), b"a\xed\xa0\x80b", 1),
    "no characters at all": lambda text: text.encode().replace(TITLES[2].encode(), bytes(range(128, 256)), 1),
    "NULs between all bytes of a title": lambda text: text.encode().replace(
        TITLES[2].encode(), TITLES[2].encode("utf-16-le"), 1
    ),
}
"""Ways to write the same text in bytes; of those that say what they are not, the addresses are what must come."""

HONEST = (
    "UTF-8 with a mark", "UTF-16 with a mark", "UTF-16, big end first", "UTF-32 with a mark", "windows-1251", "KOI8",
)  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("kind", BYTES)
def test_a_feed_in_any_bytes_gives_its_entries(kind, dialect):
    """Fault 26: marks, other encodings, wrong ones and bytes of none: each entry is had, and no text is unfit."""
    feed = read(BYTES[kind](DIALECTS[dialect]))
    assert had(feed) == URLS
    if kind in HONEST:
        assert [entry.title for entry in feed.entries] == TITLES
    assert not re.search("[\0\ud800-\udfff\ufffe]", repr(feed.entries))


@pytest.mark.parametrize("media_type", [
    "text/xml; charset=windows-1251", "text/plain", "application/octet-stream", "text/html; charset=utf-8", "x;;;=",
    "application/xml; charset=klingon", 'application/rss+xml; charset="utf-8', "image/png",
])  # fmt: skip
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_wrong_type_does_not_hide_a_feed(dialect, media_type):
    """Fault 11: whatever the server says that it sends, the entries are had."""
    assert had(read(DIALECTS[dialect].encode(), media_type)) == URLS


MIXED = {
    "a feed twice": (RSS + RSS, 6),
    "two dialects, one behind the other": (RSS + ATOM.partition("?>")[2], 6),
    "items without a channel": (RSS.replace("<channel>", "").replace("</channel>", ""), 6),
    "items without a root": ("".join(re.findall(r"<item>.*?</item>", RSS, re.DOTALL)), 6),
    "items behind their channel": (
        RSS.replace("<item>", "</channel><item>", 1).replace("</channel></rss>", "</rss>"),
        6,
    ),
    "an item in an item": (RSS.replace("</item>\n<item>", "<item>", 1).replace("</item>", "</item></item>", 1), 1),
    "an RSS of no version": (RSS.replace(' version="2.0"', ""), 6),
    "an RSS of version 9": (RSS.replace('version="2.0"', 'version="9"'), 6),
    "an RSS in capitals": (re.sub(r"</?\w+", lambda m: m[0].upper(), RSS.partition("?>")[2]), 6),
    "an Atom without its namespace": (ATOM.replace(' xmlns="http://www.w3.org/2005/Atom"', ""), 6),
    "an Atom of a wrong namespace": (ATOM.replace("www.w3.org/2005/Atom", "example.com/wrong"), 6),
    "an Atom with a prefix": (
        re.sub(r"<(/?)(?=[a-z])", r"<\1a:", ATOM).replace("xmlns=", "xmlns:a=").replace("<a:?", "<?"),
        6,
    ),
    "links by guid alone": (re.sub(r"<link>.*?</link>", "", RSS), 6),
    "links in blanks": (RSS.replace("<link>", "<link>\n   ").replace("</link>", "\n  </link>"), 6),
    "links in CDATA": (RSS.replace("<link>", "<link><![CDATA[").replace("</link>", "]]></link>"), 6),
    "links as attributes": (re.sub(r"<link>(.*?)</link>", r'<link href="\1"/>', RSS), 6),
    "one guid for all": (re.sub(r"<guid>.*?</guid>", "<guid>1</guid>", RSS), 6),
    "guids that are no links": (RSS.replace("<guid>", '<guid isPermaLink="false">x'), 6),
    "an item unclosed": (RSS.replace("</item>", "", 1), 5),
    "all items unclosed": (RSS.replace("</item>", ""), 1),
    "a title unclosed": (RSS.replace(f"{TITLES[2]}</title>", TITLES[2]), 5),
    "CDATA unclosed": (RSS.replace(TITLES[2], "<![CDATA[" + TITLES[2]), 2),
    "a comment unclosed": (RSS.replace("<item>", "<!-- <item>", 4).replace("<!-- <item>", "<item>", 3), 3),
    "an attribute unclosed": (ATOM.replace(f'{URLS[2]}"', URLS[2], 1), 2),
    "a tag unclosed": (RSS.replace("<title>" + TITLES[2], "<title " + TITLES[2]), 5),
    "a feed in a page": (f"<html><body><pre>{RSS.partition('?>')[2]}</pre></body></html>", 6),
    "two thousand items": (RSS.replace("</channel>", "<item><title>x</title><link>y</link></item>" * 2000), 6),
    "two thousand attributes": (
        RSS.replace("<item>", "<item " + " ".join(f"a{n}='1'" for n in range(2000)) + ">", 1),
        6,
    ),
    "two thousand namespaces": (
        RSS.replace("<rss", "<rss " + " ".join(f"xmlns:n{n}='u{n}'" for n in range(2000)), 1),
        6,
    ),
    "a page": ("<!doctype html><html><body><form>Log in <input type=password></form></body></html>", 0),
    "words": ("The service is down for maintenance.", 0),
    "an empty feed": (re.sub(r"<item>.*</item>", "", RSS, flags=re.DOTALL), 0),
    "SOAP": ("<soap:Envelope xmlns:soap='x'><soap:Body><soap:Fault>no</soap:Fault></soap:Body></soap:Envelope>", 0),
}


@pytest.mark.parametrize("kind", MIXED)
def test_a_feed_of_wrong_shape_gives_what_can_be_told(kind):
    """Items in wrong places, dialects mixed, parts unclosed: at least so many of the six entries are had."""
    body, least = MIXED[kind]
    found = had(read(body.encode()))
    assert len(found) >= least


JSONS = {
    "a mark before it": ("\ufeff" + JSON, 6),
    "blanks around": (f"\n\n  {JSON}\n ", 6),
    "of version 1": (JSON.replace("version/1.1", "version/1"), 6),
    "escaped letters": (json.dumps(json.loads(JSON)), 6),
    "a key twice": (JSON.replace('"title": "Wire"', '"title": "A", "title": "B"'), 6),
    "items that are none": (JSON.replace('"items": [', '"items": [null, 7, "x", [], {}, true, '), 6),
    "addresses that are none": (JSON.replace('"items": [', '"items": [{"url": 7}, {"url": null}, {"url": ["x"]}, '), 6),
    "an escaped surrogate": (JSON.replace(TITLES[2], "a\\ud800b"), 0),
    "deep": (JSON.replace('"items"', f'"x": {"[" * 500}{"]" * 500}, "items"'), 6),
    "a number without end": (JSON.replace('"items"', f'"x": {"9" * 5000}, "items"'), 0),
    "a number beyond all": (JSON.replace('"items"', '"x": 1e99999, "items"'), 0),
    "NaN": (JSON.replace('"items"', '"x": NaN, "items"'), 0),
    "a comma too many": (JSON.replace("}]}", "},]}"), 0),
    "a comment": ("// feed\n" + JSON, 0),
    "single quotes": (JSON.replace('"', "'"), 0),
    "cut": (JSON[: len(JSON) // 2], 0),
    "cut in a letter": (JSON[: JSON.index("Звіт") + 1], 0),
    "two, one behind the other": (JSON + JSON, 0),
    "a script around it": (f"callback({JSON});", 0),
    "a control character": (JSON.replace(TITLES[2], "a\x01b"), 0),
    "no items": (JSON.replace("items", "things"), 0),
    "items of another kind": ('{"version": "https://jsonfeed.org/version/1", "items": {"a": 1}}', 0),
}


@pytest.mark.parametrize("kind", JSONS)
def test_a_broken_json_feed_gives_what_can_be_told(kind):
    """JSON that is whole gives its entries whatever else stands in it; what is broken is refused and breaks nothing."""
    body, least = JSONS[kind]
    try:
        found = had(read(body.encode("utf-8", "surrogatepass")))
    except UnreadableFeed:
        found = []
    assert len(found) >= least


def test_there_are_enough_broken_feeds():
    """The corpus holds more than two hundred broken feeds, each another."""
    made = [mutate(DIALECTS[d], ENTRY[d]) for mutate in TEXTS.values() for d in DIALECTS]
    made += [body for body, _ in (*MIXED.values(), *JSONS.values())]
    assert len(set(made)) == len(made)
    assert len(made) + len(BYTES) * len(DIALECTS) > 300


LAUGHS = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
HOSTILE = {
    "a billion laughs": RSS.replace("?>\n", f'?>\n<!DOCTYPE r [<!ENTITY e0 "ha">{LAUGHS}]>\n', 1).replace(
        TITLES[0], "&e9;"
    ),
    "a quadratic blow-up": RSS.replace("?>\n", f'?>\n<!DOCTYPE r [<!ENTITY e "{"a" * 50_000}">]>\n', 1).replace(
        TITLES[0], "&e;" * 50_000
    ),
    "an external subset": RSS.replace("?>\n", '?>\n<!DOCTYPE r SYSTEM "file:///etc/passwd">\n', 1),
    "100,000 elements in each other": RSS.replace(TITLES[0], "<x>" * 100_000),
    "20,000 elements in each other, escaped": RSS.replace("&lt;p&gt;", "&lt;div&gt;" * 20_000),
    "an author of a megabyte": RSS.replace("<pubDate>", f"<author>{'a@' * 500_000}</author><pubDate>", 1),
    "a megabyte of open comments": RSS.replace(TITLES[0], "<!--" * 250_000),
    "a megabyte of open CDATA": RSS.replace(TITLES[0], "<![CDATA[" * 110_000),
    "JSON of 100,000 brackets": JSON.replace('"items"', f'"x": {"[" * 100_000}, "items"'),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_feed_is_read_or_refused_in_time(kind):
    """Faults 16, 17, 19, 20: a feed made to break its parser ends in its child, as entries or as one sentence."""
    begun = time.perf_counter()
    try:
        said = repr(read_feed(HOSTILE[kind].encode()).entries)
    except UnreadableFeed as refused:
        said = str(refused)
    assert time.perf_counter() - begun < 7
    assert re.fullmatch(r"The [^\n]*\.|\(FeedEntry.*\)", said, re.DOTALL)
    assert "root:" not in said
