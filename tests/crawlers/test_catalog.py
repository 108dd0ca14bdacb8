from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from crawlers.catalog import SHIPPED, WrongSourceFile, load_catalog, read_source
from ingest.dedupe import Originators

GOOD = """title = "Daily report"
publisher = "Ministry"
originator = "Ministry"
standing = "primary"
kind = "listing"
urls = ["https://ministry.example/reports/"]
language = "en"
zone = "Europe/Kyiv"
schedule = "*/30 * * * *"
licence = "ask"

[listing]
item = "article"
published = "time::attr(datetime)"
"""


def write(folder, text, name="ministry.toml"):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_good_file_is_a_source(tmp_path):
    """A file's name is the source's id; what it leaves out has its default."""
    source = read_source(write(tmp_path, GOOD))
    assert (source.id, source.every, source.listing.link) == ("ministry", None, "a::attr(href)")


def test_an_interval_is_seconds(tmp_path):
    """An interval such as "every 10m" is 600 seconds."""
    assert read_source(write(tmp_path, GOOD.replace("*/30 * * * *", "every 10m"))).every == 600


def test_an_adaptive_schedule_has_two_bounds(tmp_path):
    """A schedule that follows its source, such as "adaptive 5m-6h", is two pauses in seconds."""
    source = read_source(write(tmp_path, GOOD.replace("*/30 * * * *", "adaptive 5m-6h")))
    assert (source.pauses, source.every) == ((300, 21600), None)


BESIDE = """
[sitemap]
urls = ["https://ministry.example/sitemap.xml"]
"""


def test_a_way_beside_its_own_index_leads_into_the_past(tmp_path):
    """A table of another kind with urls of its own is the way of backfills; crawls keep to the source's index."""
    source = read_source(write(tmp_path, GOOD + BESIDE))
    assert source.past == ("sitemap", "listing", "wayback")
    assert source.urls_of("sitemap") == ("https://ministry.example/sitemap.xml",)
    assert source.urls_of("listing") == source.urls
    assert read_source(write(tmp_path, GOOD)).past == ("listing", "wayback")


