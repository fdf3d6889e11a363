"""Databases of documents: the text between tabs, tables of properties, related documents and offers."""

# ruff: noqa: E501  (the markup stands as pages have it)
from __future__ import annotations

from html import escape

from lxml import html

from . import furniture as f
from .pour import Poured, inner
from .shapes import shape

_TABS = ("Tóm tắt", "Nội dung", "Tiếng Anh", "Thuộc tính", "Lược đồ", "Văn bản gốc", "VB liên quan", "Tải về")


def properties(plan: Poured) -> list[tuple[str, str]]:
    """What a database says of the document, as label and value."""
    return [
        ("Số ký hiệu", plan.number or "Không số"), ("Ngày ban hành", plan.issued), ("Ngày có hiệu lực", plan.issued), ("Loại văn bản", "Kế hoạch"),
        ("Cơ quan ban hành", plan.issuer), ("Người ký", plan.signer), ("Trích yếu", plan.title), ("Lĩnh vực", "Nội vụ"), ("Tình trạng", "Còn hiệu lực"),
    ]  # fmt: skip


def _rows(plan: Poured) -> str:
    return "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in properties(plan))


def _related() -> str:
    return "".join(f'<li><a href="#">{title}</a></li>' for title, _ in f.NEWS)


@shape("law database")
def law(plan: Poured) -> str:
    """Tabs, a side column with the document's properties, related documents, offers to subscribers; text in the middle."""
    side = "".join(f'<div class="item"><b>{label}:</b> <span>{value}</span></div>' for label, value in properties(plan))
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{plan.title} mới nhất</title></head><body><div id="ctl00_header"><a href="/"><img src="logo.svg"></a>
<div class="top-nav">{f.links(("Tra cứu văn bản", "Dự thảo", "Hỏi đáp pháp luật", "Biểu mẫu", "Bảng giá", "Đăng nhập"), "span")}</div></div>
<div id="ctl00_Content"><div class="div-title"><h1>{plan.headline}</h1></div><div class="tabs"><ul>{f.links(_TABS)}</ul></div>
<div class="tab-tools"><a href="#">Theo dõi hiệu lực VB</a> <a href="#">In</a> <a href="#">Lưu trữ</a></div>
<div id="divThuocTinh" class="right-col"><h3>Thuộc tính văn bản</h3>{side}<div class="item"><b>Đã biết</b></div></div>
<div id="tab1" class="contentDoc"><div class="cldivContentDocVn"><div id="divContentDoc" class="content1"><div class="fulltext"><div>{plan.body}</div></div></div></div></div>
<div class="note-login"><p>Bạn chưa đăng nhập nên chỉ xem được nội dung văn bản. Mời đăng nhập để dùng thêm tiện ích: lược đồ, văn bản liên quan, tải về.</p></div>
<div class="related-docs"><h3>Văn bản liên quan</h3><ul>{_related()}</ul></div>
<div class="qa"><h3>Hỏi đáp pháp luật</h3><ul>{f.links(("Ai có thẩm quyền ban hành kế hoạch của xã?", "Hồ sơ khen thưởng gồm những gì?", "Thời hạn gửi báo cáo quý là ngày nào?"))}</ul></div></div>
<div class="box-support"><p>Hỗ trợ trực tuyến: 0200 000 003</p><p>Quý khách cần hỗ trợ vui lòng gọi số trên trong giờ làm việc.</p></div>
<div id="footer">{f.footer()}</div></body></html>"""


@shape("tab panels")
def tabs(plan: Poured) -> str:
    """All panels are in the page; those that are not chosen are hidden."""
    relations = "".join(
        f"<p><b>{kind}</b></p><p>Không có</p>"
        for kind in ("Văn bản được thay thế", "Văn bản sửa đổi", "Văn bản căn cứ")
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{plan.number}</title></head><body><div class="header-top">{f.menu("menu-top")}</div>
<div class="vb-detail"><h1 class="vb-title">{plan.headline}</h1><ul class="nav nav-tabs" role="tablist">{f.links(_TABS)}</ul><div class="tab-content">
<div class="tab-pane" style="display: none;" id="tomtat"><p>Văn bản này đặt ra các việc phải làm trong năm và giao cho từng đơn vị.</p></div><div class="tab-pane active" id="noidung"><div class="toanvan">{plan.body}</div></div>
<div class="tab-pane" style="display:none" id="thuoctinh"><table>{_rows(plan)}</table></div><div class="tab-pane" aria-hidden="true" id="luocdo">{relations}</div></div></div>
<div class="footer">{f.footer()}</div></body></html>"""


