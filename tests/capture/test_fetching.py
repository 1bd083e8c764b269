from letapis.capture.fetching import PAGE_ALONE, Extent, fetched


def test_pictures_and_sheets_come_along_and_sheets_bring_more(server, answer, page, ask, at):
    server.answers["/"] = page("Minsk", '<link rel=stylesheet href="/s.css">', '<img src="/p.png">')
    server.answers["/s.css"] = answer(b"i{background:url(deep.png)}", content_type="text/css")
    server.answers["/p.png"] = answer(b"PNG", content_type="image/png")
    server.answers["/deep.png"] = answer(b"DEEP", content_type="image/png")
    found = fetched(at("/"), ask, Extent())
    assert [one.url for one in found.embedded] == [at("/s.css"), at("/p.png"), at("/deep.png")]
    assert found.missed == ()


def test_the_page_alone(server, page, ask, at):
    server.answers["/"] = page("Minsk", body='<img src="/p.png">')
    assert fetched(at("/"), ask, PAGE_ALONE).embedded == ()
    assert len(server.requests) == 1


def test_what_is_embedded_is_judged_by_the_same_door(server, page, ask, at):
    server.answers["/"] = page(
        "Minsk",
        body=f'<img src="http://127.0.0.2:{server.port}/a"><img src="{at("/b", "inner.lan")}"><img src="http://169.254.169.254/c">',
    )
    found = fetched(at("/"), ask, Extent())
    assert found.embedded == ()
    assert len(found.missed) == 3
    assert server.connections == 1


def test_limits_are_told_for_each_that_is_missing(server, answer, page, ask, at):
    server.answers["/"] = page("Minsk", body="".join(f'<img src="/{number}.png">' for number in range(6)))
    server.answers |= {f"/{number}.png": answer(b"P" * 100, content_type="image/png") for number in range(6)}
    few = fetched(at("/"), ask, Extent(embedded=2))
    assert (len(few.embedded), len(few.missed)) == (2, 4)
    assert fetched(at("/"), ask, Extent(bytes=250)).missed[0].reason.startswith("would be more than")
    assert len(fetched(at("/"), ask, Extent(seconds=0)).missed) == 6


def test_a_page_of_dead_pictures_ends_soon(server, page, ask, at):
    server.answers["/"] = page("Minsk", body="".join(f'<img src="{at(f"/{one}", "no.lan")}">' for one in range(90)))
    found = fetched(at("/"), ask, Extent(faults=3))
    assert len(found.missed) == 90
    assert found.missed[3].reason == "was not asked for after 3 others could not be had"
