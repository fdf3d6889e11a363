"""Old pages: nested tables, spacer images, font tags, Word's web pages, print views, markup that no validator passes."""

# ruff: noqa: E501  (the markup stands as pages have it)
from __future__ import annotations

import re

from . import furniture as f
from .pour import Element, Poured, as_breaks, as_divs, as_fonts, as_spans_around, as_word, as_wrapped_word, word_page
from .shapes import shape

_META = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8">'
_SPACER = '<img src="spacer.gif" width="1" height="8">'


@shape("tables of 2004")
def tables(plan: Poured) -> str:
    """The whole page in tables, capitals for tags, font tags, spacer images, nothing named."""
    menu = "".join(
        f'<TR><TD><IMG SRC="bullet.gif">&nbsp;<A HREF="#"><FONT SIZE=2>{entry}</FONT></A></TD></TR>' for entry in f.MENU
    )
    others = "".join(
        f'<TR><TD><A HREF="#">{title}</A> <FONT COLOR=gray>({day})</FONT></TD></TR>' for title, day in f.NEWS
    )
    return f"""<HTML><HEAD>{_META}<TITLE>{plan.title}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF" TOPMARGIN=0><CENTER>
<TABLE WIDTH=780 BORDER=0 CELLPADDING=0 CELLSPACING=0><TR><TD COLSPAN=3><IMG SRC="banner.jpg" WIDTH=780></TD></TR>
<TR BGCOLOR="#003399"><TD COLSPAN=3><FONT COLOR=white>Thứ năm, ngày 07 tháng 3 năm 2024</FONT></TD></TR>
<TR><TD WIDTH=160 VALIGN=TOP><TABLE WIDTH=160>{menu}</TABLE>{_SPACER}<TABLE WIDTH=160><TR><TD><B>Số lượt truy cập</B></TD></TR><TR><TD>5.210.447</TD></TR></TABLE></TD>
<TD WIDTH=10>{_SPACER}</TD><TD VALIGN=TOP><TABLE WIDTH=600><TR><TD><FONT SIZE=4 COLOR=red><B>{plan.headline}</B></FONT></TD></TR>
<TR><TD>{_SPACER}</TD></TR><TR><TD>{plan.rewritten(as_fonts)}</TD></TR><TR><TD ALIGN=RIGHT><A HREF="#">Quay lại</A> | <A HREF="#">Đầu trang</A></TD></TR>
<TR><TD><TABLE><TR><TD><B>Các tin khác</B></TD></TR>{others}</TABLE></TD></TR></TABLE></TD></TR>
<TR><TD COLSPAN=3 ALIGN=CENTER><HR>{f.footer("DIV")}</TD></TR></TABLE></CENTER></BODY></HTML>"""


@shape("webforms tables")
def webforms(plan: Poured) -> str:
    """ASP.NET pages without any name that tells: nested tables in one form, labels as spans."""
    state = "dDwtMTA4OTU3MTk4Njt0PDtsPGk8MT47PjtsPHQ8O2w8aTwxPjs+" * 80
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><HTML><HEAD>{_META}<title>{plan.title}</title></HEAD><body MS_POSITIONING="GridLayout">
<form name="Form1" method="post" action="chitiet.aspx" id="Form1"><input type="hidden" name="__VIEWSTATE" value="{state}" />
<table id="Table1" width="100%"><tr><td><table id="Table2"><tr>{f.links(f.MENU, "td")}</tr></table></td></tr><tr><td>
<table id="Table3" width="100%"><tr><td valign="top" width="170"><span id="ucLeft_Label1">DANH MỤC</span><table id="ucLeft_DataList1">{"".join(f"<tr><td><a href='#'>{e}</a></td></tr>" for e in f.SIDE)}</table></td>
<td valign="top"><span id="lblTieuDe" style="font-weight:bold">{plan.headline}</span><br><span id="lblNgay">(07/03/2024 14:05:33)</span><br><br><span id="lblNoiDung">{plan.rewritten(as_divs)}</span><br>
<span id="Label7">Những tin đã đăng:</span><table id="DataList2">{"".join(f"<tr><td>» <a href='#'>{t}</a> ({d})</td></tr>" for t, d in f.NEWS)}</table></td></tr></table></td></tr>
<tr><td align="center">{f.footer("div")}</td></tr></table></form></body></HTML>"""


@shape("jsp portlets")
def jsp(plan: Poured) -> str:
    """A servlet portal: portlets in table cells, a date line, links with a session id."""
    side = "".join(
        f'<tr><td class="vtit"><a href="view.jsp;jsessionid=0A1B?cat={at}">{e}</a></td></tr>'
        for at, e in enumerate(f.SIDE)
    )
    return f"""<html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"/><title>{f.SITE}</title></head><body>
