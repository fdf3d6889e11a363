"""Word files."""

from __future__ import annotations

from docx_support import NAMESPACES, expand_levels, item, para, parts_of, relationships, run

from . import case, sample, zips
from .plans import LINES, RECIPIENTS, ROWS

_PLAN = "".join(map(para, LINES))
_DOCUMENT = "word/document.xml"
_NUMBERING = expand_levels(
    '<w:abstractNum w:abstractNumId="0">{0: decimal %1. | lowerLetter %2)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_STYLES = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'


def _file(body: str, **others: str) -> bytes:
    return zips.write(zips.package(parts_of(body, **others)))


def _with(name: str, entry: zips.Entry, body: str = _PLAN) -> bytes:
    """The plan with one part in the place of its own."""
    parts = {part: data for part, data in parts_of(body).items() if part != name}
    return zips.write([*zips.package(parts), entry])


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = ("".join(f"<w:tc>{para(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


@sample("docx")
def word_plan() -> bytes:
    items = "".join(item(f"Tập huấn lần {number}.", "1", str(number % 2)) for number in range(4))
    box = f"<w:p><w:r><w:pict><v:shape><w:txbxContent>{para('Mật')}</w:txbxContent></v:shape></w:pict></w:r></w:p>"
    note = '<w:p><w:r><w:t>Chú</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    body = _PLAN + items + _table(ROWS) + box + note + "".join(map(para, RECIPIENTS))
    footnotes = f'<w:footnote w:id="2">{para("thích")}</w:footnote>'
    return _file(body, numbering=_NUMBERING, styles=_STYLES, footnotes=footnotes)


# The package


@case("docx", "too-long", full=1024, small=40)
def zip_bomb(megabytes: int) -> bytes:
    head = f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>".encode()
    return _with(_DOCUMENT, zips.bomb(_DOCUMENT, head, b"a" * 2**20, megabytes, b"</w:t></w:r></w:p></w:body>"))


@case("docx", "plan", full=1024, small=40)
def bomb_in_a_part_that_is_not_read(megabytes: int) -> bytes:
    return _with("word/media/image1.png", zips.bomb("word/media/image1.png", b"", zips.ZEROS, megabytes, b""))


@case("docx", "plan damaged-part", full=1024, small=40)
def bomb_in_the_styles(megabytes: int) -> bytes:
    return _with("word/styles.xml", zips.bomb("word/styles.xml", b"<a>", zips.ZEROS, megabytes, b""))


@case("docx", "too-long", full=400, small=40)
def size_told_too_small(megabytes: int) -> bytes:
    lying = zips.bomb(_DOCUMENT, b"<a>", b" " * 2**20, megabytes, b"</a>")
    lying.size = 1000
    return _with(_DOCUMENT, lying)


@case("docx", "plan damaged-part")
def size_told_too_large(_: int) -> bytes:
    lying = zips.entry(_DOCUMENT, parts_of(_PLAN)[_DOCUMENT])
    lying.size += 1000
    return _with(_DOCUMENT, lying)


@case("docx", "too-long")
def size_told_beyond_all_limits(_: int) -> bytes:
    lying = zips.entry(_DOCUMENT, parts_of(_PLAN)[_DOCUMENT])
    lying.size = 0xFFFFFFF0
    return _with(_DOCUMENT, lying)


@case("docx", "damaged", full=9000, small=3000)
def entries_on_top_of_each_other(count: int) -> bytes:
    """As Fifield's bomb: each name in the directory unpacks the same bytes."""
    entries = zips.package(parts_of(_PLAN))
    kernel = zips.bomb("a", b"", zips.ZEROS, 4, b"")
    at = sum(30 + len(entry.name) + len(entry.packed) for entry in entries)
    shared = [
        zips.Entry(f"word/{number}.xml".encode(), kernel.packed, kernel.size, kernel.crc, offset=at)
        for number in range(count)
    ]
    return zips.write([*entries, kernel, *shared])


@case("docx", "too-long", full=1_000_000, small=120_000)
def too_many_entries(count: int) -> bytes:
    empty = [zips.Entry(f"{number}".encode(), b"", 0, 0, 0) for number in range(count)]
    return zips.write([*zips.package(parts_of(_PLAN)), *empty])


@case("docx", "plan")
def two_parts_of_one_name(_: int) -> bytes:
    return zips.write([*zips.package(parts_of(_PLAN)), *zips.package(parts_of(para("KẾ HOẠCH hai")))])


@case("docx", "plan")
def names_that_leave_the_package(_: int) -> bytes:
    names = {"../../etc/passwd": "x", "/etc/passwd": "x", "C:\\a": "x", "word/\0.xml": "x"}
    return zips.write(zips.package({**parts_of(_PLAN), **names}))


@case("docx", "plan")
def relationships_that_leave_the_package(_: int) -> bytes:
    targets = {"styles": "../../../../etc/passwd", "numbering": "file:///etc/passwd", "footnotes": "http://localhost:9"}
    return zips.write(zips.package({**parts_of(_PLAN), "word/_rels/document.xml.rels": relationships(targets)}))


@case("docx", "plan", full=1)
def macros_are_not_looked_at(_: int) -> bytes:
    return zips.write(zips.package({**parts_of(_PLAN), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(999)}))


@case("docx", "plan damaged-part")
def styles_that_are_no_xml(_: int) -> bytes:
    return zips.write(zips.package({**parts_of(_PLAN), "word/styles.xml": "<w:styles", "word/numbering.xml": "&"}))


# XML


@case("docx", "damaged")
def external_entity(_: int) -> bytes:
    dtd = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return _with(_DOCUMENT, zips.entry(_DOCUMENT, dtd + parts_of("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")[_DOCUMENT]))


@case("docx", "damaged")
def dtd_from_the_network(_: int) -> bytes:
    dtd = '<!DOCTYPE w SYSTEM "http://localhost:9/x.dtd">'
    return _with(_DOCUMENT, zips.entry(_DOCUMENT, dtd + parts_of(_PLAN)[_DOCUMENT]))


@case("docx", "damaged", full=30, small=12)
def billion_laughs(levels: int) -> bytes:
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, levels)
    )
    body = parts_of(f"<w:p><w:r><w:t>&e{levels - 1};</w:t></w:r></w:p>")[_DOCUMENT]
    return _with(_DOCUMENT, zips.entry(_DOCUMENT, f"<!DOCTYPE w [{entities}]>{body}"))


@case("docx", "damaged", full=1_000_000, small=10_000)
def quadratic_blowup(size: int) -> bytes:
    body = parts_of(f"<w:p><w:r><w:t>{'&a;' * 5000}</w:t></w:r></w:p>")[_DOCUMENT]
    return _with(_DOCUMENT, zips.entry(_DOCUMENT, f'<!DOCTYPE w [<!ENTITY a "{"a" * size}">]>{body}'))


@case("docx", "plan damaged-part", full=10_000, small=2000)
def tables_in_tables(depth: int) -> bytes:
    return _file(_PLAN + "<w:tbl><w:tr><w:tc>" * depth + para("a") + "</w:tc></w:tr></w:tbl>" * depth)


@case("docx", "plan damaged-part", full=200_000, small=2000)
def insertions_in_insertions(depth: int) -> bytes:
    return _file(_PLAN + "<w:p>" + "<w:ins>" * depth + run("b") + "</w:ins>" * depth + "</w:p>")


@case("docx", "plan", full=500_000, small=50_000)
def one_element_of_many_attributes(count: int) -> bytes:
    return _file(_PLAN + "<w:p " + " ".join(f'a{number}="1"' for number in range(count // 10)) + f">{run('a')}</w:p>")


# Content


@case("docx", "plan", full=100_000, small=2000)
def a_table_of_many_cells(cells: int) -> bytes:
    return _file(_PLAN + _table((("a",) * 10,) * (cells // 10)))


@case("docx", "plan", full=100_000, small=5000)
def one_row_of_many_cells(cells: int) -> bytes:
    return _file(_PLAN + _table((("a",) * cells, ("b", "c"))))


@case("docx", "plan", full=2000, small=200)
def spans_of_a_million(cells: int) -> bytes:
    merged = '<w:tcPr><w:gridSpan w:val="1000000"/><w:vMerge/></w:tcPr>'
    cell = f"<w:tc>{merged}{para('a')}</w:tc>"
    row = f"<w:tr>{cell * 10}</w:tr>"
    return _file(f"{_PLAN}<w:tbl>{row * (cells // 10)}</w:tbl>")


@case("docx", "plan", full=100_000, small=20_000)
def columns_of_a_grid(count: int) -> bytes:
    cells = f"<w:tr><w:tc>{para('a')}</w:tc><w:tc>{para('b')}</w:tc></w:tr>"
    return _file(f"{_PLAN}<w:tbl><w:tblGrid>{'<w:gridCol/>' * count}</w:tblGrid>{cells}</w:tbl>")


@case("docx", "plan")
def styles_based_on_each_other(_: int) -> bytes:
    style = '<w:style w:type="paragraph" w:styleId="{0}"><w:basedOn w:val="{1}"/><w:link w:val="{1}"/></w:style>'
    styles = style.format("A", "B") + style.format("B", "A") + style.format("C", "C")
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{run("a")}</w:p>' for name in "ABC")
    return _file(_PLAN + body, styles=styles)


@case("docx", "plan")
def lists_that_lead_to_each_other(_: int) -> bytes:
    style = (
        '<w:style w:type="numbering" w:styleId="{0}"><w:pPr><w:numPr><w:numId w:val="{1}"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:abstractNum w:abstractNumId="{0}"><w:numStyleLink w:val="{1}"/></w:abstractNum>'
    num = '<w:num w:numId="{0}"><w:abstractNumId w:val="{1}"/></w:num>'
    numbering = link.format(1, "A") + link.format(2, "B") + num.format(1, 1) + num.format(2, 2)
    return _file(
        _PLAN + item("a", "1", "0") + item("b", "2", "8"),
        numbering=numbering,
        styles=style.format("A", 2) + style.format("B", 1),
    )


@case("docx", "plan", full=4000, small=300)
def a_chain_of_styles(count: int) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{number}"><w:basedOn w:val="s{number + 1}"/></w:style>'
        for number in range(count)
    )
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="s{number}"/></w:pPr>{run("a")}</w:p>' for number in range(count))
    return _file(_PLAN + body, styles=styles)


@case("docx", "plan", full=200_000, small=20_000)
def paragraphs_whose_mark_is_deleted(count: int) -> bytes:
    return _file(_PLAN + f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('a ')}</w:p>" * count)


@case("docx", "plan", full=200_000, small=20_000)
def fields_never_closed(count: int) -> bytes:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return _file(f"{_PLAN}<w:p>{begin * count}{run('a') * 1000}</w:p>")


@case("docx", "plan", full=60_000, small=20_000)
def labels_that_grow(count: int) -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="upperLetter"/><w:lvlText w:val="{"%1" * 1000}"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return _file(_PLAN + item("a", "1", "0") * (count // 100), numbering=numbering)


@case("docx", "plan embedded-file")
def files_that_a_document_embeds(_: int) -> bytes:
    return _file(_PLAN + '<w:altChunk r:id="r9"/><w:subDoc r:id="r8"/>')


@case("docx", "plan")
def pictures_from_elsewhere(_: int) -> bytes:
    relations = relationships({"image": "x"}).replace('Target="x"', 'Target="file:///etc/passwd" TargetMode="External"')
    return zips.write(zips.package({**parts_of(_PLAN), "word/_rels/document.xml.rels": relations}))


@case("docx", "too-long", full=30, small=7)
def one_paragraph(megabytes: int) -> bytes:
    head = f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>".encode()
    tail = b"</w:t></w:r></w:p></w:body></w:document>"
    words = "Sở Nông nghiệp kiểm tra đê. ".encode()
    return _with(_DOCUMENT, zips.bomb(_DOCUMENT, head, words * (2**20 // len(words)), megabytes, tail))
