"""Previews of channels, made by us in the shape in which Telegram shows them to readers without an account."""

from datetime import date, time

import pytest

from letapis.sources.errors import SourceError
from letapis.sources.moment import Moment
from letapis.sources.reading import read

POST = """
<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{channel}/{number}">
  <div class="tgme_widget_message_user"><a href="https://t.me/{channel}"><i></i></a></div>
  <div class="tgme_widget_message_bubble">
    <div class="tgme_widget_message_author">
      <a class="tgme_widget_message_owner_name"><span>Двор на Лесной</span></a></div>
    {above}
    <div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>
    <div class="tgme_widget_message_footer">
      <div class="tgme_widget_message_info short js-message_info">
        <span class="tgme_widget_message_views">1.2K</span>
        <span class="tgme_widget_message_meta"><span class="tgme_widget_message_from_author">Anna</span>
          <a class="tgme_widget_message_date"><time datetime="2020-10-11T18:05:31+00:00">21:05</time></a></span>
      </div></div></div></div></div>
"""
HEAD = '<!DOCTYPE html><html><head><title>Двор</title></head><body class="widget_frame_base">'


def post(text, number=12, above="", channel="lesnaya_yard"):
    return POST.format(text=text, number=number, above=above, channel=channel)


def documents(*posts):
    return read("page.html", (HEAD + "".join(posts) + "</body></html>").encode()).documents


def test_each_post_is_a_report_with_its_author_time_and_views():
    found = documents(post("Задержали <b>четверых</b> рабочих.<br/><br/>Ждём новостей."), post("Отпустили двоих.", 13))
    assert [one.part for one in found] == ["lesnaya_yard-12", "lesnaya_yard-13"]
    first = found[0]
    assert first.text == "Задержали четверых рабочих.\nЖдём новостей."
    assert (first.publisher, first.author, first.url) == ("Двор на Лесной", "Anna", "https://t.me/lesnaya_yard/12")
    assert first.published == Moment(date(2020, 10, 11), time(18, 5))
    assert first.extra == {"views": "1.2K"}
    assert first.language == "ru"


def test_a_forward_names_where_it_is_from_and_an_answer_does_not_speak_for_another():
    forwarded = '<a class="tgme_widget_message_forwarded_from_name">Завод</a>'
    answered = '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text">Старые слова</div></a>'
    found = documents(post("Бастует третий цех.", 1, forwarded), post("Уже пятый цех.", 2, answered))
    assert [(one.text, one.origin) for one in found] == [("Бастует третий цех.", "Завод"), ("Уже пятый цех.", None)]


def test_a_post_without_words_is_passed_over():
    result = read("page.html", (HEAD + post("") + post("Отпустили двоих.", 13)).encode())
    assert len(result.documents) == 1
    assert result.passed_over == {"post without text": 1}


def test_a_post_shown_twice_is_one():
    assert len(documents(post("Отпустили двоих."), post("Отпустили двоих."))) == 1


@pytest.mark.parametrize("markup", [post(""), post("x", "../../etc"), post("x", channel="a b")])
def test_a_preview_without_posts_is_told(markup):
    with pytest.raises(SourceError):
        read("page.html", (HEAD + markup).encode())


def test_markup_in_a_post_is_words_and_nothing_else():
    found = documents(post("До <script>alert(1)</script><img src=x onerror=alert(1)>после &lt;b&gt;"))
    assert found[0].text == "До после <b>"
