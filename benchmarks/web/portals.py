"""Portal frameworks and blog engines: the plan as the article of a page with all that such pages have around it."""

# ruff: noqa: E501  (the markup stands as pages have it)
from __future__ import annotations

from . import furniture as f
from .pour import Poured, as_breaks, as_divs, as_spans_around
from .shapes import shape

_DOCTYPE = '<!DOCTYPE html>\n<html lang="vi-VN">'
_VIEWSTATE = "/wEPDwUKLTk2Mjg1NDM3Mg9kFgJmD2QWAgIBD2QWBAIBD2QWAgIKD2QWAmYPZBYCAgEPFgIeE1ByZXZpb3Vz" * 60


def _head(plan: Poured, more: str = "") -> str:
    return f'<head><meta charset="utf-8"><title>{plan.title} - {f.SITE}</title>{more}</head>'


@shape("liferay")
def liferay(plan: Poured) -> str:
    return f"""{_DOCTYPE}{_head(plan, "<script>var Liferay = {Browser: {}};</script>")}
<body class="yui3-skin-sam controls-visible signed-out public-page"><a href="#main-content" id="skip-to-content">Chuyển đến nội dung</a>
<div class="container-fluid" id="wrapper"><header id="banner" role="banner"><div id="heading"><h1 class="site-title">
<a class="logo" href="/"><img src="/image/layout_set_logo"></a><span class="site-name">{f.SITE}</span></h1></div>
<nav id="navigation" role="navigation"><ul>{f.links(f.MENU)}</ul></nav></header>
<div id="content"><nav id="breadcrumbs"><ul class="breadcrumb">{f.links(("Trang chủ", "Văn bản"))}<li class="active">{plan.title}</li></ul></nav>
<div class="columns-2" id="main-content" role="main"><div class="portlet-layout row-fluid">
<div class="portlet-column span9" id="column-1"><div class="portlet-dropzone"><div class="portlet-boundary portlet-journal-content" id="p_p_id_56_">
<section class="portlet"><header class="portlet-topper"><h1 class="portlet-title"><span class="portlet-title-text">Chi tiết bài viết</span></h1></header>
<div class="portlet-content"><div class="lfr-meta-actions"><a href="#"><span class="taglib-text">Bản in</span></a></div>
<div class="journal-content-article"><h2 class="title">{plan.headline}</h2><div class="date">07/03/2024 14:05</div>{plan.body}</div>
<div class="taglib-ratings stars"><div class="liferay-rating-score">Trung bình (0 Bình chọn)</div></div>
<div class="entry-links"><div class="taglib-asset-links"><h2 class="asset-links-title">Tin liên quan</h2><ul class="asset-links-list">{f.news()}</ul></div></div>
</div></section></div></div></div>
<div class="portlet-column span3" id="column-2"><section class="portlet"><h1 class="portlet-title-text">Chuyên trang</h1><ul>{f.links(f.SIDE)}</ul></section>
<section class="portlet"><h1 class="portlet-title-text">Thống kê truy cập</h1>{f.counters(": ", "<div>", "</div>")}</section></div>
</div></div></div><footer id="footer" role="contentinfo">{f.footer()}</footer></div></body></html>"""


