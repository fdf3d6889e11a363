# The words: rows of tokens -> rows of words, in place. `_segment_tables` has the model, `_segment_py` says it plainly.

cdef enum:
    # identities
    BOUNDARY = 0
    FIRST_WORD = 8
    IDENTITY_BITS = 14
    # shapes
    SHAPE_EDGE = 7
    # cases
    BOTH_CAPITALISED = 2

ctypedef struct Weights:
    int8_t left[4]
    int8_t right[4]
    int8_t before
    int8_t after
    int8_t free_[6]

ctypedef struct Pair:
    uint32_t key
    int8_t own
    int8_t capital
    int8_t onward
    int8_t back

ctypedef struct Triple:
    int8_t second
    int8_t first

ctypedef struct Model:
    const Weights *words
    const int16_t *shapes
    const Pair *pairs
    uint32_t pair_mask
    int pair_shift
    const uint32_t *triple_keys
    const Triple *triples
    uint32_t triple_mask
    int triple_shift

cdef int32_t KIND_IDENTITY[16]
cdef uint8_t SHAPES[16][4]
cdef uint8_t SHAPES_OF_CASE[64]


cdef void fill_segment_tables() except *:
    for kind, identity in enumerate(_segment_tables.KIND_IDENTITY):
        KIND_IDENTITY[kind] = identity
        for capitals in range(4):
            SHAPES[kind][capitals] = _segment_tables.SHAPES[kind][capitals]
    for at, case in enumerate(_segment_tables.CASES):
        SHAPES_OF_CASE[at] = case


fill_segment_tables()


cdef inline const Pair *find_pair(const Model *model, int32_t one, int32_t two) noexcept nogil:
    cdef uint32_t key = <uint32_t> one << IDENTITY_BITS | <uint32_t> two
    cdef uint32_t slot = key * <uint32_t> 0x9E3779B1 >> model.pair_shift
    while model.pairs[slot].key:
        if model.pairs[slot].key == key:
            return &model.pairs[slot]
        slot = slot + 1 & model.pair_mask
    return NULL


cdef inline const Triple *find_triple(const Model *model, const Pair *pair, int32_t third) noexcept nogil:
    cdef uint32_t key = <uint32_t> (pair - model.pairs) << IDENTITY_BITS | <uint32_t> third
    cdef uint32_t slot = key * <uint32_t> 0x9E3779B1 >> model.triple_shift
    while model.triple_keys[slot]:
        if model.triple_keys[slot] == key:
            return &model.triples[slot]
        slot = slot + 1 & model.triple_mask
    return NULL


cdef inline bint is_capital(Chars *chars, Py_ssize_t at) noexcept nogil:
    return (look_up(chars, at) >> 8 & CAPITAL) != 0


cdef bint breaks(Chars *chars, Py_ssize_t at, Py_ssize_t end) noexcept nogil:
    """Whether a line ends in the white space from `at` to `end`."""
    while at < end:
        if look_up(chars, at) >> 8 & BREAK:
            return True
        at += 1
    return False


# The decoder's place in a line. `one` is the token read last, `two` the one before it.
ctypedef struct Reading:
    Py_ssize_t count  # tokens read
    int32_t one
    int32_t two
    const Pair *pair  # of `two` and `one`
    int score  # of the gap between them, as far as it is known before the next token
    bint glued  # no white space there
    int shapes  # of the last four tokens, three bits each
    int last_shape
    int32_t start_of_one
    int32_t end_of_one
    int32_t end_of_two
    int32_t word_start
    Py_ssize_t out  # words written


cdef inline void begin_line(Reading *now) noexcept nogil:
    now.count = 0
    now.one = now.two = BOUNDARY
    now.pair = NULL
    now.last_shape = SHAPE_EDGE
    now.shapes = SHAPE_EDGE << 9 | SHAPE_EDGE << 6 | SHAPE_EDGE << 3 | SHAPE_EDGE


cdef inline void write_word(Reading *now, Columns *rows, int32_t end) noexcept nogil:
    rows.start[now.out], rows.end[now.out] = now.word_start, end
    now.out += 1