<table width="1000" align="center"><tr><td colspan="3" id="pHeader"><a href="/wps/portal">Trang chủ</a> <a href="#">Sơ đồ site</a> <a href="#">Liên hệ</a></td></tr><tr>
<td width="200" valign="top"><table class="wpsPortlet">{side}</table></td>
<td valign="top"><table class="wpsPortlet" width="100%"><tr><td class="wpsPortletTitle">Nội dung tin</td></tr><tr><td class="wpsPortletBody"><div class="tieude_chitiet">{plan.headline}</div>
<div class="ngay_chitiet">Ngày cập nhật: 07/03/2024</div><div class="noidung_chitiet">{plan.body}</div><div class="nguon_chitiet">Nguồn: Văn phòng HĐND và UBND xã</div></td></tr></table></td>
<td width="180" valign="top"><table class="wpsPortlet"><tr><td>Bạn là người truy cập thứ</td></tr><tr><td>5210447</td></tr></table></td></tr>
<tr><td colspan="3" id="pFooter">{f.footer("p")}</td></tr></table></body></html>"""


@shape("word web page")
def word(plan: Poured) -> str:
    return word_page(plan.rewritten(as_word))


@shape("word in a portal")
def word_pasted(plan: Poured) -> str:
    """A Word fragment with its markers and indents of hard spaces, pasted into a page."""
    body = plan.rewritten(as_wrapped_word).replace("<o_p></o_p>", "<o:p></o:p>")
    return f"""<html><head>{_META}<title>{plan.title}</title></head><body><div class="top"><ul>{f.links(f.MENU)}</ul></div><div class="detail"><h2>{plan.headline}</h2>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><!--StartFragment-->{body}<!--EndFragment--></div>
<div class="bottom">{f.footer()}</div></body></html>"""


@shape("divs")
def divs(plan: Poured) -> str:
    return f"<html><head>{_META}</head><body>{plan.rewritten(as_divs)}</body></html>"


@shape("breaks")
def breaks(plan: Poured) -> str:
    return f"<html><head>{_META}</head><body><div>{plan.rewritten(as_breaks)}</div></body></html>"


@shape("paragraphs in spans")
def spans(plan: Poured) -> str:
    return f"<html><head>{_META}</head><body>{plan.rewritten(as_spans_around)}</body></html>"


@shape("preformatted", plain=True)
def preformatted(plan: Poured) -> str:
    text = plan.plain.replace("&", "&amp;").replace("<", "&lt;")
    return f"<html><head>{_META}</head><body><div id=menu><ul>{f.links(f.MENU)}</ul></div><pre>\n{text}</pre></body></html>"


@shape("print view")
def printed(plan: Poured) -> str:
    return f"""<html><head>{_META}<title>In trang</title></head><body onload="window.print()"><div><b>{f.SITE}</b></div><div>http://vinhlac.vidu/chi-tiet-812.html</div><hr>
<h2>{plan.headline}</h2><p>07/03/2024 14:05</p>{plan.body}<hr><div><a href="javascript:window.print()">In trang này</a> <a href="javascript:window.close()">Đóng cửa sổ</a></div></body></html>"""


@shape("saved complete")
def saved(plan: Poured) -> str:
    """A page that a browser saved with its resources in a folder beside it."""
    return f"""<!DOCTYPE html>
<!-- saved from url=(0043)http://vinhlac.vidu/van-ban/chi-tiet-812.html -->
<html lang="vi"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{plan.title}</title><link rel="stylesheet" href="./Ke hoach_files/site.css"><base href="file:///C:/luu/">
<script src="./Ke hoach_files/jquery.js.download"></script></head><body><img src="./Ke hoach_files/banner.jpg"><div id="nav-top">{f.menu("nav")}</div>
<div id="noidung"><h1>{plan.headline}</h1>{plan.body}<iframe src="./Ke hoach_files/like.html"></iframe></div><div id="cuoi-trang">{f.footer()}</div></body></html>"""


@shape("malformed")
def malformed(plan: Poured) -> str:
    """Unclosed paragraphs and cells, cells outside rows, forms in forms, bold and centred text that cross."""
    body = re.sub(r"</(?:p|td|tr|li)>", "", plan.body).replace("<strong>", "<b><i>").replace("</strong>", "</b></i>")
    return f"""<head>{_META}<title>{plan.title}</title></head><body><form><div class=menu><ul>{f.links(f.MENU).replace("</li>", "")}</div><form action=x><table><td><p>{plan.headline}