@shape("sharepoint")
def sharepoint(plan: Poured) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" dir="ltr" lang="vi-vn"><head><meta http-equiv="Content-type" content="text/html; charset=utf-8" />
<title>	{plan.title}
</title><script type="text/javascript">var _fV4UI = true;</script></head><body scroll="no" class="v4master">
<form name="aspnetForm" method="post" action="ChiTiet.aspx?ItemId=812" id="aspnetForm"><div>
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{_VIEWSTATE}" /></div>
<div id="s4-ribbonrow" class="s4-pr s4-ribbonrowhidetitle"><div id="s4-ribboncont">Hành động trên Site Duyệt Trang</div></div>
<div id="s4-workspace"><div id="s4-bodyContainer"><div id="s4-titlerow"><table class="s4-titletable"><tr><td class="s4-titletext"><h1><a href="/">{f.SITE}</a></h1></td></tr></table></div>
<div class="s4-tn"><div class="menu horizontal menu-horizontal"><ul class="root static">{f.links(f.MENU, css="static")}</ul></div></div>
<div id="s4-leftpanel" class="ms-quickLaunch"><ul>{f.links(f.SIDE)}</ul></div>
<div id="MSO_ContentTable" class="s4-ca"><table width="100%" id="MSOZoneCell_WebPartWPQ2"><tr><td valign="top"><div id="WebPartWPQ2" class="ms-WPBody noindex">
<div class="ngaythang">Thứ năm, ngày 07/03/2024</div><div class="tieude">{plan.headline}</div>
<div id="ctl00_PlaceHolderMain_ctl00__ControlWrapper_RichHtmlField" class="ms-rtestate-field" style="display:inline"><div class="ExternalClass1A2B">{plan.body}</div></div>
<div class="footer-tool"><a href="#">In trang</a> <a href="#">Quay lại</a> <a href="#">Lên đầu trang</a></div>
<div class="tinkhac"><b>Các tin đã đưa ngày:</b><ul>{f.news()}</ul></div></div></td></tr></table></div>
<div id="s4-footer">{f.footer("div")}</div></div></div>
<input type="hidden" name="__EVENTVALIDATION" value="{_VIEWSTATE[:200]}" /></form></body></html>"""


@shape("dotnetnuke")
def dotnetnuke(plan: Poured) -> str:
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">{_head(plan)}<body id="Body">
<form name="Form" method="post" action="/Default.aspx?tabid=120&amp;id=44" id="Form" enctype="multipart/form-data">
<input type="hidden" name="__VIEWSTATE" value="{_VIEWSTATE}"><table class="pagemaster" border="0" cellspacing="0" cellpadding="0" width="980"><tr><td valign="top">
<table class="skinheader"><tr><td><img src="/Portals/0/banner.jpg" alt="{f.SITE}"></td></tr><tr><td class="skingradient"><span class="SkinObject">{f.crumbs(*f.MENU, between=" | ")}</span></td></tr></table>
<table cellspacing="3" cellpadding="3" width="100%"><tr valign="top"><td id="dnn_LeftPane" class="leftpane" width="190"><table class="containermaster"><tr><td class="Head">Danh mục</td></tr>
<tr><td class="Normal">{f.links(f.SIDE, "p")}</td></tr></table></td>
<td id="dnn_ContentPane" class="contentpane"><span class="Head">Chi tiết tin</span><div id="dnn_ctr_ModuleContent"><div class="DNNModuleContent">
<span class="Normal"><b>{plan.headline}</b></span><br><span class="NewsDate">Cập nhật lúc 14:05 07/03/2024</span>
<div class="Normal">{plan.rewritten(as_spans_around)}</div><br><table align="right"><tr><td><a href="#">Bản in</a></td><td><a href="#">Gửi bạn bè</a></td></tr></table>
<hr><span class="SubHead">Các bài viết khác</span><table>{"".join(f"<tr><td><img src=bullet.gif><a href=#>{title}</a> ({day})</td></tr>" for title, day in f.NEWS)}</table>
</div></div></td><td id="dnn_RightPane" class="rightpane" width="180"><div class="Head">Số lượt truy cập</div><div>5.210.447</div></td></tr></table>
<table class="skinfooter" width="100%"><tr><td>{f.footer("div")}</td></tr></table></td></tr></table></form></body></html>"""


