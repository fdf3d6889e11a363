"""Pages put together by chance from what sites print around a document, without names, much of it looking like one.

Nothing in the rules was written for these lines: they say how far the shape of a page alone leads.
"""

# ruff: noqa: E501  (the markup stands as pages have it)
from __future__ import annotations

import random
from collections.abc import Callable

from . import furniture as f
from .pour import Poured
from .shapes import shape

_AROUND = (
    "<div><b>Nhận tin qua thư</b><p>Nhập địa chỉ thư điện tử</p></div>",
    "<div><p>Thời tiết hôm nay</p><p>Mường Lay: 25°C</p><p>Tủa Chùa: 18°C</p></div>",
    "<table><tr><td>USD</td><td>25.400</td></tr><tr><td>EUR</td><td>27.100</td></tr></table>",
    "<div><h3>Lịch tiếp công dân</h3><p>Sáng thứ Năm hằng tuần tại Bộ phận Một cửa</p></div>",
    "<div><a href=1>Phim</a><a href=2>Ảnh</a><a href=3>Bản đồ hành chính</a></div>",
    "<div><p>Ban Biên tập trang tin</p><p>Trụ sở: Khu trung tâm hành chính, tổ 5</p></div>",
    "<ul><li><a href=1>Nghị quyết của HĐND</a></li><li><a href=2>Quyết định của UBND</a></li><li><a href=3>Chỉ thị</a></li></ul>",
    f"<div><h2>TIN NỔI BẬT</h2><div><a href=1>{f.NEWS[0][0]}</a><p>{f.SUMMARY}</p></div></div>",
    "<div><span>Cỡ chữ:</span> <span>Nhỏ</span> <span>Vừa</span> <span>Lớn</span></div>",
    "<div>Đang có 5 người cùng xem</div>",
    "<div><p>KẾ HOẠCH - CHIẾN LƯỢC</p><ul><li><a href=1>Năm 2025</a></li><li><a href=2>Năm 2024</a></li></ul></div>",
    "<div><h4>CHỦ TỊCH</h4><p>Lò Văn Thành</p><p>Máy bàn: 0200 000 004</p></div>",
    '<div><img alt="Quốc huy"><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>CỔNG DỊCH VỤ CÔNG</p></div>',
    "<div><p>Trang có ích</p><select><option>Tỉnh ủy</option></select></div>",
    "<div><p>Mọi hình thức sao chép nội dung của trang phải được Ban Biên tập đồng ý bằng văn bản và dẫn địa chỉ của bài gốc.</p></div>",
    "<div><p>1. Tin thứ nhất</p><p>2. Tin thứ hai</p><p>3. Tin thứ ba</p></div>",
)
_DEALS = 4


def _page(plan: Poured, chance: random.Random) -> str:
    def some(count: int) -> str:
        return "".join(chance.sample(_AROUND, count))

    text = f"<div><h1>{plan.headline}</h1><div>14/03/2024, 08:00</div><div>{plan.body}</div></div>"
    middle = chance.choice(
        [
            f"<div><div>{some(3)}</div><div>{text}{some(1)}</div><div>{some(2)}</div></div>",
            f"<table><tr><td>{some(3)}</td><td>{text}{some(1)}</td><td>{some(2)}</td></tr></table>",
            f"<div>{text}</div><div>{some(4)}</div>",
            f"<div><div>{some(1)}<div>{text}</div>{some(2)}</div></div>",
        ]
    )
    head = '<html><head><meta charset="utf-8"></head><body>'
    return f"{head}<div><ul>{f.links(f.MENU)}</ul></div>{some(1)}{middle}<div>{some(2)}</div></body></html>"


def _dealer(deal: int) -> Callable[[Poured], str]:
    return lambda plan: _page(plan, random.Random(f"{plan.id} {deal}"))


for _deal in range(1, _DEALS + 1):
    shape(f"by chance {_deal}", rough=True)(_dealer(_deal))
