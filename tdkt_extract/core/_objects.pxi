# The Python objects: Vocabulary, Spans, Tokens, and the functions that make them; `build` for those of others.

cdef class Vocabulary:
    """As `_scan_py.Vocabulary`."""

    cdef Words table
    cdef readonly tuple words

    def __cinit__(self, words):
        self.words = tuple(words)
        self.table.keys = NULL
        keys = {}
        cdef uint64_t low, high
        for number, word in enumerate(self.words):
            for form in _tables.spellings(word):
                if not key_of(form, &low, &high):
                    raise ValueError(f"not a word for a vocabulary: {word!r}")
                keys.setdefault((high, low), number)
        self._store({key: number for key, number in keys.items() if not key[0]},
                    {key: number for key, number in keys.items() if key[0]})

    cdef _store(self, dict short_words, dict long_words):
        cdef Words *table = &self.table
        cdef uint64_t slot, low, high
        cdef int bits = max(4, (2 * len(short_words)).bit_length())
        cdef int long_bits = max(1, (2 * len(long_words)).bit_length())
        table.shift, table.mask, table.long_mask = 64 - bits, (1 << bits) - 1, (1 << long_bits) - 1
        table.keys = <uint64_t *> calloc(1 << bits, sizeof(uint64_t))
        table.ids = <int32_t *> calloc(1 << bits, sizeof(int32_t))
        table.long_words = <Entry *> calloc(1 << long_bits, sizeof(Entry))
        table.n_long = len(long_words)
        if not table.keys or not table.ids or not table.long_words:
            raise MemoryError
        for (_, low), number in short_words.items():
            slot = mix(low) >> table.shift
            while table.keys[slot]:
                slot = (slot + 1) & table.mask
            table.keys[slot], table.ids[slot] = low, number
        for (high, low), number in long_words.items():
            slot = mix(low ^ mix(high)) >> 32 & table.long_mask
            while table.long_words[slot].low:
                slot = (slot + 1) & table.long_mask
            table.long_words[slot].low, table.long_words[slot].high = low, high
            table.long_words[slot].id = number

    def __dealloc__(self):
        free(self.table.keys)
        free(self.table.ids)
        free(self.table.long_words)

    def __len__(self):
        return len(self.words)

    @staticmethod
    def accepts(str word not None):
        """Whether a vocabulary can hold the word."""
        cdef uint64_t low, high
        return key_of(word, &low, &high)

    def id(self, str word not None):
        """The id of a word, -1 when it has none."""
        cdef Text text
        hold(&text, word)
        return find(&self.table, &text, 0, text.size)

    def __reduce__(self):
        return Vocabulary, (self.words,)


cdef inline void hold(Text *text, str chars):
    text.kind, text.data, text.size = PyUnicode_KIND(chars), PyUnicode_DATA(chars), PyUnicode_GET_LENGTH(chars)


cdef bint key_of(str word, uint64_t *low, uint64_t *high):
    cdef Text text
    hold(&text, word)
    return make_key(&text, 0, text.size, low, high)


cdef class _Column:
    """One column of a `Spans`, for the buffer protocol."""

    cdef Spans owner
    cdef void *data
    cdef char *code
    cdef Py_ssize_t stride

    def __getbuffer__(self, Py_buffer *buffer, int flags):
        if flags & PyBUF_WRITABLE == PyBUF_WRITABLE:
            raise BufferError("read-only")
        buffer.buf = self.data
        buffer.format = self.code if flags & PyBUF_FORMAT else NULL
        buffer.internal = NULL
        buffer.itemsize = self.stride
        buffer.len = self.owner.rows.count * self.stride
        buffer.ndim = 1
        buffer.obj = self
        buffer.readonly = 1
        buffer.shape = &self.owner.rows.count
        buffer.strides = &self.stride
        buffer.suboffsets = NULL