@shape("drupal")
def drupal(plan: Poured) -> str:
    return f"""{_DOCTYPE}{_head(plan)}<body class="html not-front node-type-article"><div id="skip-link"><a href="#main">Nhảy đến nội dung</a></div>
<div id="page"><div id="header"><div class="section clearfix"><div id="name-and-slogan"><div id="site-name"><strong><a href="/">{f.SITE}</a></strong></div>
<div id="site-slogan">Hành chính phục vụ - Dân chủ - Kỷ cương</div></div></div></div><div id="navigation"><h2 class="element-invisible">Main menu</h2>{f.menu("links inline")}</div>
<div id="breadcrumb"><h2 class="element-invisible">Bạn đang ở đây</h2><div class="breadcrumb">{f.crumbs("Trang chủ", "Kế hoạch", between=" › ")}</div></div>
<div id="main-wrapper"><div id="main" class="clearfix"><div id="content" class="column"><h1 class="page__title title" id="page-title">{plan.headline}</h1><div class="tabs"></div>
<div class="region region-content"><div id="block-system-main" class="block block-system"><div class="content"><div id="node-812" class="node node-article">
<div class="submitted"><span>Được đăng bởi <span class="username">vanphong</span> vào Thứ Năm, 07/03/2024 - 14:05</span></div>
<div class="content"><div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even">{plan.body}</div></div></div>
<div class="field field-name-field-tags"><div class="field-label">Từ khóa:&nbsp;</div><div class="field-items"><a href="#">kế hoạch</a></div></div></div>
<ul class="links inline"><li><a href="#">Đăng nhập</a> để bình luận</li><li>412 lượt xem</li></ul><div id="comments" class="comment-wrapper">{f.comments()}</div></div></div></div></div></div>
<div class="region region-sidebar-first column sidebar"><div class="block"><h2>Liên kết</h2><ul class="menu">{f.links(f.SIDE)}</ul></div>
<div class="block"><h2>Đăng nhập</h2><form><label>Tên truy cập *</label><input><label>Mật khẩu *</label><input></form></div></div></div></div>
<div id="footer"><div class="section"><div class="region region-footer">{f.footer()}</div></div></div></div></body></html>"""


@shape("joomla")
def joomla(plan: Poured) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi-vn">{_head(plan)}<body id="page_bg"><div id="wrapper"><div id="header"><h1>{f.SITE}</h1></div>
<div id="tabarea"><table><tr><td>{f.menu("mainlevel-nav")}</td></tr></table></div><div id="pathway"><span class="breadcrumbs pathway">{f.crumbs(*f.MENU[:3])} <img src="arrow.png"> {plan.title}</span></div>
<div id="whitebox"><div id="leftcolumn"><div class="module_menu"><div><h3>Chuyên mục</h3>{f.menu("menu")}</div></div>
<div class="module"><h3>Tin mới nhất</h3><ul class="latestnews">{f.news(dated=False)}</ul></div>
<div class="module"><h3>Thống kê</h3><p>Thành viên : 3<br />Nội dung : 812<br />Số lần xem bài viết : 5210447</p></div></div>
<div id="maincolumn"><table class="nopad"><tr valign="top"><td><table class="contentpaneopen"><tr><td class="contentheading" width="100%">{plan.headline}</td>
<td align="right" class="buttonheading"><a href="#" title="PDF"><img src="pdf.png" alt="PDF" /></a></td><td class="buttonheading"><a href="#">In</a></td><td class="buttonheading"><a href="#">Email</a></td></tr></table>
<table class="contentpaneopen"><tr><td valign="top"><span class="small">Viết bởi Ban biên tập</span></td></tr>
<tr><td valign="top" class="createdate">Thứ năm, 07 Tháng 3 2024 14:05</td></tr><tr><td valign="top">{plan.body}</td></tr>
<tr><td class="modifydate">Lần cập nhật cuối lúc Thứ sáu, 08 Tháng 3 2024 07:10</td></tr></table><span class="article_separator">&nbsp;</span>
<table class="pagenav"><tr><th class="pagenav_prev"><a href="#">&lt; Lùi</a></th><th class="pagenav_next"><a href="#">Tiếp theo &gt;</a></th></tr></table></td></tr></table></div></div>
<div id="footer">{f.footer()}</div></div></body></html>"""


@shape("wordpress")
def wordpress(plan: Poured) -> str:
    related = "".join(
        f'<article class="post-{at}"><h4 class="entry-title"><a href="#">{title}</a></h4><time>{day}</time><p>{f.SUMMARY}</p></article>'
        for at, (title, day) in enumerate(f.NEWS[:4])
    )
    return f"""{_DOCTYPE}{_head(plan)}<body class="post-template-default single single-post"><div id="page" class="site"><a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">{f.SITE}</a></p><nav id="site-navigation" class="main-navigation">{f.menu("menu nav-menu")}</nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main"><article id="post-812" class="post type-post category-van-ban">
