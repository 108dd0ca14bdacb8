from __future__ import annotations

import pytest

from ingest.errors import TallywireError

URL = "https://t.me/s/centre_daily"
MESSAGE = """<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="{post}">
<div class="tgme_widget_message_bubble">{before}{text}<div class="tgme_widget_message_footer">
<span class="tgme_widget_message_views">1.2K</span><span class="tgme_widget_message_meta">{edited}
<a class="tgme_widget_message_date" href="https://t.me/{post}"><time datetime="{time}">18:00</time></a></span>
</div></div></div></div>"""
TEXT = '<div class="tgme_widget_message_text js-message_text" dir="auto">{}</div>'
QUOTED = (
    '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">Old</div></a>'
)
FROM = (
    '<div class="tgme_widget_message_forwarded_from">Forwarded from '
    '<a class="tgme_widget_message_forwarded_from_name"><span>Harbour Wire</span></a></div>'
)


def message(number, text="", before="", edited="", channel="centre_daily"):
    return MESSAGE.format(
        post=f"{channel}/{number}",
        text=TEXT.format(text) if text else '<a class="tgme_widget_message_photo_wrap"></a>',
        before=before,
        edited=edited,
        time=f"2018-05-13T15:00:{number:02}+00:00",
    )


def page(*messages, older="/s/centre_daily?before=11"):
    link = f'<a href="{older}" class="tme_messages_more js-messages_more" data-before="11"></a>' if older else ""
    return f"<html><body>{link}{''.join(messages)}</body></html>".encode()


def test_messages_come_newest_first_with_their_permalink(spider):
    """Each message that says something is an item of its own text, named by its permalink."""
    body = page(message(11, "1,866 people left.<br/><br/>2,348 came."), message(12, "<b>Day</b> two", edited="edited"))
    index = spider("telegram").read_index(body, "text/html", URL)
    assert [(entry.url, entry.text, entry.updated) for entry in index.entries] == [
        ("https://t.me/centre_daily/12", "Day two", "edited"),
        ("https://t.me/centre_daily/11", "1,866 people left.\n2,348 came.", ""),
    ]
    assert index.entries[1].published == "2018-05-13T15:00:11+00:00"
    assert index.older == "https://t.me/s/centre_daily?before=11"


def test_pictures_and_quotes_say_nothing_and_forwarded_texts_say_whose_they_are(spider):
    """A photo without words is no item, what a message answers is not said again, a forwarded one names its source."""
    body = page(
        message(11), message(12, "An answer", before=QUOTED), message(13, "A copy", before=FROM), message(14, " ")
    )
    entries = spider("telegram").read_index(body, "text/html", URL).entries
    assert [(entry.text, entry.title) for entry in entries] == [
        ("A copy", "Forwarded from Harbour Wire"),
        ("An answer", ""),
    ]


def test_messages_of_others_and_broken_ones_are_left_out(spider):
    """What names itself a message of another channel, or by no number, is none of this one."""
    body = page(message(11, "a", channel="other_channel"), message(12, "c"))
    body += MESSAGE.format(post="centre_daily/x", text=TEXT.format("d"), before="", edited="", time="").encode()
    entries = spider("telegram").read_index(body, "text/html", URL).entries
    assert [entry.text for entry in entries] == ["c"]


@pytest.mark.parametrize("older", ["", "/s/other_channel?before=1", "https://t.me/centre_daily/1", "/s/centre_daily"])
def test_only_the_channels_own_preview_is_followed(spider, older):
    """A link elsewhere, or to the same page, ends the walk."""
    assert spider("telegram").read_index(page(message(1, "a"), older=older), "text/html", URL).older is None


def test_a_channel_without_a_preview_says_so(spider):
    """Where the preview leads to another page, the channel has none."""
    with pytest.raises(TallywireError, match="preview"):
        spider("telegram").read_index(b"<html></html>", "text/html", "https://t.me/centre_daily")
