"""Web pages."""

from __future__ import annotations

from . import case, sample
from .plans import LINES, RECIPIENTS, ROWS


def _page(body: str) -> bytes:
    return f'<html><head><meta charset="utf-8"><title>t</title></head><body>{body}</body></html>'.encode()


_PLAN = "<p>KẾ HOẠCH</p><p>I. NỘI DUNG</p><p>- Sở A nộp báo cáo trước ngày 5/6.</p>"


@sample("html")
def web_plan() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    paragraphs = "".join(f"<p style='text-align:center'><b>{line}</b></p>" for line in LINES[:4])
    paragraphs += "".join(f"<p>{line}</p>" for line in LINES[4:])
    menu = "<div class=menu><a href='/'>Trang chủ</a> <a href='/a'>Tin tức</a></div>"
    items = "".join(f"<li>{line}</li>" for line in RECIPIENTS)
    return _page(f"{menu}<div id=content>{paragraphs}<table border=1>{rows}</table><ul>{items}</ul></div>")


@case("html", "plan", full=100_000, small=3000)
def divs_in_divs(depth: int) -> bytes:
    return _page("<div>" * depth + _PLAN + "</div>" * depth)


@case("html", "plan", full=100_000, small=3000)
def fonts_never_closed(depth: int) -> bytes:
    return _page(_PLAN + "<p><font size=2>a" * depth)


@case("html", "plan", full=20_000, small=1000)
def tables_in_tables(depth: int) -> bytes:
    return _page(_PLAN + "<table><tr><td>a" * depth + "</td></tr></table>" * depth)


@case("html", "plan", full=100_000, small=10_000)
def a_table_of_many_cells(cells: int) -> bytes:
    return _page(_PLAN + "<table>" + ("<tr>" + "<td>a" * 10 + "</tr>") * (cells // 10) + "</table>")


@case("html", "plan", full=100_000, small=10_000)
def one_row_of_many_cells(cells: int) -> bytes:
    return _page(_PLAN + "<table><tr>" + "<td>a" * cells + "</tr><tr><td>b<td>c</table>")


@case("html", "plan", full=3000, small=100)
def spans_of_a_million(cells: int) -> bytes:
    row = "<tr>" + "<td colspan=1000000 rowspan=1000000>a" * 10 + "</tr>"
    return _page(_PLAN + "<table>" + row * (cells // 10) + "</table>")


@case("html", "too-long", full=9_000_000, small=4_000_000)
def empty_elements(count: int) -> bytes:
    return _page(_PLAN + "<br><i></i>" * (count // 2))


@case("html", "plan", full=1_000_000, small=20_000)
def line_breaks(count: int) -> bytes:
    return _page(_PLAN + "<br>" * count + "a")


@case("html", "too-long", full=1_000_000, small=50_000)
def one_element_of_many_attributes(count: int) -> bytes:
    return _page(_PLAN + "<p " + " ".join(f"a{number}=1" for number in range(count // 10)) + ">b</p>")


@case("html", "plan", full=4_000_000, small=500_000)
def a_huge_attribute(size: int) -> bytes:
    return _page(_PLAN + f'<p style="{" " * size}" class="{"a" * size}">b</p>')


@case("html", "plan", full=300_000, small=20_000)
def tags_never_closed(count: int) -> bytes:
    return _page(_PLAN + "<a href='" * count)


@case("html", "plan", full=300_000, small=20_000)
def comments_never_closed(count: int) -> bytes:
    return b"<!--" * count + _page(_PLAN)


@case("html", "plan", full=20)
def entities_of_a_dtd(levels: int) -> bytes:
    entities = '<!ENTITY e0 "aaaaaaaaaa">' + "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, levels)
    )
    return f"<!DOCTYPE html [{entities}]>".encode() + _page(f"{_PLAN}<p>&e{levels - 1};</p>")


@case("html", "plan", full=0)
def files_that_a_page_names(_: int) -> bytes:
    outside = "<iframe src='file:///etc/passwd'></iframe><object data='http://localhost:9/a'></object>"
    link = "<link rel=stylesheet href='http://localhost:9/a.css'><base href='http://localhost:9/'>"
    return _page(link + outside + _PLAN + "<img src='http://localhost:9/a.png'>")