<header class="entry-header"><h1 class="entry-title">{plan.headline}</h1><div class="entry-meta"><span class="posted-on">07/03/2024</span><span class="byline"> bởi <a href="#">Văn phòng</a></span></div></header>
<div class="entry-content">{plan.rewritten(as_divs)}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Chia sẻ:</h3><ul><li><a href="#">Twitter</a></li><li><a href="#">Facebook</a></li></ul></div></div>
<footer class="entry-footer"><span class="cat-links">Đăng trong <a href="#">Văn bản</a></span></footer></article>
<nav class="navigation post-navigation"><div class="nav-links"><a href="#">Bài trước</a> <a href="#">{f.NEWS[0][0]}</a></div></nav>
<section class="related-posts"><h3>Bài viết liên quan</h3>{related}</section><div id="comments" class="comments-area">{f.comments()}</div></main></div>
<aside id="secondary" class="widget-area"><section class="widget widget_search"><h2>Tìm kiếm</h2></section><section class="widget widget_recent_entries"><h2>Bài viết mới</h2><ul>{f.news()}</ul></section></aside></div>
<footer id="colophon" class="site-footer"><div class="site-info">{f.footer()}</div></footer></div></body></html>"""


@shape("bootstrap portal")
def bootstrap(plan: Poured) -> str:
    """What providers of provincial portals set up by the hundred: font size, reading aloud, QR code, sharing."""
    return f"""{_DOCTYPE}{_head(plan)}<body><div class="loading-overlay" style="display: none">Đang tải dữ liệu, vui lòng chờ</div>
<div class="container"><div class="row top-header"><div class="col-md-6">Thứ năm, 07/03/2024</div><div class="col-md-6 text-right"><a href="#">Đăng nhập</a> | <a href="#">English</a></div></div>
<div class="banner-site"><span class="ten-co-quan">{f.OWNER}</span><span class="khau-hieu">Đoàn kết - Kỷ cương - Sáng tạo - Phát triển</span></div>
<div class="navbar navbar-default">{f.menu("nav navbar-nav")}</div><div class="marquee"><span>Nhiệt liệt chào mừng các ngày lễ lớn trong năm!</span></div>
<div class="row"><div class="col-md-9 col-content"><div id="module4" class="ModuleWrapper"><ol class="breadcrumb">{f.links(("Trang chủ", "Kế hoạch"))}</ol>
<div class="article-detail"><div class="article-title"><h1>{plan.headline}</h1></div><div class="row"><div class="col-xs-6 PostDate">07-03-2024 14:05</div>
<div class="col-xs-6"><span>Xem cỡ chữ</span> <a class="fontsize">A-</a> <a class="fontsize">A+</a> <span class="tuong-phan">Tương phản</span></div></div>
<div class="tts-player"><button>Phát</button><span>Đọc bài viết</span><span>Giọng nữ miền Bắc</span><span>00:00</span></div>
<div class="article-content"><div class="Around">{plan.body}</div></div>
<div class="qr-code"><img src="qr.png"><p>Quét mã QR để đọc bài trên điện thoại</p></div><div class="social-button"><span>Chia sẻ</span> <a href="#">Zalo</a> <a href="#">Facebook</a></div>
<div class="article-rating"><p>Bạn có thấy thông tin này hữu ích không?</p><a href="#">Có</a> <a href="#">Không</a></div>
<div class="News-other"><h4>Tin cùng chuyên mục</h4><ul class="list-news">{f.news()}</ul></div></div></div></div>
<div class="col-md-3 col-right"><div class="panel panel-default"><div class="panel-heading">Văn bản mới</div><div class="panel-body">{"".join(f'<div class="item"><a href="#">{n}</a><p>Trích yếu: {t}</p></div>' for n, t in (("45/KH-UBND", f.NEWS[0][0]), ("46/TB-UBND", f.NEWS[2][0])))}</div></div>
<div class="panel"><div class="panel-heading">Liên kết website</div><select><option>Chính phủ</option><option>Bộ Nội vụ</option></select></div>
<div class="panel"><div class="panel-heading">Thống kê truy cập</div>{f.counters("</span><span>", "<p><span>", "</span></p>")}</div></div></div>
<div class="footer-portal"><div class="row"><div class="col-md-8">{f.footer()}</div><div class="col-md-4"><img alt="Tín nhiệm mạng" src="nca.png"></div></div></div></div>
<div class="modal fade" aria-hidden="true"><div class="modal-dialog"><h4>Thông báo</h4><p>Phiên làm việc đã hết hạn, mời bạn đăng nhập lại.</p></div></div>
<noscript>Trình duyệt của bạn đang tắt JavaScript.</noscript></body></html>"""


@shape("many extras")
def extras(plan: Poured) -> str:
    """Cookie banner, accessibility panel, chat box, hidden menus and templates, no telling class names in the middle."""
    return f"""{_DOCTYPE}{_head(plan)}<body><div class="cookie-consent" role="dialog"><p>{f.COOKIES}</p><button>Đồng ý</button><a href="#">Xem chính sách</a></div>
