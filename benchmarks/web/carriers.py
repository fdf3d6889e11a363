"""Pages whose visible body is empty or all furniture: the plan lies in a frame, a text box, data for a script."""

# ruff: noqa: E501  (the markup stands as pages have it)
from __future__ import annotations

import json
from html import escape

from . import furniture as f
from .pour import Poured
from .shapes import shape


def _shell(middle: str, head: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{f.SITE}</title>{head}</head><body>
<div id="menu">{f.menu("menu")}</div><div id="app">{middle}</div><div id="footer">{f.footer()}</div></body></html>"""


@shape("frame with its page")
def srcdoc(plan: Poured) -> str:
    return _shell(f'<iframe id="doc" sandbox srcdoc="{escape(f"<html><body>{plan.body}</body></html>")}"></iframe>')


@shape("text box")
def textarea(plan: Poured) -> str:
    return _shell(f'<textarea id="txtNoiDung" readonly style="width:100%">{escape(plan.body)}</textarea>')


@shape("data of next.js")
def next_data(plan: Poured) -> str:
    state = {
        "props": {
            "pageProps": {
                "menu": list(f.MENU),
                "post": {"id": 812, "title": plan.title, "content": plan.body, "related": [t for t, _ in f.NEWS]},
            }
        }
    }
    data = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{f.SITE}</title></head><body><div id="__next"><div class="spinner">Đang tải...</div></div>
<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>"""


@shape("article data", plain=True)
def article_body(plan: Poured) -> str:
    """The text in schema.org's data: lines without tags."""
    data = json.dumps(
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": plan.title, "articleBody": plan.plain}
    )
    return _shell("", f'<script type="application/ld+json">{data}</script>')


@shape("hidden panel only")
def hidden(plan: Poured) -> str:
    """Saved while another panel was chosen: the plan's own is hidden."""
    return _shell(
        f'<div class="tab-pane" id="t1"><p>Chưa có ý kiến.</p></div><div class="tab-pane" id="t2" style="display:none">{plan.body}</div>'
    )


@shape("script disabled")
def noscript(plan: Poured) -> str:
    return _shell(f"<noscript><div>{plan.body}</div></noscript>")