cdef inline void read_token(
    Reading *now, const Model *model, Columns *rows, int32_t identity, int shape, int32_t start, int32_t end
) noexcept nogil:
    """Decides the gap before the last token, for which this one was awaited, and begins the sum of the next gap."""
    cdef const Pair *pair = find_pair(model, now.one, identity)
    cdef const Triple *triple = NULL
    cdef const Weights *word = &model.words[identity]
    cdef int score = now.score, case
    if now.pair and identity != BOUNDARY:
        triple = find_triple(model, now.pair, identity)
    now.shapes = now.shapes << 3 & 0xFFF | shape
    if now.count >= 2:
        score += word.after + model.shapes[now.shapes << 1 | now.glued]
        if pair:
            score += pair.back
        if triple:
            score += triple.first
        if score <= 0:
            write_word(now, rows, now.end_of_two)
            now.word_start = now.start_of_one
    elif now.count == 0:
        now.word_start = start
    case = SHAPES_OF_CASE[now.last_shape << 3 | shape]
    score = model.words[now.two].before + model.words[now.one].left[case] + word.right[case]
    if now.pair:
        score += now.pair.onward
    if pair:
        score += pair.own
        if case == BOTH_CAPITALISED:
            score += pair.capital
    if triple:
        score += triple.second
    now.glued = start == now.end_of_one
    now.end_of_two, now.start_of_one, now.end_of_one = now.end_of_one, start, end
    now.two, now.one, now.pair, now.score, now.last_shape = now.one, identity, pair, score, shape
    now.count += 1


cdef inline void end_line(Reading *now, const Model *model, Columns *rows) noexcept nogil:
    if now.count:
        read_token(now, model, rows, BOUNDARY, SHAPE_EDGE, -1, -1)
        write_word(now, rows, now.end_of_two)


cdef void join_words(Chars *chars, const Model *model, Columns *rows) noexcept nogil:
    """Makes the rows of tokens rows of words, in place: a word is written when its tokens have been read."""
    cdef Reading now
    cdef Py_ssize_t at
    cdef int32_t start, end, identity
    cdef int kind, capitals
    now.out = now.score = now.glued = now.end_of_one = 0
    begin_line(&now)
    for at in range(rows.count):
        start, end, kind = rows.start[at], rows.end[at], rows.kind[at]
        # One space is what most gaps are.
        if now.count and start != now.end_of_one and (start != now.end_of_one + 1 or chars[now.end_of_one] != c' '):
            if breaks(chars, now.end_of_one, start):
                end_line(&now, model, rows)
                begin_line(&now)
        identity = rows.id[at]
        identity = identity + FIRST_WORD if identity >= 0 else KIND_IDENTITY[kind]
        capitals = is_capital(chars, start)
        if end > start + 1 and is_capital(chars, start + 1):
            capitals |= 2
        read_token(&now, model, rows, identity, SHAPES[kind][capitals], start, end)
    end_line(&now, model, rows)
    rows.count = now.out


