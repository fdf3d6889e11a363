"""The words of the samples: a plan of a few lines, with and without Vietnamese letters."""

LINES = (
    "ỦY BAN NHÂN DÂN TỈNH X", "Số: 15/KH-UBND", "KẾ HOẠCH", "Phòng, chống thiên tai năm 2026",
    "Căn cứ Luật Phòng, chống thiên tai số 33/2013/QH13 ngày 19/6/2013;", "I. MỤC TIÊU",
    "1. Nâng cao nhận thức.", "II. NHIỆM VỤ", "1. Quý I:",
    "- Sở Nông nghiệp chủ trì, phối hợp với Sở Tài chính kiểm tra đê điều, xong trước ngày 30/4/2026.",
    "- Các sở, ban, ngành báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15 hằng tháng.",
    "III. TỔ CHỨC THỰC HIỆN", "Giao Sở Nội vụ theo dõi, đôn đốc.",
)  # fmt: skip
ROWS = (
    ("TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"),
    ("1", "Tập huấn cho cán bộ xã", "Sở Nội vụ", "Quý II/2026"),
    ("2", "Sửa chữa kè", "Sở Nông nghiệp", "30/6/2026"),
)
RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
PLAIN = (
    "Number: 15/KH-UBND", "KE HOACH", "Phong, chong thien tai nam 2026", "I. MUC TIEU", "1. Nang cao nhan thuc.",
    "II. NHIEM VU", "- So Nong nghiep kiem tra de truoc ngay 30/4/2026.", "Noi nhan: - Luu: VT.",
)  # fmt: skip