<tr><td></font></span>{body}</center></div><div class="footer">{f.footer().replace("</p>", "")}</form></form>"""


@shape("xhtml")
def xhtml(plan: Poured) -> str:
    from lxml import etree, html

    root = html.fragment_fromstring(plan.body, create_parent="div")
    body = etree.tostring(root, encoding="unicode", method="xml").replace("\u00a0", "&#160;")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi"><head><title>{plan.title}</title><script type="text/javascript">//<![CDATA[
var a = 1 < 2;
//]]></script></head><body><div id="menu"><ul>{f.links(f.MENU)}</ul></div><p/><a name="noi-dung"/>{body}<div id="footer">{f.footer()}</div></body></html>"""


@shape("sections of word")
def sections(plan: Poured) -> str:
    """Letterhead, text and end in boxes of their own beside each other, as sections of Word or rows of an editor."""

    def cut(root: Element) -> None:
        from lxml import html

        boxes = [html.Element("div")]
        for child in list(root):
            is_frame = child.tag == "table" and child.get("border") is None
            if is_frame and len(boxes[-1]):
                boxes.append(html.Element("div"))
            boxes[-1].append(child)
            if is_frame:
                boxes.append(html.Element("div"))
        root.extend(boxes)

    return f"""<html><head>{_META}<title>{plan.title}</title></head><body><div class="menu">{f.menu("nav")}</div>{plan.rewritten(cut)}
<div class="the-end">{f.footer()}</div></body></html>"""


@shape("letterhead in header, end in footer")
def semantic(plan: Poured) -> str:
    """The page's elements for its head and foot hold the document's own."""

    def cut(root: Element) -> None:
        from lxml import html

        frames = [child for child in root if child.tag == "table" and child.get("border") is None]
        for frame, tag in ((frames[0], "header"), (frames[-1], "footer")) if len(frames) > 1 else ():
            box = html.Element(tag)
            root.replace(frame, box)
            box.tail, frame.tail = frame.tail, None
            box.append(frame)

    return f"""<!DOCTYPE html><html><head>{_META}<title>{plan.title}</title></head><body><nav><ul>{f.links(f.MENU)}</ul></nav>{plan.rewritten(cut)}
<ul class="other">{f.news()}</ul></body></html>"""


@shape("appendix apart")
def appendix(plan: Poured) -> str:
    """The end of the text, from the middle on, in a box below a line of tools."""

    def cut(root: Element) -> None:
        from lxml import html

        box = html.Element("div", {"class": "part-2"})
        for child in list(root)[len(root) // 2 :]:
            box.append(child)
        root.append(box)

    return f"""<html><head>{_META}<title>{plan.title}</title></head><body><div>{f.menu("nav")}</div><div class="text">{plan.rewritten(cut)}</div></body></html>"""


@shape("fragment")
def fragment(plan: Poured) -> str:
    return f'<div class="content">{plan.body}</div>'


@shape("typed columns")
def typed(plan: Poured) -> str:
    """The letterhead and the end typed with runs of hard spaces where a table should stand."""

    def flatten(root: Element) -> None:
        from lxml import html

        for line_break in list(root.iter("br")):
            line_break.tail = f" {line_break.tail or ''}"
        for table in list(root.iter("table")):
            cells = list(table.iter("td"))
            if len(cells) != 2 or table.get("border"):
                continue
            sides = [[" ".join(str(p.text_content()).split()) for p in cell.iter("p")] for cell in cells]
            box = html.Element("div")
            for at in range(max(map(len, sides))):
                left, right = (side[at] if at < len(side) else "" for side in sides)
                line = html.Element("p")
                line.text = left + "\u00a0" * max(6, 60 - len(left)) + right if right else left
                box.append(line)
            box.tail = table.tail
            table.getparent().replace(table, box)

    return f"<html><head>{_META}</head><body>{plan.rewritten(flatten)}</body></html>"