@cython.freelist(64)
cdef class Spans:
    """As `_scan_py.Spans`."""

    cdef readonly str text
    cdef Columns rows

    def __init__(self, str text not None, bytes start not None, bytes end not None):
        restore(self, text, start, end, None, None)

    def __dealloc__(self):
        free(self.rows.start)

    cdef column(self, void *data, char *code, Py_ssize_t stride):
        cdef _Column column = _Column.__new__(_Column)
        column.owner, column.data, column.code, column.stride = self, data, code, stride
        return memoryview(column)

    @property
    def start(self):
        return self.column(self.rows.start, b"i", 4)

    @property
    def end(self):
        return self.column(self.rows.end, b"i", 4)

    def starts(self):
        """`start` as a list, which `bisect` searches faster."""
        cdef Py_ssize_t i
        return [self.rows.start[i] for i in range(self.rows.count)]

    def __len__(self):
        return self.rows.count

    def __getitem__(self, Py_ssize_t index):
        if index < 0:
            index += self.rows.count
        if not 0 <= index < self.rows.count:
            raise IndexError("index out of range")
        return self.rows.start[index], self.rows.end[index]

    def __iter__(self):
        cdef Py_ssize_t i
        for i in range(self.rows.count):
            yield self.rows.start[i], self.rows.end[i]

    def texts(self, str of=None):
        """The stretches as strings, made anew at each call; `of` is another text of the same length, e.g. folded."""
        cdef Py_ssize_t i
        cdef str text = self.text if of is None else of
        if len(text) != len(self.text):
            raise ValueError("a text of another length")
        return [PyUnicode_Substring(text, self.rows.start[i], self.rows.end[i]) for i in range(self.rows.count)]

    def __eq__(self, other):
        return type(self) is type(other) and self.__reduce__() == other.__reduce__()

    __hash__ = None

    def __reduce__(self):
        return type(self), (self.text, bytes(self.start), bytes(self.end))

    def __repr__(self):
        return f"<{type(self).__name__}: {len(self)}>"


cdef class Tokens(Spans):
    """As `_scan_py.Tokens`."""

    def __init__(
        self, str text not None, bytes start not None, bytes end not None, bytes kind not None, bytes syllable not None
    ):
        restore(self, text, start, end, kind, syllable)

    def words(self, str of not None, Vocabulary vocabulary not None):
        """As `texts`, but tokens with an id are the words of `vocabulary`, which made them, themselves."""
        cdef Py_ssize_t i
        cdef tuple known = vocabulary.words
        cdef Py_ssize_t count = len(known)
        cdef list found = []
        if len(of) != len(self.text):
            raise ValueError("a text of another length")
        for i in range(self.rows.count):
            if self.rows.id[i] >= count:
                raise ValueError("tokens of another vocabulary")
            found.append(
                known[self.rows.id[i]] if self.rows.id[i] >= 0
                else PyUnicode_Substring(of, self.rows.start[i], self.rows.end[i])
            )
        return found

    @property
    def kind(self):
        """uint8: the `Kind` of each token."""
        return self.column(self.rows.kind, b"B", 1)

    @property
    def syllable(self):
        """int32: the id of each token in the vocabulary, -1 when it has none."""
        return self.column(self.rows.id, b"i", 4)

    def __reduce__(self):
        return Tokens, (self.text, bytes(self.start), bytes(self.end), bytes(self.kind), bytes(self.syllable))


cdef restore(Spans spans, str text, bytes start, bytes end, bytes kind, bytes syllable):
    """Fills `spans`, which must be new, with columns as pickled. They are checked: what follows trusts them."""
    cdef Py_ssize_t count = len(start) // 4, i
    cdef Columns *rows = &spans.rows
    cdef void *block
    if rows.start:
        raise TypeError("spans are frozen")
    if len(start) != 4 * count or len(end) != 4 * count:
        raise ValueError("columns of different lengths")
    if kind is not None and (len(kind) != count or len(syllable) != 4 * count):
        raise ValueError("columns of different lengths")
    block = malloc(count * ROW if count else 1)
    if not block:
        raise MemoryError
    lay_out(rows, block, count, True)
    memcpy(rows.start, <const char *> start, count * 4)
    memcpy(rows.end, <const char *> end, count * 4)
    if kind is not None:
        memcpy(rows.kind, <const char *> kind, count)
        memcpy(rows.id, <const char *> syllable, count * 4)
    for i in range(count):
        if not (rows.end[i - 1] if i else 0) <= rows.start[i] < rows.end[i] <= len(text):
            raise ValueError("spans must ascend within the text")
    spans.text, rows.count = text, count


