# What is asked of each character of a text: what `_characters_py` does.

cdef extern from "Python.h":
    Code Py_UNICODE_TOLOWER(Code ch) nogil
    bint Py_UNICODE_ISLOWER(Code ch) nogil
    bint Py_UNICODE_ISUPPER(Code ch) nogil
    bint Py_UNICODE_ISPRINTABLE(Code ch) nogil
    bint PyUnicode_IS_ASCII(object text)
    object PyUnicode_FromKindAndData(int kind, const void *buffer, Py_ssize_t size)

cdef enum:
    SIGMA = 0x3A3  # its small letter depends on its place

ctypedef fused Unit:
    uint8_t
    uint16_t
    uint32_t

ctypedef fused Wide:
    uint16_t
    uint32_t

cdef enum:
    IS_SMALL = 1
    IS_CAPITAL = 2
    UNPRINTABLE = 4  # or odd
    UNSURE = 8  # whether it may stand in text of NFC depends on its neighbours, or is not known here

cdef enum:
    HEAD = 48  # characters

cdef uint8_t CASES[0x10000]

cdef uint16_t FOLDED[0x10000]
cdef uint16_t TONE_PLACES[16][4]  # hoà: o à -> ò a
cdef int N_TONE_PLACES = 0


cdef int _fold(const Text *text, Wide *out) except -1:
    """Folds the text into `out`; 0 where only the reference can."""
    cdef Py_ssize_t at
    cdef Code c
    for at in range(text.size):
        c = char_at(text, at)
        if c == SIGMA:
            return 0
        out[at] = <Wide> (FOLDED[c] if c <= 0xFFFF else Py_UNICODE_TOLOWER(c))
    for at in range(1, text.size):
        if (out[at - 1] == c"o" or out[at - 1] == c"u") and out[at] > 0x7F:
            _place_tone(out, at, text.size)
    return 1


cdef void _place_tone(Wide *out, Py_ssize_t at, Py_ssize_t size) noexcept:
    cdef int pair
    if at > 1 and out[at - 2] == c"q":
        return
    if at + 1 < size and (out[at + 1] == c"_" or Py_UNICODE_ISALNUM(out[at + 1])):
        return
    for pair in range(N_TONE_PLACES):
        if TONE_PLACES[pair][0] == out[at - 1] and TONE_PLACES[pair][1] == out[at]:
            out[at - 1], out[at] = TONE_PLACES[pair][2], TONE_PLACES[pair][3]
            return


def fold(str text not None):
    """As `_characters_py.fold`."""
    if PyUnicode_IS_ASCII(text):
        return text.lower()
    cdef Text chars
    hold(&chars, text)
    cdef int kind = 4 if chars.kind == 4 else 2
    cdef void *out = malloc(chars.size * kind)
    if not out:
        raise MemoryError
    try:
        if not (_fold(&chars, <uint32_t *> out) if kind == 4 else _fold(&chars, <uint16_t *> out)):
            return _characters_py.fold(text)
        return PyUnicode_FromKindAndData(kind, out, chars.size)
    finally:
        free(out)


cdef inline bint _is_composed(Code c) noexcept nogil:
    """Whether a printable character is surely one of NFC: of Latin, of Vietnamese, a dash or a quote."""
    return c < 0x300 or 0x1E00 <= c < 0x1F00 or 0x2010 <= c < 0x2028


cdef int _is_plain(const Unit *chars, Py_ssize_t size) noexcept nogil:
    """1 or 0; -1 where only the reference can say."""
    cdef Py_ssize_t at
    cdef int case
    cdef bint after_space = False
    for at in range(size):
        case = CASES[chars[at]] if sizeof(Unit) < 4 or chars[at] <= 0xFFFF else UNSURE
        if case & (UNSURE | UNPRINTABLE):
            return -1 if case & UNSURE else 0
        if chars[at] == c" ":
            if after_space:
                return 0
            after_space = True
        else:
            after_space = False
    return 1


def is_plain(str text not None):
    """As `_characters_py.is_plain`."""
    cdef Text chars
    hold(&chars, text)
    cdef int plain
    if chars.kind == 1:
        plain = _is_plain(<const uint8_t *> chars.data, chars.size)
    elif chars.kind == 2:
        plain = _is_plain(<const uint16_t *> chars.data, chars.size)
    else:
        plain = _is_plain(<const uint32_t *> chars.data, chars.size)
    return _characters_py.is_plain(text) if plain < 0 else plain > 0


cdef inline int _case(Code c) noexcept nogil:
    if c <= 0xFFFF:
        return CASES[c]
    return IS_SMALL * Py_UNICODE_ISLOWER(c) | IS_CAPITAL * Py_UNICODE_ISUPPER(c)


def in_capitals(str text not None, Py_ssize_t start, Py_ssize_t stop):
    """As `_characters_py.in_capitals`."""
    cdef Text chars
    hold(&chars, text)
    start, stop = max(start, 0), min(stop, chars.size)
    cdef Py_ssize_t at, head = min(start + HEAD, stop), small = 0, capitals = 0
    cdef int case
    for at in range(start, stop):
        case = _case(char_at(&chars, at))
        small += case & IS_SMALL != 0
        capitals += case & IS_CAPITAL != 0
        if at < head and 4 * small > head - start:
            return False
    return capitals >= 3 and capitals >= 4 * small


def _fill_characters():
    global N_TONE_PLACES
    cdef int code
    odd = {ord(c) for c in _tables.ODD_LETTERS}
    for code in range(0x10000):
        FOLDED[code] = Py_UNICODE_TOLOWER(code)
        CASES[code] = (
            IS_SMALL * Py_UNICODE_ISLOWER(code)
            | IS_CAPITAL * Py_UNICODE_ISUPPER(code)
            | UNPRINTABLE * (not Py_UNICODE_ISPRINTABLE(code) or code in odd)
            | UNSURE * (not _is_composed(code))
        )
    for c, even in _tables.EVEN.items():
        FOLDED[<Code> ord(c)] = ord(even)
    for number, (new, old) in enumerate(_tables.NEW_TO_OLD.items()):
        for place, c in enumerate(new + old):
            TONE_PLACES[number][place] = ord(c)
    N_TONE_PLACES = len(_tables.NEW_TO_OLD)


_fill_characters()