@shape("properties above")
def above(plan: Poured) -> str:
    """A table of properties with the file to download, then the full text."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{plan.number}</title></head><body><div class="header"><div class="logo">{f.SITE}</div>{f.menu("menu")}</div>
<div class="content-vb"><h2>Thông tin văn bản</h2><table class="table-detail">{_rows(plan)}<tr><td>Tệp đính kèm</td><td><a href="/files/{plan.file}">{plan.file}</a></td></tr></table>
<h3>Toàn văn</h3><div class="toan-van">{plan.body}</div><a class="back" href="#">Quay lại danh sách</a></div><div class="footer">{f.footer()}</div></body></html>"""


@shape("properties as list")
def listed(plan: Poured) -> str:
    """The same as a list of labelled lines."""
    lines = "".join(f"<li><span>{label}:</span> {value}</li>" for label, value in properties(plan))
    return f"""<html><head><meta charset="utf-8"><title>{plan.number}</title></head><body><div id="head">{f.menu("menu")}</div><div id="box"><div class="vbInfo"><ul>{lines}</ul></div>
<div class="toanvancontent">{plan.body}</div></div><div id="foot">{f.footer()}</div></body></html>"""


@shape("state database")
def state(plan: Poured) -> str:
    """The letterhead in a box of its own, the text below it, and a hidden box with the text once more."""
    root = html.fragment_fromstring(plan.body, create_parent="div")
    first = root[0] if len(root) and root[0].tag == "table" else None
    head = ""
    if first is not None:
        root.remove(first)
        head = html.tostring(first, encoding="unicode")
    lines = "".join(f"<li><span>{label}:</span> {value}</li>" for label, value in properties(plan)[2:5])
    return f"""<html><head><meta charset="utf-8"><title>{plan.number}</title></head><body><form action="./vb-toanvan.aspx"><div id="portal-head"><div class="ten">{f.OWNER}</div>{f.menu("root")}</div>
<div class="box-container"><div class="path"><a href="#">Trang chủ</a> » <a href="#">Văn bản</a> » {plan.number}</div><div class="box-tab-vb"><ul>{f.links(_TABS)}</ul></div>
<div class="vbInfo"><ul>{lines}</ul></div><div class="fulltext"><div class="vbHeader">{head}</div><div style="display: none;"><textarea id="sourceTA">{escape(plan.body)}</textarea></div>
<div id="targetDiv" style="clear:both;"></div><div class="toanvan" id="toanvan">{inner(root)}</div><div class="vbFile"><a href="#">Bản PDF</a> <a href="#">{plan.file}</a></div></div></div>
<div class="box-news"><div class="title"><a href="#">VĂN BẢN CÙNG CƠ QUAN BAN HÀNH</a></div><ul>{_related()}</ul></div><div class="bottom">{f.footer()}</div></form></body></html>"""


@shape("official gazette")
def gazette(plan: Poured) -> str:
    return f"""<html><head><meta charset="utf-8"><title>Công báo</title></head><body><div id="menu">{f.menu("nav")}</div><div class="crumb">{f.crumbs("Trang chủ", "Công báo", "Năm 2024")}</div>
<div class="doc"><h4><a href="#">Công báo số 12 + 13</a></h4><table class="attr">{_rows(plan)}</table><div class="doc-tools"><a href="#">Tải toàn văn</a> | <a href="#">In văn bản</a></div><div class="doc-body">{plan.body}</div>
<div class="same"><b>Văn bản cùng số công báo</b><ul>{_related()}</ul></div></div><div class="copyright">{f.footer()}</div></body></html>"""