cdef bint scan_words(const Text *text, const Words *words, const Model *model, Columns *rows, void *room) noexcept nogil:
    """The words of `text`, in `room` when it is short. False when memory is out."""
    rows.count = 0
    lay_out(rows, room, SHORT_TEXT, False)
    if text.size > SHORT_TEXT and not move(rows, text.size // 4 + 16) or not scan(text, words, rows):
        return False
    if text.kind == 1:
        join_words(<const uint8_t *> text.data, model, rows)
    elif text.kind == 2:
        join_words(<const uint16_t *> text.data, model, rows)
    else:
        join_words(<const uint32_t *> text.data, model, rows)
    return True


cdef class Segmenter:
    """As `_segment_py.Segmenter`."""

    cdef readonly object tables
    cdef readonly Vocabulary vocabulary
    cdef Model model

    def __cinit__(self, tables):
        self.tables = tables
        self.vocabulary = Vocabulary(tables.words)
        self.model.words = <const Weights *> address(tables.identities)
        self.model.shapes = <const int16_t *> address(tables.shapes)
        self.model.pairs = <const Pair *> address(tables.pairs)
        self.model.pair_mask, self.model.pair_shift = (1 << tables.pair_bits) - 1, 32 - tables.pair_bits
        self.model.triple_keys = <const uint32_t *> address(tables.triple_keys)
        self.model.triples = <const Triple *> address(tables.triples)
        self.model.triple_mask, self.model.triple_shift = (1 << tables.triple_bits) - 1, 32 - tables.triple_bits

    cdef bint scan(self, const Text *text, Columns *rows, void *room) noexcept nogil:
        return scan_words(text, &self.vocabulary.table, &self.model, rows, room)

    def segment(self, str text not None):
        """The words of `text`; no word goes over the end of a line."""
        cdef Columns rows
        cdef uint8_t room[SHORT_TEXT * ROW]
        self.read(text, &rows, room)
        if not move(&rows, rows.count):
            if rows.on_heap:
                free(rows.start)
            raise MemoryError
        return wrap_words(text, &rows)

    def words(self, str text not None):
        """As `segment`, the words as strings."""
        cdef Columns rows
        cdef uint8_t room[SHORT_TEXT * ROW]
        self.read(text, &rows, room)
        try:
            return strings_of(text, &rows)
        finally:
            if rows.on_heap:
                free(rows.start)

    def segment_many(self, texts):
        """As `segment` of each; the GIL is free while they are read."""
        return self.read_many(list(texts), False)

    def words_many(self, texts):
        """As `words` of each; the GIL is free while they are read."""
        return self.read_many(list(texts), True)

    cdef int read(self, str text, Columns *rows, void *room) except -1:
        """The words' rows, in `room` or on the heap."""
        cdef Text held
        cdef bint done
        hold(&held, text)
        if held.size <= LONG_TEXT:
            done = scan_words(&held, &self.vocabulary.table, &self.model, rows, room)
        else:
            with nogil:
                done = scan_words(&held, &self.vocabulary.table, &self.model, rows, room)
        if not done:
            if rows.on_heap:
                free(rows.start)
            raise MemoryError
        return 0

    cdef list read_many(self, list texts, bint as_strings):
        cdef Py_ssize_t count = len(texts), i, done = 0
        cdef Text *held = <Text *> malloc(count * sizeof(Text) + 1)
        cdef Columns *rows = <Columns *> calloc(count + 1, sizeof(Columns))
        cdef uint8_t room[SHORT_TEXT * ROW]
        try:
            if not held or not rows:
                raise MemoryError
            for i in range(count):
                if not isinstance(texts[i], str):
                    raise TypeError(f"a text must be str, not {type(texts[i]).__name__}")
                hold(&held[i], texts[i])
            with nogil:
                while done < count and scan_words(
                    &held[done], &self.vocabulary.table, &self.model, &rows[done], room
                ) and move(&rows[done], rows[done].count):
                    done += 1
            if done < count:
                raise MemoryError
            found = []
            for i in range(count):
                if as_strings:
                    found.append(strings_of(texts[i], &rows[i]))
                else:
                    found.append(wrap_words(texts[i], &rows[i]))
                    rows[i].on_heap = False  # the object's now
            return found
        finally:
            if rows:
                for i in range(count):
                    if rows[i].on_heap:
                        free(rows[i].start)
            free(rows)
            free(held)


cdef Spans wrap_words(str chars, const Columns *rows):
    cdef Spans spans = Spans.__new__(Spans)
    spans.text, spans.rows = chars, rows[0]
    return spans


cdef list strings_of(str text, const Columns *rows):
    cdef Py_ssize_t i
    cdef list found = PyList_New(rows.count)
    for i in range(rows.count):
        word = PyUnicode_Substring(text, rows.start[i], rows.end[i])
        Py_INCREF(word)  # the list takes it over
        PyList_SET_ITEM(found, i, word)
    return found


cdef const void *address(view) except NULL:
    """Where a part of the model's file lies; the bytes object it is a view of stays alive with the tables."""
    cdef const unsigned char[::1] chars = memoryview(view).cast("B")
    return &chars[0]
