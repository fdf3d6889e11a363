"""PDF files."""

from __future__ import annotations

import zlib

from pdf_support import Page
from pdf_support import write as write_pages

from . import case, pdfs, sample
from .pdfs import bomb, flate, page, plan, shown, stream, write
from .plans import PLAIN

_TEXT = shown(PLAIN)
_FILLER = b" " * 2**20


@sample("pdf")
def printed_plan() -> bytes:
    first, second = Page(), Page()
    for at, line in enumerate(PLAIN):
        first.text(60, 80 + 20 * at, line)
    second.grid([60, 160, 300, 540], [100, 130, 160]).text(65, 115, "TT").text(165, 115, "Noi dung").stamp(
        300, 300, "X"
    )
    return write_pages(first, second)


@sample("pdf")
def compressed_plan() -> bytes:
    """With an object stream and a cross-reference stream, as new writers have them."""
    inner = [(1, b"<</Type/Catalog/Pages 2 0 R>>"), (2, b"<</Type/Pages/Kids[6 0 R]/Count 1>>"), (3, pdfs.FONT)]
    heads, bodies, at = [], b"", 0
    for number, body in inner:
        heads.append(b"%d %d" % (number, at))
        bodies += body + b" "
        at = len(bodies)
    head = b" ".join(heads) + b" "
    objects = {
        4: flate(_TEXT),
        6: page(),
        7: stream(zlib.compress(head + bodies), b"/Type/ObjStm/N 3/First %d/Filter/FlateDecode" % len(head)),
    }
    out = bytearray(b"%PDF-1.7\n")
    rows = {number: b"\2" + (7).to_bytes(4, "big") + bytes([index]) for index, (number, _) in enumerate(inner)}
    for number, body in objects.items():
        rows[number] = b"\1" + len(out).to_bytes(4, "big") + b"\0"
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows[8] = b"\1" + start.to_bytes(4, "big") + b"\0"
    table = b"".join(rows.get(number, bytes(6)) for number in range(9))
    keys = b"/Type/XRef/Size 9/W[1 4 1]/Root 1 0 R/Filter/FlateDecode"
    out += b"8 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(zlib.compress(table), keys), start)
    return bytes(out)


# Streams


@case("pdf", "too-long", full=1024, small=60)
def content_bomb(megabytes: int) -> bytes:
    return plan(stream(bomb(_TEXT, _FILLER, megabytes), b"/Filter/FlateDecode"))


@case("pdf", "too-long", full=1024, small=60)
def bomb_whose_length_lies(megabytes: int) -> bytes:
    return plan(stream(bomb(_TEXT, _FILLER, megabytes), b"/Filter/FlateDecode", length=10))


@case("pdf", "too-long", full=1024, small=60)
def bomb_of_operators(megabytes: int) -> bytes:
    return plan(stream(bomb(_TEXT, b"0 0 m " * 174_762, megabytes), b"/Filter/FlateDecode"))


@case("pdf", "too-long", full=1024, small=10)
def bomb_of_characters(megabytes: int) -> bytes:
    return plan(stream(bomb(_TEXT + b"BT /F1 10 Tf ", b"(a)Tj " * 174_762, megabytes), b"/Filter/FlateDecode"))


@case("pdf", "too-long", full=4096, small=60)
def bomb_in_a_bomb(megabytes: int) -> bytes:
    packed = zlib.compress(bomb(_TEXT, _FILLER, megabytes), 9)
    return plan(stream(zlib.compress(packed, 9), b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"))


@case("pdf", "too-long", full=1024, small=60)
def bomb_written_in_hexadecimal(megabytes: int) -> bytes:
    packed = bomb(_TEXT, _FILLER, megabytes).hex().encode() + b">"
    return plan(stream(packed, b"/Filter[/ASCIIHexDecode/FlateDecode]"))


@case("pdf", "too-long", full=1024, small=60)
def bomb_written_in_base_85(megabytes: int) -> bytes:
    import base64

    packed = base64.a85encode(bomb(_TEXT, _FILLER, megabytes)) + b"~>"
    return plan(stream(packed, b"/Filter[/A85/Fl]"))


@case("pdf", "too-long", full=1024, small=64)
def run_length_bomb(megabytes: int) -> bytes:
    packed = zlib.compress(b"\x81 " * (megabytes * 2**20 // 128) + b"\x80", 9)
    return plan(stream(packed, b"/Filter[/FlateDecode/RunLengthDecode]"))


@case("pdf", "too-long", full=64, small=30)
def one_bomb_for_many_pages(megabytes: int) -> bytes:
    """Each page unpacks the same stream, which by itself is within the limit."""
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 60))
    pages = {number: page() for number in range(10, 60)}
    content = stream(bomb(_TEXT, b"(a)Tj " * 174_762, megabytes), b"/Filter/FlateDecode")
    return plan(content, {2: b"<</Type/Pages/Kids[%s]/Count 50>>" % kids, **pages})


@case("pdf", "too-long", full=1024, small=10)
def bomb_in_an_object_stream(megabytes: int) -> bytes:
    packed = bomb(b"1 0 2 30 ", _FILLER, megabytes)
    keys = b"/Type/ObjStm/N 2/First 9/Filter/FlateDecode"
    return plan(flate(_TEXT), {9: stream(packed, keys)})


@case("pdf", "too-long", full=1024, small=100)
def bomb_in_a_font_map(megabytes: int) -> bytes:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding/ToUnicode 9 0 R>>"
    return plan(flate(_TEXT), {3: font, 9: stream(bomb(b"", _FILLER, megabytes), b"/Filter/FlateDecode")})


@case("pdf", "plan", full=60_000, small=20_000)
def image_of_many_pixels(side: int) -> bytes:
    keys = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (side, side)
    picture = stream(bomb(b"", bytes(2**20), 20), keys + b"/Filter/FlateDecode")
    return plan(flate(_TEXT + b"q 9 0 0 9 0 0 cm /X Do Q"), {5: picture})


# Objects


@case("pdf", "too-long", full=100_000, small=20_000)
def pages_that_share_one_content(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 10 + count))
    pages = {number: page() for number in range(10, 10 + count)}
    return plan(flate(_TEXT), {2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), **pages})


