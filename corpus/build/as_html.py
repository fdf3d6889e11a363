"""Writers for .html: a plain page, a page saved from a word processor, a news page of a portal."""

from __future__ import annotations

from html import escape
from typing import Any

from as_text import parts, recipient_lines, signature_lines
from markup import Block, Cell, Mark, Para, Plan, Table, runs

_TAGS = {"bold": "strong", "italic": "em"}


def write_html(plan: Plan) -> str:
    """The page that `style.html.page` asks for: plain, word or news."""
    style = plan.style("html")
    body = "\n".join(line for block in plan.blocks for line in _block(plan, block, style.get("page") == "word"))
    title = escape(" ".join(plan.front["header"]["title"].split()))
    if style.get("page") == "news":
        return _news(plan.front["chrome"], title, body)
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    extra = "<style>p.MsoNormal{margin:6pt 0;text-align:justify}</style>" if style.get("page") == "word" else ""
    head = f"<head>{meta}<title>{title}</title>{extra}</head>"
    return f'<!DOCTYPE html>\n<html lang="vi">\n{head}\n<body>\n{body}\n</body>\n</html>\n'


def _inline(markup: str) -> str:
    out = []
    for kind, text in runs(markup):
        if kind in ("del", "footnote", "wrap"):
            continue
        shown = "<br>" if kind == "break" else "-" if kind == "hyphen" else escape(text, quote=False)
        tag = _TAGS.get(kind)
        out.append(f"<{tag}>{shown}</{tag}>" if tag else shown)
    return "".join(out)


def _p(inner: str, word: bool, centre: bool = False) -> str:
    if not word:
        return f'<p align="center">{inner}</p>' if centre else f"<p>{inner}</p>"
    align = ' align="center" style="text-align:center"' if centre else ""
    return f'<p class="MsoNormal"{align}><span lang="VI" style="font-size:14.0pt">{inner}</span></p>'


def _block(plan: Plan, block: Block, word: bool) -> list[str]:
    if isinstance(block, Table):
        return _table(block, word)
    if isinstance(block, Para):
        return [] if block.role == "x" else [_para(block, word)]
    if block.role == "letterhead":
        head = parts(plan, "letterhead", block.name)
        left = "".join(_p(f"<strong>{escape(line)}</strong>", word, True) for line in head["left"])
        left += "".join(_p(escape(line), word, True) for line in head.get("number", []))
        right = "".join(_p(f"<strong>{escape(line)}</strong>", word, True) for line in head["right"])
        right += _p(f"<em>{escape(head['date'])}</em>", word, True)
        return [f'<table width="100%"><tr><td valign="top">{left}</td><td valign="top">{right}</td></tr></table>']
    if block.role == "title":
        lines = parts(plan, "title", block.name)["lines"]
        return [_p(f"<strong>{escape(line)}</strong>", word, True) for line in lines]
    return _end(plan, block, word)


def _para(para: Para, word: bool) -> str:
    label = f"{escape(para.label)} " if para.label else ""
    if para.role == "h":
        action = f" {_inline(para.action)}" if para.action else ""
        return _p(f"<strong>{label}{_inline(para.text)}</strong>{action}", word, para.kind == "appendix")
    inner = f"{label}{_inline(para.text)}"
    if word and para.label in ("-", "+"):
        inner = f"{para.label}&nbsp;&nbsp;{_inline(para.text)}"
    if para.role == "C":
        inner = f"<strong>{inner}</strong>"
    return _p(inner, word, para.role in ("c", "C"))


def _end(plan: Plan, block: Mark, word: bool) -> list[str]:
    if block.role != "signature":
        return ['<br clear="all" style="page-break-before:always">'] if block.role == "pagebreak" else []
    left = _p("<strong><em>Nơi nhận:</em></strong>", word)
    left += "".join(_p(escape(line).replace("\n", "<br>"), word) for line in recipient_lines(plan))
    right = "".join(_p(f"<strong>{escape(line)}</strong>", word, True) for line in signature_lines(plan))
    return [f'<table width="100%"><tr><td valign="top">{left}</td><td valign="top">{right}</td></tr></table>']


def _table(table: Table, word: bool) -> list[str]:
    out = ['<table border="1" cellspacing="0" cellpadding="4">']
    for row in table.rows:
        cells = (_cell(cell, row.role, word) for cell in row.cells if not cell.covered)
        out.append(f"<tr>{''.join(cells)}</tr>")
    return [*out, "</table>"]


def _cell(cell: Cell, role: str, word: bool) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    texts = [_inline(text) for text in cell.paragraphs] or ["&nbsp;"]
    if role in ("head", "group"):
        texts = [f"<strong>{text}</strong>" for text in texts]
    if word or len(texts) > 1:
        return f"<td{spans}>{''.join(_p(text, word, role == 'head') for text in texts)}</td>"
    return f"<td{spans}>{texts[0]}</td>"


def _news(chrome: dict[str, Any], title: str, body: str) -> str:
    """A portal's page about the plan: menu, crumbs, counters and other news around the text."""
    menu = "".join(f'<li><a href="#">{escape(entry)}</a></li>' for entry in chrome["menu"])
    crumbs = " &raquo; ".join(f'<a href="#">{escape(entry)}</a>' for entry in chrome["crumbs"])
    others = "".join(f'<li><a href="#">{escape(entry)}</a></li>' for entry in chrome["others"])
    counters = "".join(f"<tr><td>{escape(k)}</td><td>{v}</td></tr>" for k, v in chrome["counters"].items())
    return f"""<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>{escape(chrome["headline"])} - {escape(chrome["site"])}</title>
<script>var _gaq = _gaq || []; _gaq.push(['trang', 'tin-tuc']);</script>
<style>.menu li {{ display: inline }} .tin {{ width: 70%; float: left }}</style></head>
<body>
<div id="header"><div class="banner">{escape(chrome["site"])}</div><ul class="menu">{menu}</ul></div>
<div class="crumbs">{crumbs}</div>
<div class="tin">
<h1 class="tieu-de">{escape(chrome["headline"])}</h1>
<div class="ngay-dang">{escape(chrome["posted"])}</div>
<div class="cong-cu"><a href="#">In bài viết</a> | <a href="#">Gửi email</a> | Cỡ chữ: A- A+</div>
<div class="noi-dung">
{body}
</div>
<div class="tac-gia">{escape(chrome["author"])}</div>
<div class="lien-quan"><h3>Các tin khác</h3><ul>{others}</ul></div>
</div>
<div class="cot-phai"><h3>Thống kê truy cập</h3><table>{counters}</table></div>
<div id="footer">{"".join(f"<p>{escape(line)}</p>" for line in chrome["footer"])}</div>
<!-- {title} -->
</body>
</html>
"""