cdef bint scan_into(const Text *text, const Words *words, Columns *rows, void *room) noexcept nogil:
    """The rows of `text` in a block of their own; `room` has place for a short text. False when memory is out."""
    rows.count = 0
    lay_out(rows, room, SHORT_TEXT, False)
    if text.size <= SHORT_TEXT:
        return scan(text, words, rows) and move(rows, rows.count)
    return move(rows, text.size // 4 + 16) and scan(text, words, rows)


cdef Tokens wrap(str chars, const Columns *rows):
    cdef Tokens tokens = Tokens.__new__(Tokens)
    tokens.text, tokens.rows = chars, rows[0]
    return tokens


def tokenize(str text not None, Vocabulary vocabulary=None):
    """The tokens of `text`: every character but white space lies in exactly one."""
    cdef Text held
    cdef Columns rows
    cdef uint8_t room[SHORT_TEXT * ROW]
    cdef const Words *words = NULL if vocabulary is None else &vocabulary.table
    cdef bint done
    hold(&held, text)
    if held.size <= LONG_TEXT:
        done = scan_into(&held, words, &rows, room)
    else:
        with nogil:
            done = scan_into(&held, words, &rows, room)
    if not done:
        if rows.on_heap:
            free(rows.start)
        raise MemoryError
    return wrap(text, &rows)


def atoms(Tokens tokens not None, Vocabulary vocabulary=None):
    """The tokens with every one of several parts in its parts: “34-CT/TW” in five, “TM.” in two, “...” in three."""
    cdef Text held
    cdef Columns rows
    cdef uint8_t room[SHORT_TEXT * ROW]
    hold(&held, tokens.text)
    rows.count = 0
    lay_out(&rows, room, SHORT_TEXT, False)
    if not scan_atoms(&held, &tokens.rows, NULL if vocabulary is None else &vocabulary.table, &rows) or not move(
        &rows, rows.count
    ):
        if rows.on_heap:
            free(rows.start)
        raise MemoryError
    return wrap(tokens.text, &rows)


def tokenize_many(texts, Vocabulary vocabulary=None):
    """As `tokenize` of each; the GIL is free meanwhile."""
    cdef list strings = list(texts)
    cdef Py_ssize_t count = len(strings), i, done = 0
    cdef const Words *words = NULL if vocabulary is None else &vocabulary.table
    cdef Text *held = <Text *> malloc(count * sizeof(Text) + 1)
    cdef Columns *rows = <Columns *> calloc(count + 1, sizeof(Columns))
    cdef uint8_t room[SHORT_TEXT * ROW]
    try:
        if not held or not rows:
            raise MemoryError
        for i in range(count):
            if not isinstance(strings[i], str):
                raise TypeError(f"a text must be str, not {type(strings[i]).__name__}")
            hold(&held[i], strings[i])
        with nogil:
            while done < count and scan_into(&held[done], words, &rows[done], room):
                done += 1
        if done < count:
            raise MemoryError
        found = []
        for i in range(count):
            found.append(wrap(strings[i], &rows[i]))
            rows[i].on_heap = False  # the object's now
        return found
    finally:
        if rows:
            for i in range(count):
                if rows[i].on_heap:
                    free(rows[i].start)
        free(rows)
        free(held)


cdef extern from "Python.h":
    ctypedef int (*SetSlot)(object slot, object made, object value) except -1
    ctypedef struct PyTypeObject:
        SetSlot tp_descr_set
    PyTypeObject *Py_TYPE(object)
    object PyType_GenericAlloc(PyTypeObject *model, Py_ssize_t size)


def build(model, tuple slots not None, tuple values not None):
    """As `_build_py.build`."""
    cdef Py_ssize_t at
    if not isinstance(model, type):
        raise TypeError("build: a class is needed")
    if len(slots) != len(values):
        raise ValueError("build: as many values as slots are needed")
    made = PyType_GenericAlloc(<PyTypeObject *> model, 0)
    for at in range(len(slots)):
        if not Py_TYPE(slots[at]).tp_descr_set:
            raise TypeError("build: slots are descriptors that can be set")
        Py_TYPE(slots[at]).tp_descr_set(slots[at], made, values[at])
    return made
