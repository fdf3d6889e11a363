"""What the made pages print around a plan. All of it is invented; much of it looks like a document on purpose."""

from __future__ import annotations

from collections.abc import Iterable

SITE = "CỔNG THÔNG TIN ĐIỆN TỬ XÃ VĨNH LẠC"
OWNER = "ỦY BAN NHÂN DÂN XÃ VĨNH LẠC"
MENU = (
    "Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "Văn bản chỉ đạo điều hành", "Chiến lược, quy hoạch, kế hoạch",
    "Dịch vụ công trực tuyến", "Công khai ngân sách", "Lịch công tác", "Hỏi đáp", "Sơ đồ cổng", "Liên hệ",
)  # fmt: skip
SIDE = (
    "Thư điện tử công vụ", "Hệ thống quản lý văn bản", "Cơ sở dữ liệu quốc gia", "Phản ánh kiến nghị",
    "Học tập và làm theo",
    "Cải cách hành chính", "Chuyển đổi số", "Bảo vệ môi trường", "An toàn thực phẩm",
)  # fmt: skip
NEWS = (
    ("Kế hoạch tổ chức Ngày hội thể thao xã năm 2024", "12/03/2024"),
    ("Quyết định số 77/QĐ-UBND về việc kiện toàn Ban Chỉ huy phòng thủ dân sự", "05/03/2024"),
    ("Thông báo lịch cúp điện bảo trì đường dây tuần 10", "04/03/2024"),
    ("Hội Nông dân xã ra quân nạo vét kênh mương đầu vụ", "29/02/2024"),
    ("Trạm Y tế tiêm chủng mở rộng đợt tháng 3 cho trẻ dưới 5 tuổi", "27/02/2024"),
    ("Công văn 112/UBND-VX về chấn chỉnh kỷ luật lao động sau Tết", "23/02/2024"),
)
"""Titles of other articles with their dates: some are the titles of documents."""
SUMMARY = (
    "Sáng nay, lãnh đạo xã đã đi kiểm tra tiến độ thi công nhà văn hóa các thôn; nhà thầu cam kết bàn giao công trình "
    "đúng hạn để bà con sử dụng."
)
FOOTER = (
    "Chịu trách nhiệm chính: Bà Lò Thị Mẩy - Phó Chủ tịch Ủy ban nhân dân xã",
    "Địa chỉ: Số 1, đường Hoa Ban, xã Vĩnh Lạc - Điện thoại: 0200 000 001 - Fax: 0200 000 002",
    "Email: vanphong@vinhlac.vidu - Giấy phép số 09/GP-TTĐT ngày 01/6/2020",
    "Bản quyền thuộc về Ủy ban nhân dân xã Vĩnh Lạc. Ghi rõ nguồn khi phát hành lại thông tin từ trang này.",
)
COUNTERS = (
    ("Đang truy cập", "18"),
    ("Hôm nay", "1.204"),
    ("Trong tháng", "33.871"),
    ("Tổng lượt truy cập", "5.210.447"),
)
COOKIES = (
    "Trang này dùng cookie để nhớ lựa chọn của bạn. Bằng việc tiếp tục xem trang, bạn đồng ý với chính sách về quyền "
    "riêng tư của chúng tôi."
)
COMMENTS = (
    ("Trần Hữu Nghĩa", "Rất mong xã sớm làm lại đoạn đường trước trường học, mùa mưa các cháu đi lại khổ lắm."),
    ("Mai Lan", "Cảm ơn ban biên tập đã đăng đầy đủ."),
)


def links(entries: Iterable[str], tag: str = "li", css: str = "") -> str:
    """Each entry as a link in an element of its own."""
    name = f' class="{css}"' if css else ""
    return "".join(f'<{tag}{name}><a href="/muc-{at}.html">{entry}</a></{tag}>' for at, entry in enumerate(entries))


def menu(css: str) -> str:
    return f'<ul class="{css}">{links(MENU)}</ul>'


def crumbs(*steps: str, between: str = " &raquo; ") -> str:
    return between.join(f'<a href="#">{step}</a>' for step in steps)


def news(dated: bool = True) -> str:
    """A list of other articles."""
    return "".join(
        f'<li><a href="/tin-{at}.html">{title}</a>{f" <span>({day})</span>" if dated else ""}</li>'
        for at, (title, day) in enumerate(NEWS)
    )


def counters(between: str = "</td><td>", before: str = "<tr><td>", after: str = "</td></tr>") -> str:
    return "".join(f"{before}{label}{between}{count}{after}" for label, count in COUNTERS)


def footer(tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in FOOTER)


def comments() -> str:
    said = "".join(
        f'<div class="cmt-item"><b>{name}</b> <span>12/03/2024 09:41</span><p>{words}</p><a href="#">Trả lời</a></div>'
        for name, words in COMMENTS
    )
    return (
        f"<h3>Ý kiến bạn đọc (2)</h3>{said}<form><label>Họ tên</label><input name=n><label>Nội dung bình luận</label>"
        "<textarea name=c>Mời bạn nhập ý kiến, gõ tiếng Việt có dấu</textarea><button>Gửi bình luận</button></form>"
    )