@pytest.mark.parametrize(
    ("table", "line", "key"),
    [
        ("[sitemap]", 15, "sitemap"),
        ('[sitemap]\nurls = ["ftp://ministry.example/"]', 16, "sitemap.urls"),
        ('urls = ["https://ministry.example/2018/"]', 15, "listing.urls"),
    ],
)
def test_a_way_that_leads_nowhere_is_refused(tmp_path, table, line, key):
    """Another kind's table without addresses, with wrong ones, or addresses where the source has its own."""
    path = write(tmp_path, GOOD + table)
    with pytest.raises(WrongSourceFile) as caught:
        read_source(path)
    assert str(caught.value).startswith(f"{path}, line {line}: {key} ")


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("zone =", "zone_name =", 8, "zone_name"),
        ('"Europe/Kyiv"', '"Europe/Kief"', 8, "zone"),
        ('"Europe/Kyiv"', '"../../etc/passwd"', 8, "zone"),
        ('"*/30 * * * *"', '"61 * * * *"', 9, "schedule"),
        ('"*/30 * * * *"', '"sometimes"', 9, "schedule"),
        ('"*/30 * * * *"', '"adaptive 6h-5m"', 9, "schedule"),
        ('"*/30 * * * *"', '"adaptive 0s-5m"', 9, "schedule"),
        ('licence = "ask"', 'licence = "ask"\nsweep_days = 61', 11, "sweep_days"),
        ('licence = "ask"', 'licence = "ask"\n[expect]\nitems_per_day = nan', 12, "expect.items_per_day"),
        ('"https://ministry', '"file://ministry', 6, "urls"),
        ('"https://ministry', '"https://someone:s3cret@ministry', 6, "urls"),
        ('"https://ministry.example', '"https://ministry.example:99999', 6, "urls"),
        ('"https://ministry', '"https://the ministry', 6, "urls"),
        ('licence = "ask"', 'licence = "ask"\nallow_addresses = ["999.1.1.1:80"]', 11, "allow_addresses"),
        ('licence = "ask"', 'licence = "ask"\nallow_addresses = ["127.0.0.1:99999"]', 11, "allow_addresses"),
        ('["https://ministry.example/reports/"]', "[]", 6, "urls"),
        ('"primary"', '"first"', 4, "standing"),
        ('"listing"', '"telepathy"', 5, "kind"),
        ('"listing"', '"feed"', 12, "listing"),
        ('item = "article"', 'item = "article["', 13, "listing.item"),
        ('item = "article"', 'items = "article"', 13, "listing.items"),
        ('item = "article"', "", 12, "listing.item"),
        ('language = "en"', 'language = "English"', 7, "language"),
        ('originator = "Ministry"\n', "", 1, "originator"),
        ('title = "Daily report"', 'title = ""', 1, "title"),
        ('title = "Daily report"', "title = 7", 1, "title"),
        ('title = "Daily report"', 'id = "mine"', 1, "id"),
        ("[listing]", '[article]\ntexts = "p"\n[listing]', 13, "article.texts"),
        ("[listing]", '[article]\nreport_day = "after"\n[listing]', 13, "article.report_day"),
        ("[listing]", '[archive]\nmatch = ["https://ministry.example/*"]\n[listing]', 13, "archive.match"),
        ("[listing]", '[archive]\nmatch = ["ministry.example"]\n[listing]', 13, "archive.match"),
        ("[listing]", '[archive]\nmatch = ["*.example/*"]\n[listing]', 13, "archive.match"),
        ("[listing]", '[archive]\ncdx = "archive.example/cdx"\n[listing]', 13, "archive.cdx"),
        ("[listing]", '[archive]\nraw = "https://archive.example/web/{url}"\n[listing]', 13, "archive.raw"),
        ("[listing]", '[archive]\nraw = "ftp://archive.example/{timestamp}/{url}"\n[listing]', 13, "archive.raw"),
        ("[listing]", "[archive]\ntaken_within = -1\n[listing]", 13, "archive.taken_within"),
    ],
)
def test_a_wrong_file_is_refused_by_file_line_and_key(tmp_path, old, new, line, key):
    """Every kind of mistake names the file, the line and the key."""
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(WrongSourceFile) as caught:
        read_source(path)
    assert str(caught.value).startswith(f"{path}, line {line}: {key} ")


API = (
    GOOD.replace("listing", "api")[: GOOD.index("[listing]") - 4]
    + """[api]
items = "data"
link = "fields.url"
"""
)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("items", 'items = "data["'),
        ("title", 'title = "length("'),
        ("link", 'text = "body"'),
        ("pages", 'pages = "https://ministry.example/{number}"'),
        ("pages", 'pages = "ftp://ministry.example/{page}"'),
        ("pages", 'pages = "https://ministry.example/{page}"\nnext = "links.next"'),
        ("window", 'window = "since={first}"'),
        ("window", 'window = "since={first}&until={last}&x={first.year}"'),
    ],
)
def test_a_wrong_table_of_an_api_is_refused_by_its_key(tmp_path, key, line):
    """Expressions, addresses of pages and windows that cannot be used are refused before anything is fetched."""
    text = API.replace('link = "fields.url"\n', "") if key == "link" else API
    text = text.replace('items = "data"\n', "") if key == "items" else text
    with pytest.raises(WrongSourceFile, match=rf"line \d+: api\.{key} "):
        read_source(write(tmp_path, f"{text}{line}\n"))


def test_an_api_without_addresses_needs_texts_and_names(tmp_path):
    """An item without a link is known by its guid and is its own text."""
    text = API.replace('link = "fields.url"', 'guid = "id"\ntext = "body"\npages = "https://m.example/?p={page}"')
    assert read_source(write(tmp_path, text)).api.link is None


