# The scan: characters -> columns of tokens. No Python object is touched, so that it runs without the GIL.

cdef enum:
    SYLLABLE = 1
    NUMBER = 2
    DATE = 3
    DOCUMENT_NUMBER = 4
    ABBREVIATION = 5
    ROMAN = 6
    LIST_MARKER = 7
    EMAIL = 8
    URL = 9
    PUNCTUATION = 10
    SYMBOL = 11
    LISTED = 12  # inside the scan: an abbreviation with an id

# Words of up to 8 characters are one 64-bit key, a byte a character; of up to 16 two.
ctypedef struct Entry:
    uint64_t low
    uint64_t high
    int32_t id

ctypedef struct Words:
    uint64_t *keys  # of the short words; 0 is free
    int32_t *ids
    int shift  # 64 - bits of the table's size
    uint64_t mask
    Entry *long_words
    uint64_t long_mask
    Py_ssize_t n_long

# One block of memory holds the columns one behind the other, each of `capacity`.
ctypedef struct Columns:
    int32_t *start
    int32_t *end
    int32_t *id
    uint8_t *kind
    Py_ssize_t count
    Py_ssize_t capacity
    bint on_heap

cdef enum:
    ROW = 13  # bytes of a token
    NO_KEY = 1 << 20
    LONG_TEXT = 8192  # characters; a longer text is scanned without the GIL
    SHORT_TEXT = 512  # characters; the columns of a text that is no longer lie on the stack


cdef inline uint64_t mix(uint64_t key) noexcept nogil:
    return key * <uint64_t> 0x9E3779B97F4A7C15


cdef inline int32_t find_short(const Words *words, uint64_t key) noexcept nogil:
    cdef uint64_t slot = mix(key) >> words.shift
    while words.keys[slot]:
        if words.keys[slot] == key:
            return words.ids[slot]
        slot = (slot + 1) & words.mask
    return -1


cdef int32_t find_long(const Words *words, uint64_t low, uint64_t high) noexcept nogil:
    cdef uint64_t slot = mix(low ^ mix(high)) >> 32 & words.long_mask
    if not words.n_long:
        return -1
    while words.long_words[slot].low:
        if words.long_words[slot].low == low and words.long_words[slot].high == high:
            return words.long_words[slot].id
        slot = (slot + 1) & words.long_mask
    return -1


cdef bint make_key(const Text *text, Py_ssize_t at, Py_ssize_t end, uint64_t *low, uint64_t *high) noexcept nogil:
    """The key of a folded word, marks joined to their letters; False when it can have none."""
    cdef uint8_t letters[17]
    cdef int count = 0, i
    cdef Code c
    cdef uint8_t letter
    cdef Info info
    while at < end:
        c = char_at(text, at)
        at += 1
        info = info_of(c)
        letter = info & 0xFF
        if info >> 8 & MARK:
            if is_ignorable(c):
                continue
            if not count or not 0x300 <= c < 0x340 or not PAIR[letters[count - 1]][MARK_NUMBER[c & 0x3F]]:
                return False
            letters[count - 1] = PAIR[letters[count - 1]][MARK_NUMBER[c & 0x3F]]
            continue
        if not letter or count == LONGEST_WORD:
            return False
        letters[count] = letter
        count += 1
    low[0] = high[0] = 0
    for i in range(count):
        if i < 8:
            low[0] |= <uint64_t> letters[i] << 8 * i
        else:
            high[0] |= <uint64_t> letters[i] << 8 * (i - 8)
    return count > 0


cdef int32_t find(const Words *words, const Text *text, Py_ssize_t at, Py_ssize_t end) noexcept nogil:
    cdef uint64_t low, high
    if not make_key(text, at, end, &low, &high):
        return -1
    return find_long(words, low, high) if high else find_short(words, low)


cdef inline void lay_out(Columns *out, void *block, Py_ssize_t capacity, bint on_heap) noexcept nogil:
    out.start = <int32_t *> block
    out.end = out.start + capacity
    out.id = out.end + capacity
    out.kind = <uint8_t *> (out.id + capacity)
    out.capacity = capacity
    out.on_heap = on_heap


