# What is known about each character: one table for the BMP, filled when the module is loaded, constant from then on.

ctypedef uint32_t Code  # a code point; Py_UCS4 is a string to Cython

cdef extern from "Python.h":
    bint Py_UNICODE_ISALNUM(Code ch) nogil
    bint Py_UNICODE_ISDECIMAL(Code ch) nogil
    bint Py_UNICODE_ISSPACE(Code ch) nogil

# The class of a character, a set of bits, and in `Info` above them the byte of the letter in a key (0: has none).
cdef enum:
    LETTER = 1  # isalnum() and no decimal digit
    DIGIT = 2
    MARK = 4
    SPACE = 8
    BREAK = 16
    CAPITAL = 32  # Vietnamese
    SMALL = 64  # Vietnamese
    PUNCT = 128
    WORD = LETTER | DIGIT | MARK

ctypedef uint16_t Info

cdef Info INFO[0x10000]
# Rarer questions, for the grammar.
cdef enum:
    TRIGGER = 1  # may go on with the word or number before it
    BULLET = 2
    NOT_IN_URL = 4
    NOT_LAST_IN_URL = 8
    IGNORABLE = 32
    OPENING = 16  # a quote or bracket that may follow a list marker

cdef uint8_t FLAGS[0x10000]
# A mark's place in MARKS_WITH_ID + 1, by its last byte; they all lie in U+0300–U+0323.
cdef uint8_t MARK_NUMBER[0x40]
cdef uint8_t PAIR[256][9]

ctypedef struct Text:
    int kind
    const void *data
    Py_ssize_t size


# What the grammar reads letter by letter.
cdef enum:
    MOST_LISTED = 256
    LONGEST_LISTED = 8

cdef Code LISTED_WORDS[MOST_LISTED][LONGEST_LISTED + 1]
cdef int N_LISTED = 0
cdef char DOMAINS[16][8]
cdef int N_DOMAINS = 0
cdef char SCHEMES[8][16]
cdef int N_SCHEMES = 0


cdef inline Info far_info(Code c) noexcept nogil:
    if Py_UNICODE_ISDECIMAL(c):
        return DIGIT << 8
    if Py_UNICODE_ISALNUM(c):
        return LETTER << 8
    return 0


cdef inline Info info_of(Code c) noexcept nogil:
    return INFO[c] if c <= 0xFFFF else far_info(c)


cdef inline Code char_at(const Text *text, Py_ssize_t at) noexcept nogil:
    """The character, 0 behind the end."""
    if at >= text.size:
        return 0
    if text.kind == 1:
        return (<const uint8_t *> text.data)[at]
    if text.kind == 2:
        return (<const uint16_t *> text.data)[at]
    return (<const uint32_t *> text.data)[at]


cdef inline bint is_ignorable(Code c) noexcept nogil:
    return info_of(c) >> 8 & MARK and FLAGS[c] & IGNORABLE


cdef inline int flags_at(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef Code c = char_at(text, at)
    return FLAGS[c] if c <= 0xFFFF else 0


cdef inline int class_at(const Text *text, Py_ssize_t at) noexcept nogil:
    return info_of(char_at(text, at)) >> 8 if at < text.size else 0


def _fill():
    """Fills the tables from what the reference uses."""
    cdef int code
    cdef Info info
    for code in range(0x10000):
        if Py_UNICODE_ISDECIMAL(code):
            info = DIGIT
        elif Py_UNICODE_ISALNUM(code):
            info = LETTER
        elif Py_UNICODE_ISSPACE(code) or code == 0x200B:
            info = SPACE
        else:  # surrogates and private use are no punctuation
            info = PUNCT if not 0xD800 <= code < 0xF900 and unicodedata.category(chr(code))[0] == "P" else 0
        INFO[code] = info << 8
    for chars, bit in (
        (_tables.MARKS, MARK), (_tables.BREAKS, BREAK), (_tables.CAPITALS, CAPITAL), (_tables.SMALLS, SMALL)
    ):
        for c in chars:
            INFO[<Code> ord(c)] |= bit << 8
    bytes_of = {c: number for number, c in enumerate(_tables.ALPHABET, 1)}
    for c, number in bytes_of.items():
        INFO[<Code> ord(c)] |= number
    for c, even in _tables.FOLD.items():
        if even:
            INFO[<Code> c] |= bytes_of[even]
    for number, c in enumerate(_tables.MARKS_WITH_ID, 1):
        MARK_NUMBER[ord(c) & 0x3F] = number
    for (letter, mark), joined in _tables.PAIRS.items():
        PAIR[bytes_of[letter]][_tables.MARKS_WITH_ID.index(mark) + 1] = bytes_of[joined]
    for chars, bit in (
        (".,/@:'’-_%+", TRIGGER), (_tables.BULLET, BULLET), (_tables.NOT_IN_URL, NOT_IN_URL),
        (_tables.NOT_LAST_IN_URL, NOT_LAST_IN_URL), (_tables.IGNORABLES, IGNORABLE), (_tables.QUOTE_OR_BRACKET, OPENING),
    ):
        for c in chars:
            FLAGS[<Code> ord(c)] |= bit


def _fill_lists():
    global N_LISTED, N_DOMAINS, N_SCHEMES
    cdef bytes raw
    for word in _ABBREVIATIONS:
        if len(word) > LONGEST_LISTED:
            raise ValueError(f"rules/token_abbreviations.csv: too long: {word}")
        for i, c in enumerate(word):
            LISTED_WORDS[N_LISTED][i] = ord(c)
        N_LISTED += 1
    for name in _tables.TOP_LEVEL_DOMAINS:
        raw = name.encode()
        memcpy(DOMAINS[N_DOMAINS], <const char *> raw, len(raw))
        N_DOMAINS += 1
    for name in _tables.SCHEMES:
        raw = name.encode()
        memcpy(SCHEMES[N_SCHEMES], <const char *> raw, len(raw))
        N_SCHEMES += 1


_fill()
_fill_lists()