<div class="x1" style="display:none"><ul>{f.links(f.MENU)}</ul></div><template><p>{{{{tieu_de}}}}</p></template><div hidden><p>Mẫu phiếu khảo sát ẩn</p></div>
<div class="accessibility-panel"><p>Công cụ hỗ trợ tiếp cận</p><a href="#">Tăng cỡ chữ</a><a href="#">Giảm cỡ chữ</a><a href="#">Đảo màu</a></div>
<div class="x2"><a href="/"><img src="logo.png"></a><div>{f.OWNER}</div></div><div class="x3">{f.links(f.MENU, "span")}</div>
<div class="x4"><div class="x5"><h1>{plan.headline}</h1><p>07/03/2024 - 14:05 | Lượt xem: 412</p><div class="x6">{plan.rewritten(as_breaks)}</div>
<p><a href="#">Tải về</a> | <a href="#">In bài viết</a> | <a href="#">Quay lại</a></p></div></div>
<div class="x7"><h3>Có thể bạn quan tâm</h3><ul>{f.news()}</ul></div><div class="chat-widget"><p>Xin chào, tôi là trợ lý ảo của xã. Tôi có thể giúp gì cho bạn?</p></div>
<div class="x8"><p>{f.OWNER}</p>{f.footer()}</div><span aria-hidden="true">×</span><noscript><p>Bật JavaScript để xem trang</p></noscript></body></html>"""


@shape("amp")
def amp(plan: Poured) -> str:
    return f"""<!doctype html><html amp lang="vi"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script><title>{plan.title}</title>
<style amp-boilerplate>body{{animation:-amp-start 8s}}</style></head><body><amp-sidebar id="sidebar" layout="nodisplay" side="left"><ul>{f.links(f.MENU)}</ul></amp-sidebar>
<header class="amp-header"><amp-img src="logo.png" width="200" height="50"></amp-img><span>{f.SITE}</span></header>
<article class="amp-article"><h1>{plan.headline}</h1><time datetime="2024-03-07">07/03/2024 14:05 GMT+7</time><div class="amp-content">{plan.body}</div>
<amp-social-share type="facebook"></amp-social-share></article><section class="amp-related"><h2>Tin liên quan</h2><amp-list><ul>{f.news()}</ul></amp-list></section>
<amp-consent><div>{f.COOKIES}</div></amp-consent><footer>{f.footer()}</footer></body></html>"""


@shape("news")
def quoted(plan: Poured) -> str:
    """A news article that quotes the plan whole."""
    return f"""{_DOCTYPE}{_head(plan)}<body><header><div class="logo">{f.SITE}</div>{f.menu("main-menu")}</header>
<div class="bread">{f.crumbs("Trang chủ", "Tin tức")}</div><div class="wrap"><div class="left-col"><article><h1 class="detail-title">{plan.headline}</h1>
<div class="detail-meta"><span>Thứ Năm, 07/03/2024 14:05</span></div><blockquote class="quote">{plan.body}</blockquote>
<p class="detail-author">Tác giả: Sùng A Páo</p><div class="tags">Từ khóa: <a href="#">kế hoạch</a>, <a href="#">văn bản</a></div></article>
<div class="box-category"><h3>Đọc thêm</h3>{"".join(f'<div class="story"><a href="#"><img src="t.jpg"></a><h4><a href="#">{t}</a></h4><p>{f.SUMMARY}</p></div>' for t, _ in f.NEWS)}</div></div>
<div class="right-col"><div class="box"><h3>Đọc nhiều</h3><ol>{f.news(dated=False)}</ol></div></div></div><footer>{f.footer()}</footer></body></html>"""