cdef inline void copy_rows(Columns *to, const Columns *rows) noexcept nogil:
    memcpy(to.start, rows.start, rows.count * 4)
    memcpy(to.end, rows.end, rows.count * 4)
    memcpy(to.id, rows.id, rows.count * 4)
    memcpy(to.kind, rows.kind, rows.count)
    to.count = rows.count


cdef bint move(Columns *out, Py_ssize_t capacity) noexcept nogil:
    """Moves the rows to a block of their own on the heap. False when memory is out; then nothing has changed."""
    cdef Columns moved
    cdef void *block = malloc(capacity * ROW if capacity else 1)
    if not block:
        return False
    lay_out(&moved, block, capacity, True)
    copy_rows(&moved, out)
    if out.on_heap:
        free(out.start)
    out[0] = moved
    return True


cdef inline bint put(
    Columns *out, Py_ssize_t start, Py_ssize_t end, int kind, int32_t identity
) noexcept nogil:
    cdef Py_ssize_t at = out.count
    if at == out.capacity and not move(out, 2 * at):
        return False
    out.start[at] = <int32_t> start
    out.end[at] = <int32_t> end
    out.kind[at] = kind
    out.id[at] = identity
    out.count = at + 1
    return True


cdef Py_ssize_t compound(const Text *text, Py_ssize_t at, int plain, int *kind) noexcept nogil:
    """The end of the token at `at`, a word behind which more may follow, and its kind: `plain` where nothing does."""
    cdef bint digits = class_at(text, at) & DIGIT
    cdef Py_ssize_t end = url(text, at), run
    kind[0] = URL
    if not end:
        kind[0] = EMAIL
        end = email(text, at)
    if not end and digits:
        kind[0] = DOCUMENT_NUMBER
        end = document_number(text, at)
        if not end:
            kind[0] = DATE
            end = date(text, at)
        if not end:
            kind[0] = NUMBER
            end = number(text, at)
    elif not end:
        kind[0] = ABBREVIATION
        end = abbreviation(text, at)
    if not end:
        run = run_end(text, at)
        end = word(text, at)
        kind[0] = plain if end == run else SYLLABLE
        if char_at(text, end) == c'.' and char_at(text, end + 1) != c'.' and is_listed(text, at, end):
            kind[0] = LISTED
            end += 1
    return end


cdef int32_t find_word(
    const Words *words, const Text *text, Py_ssize_t start, Py_ssize_t end, int kind
) noexcept nogil:
    """The id of a token whose key is not made yet: a long word, one with marks, a number with parts."""
    if kind == LISTED:
        return find(words, text, start, end - 1)
    return find(words, text, start, end) if kind in (SYLLABLE, NUMBER, ROMAN) else -1


cdef bint scan(const Text *text, const Words *words, Columns *out) noexcept nogil:
    """Appends the tokens of `text`. False when memory is out."""
    if text.kind == 1:
        return scan_chars(<const uint8_t *> text.data, text, words, out)
    if text.kind == 2:
        return scan_chars(<const uint16_t *> text.data, text, words, out)
    return scan_chars(<const uint32_t *> text.data, text, words, out)


ctypedef fused Chars:
    const uint8_t
    const uint16_t
    const uint32_t


cdef inline Info look_up(Chars *chars, Py_ssize_t at) noexcept nogil:
    if sizeof(chars[0]) == 4:
        return info_of(chars[at])
    else:
        return INFO[<uint16_t> chars[at]]


cdef inline Py_ssize_t same_end(Chars *chars, Py_ssize_t at, Py_ssize_t size) noexcept nogil:
    """The end of the run of one character that begins here."""
    cdef Py_ssize_t end = at + 1
    while end < size and chars[end] == chars[at]:
        end += 1
    return end


