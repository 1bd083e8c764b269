from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from letapis.sources.given import MOMENTS, WORDS, Given
from letapis.sources.limits import Limits
from letapis.sources.moment import Moment
from letapis.workflow.told import from_strings, over, to_strings

words = st.none() | st.text(min_size=1)
moments = st.none() | st.builds(
    Moment, st.dates(), st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0))
)
told = st.builds(
    Given,
    **dict.fromkeys(WORDS, words),
    **dict.fromkeys(MOMENTS, moments),
    limits=st.builds(
        Limits, text_megabytes=st.integers(1, 900), unpacked_times=st.floats(0.5, 900), pages=st.integers(1)
    ),
)


@given(told)
def test_what_is_told_comes_back_from_the_log(one):
    assert (from_strings(to_strings(one)) or Given()) == one


def test_options_go_over_the_file_beside_the_report():
    beside = Given(publisher="Viasna", author="Ales", limits=Limits(text_megabytes=60))
    options = Given(author="Roman", published=Moment(date(2020, 10, 12), time(12, 30)))
    assert to_strings(over(beside, options)) == {
        "publisher": "Viasna",
        "author": "Roman",
        "published": "2020-10-12T12:30",
        "limits.text_megabytes": "60",
    }
    assert over(None, None) is None


def test_a_key_of_a_later_version_is_passed_over():
    assert from_strings({"publisher": "Viasna", "colour": "red"}) == Given(publisher="Viasna")