@case("pdf", "plan", full=100_000_000)
def more_pages_told_than_there_are(count: int) -> bytes:
    return plan(flate(_TEXT), {2: b"<</Type/Pages/Kids[6 0 R]/Count %d>>" % count})


@case("pdf", "damaged")
def page_tree_in_a_circle(_: int) -> bytes:
    return plan(flate(_TEXT), {2: b"<</Type/Pages/Kids[9 0 R]/Count 1>>", 9: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"})


@case("pdf", "damaged", full=20_000, small=2000)
def a_deep_page_tree(depth: int) -> bytes:
    nodes = {10 + at: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (11 + at) for at in range(depth)}
    return plan(flate(_TEXT), {2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", **nodes, 10 + depth: page()})


@case("pdf", "plan")
def object_that_is_its_own_value(_: int) -> bytes:
    return plan(flate(_TEXT), {6: page(b"[4 0 R 9 0 R]"), 9: b"9 0 R", 3: b"10 0 R", 10: b"11 0 R", 11: b"10 0 R"})


@case("pdf", "plan heavy-page")
def forms_in_a_circle(_: int) -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    forms = {5: stream(b"/X Do", form % 9), 9: stream(b"/X Do /X Do", form % 5)}
    return plan(flate(_TEXT + b"/X Do"), forms)


@case("pdf", "plan heavy-page", full=20, small=12)
def forms_that_double(levels: int) -> bytes:
    """Each form draws the next ten times: 10^levels drawings."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 3 0 R>>/XObject<</X %d 0 R>>>>"
    forms = {20 + at: stream(b"/X Do " * 10, form % (21 + at)) for at in range(levels)}
    last = {20 + levels: stream(b"BT /F1 9 Tf (a) Tj ET", form % 5)}
    return plan(flate(_TEXT + b"/X Do"), {5: stream(b"/X Do " * 10, form % 20), **forms, **last})


@case("pdf", "plan", full=100_000, small=20_000)
def arrays_in_arrays(depth: int) -> bytes:
    return plan(flate(_TEXT), {9: b"[" * depth + b"]" * depth, 6: page(extra=b"/A 9 0 R")})


@case("pdf", "plan", full=100_000, small=20_000)
def arrays_in_the_content(depth: int) -> bytes:
    return plan(flate(_TEXT + b"[" * depth + b"]" * depth + b"TJ " + b"<<" * depth))


@case("pdf", "plan", full=300_000, small=50_000)
def states_never_restored(count: int) -> bytes:
    return plan(flate(_TEXT + b"q " * count))


@case("pdf", "plan")
def a_page_of_a_million_miles(_: int) -> bytes:
    return plan(flate(_TEXT), {6: page(box=b"-1e9 -1e9 1e30 1e30")})


@case("pdf", "plan")
def a_page_without_size(_: int) -> bytes:
    return plan(flate(_TEXT), {6: page(box=b"0 0 0 0")})


@case("pdf", "plan", full=300_000, small=30_000)
def many_small_lines(count: int) -> bytes:
    drawn = b"".join(b"%d %d m %d %d l S\n" % (at % 599, at % 797, at % 599 + 9, at % 797) for at in range(count))
    return plan(flate(_TEXT + drawn))


@case("pdf", "plan", full=150, small=40)
def a_grid_of_rules(count: int) -> bytes:
    across = b"".join(b"0 %f m 600 %f l S\n" % (at * 790 / count, at * 790 / count) for at in range(count))
    down = b"".join(b"%f 0 m %f 800 l S\n" % (at * 590 / count, at * 590 / count) for at in range(count))
    return plan(flate(_TEXT + across + down))


@case("pdf", "plan", full=50_000, small=10_000)
def characters_all_over_a_page(count: int) -> bytes:
    placed = b" ".join(b"1 0 0 1 %d %d Tm (a)Tj" % (at * 37 % 599, at * 101 % 797) for at in range(count))
    return plan(flate(_TEXT + b"BT /F1 2 Tf " + placed + b" ET"))


@case("pdf", "plan", full=20_000, small=1000)
def annotations(count: int) -> bytes:
    """Stamps that all have the same appearance."""
    stamp = b"<</Type/Annot/Subtype/Stamp/F 4/Rect[0 0 9 9]/AP<</N 5 0 R>>>>"
    return plan(flate(_TEXT), {6: page(extra=b"/Annots[%s]" % (stamp * count))})


@case("pdf", "encrypted")
def a_password_that_nobody_knows(_: int) -> bytes:
    return write(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[]/Count 0>>",
            9: b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"ab" * 32, b"cd" * 32),
        },
        b"/Encrypt 9 0 R/ID[<ab><ab>]",
    )


@case("pdf", "no-text-layer")
def an_appearance_that_is_a_torn_object(_: int) -> bytes:
    """pdfium died of merging the annotation into its page."""
    return (
        b"%PDF-1.7\n8 0 obj\n<</Type/XRef/W[1 4 1]/\x11Root 1 0 R/\nbj\n"
        b"9 0 obj\n<</Type/Annot/Subtype/Stamp/F 4/Rect[300 498 306 508]/AP<</N 8 0 R>>>>\nendobj\n"
        b"11 0 obj\n<</Type/Page/MediaBox[0 0 600 800]/Annots[9 0 R]>>\nendobj\n"
    )