cdef bint scan_chars(Chars *chars, const Text *text, const Words *words, Columns *out) noexcept nogil:
    cdef Py_ssize_t at = 0, size = text.size, start, end
    cdef bint fresh = True  # only white space since the line began
    cdef Info info, seen
    cdef int kind, shift
    cdef uint64_t key
    cdef int32_t identity
    while at < size:
        info = look_up(chars, at)
        if info >> 8 & SPACE:
            fresh = fresh or info >> 8 & BREAK
            at += 1
            continue
        start = at
        if fresh:
            fresh = False
            end = list_marker(text, at)
            if end:
                if not put(out, start, end, LIST_MARKER, -1):
                    return False
                at = end
                continue
        identity = -1
        if info >> 8 & (LETTER | DIGIT):
            key = seen = shift = 0
            while True:
                seen |= info
                if not info & 0xFF:
                    shift = NO_KEY  # a mark, or a letter that is not Vietnamese
                if shift < 64:
                    key |= <uint64_t> (info & 0xFF) << shift
                shift += 8
                at += 1
                if at == size:
                    break
                info = look_up(chars, at)
                if not info >> 8 & WORD:
                    break
            kind = SYLLABLE if seen >> 8 & LETTER else NUMBER
            end = at
            if at < size and chars[at] < 0x2020 and FLAGS[chars[at]] & TRIGGER:
                end = compound(text, start, kind, &kind)
            if kind == SYLLABLE and is_roman_digit(chars[start]) and roman(text, start, 0) == end:
                kind = ROMAN
            if words:
                if end == at and shift <= 64:
                    identity = find_short(words, key)
                else:
                    identity = find_word(words, text, start, end, kind)
            if kind == LISTED:
                kind = ABBREVIATION
            at = end
        else:
            at = same_end(chars, at, size)
            kind = PUNCTUATION if info >> 8 & PUNCT else SYMBOL
            if words and info & 0xFF:
                identity = find_short(words, info & 0xFF) if at == start + 1 else find(words, text, start, at)
        if not put(out, start, at, kind, identity):
            return False
    return True


cdef bint split(const Text *text, Py_ssize_t at, Py_ssize_t end, const Words *words, Columns *out) noexcept nogil:
    """Appends the atoms of one token: runs of letters and digits, and every other character alone."""
    cdef Py_ssize_t start
    cdef int kind
    while at < end:
        start = at
        at = min(run_end(text, at), end) if class_at(text, at) & (LETTER | DIGIT) else at + 1
        kind = kind_of_atom(text, start, at)
        if not put(out, start, at, kind, find(words, text, start, at) if words else -1):
            return False
    return True


cdef int kind_of_atom(const Text *whole, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    cdef Text cut = whole[0]
    cdef const Text *text = &cut
    cdef int seen = 0
    cdef Py_ssize_t at
    cut.size = end  # what follows is of another token
    if not class_at(text, start) & (LETTER | DIGIT):
        return PUNCTUATION if class_at(text, start) & PUNCT else SYMBOL
    for at in range(start, end):
        seen |= class_at(text, at)
    if not seen & LETTER:
        return NUMBER
    return ROMAN if is_roman_digit(char_at(text, start)) and roman(text, start, 0) == end else SYLLABLE


cdef bint scan_atoms(const Text *text, const Columns *tokens, const Words *words, Columns *out) noexcept nogil:
    """Appends the atoms of all tokens. False when memory is out."""
    cdef Py_ssize_t i
    cdef int kind
    for i in range(tokens.count):
        kind = tokens.kind[i]
        if kind == ROMAN or tokens.end[i] == tokens.start[i] + 1 and kind != LIST_MARKER:
            if not put(out, tokens.start[i], tokens.end[i], kind, tokens.id[i]):
                return False
        elif kind == SYLLABLE and run_end(text, tokens.start[i]) == tokens.end[i]:
            if not put(out, tokens.start[i], tokens.end[i], kind, tokens.id[i]):
                return False
        elif not split(text, tokens.start[i], tokens.end[i], words, out):
            return False
    return True
