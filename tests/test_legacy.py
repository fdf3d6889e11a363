"""Encodings from before Unicode: tables, fonts, what words tell, and the way back."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.formats.encode import encode, encode_bytes
from tdkt_extract import legacy
from tdkt_extract.legacy import FontReader, PieceReader, decode, encoding, encoding_of_font, guess, mend, read_pasted
from tdkt_extract.legacy.tables import LETTERS, LegacyRules, units
from tdkt_extract.legacy.words import is_vietnamese
from tdkt_extract.rules import load_toml
from tdkt_extract.text import Cell, Paragraph, Reading, Row, Table, TxtLocator, source_text

RULES = load_toml("legacy", LegacyRules)
IDS = [rule.id for rule in RULES.encoding]
SAMPLES = [(rule.id, raw, text) for rule in RULES.encoding for raw, text in zip(rule.samples, rule.reads, strict=True)]
SENTENCE = "Uỷ ban nhân dân xã tổ chức trồng cây, tưới nước và giữ đất rừng; người dân được hưởng lợi."
SMALL = sorted({letter for letter in LETTERS if letter.islower()}) + list("bcdghklmnpqrstvx")
texts = st.text(alphabet=[*SMALL, *" ,.0123456789"], max_size=40)


def edits(readings: tuple[Reading, ...]) -> list[tuple[int, int, str]]:
    return [(start, end, raw) for start, end, raw, _ in readings]


def paragraph(text: str, *starts: int) -> Paragraph:
    return Paragraph(text, tuple((at, TxtLocator(line=number)) for number, at in enumerate((0, *starts), 1)))


@pytest.mark.parametrize(("id", "raw", "text"), SAMPLES)
def test_samples(id: str, raw: str, text: str) -> None:
    assert decode(raw, encoding(id))[0] == text


@pytest.mark.parametrize("rule", RULES.font, ids=lambda rule: rule.encoding)
def test_fonts(rule: object) -> None:
    assert rule.examples  # type: ignore[attr-defined]
    for capitals, names in ((False, rule.examples), (True, rule.capital_examples)):  # type: ignore[attr-defined]
        for name in names:
            found = encoding_of_font(name)
            assert found is not None, name
            assert (found.id, found.capitals) == (rule.encoding, capitals), name  # type: ignore[attr-defined]
    for name in rule.counter_examples:  # type: ignore[attr-defined]
        found = encoding_of_font(name)
        assert found is None or found.id != rule.encoding, name  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["Times New Roman", "Arial", "Symbol", "Courier", "UTM Avo", "Calibri", ""])
def test_fonts_of_unicode(name: str) -> None:
    assert encoding_of_font(name) is None


@pytest.mark.parametrize(("id", "charset"), [("tcvn3", "TCVN"), ("viscii", "VISCII"), ("cp1258", "CP1258")])
def test_tables_agree_with_iconv(id: str, charset: str) -> None:
    iconv = shutil.which("iconv")
    if iconv is None:
        pytest.skip("iconv is not installed: the tables have no oracle")
    compared = 0
    for codes, letter in units(encoding(id)).items():
        data = b" " + codes.encode("latin-1", "ignore") + b" "
        # Below A0 the fonts of TCVN3 have the punctuation of Windows.
        if id == "tcvn3" and any(code < "\xa0" for code in codes if code > "\x7f"):
            continue
        done = subprocess.run([iconv, "-f", charset, "-t", "UTF-8"], input=data, capture_output=True, check=False)
        if done.returncode == 0 and len(data) > 2:
            assert unicodedata.normalize("NFC", done.stdout.decode().strip(" ")) == letter, codes
            compared += 1
    assert compared > 60


@pytest.mark.parametrize("id", IDS)
@given(text=texts)
def test_what_is_encoded_is_decoded(id: str, text: str) -> None:
    written = encode(text, id)
    read, readings = decode(written, encoding(id))
    assert read == text
    assert source_text(read, edits(readings), 0, len(read)) == written


@pytest.mark.parametrize("id", [one.id for one in legacy.encodings() if not one.shifted])
@given(text=st.text(alphabet=[*SMALL, *map(str.upper, SMALL), " "], max_size=40))
def test_capitals_are_decoded(id: str, text: str) -> None:
    lacking = {letter for letter in text if not letter.isascii() and letter not in units(encoding(id)).values()}
    if not lacking:
        assert decode(encode(text, id), encoding(id))[0] == text


@pytest.mark.parametrize("id", IDS)
@given(text=texts, data=st.data())
def test_any_part_leads_back_to_its_codes(id: str, text: str, data: st.DataObject) -> None:
    written = encode(text, id)
    read, readings = decode(written, encoding(id))
    inside = {cut for reading in readings for cut in range(reading.start + 1, reading.end)}
    cut = data.draw(st.sampled_from([at for at in range(len(read) + 1) if at not in inside]))
    assert source_text(read, edits(readings), 0, cut) + source_text(read, edits(readings), cut, len(read)) == written


@pytest.mark.parametrize("id", IDS)
@given(text=st.text(max_size=60))
def test_any_text_is_decoded_with_the_way_back(id: str, text: str) -> None:
    read, readings = decode(text, encoding(id))
    assert source_text(read, edits(readings), 0, len(read)) == text
    at = 0
    for reading in readings:
        assert at <= reading.start < reading.end <= len(read)
        at = reading.end


TCVN3, VNI = encoding("tcvn3"), encoding("vni")
CAPITALS = encoding_of_font(".VnTimeH")
assert CAPITALS is not None


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ("".join(chr(0xF000 + ord(char)) for char in "QuyÕt ®Þnh"), "Quyết định"),  # a symbol font
        (b"Quy\xd5t \xae\xdenh t\xec\xf1".decode("cp1258", "ignore"), "Quyết định tỡủ"),  # taken for Windows-1258
        ("Hμ Nam", "Hà Nam"),  # a Greek mu for the micro sign
        ("“kÕ ho¹ch” – n¨m…", "“kế hoạch” – năm…"),
        ("25°C", "25°C"),
        ("a\xb3", "á"),
    ],
)
def test_codes_come_in_many_shapes(codes: str, text: str) -> None:
    assert decode(codes, TCVN3)[0] == text


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ("KÕ HO¹CH", "KẾ HOẠCH"),
        ("VÒ VIÖC TRåNG C¢Y", "VỀ VIỆC TRỒNG CÂY"),
        ("TH¤NG T¦ Sè 09", "THÔNG TƯ SỐ 09"),
        ("KHEN TH\xadëNG", "KHEN THƯỞNG"),
        ("VÒ viÖc", "Về việc"),
        ("Hµ Nam", "Hà Nam"),
        ("Bé GD&§T", "Bộ GD&ĐT"),
        ("QuyÕt ®Þnh", "Quyết định"),
    ],
)
def test_words_meant_in_capitals(codes: str, text: str) -> None:
    read, readings = decode(codes, TCVN3)
    assert read == text
    assert source_text(read, edits(readings), 0, len(read)) == codes


@pytest.mark.parametrize(("codes", "text"), [("kÕ ho¹ch", "KẾ HOẠCH"), ("Uû ban", "UỶ BAN"), ("nam", "NAM")])
def test_a_font_of_capitals(codes: str, text: str) -> None:
    assert CAPITALS is not None
    read, readings = decode(codes, CAPITALS)
    assert read == text
    assert source_text(read, edits(readings), 0, len(read)) == codes


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ("tr-êng, n-íc, ®-îc, ph-¬ng h-íng", "trường, nước, được, phương hướng"),
        ("Së T- ph¸p, BÝ th- TØnh ñy", "Sở Tư pháp, Bí thư Tỉnh ủy"),
        ("-u tiªn", "ưu tiên"),
        ("- Thùc hiÖn; -Thùc hiÖn", "- Thực hiện; -Thực hiện"),
        ("b- Néi dung", "b- Nội dung"),
        ("trêng, níc, ®îc, híng, ngêi díi vît", "trường, nước, được, hướng, người dưới vượt"),
        ("Së T ph¸p nh sau; BÝ th tØnh", "Sở Tư pháp như sau; Bí thư tỉnh"),
        ("KHEN THëNG", "KHEN THƯỞNG"),
        ("h¬n mét lÇn, bê biÓn, c¬n ma, líp häc, míi", "hơn một lần, bờ biển, cơn ma, lớp học, mới"),
        ("sè 12-KH, Q§-UB, kinh tÕ-x· héi", "số 12-KH, QĐ-UB, kinh tế-xã hội"),
    ],
)
def test_a_letter_that_became_a_hyphen_or_nothing(codes: str, text: str) -> None:
    found = mend([paragraph(codes + " vµ QuyÕt ®Þnh thùc hiÖn ®Ò ¸n trång c©y")])[0][0]
    assert isinstance(found, Paragraph)
    assert found.text == text + " và Quyết định thực hiện đề án trồng cây"
    assert source_text(found.text, edits(found.readings), 0, len(text)) == codes


@pytest.mark.parametrize("id", IDS)
def test_words_tell_the_encoding(id: str) -> None:
    found = guess(encode(SENTENCE, id))
    assert found is not None
    assert found.id == id


INNOCENT = [
    SENTENCE,
    unicodedata.normalize("NFD", SENTENCE),
    "Hà Nam và Lào Cai có hai xã; các bà, các cô là cán bộ".replace("ộ", "ò"),
    "La société générale a été créée à l'époque où l'État déployait ses forêts; garçon, élève, même, hôtel, naïve",
    "Die Straße über die Brücke führt für größere Häuser; schöne Mädchen hören zögernd",
    "El niño pequeño jugó mañana en el jardín español; corazón, también, allí está Ángel",
    "Microsoft® Windows™ © 2020, 25°C ± 3°C, 5µm × 7µm, § 12, ½ « oui »",
    "Số 12/KH-UBND",
    "",
    "plain ASCII",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_words_of_unicode_are_left_alone(text: str) -> None:
    assert guess(text) is None
    blocks = (paragraph(text),)
    assert mend(blocks) == (blocks, ())
    assert read_pasted(text).text == text


@given(st.lists(st.sampled_from(["và", "là", "có", "các", "xã", "bà", "cô", "đã", "quá", "toàn", "khoá", "vì", "ba"])))
def test_syllables_that_latin_1_has_are_left_alone(words: list[str]) -> None:
    assert guess(" ".join(words)) is None


@pytest.mark.parametrize(
    ("word", "good"),
    [
        ("quyết", True), ("nghiêng", True), ("khuya", True), ("giữ", True), ("HOẠCH", True), ("Nguyễn", True),
        ("caùc", False), ("đơng", False), ("tôt", False), ("tồt", False), ("hoáạ", False), ("vỔ", False),
    ],
)  # fmt: skip
def test_what_is_written_as_vietnamese(word: str, good: bool) -> None:
    assert is_vietnamese(word) is good


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("Quy", "T"), ("Õt ®", "T"), ("Þnh", "T")], "Quyết định"),
        ([("Quyết định", "T")], "Quyết định"),  # converted, and the font kept
        ([("QuyÕt ", "T"), ("định", "U"), (" sè", "T")], "Quyết định số"),
        ([("kÕ ", "H"), ("ho¹ch", "H")], "KẾ HOẠCH"),
        ([("và", "U")], "và"),
        ([("", "T")], ""),
        ([], ""),
    ],
)
def test_fonts_are_trusted_where_the_words_allow(runs: list[tuple[str, str]], text: str) -> None:
    fonts = {"T": encoding_of_font(".VnTime"), "H": CAPITALS, "U": None}
    read, readings = FontReader().read_runs([(run, fonts[font]) for run, font in runs])
    assert read == text
    assert source_text(read, edits(readings), 0, len(read)) == "".join(run for run, _ in runs)


def test_a_document_that_kept_its_fonts_keeps_its_words() -> None:
    """“và” is Vietnamese by itself and “vỔ” is not; “cú” would be “cỳ”: what was seen before decides."""
    reader = FontReader()
    reader.read("Quyết định của Ủy ban", TCVN3)
    assert reader.read("cò", TCVN3) == ("cò", ())
    assert list(reader.notes()) == []


def test_the_note_names_the_encoding() -> None:
    reader = FontReader()
    reader.read("QuyÕt ®Þnh", TCVN3)
    (note,) = reader.notes()
    assert note.code == "legacy-encoding"
    assert "TCVN3" in note.message


def test_blocks_are_mended_where_they_need_it() -> None:
    raw = encode(SENTENCE, "vni")
    table = Table((Row((Cell((paragraph(raw),), 0), Cell((paragraph("Hà Nam"),), 1))),), 2)
    good = paragraph("Quyết định số 12")
    blocks, notes = mend([paragraph(raw + "\n" + raw, len(raw) + 1), good, table])
    first, second, third = blocks
    assert isinstance(first, Paragraph)
    assert first.text == SENTENCE + "\n" + SENTENCE
    assert first.locators == ((0, TxtLocator(line=1)), (len(SENTENCE) + 1, TxtLocator(line=2)))
    assert second is good
    assert isinstance(third, Table)
    assert [cell.paragraphs[0].text for cell in third.rows[0].cells] == [SENTENCE, "Hà Nam"]
    assert [note.code for note in notes] == ["legacy-encoding"]


def test_a_document_of_two_encodings() -> None:
    blocks, notes = mend([paragraph(encode(SENTENCE, id)) for id in ("tcvn3", "vni")])
    assert [block.text.lower() for block in blocks if isinstance(block, Paragraph)] == [SENTENCE.lower()] * 2
    assert len(notes) == 2


def test_a_font_needs_few_words() -> None:
    short = [paragraph("QuyÕt ®Þnh")]
    assert mend(short)[0] is short
    reader = PieceReader()
    assert [text for _, text, _ in reader.read([("QuyÕt ®Þnh", TCVN3)])] == ["Quyết định"]
    (laid,) = reader.trace.lay([paragraph("Quyết định, quyêt")])
    assert isinstance(laid, Paragraph)
    assert source_text(laid.text, edits(laid.readings), 0, 10) == "QuyÕt ®Þnh"


@pytest.mark.parametrize("id", IDS)
def test_bytes_of_each_encoding_are_text(id: str) -> None:
    assert decode(encode_bytes(SENTENCE, id).decode("latin-1"), encoding(id))[0].lower() == SENTENCE.lower()