@pytest.mark.parametrize(
    ("key", "line"),
    [("include", 'include = ["/news/"]'), ("include", "include = []"), ("exclude", 'exclude = ["sport"]')],
)
def test_a_pattern_that_fits_no_address_is_refused(tmp_path, key, line):
    """What chooses among the addresses of a sitemap must be able to fit one, and the refusal writes one that does."""
    text = GOOD[: GOOD.index("[listing]")].replace('"listing"', '"sitemap"') + f"[sitemap]\n{line}\n"
    with pytest.raises(WrongSourceFile, match=rf"line 13: sitemap\.{key} "):
        read_source(write(tmp_path, text))


@pytest.mark.parametrize("pages", ["https://m.example/{date:%Y/%m}", "https://m.example/{date:%Y}/{date:%m}/"])
def test_pages_may_stand_for_dates(tmp_path, pages):
    """A listing may have a page for each month, its date written anywhere in the address."""
    assert read_source(write(tmp_path, f'{GOOD}pages = "{pages}"\n')).listing.pages == pages


@pytest.mark.parametrize("url", ["https://t.me/s/moh_daily", "https://t.me/moh_daily", "https://t.me/s/a/b"])
def test_a_channel_is_declared_by_its_preview(tmp_path, url):
    """Only the public preview of a channel may be declared: nothing else of a messenger is read."""
    text = GOOD[: GOOD.index("[listing]")].replace('"listing"', '"telegram"')
    path = write(tmp_path, text.replace("https://ministry.example/reports/", url))
    if url.endswith("/s/moh_daily"):
        assert read_source(path).kind == "telegram"
    else:
        with pytest.raises(WrongSourceFile, match="line 6: urls "):
            read_source(path)


@pytest.mark.parametrize(
    ("old", "new", "choices"), [("primary", "first", "primary or wire"), ("listing", "telepathy", "feed or listing")]
)
def test_a_word_that_is_none_of_a_few_is_answered_with_them(tmp_path, old, new, choices):
    """Where a key takes one of a few words, the refusal names them."""
    with pytest.raises(WrongSourceFile, match=f"write {choices}"):
        read_source(write(tmp_path, GOOD.replace(f'"{old}"', f'"{new}"')))


def test_broken_toml_names_file_and_line(tmp_path):
    """A file that is no TOML is refused with the place where it breaks."""
    with pytest.raises(WrongSourceFile, match=r"ministry\.toml: .*line 1"):
        read_source(write(tmp_path, "title = ?\n"))


def test_the_users_file_replaces_the_shipped_one(tmp_path):
    """A directory that comes later wins; two files of one id within a directory are refused."""
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first / "xx", first / "yy", second):
        folder.mkdir(parents=True)
    write(first / "xx", GOOD)
    write(second, GOOD.replace("Daily report", "Mine"))
    assert load_catalog([first, second])["ministry"].title == "Mine"
    write(first / "yy", GOOD)
    with pytest.raises(WrongSourceFile, match="ministry"):
        load_catalog([first])


def test_the_shipped_sources_are_many_good_untried_and_off():
    """At least 30 shipped files load, of every kind; none claims to have been tried live, or is crawled unasked."""
    catalog = load_catalog()
    assert len(catalog) >= 30
    assert {source.kind for source in catalog.values()} == {"feed", "listing", "sitemap", "api", "telegram"}
    assert not any(source.verified or source.enabled for source in catalog.values())
    for path in SHIPPED.glob("*/*.toml"):
        assert path.read_text("utf-8").startswith("# Declared from public documentation; never tried live.\n")


def test_what_shipped_sources_expect_can_be_read():
    """Every source says how many items a day it gives, and the indicators it names are among those there are."""
    known = tomllib.loads(resources.files("ingest.extract").joinpath("indicators.toml").read_text("utf-8"))
    for name, source in load_catalog().items():
        assert source.expect.items_per_day, name
        assert set(source.expect.indicators) <= set(known), name


def test_no_spelling_means_two_originators():
    """What one source calls an originator by is not a name of another's."""
    meant = {}
    for source in load_catalog().values():
        for spelling in (source.originator, *source.originator_spellings):
            if spelling:
                assert meant.setdefault(Originators.fold(spelling), source.originator) == source.originator
