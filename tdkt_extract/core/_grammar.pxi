# The grammar of `_grammar.py` by hand. Each function takes the place where a token begins and gives the place where it
# ends, or 0 where there is none of its kind. The names are those of the patterns there.

cdef inline bint is_ascii_digit(Code c) noexcept nogil:
    return c'0' <= c <= c'9'


cdef inline bint is_ascii_alnum(Code c) noexcept nogil:
    return c'0' <= c <= c'9' or c'a' <= c <= c'z' or c'A' <= c <= c'Z'


cdef inline Py_ssize_t ascii_digits(const Text *text, Py_ssize_t at) noexcept nogil:
    """How many ASCII digits stand here; what counts at most seven is counted, so that no text is read twice over."""
    cdef Py_ssize_t count = 0
    while count < 8 and is_ascii_digit(char_at(text, at + count)):
        count += 1
    return count


cdef inline int number_at(const Text *text, Py_ssize_t at, Py_ssize_t digits) noexcept nogil:
    cdef int value = 0
    cdef Py_ssize_t i
    for i in range(digits):
        value = 10 * value + <int> (char_at(text, at + i) - c'0')
    return value


cdef Py_ssize_t run_end(const Text *text, Py_ssize_t at) noexcept nogil:
    while class_at(text, at) & WORD:
        at += 1
    return at


cdef inline Py_ssize_t marks_end(const Text *text, Py_ssize_t at) noexcept nogil:
    while class_at(text, at) & MARK:
        at += 1
    return at


cdef Py_ssize_t word(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef Code c
    at = run_end(text, at)
    while True:
        c = char_at(text, at)
        if not ((c == c"'" or c == 0x2019) and class_at(text, at - 1) & (LETTER | MARK)):
            return at
        if not class_at(text, at + 1) & LETTER:
            return at
        at = run_end(text, at + 1)


# ── e-mail, URL

cdef inline bint starts_with(const Text *text, Py_ssize_t at, const char *small) noexcept nogil:
    """Whether the ASCII letters of `small` stand here, in capitals or not."""
    cdef Code c
    while small[0]:
        c = char_at(text, at)
        if c'A' <= c <= c'Z':
            c += 32
        if c != <Code> small[0]:
            return False
        at += 1
        small += 1
    return True


cdef Py_ssize_t url_rest(const Text *text, Py_ssize_t at) noexcept nogil:
    """The end of the characters of a URL from here on, at most LONGEST_URL; `at` where there are none."""
    cdef Py_ssize_t end = at
    while (
        end < text.size and end - at < LONGEST_URL
        and not class_at(text, end) & SPACE and not flags_at(text, end) & NOT_IN_URL
    ):
        end += 1
    while end > at and flags_at(text, end - 1) & NOT_LAST_IN_URL:
        end -= 1
    return end


cdef Py_ssize_t label(const Text *text, Py_ssize_t at) noexcept nogil:
    """The end of a label of a domain, at most 63 characters."""
    cdef Py_ssize_t end = at + 1
    if not is_ascii_alnum(char_at(text, at)):
        return 0
    while end - at < 63 and (is_ascii_alnum(char_at(text, end)) or char_at(text, end) == c'-'):
        end += 1
    while char_at(text, end - 1) == c'-':
        end -= 1
    return end


cdef bint is_top_level(const Text *text, Py_ssize_t at, Py_ssize_t end) noexcept nogil:
    cdef int i
    for i in range(N_DOMAINS):
        if end - at == <Py_ssize_t> strlen(DOMAINS[i]) and starts_with(text, at, DOMAINS[i]):
            return True
    return False


cdef Py_ssize_t domain(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef Py_ssize_t end, last = at
    cdef int labels = 0
    cdef Code c
    while True:
        end = label(text, last)
        labels += 1
        if not end or labels > 8:
            return 0
        if not (char_at(text, end) == c'.' and is_ascii_alnum(char_at(text, end + 1))):
            break
        last = end + 1
    c = char_at(text, end)
    if labels < 2 or c == c'@' or c == c'-' or class_at(text, end) & WORD or not is_top_level(text, last, end):
        return 0
    return url_rest(text, end + 1) if c == c'/' else end


cdef Py_ssize_t url(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef Py_ssize_t begin, end
    cdef int i
    for i in range(N_SCHEMES):
        if starts_with(text, at, SCHEMES[i]):
            begin = at + <Py_ssize_t> strlen(SCHEMES[i])
            end = url_rest(text, begin)
            if end > begin:
                return end
    return domain(text, at)


cdef Py_ssize_t email(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef Py_ssize_t end = at, more
    cdef int labels = 0
    cdef Code c = char_at(text, at)
    if not is_ascii_alnum(c):
        return 0
    while is_ascii_alnum(c) or c == c'.' or c == c'_' or c == c'%' or c == c'+' or c == c'-':
        end += 1
        if end - at > 64:
            return 0
        c = char_at(text, end)
    if c != c'@' or not (is_ascii_alnum(char_at(text, end - 1)) or char_at(text, end - 1) == c'_'):
        return 0
    end = label(text, end + 1)
    while end and labels < 8 and char_at(text, end) == c'.':
        more = label(text, end + 1)
        if not more:
            break
        end = more
        labels += 1
    return end if labels else 0


# ── document numbers

cdef Py_ssize_t code_end(const Text *text, Py_ssize_t at, int most) noexcept nogil:
    """The end of at most `most` letters and digits of a code; 0 where the word goes on behind them."""
    cdef int count = 0
    while count < most and (
        class_at(text, at) & (CAPITAL | SMALL | MARK) or is_ascii_digit(char_at(text, at))
    ):
        at += 1
        count += 1
    return 0 if class_at(text, at) & WORD else at


cdef Py_ssize_t doc_type(const Text *text, Py_ssize_t at) noexcept nogil:
    if not class_at(text, at) & CAPITAL:
        return 0
    at = marks_end(text, at + 1)
    return code_end(text, at + 1, 10) if class_at(text, at) & CAPITAL else 0


cdef Py_ssize_t parts(const Text *text, Py_ssize_t at, int most) noexcept nogil:
    """The end of at most `most` further parts of a code, each behind a dash or slash."""
    cdef Py_ssize_t end
    cdef int count
    for count in range(most):
        if char_at(text, at) != c'-' and char_at(text, at) != c'/':
            break
        if not (class_at(text, at + 1) & CAPITAL or is_ascii_digit(char_at(text, at + 1))):
            break
        end = code_end(text, at + 2, 11)
        if not end:
            break
        at = end
    return at


cdef inline bint is_year(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef int century
    if not (is_ascii_digit(char_at(text, at)) and is_ascii_digit(char_at(text, at + 1))):
        return False
    century = number_at(text, at, 2)
    return (
        (century == 19 or century == 20)
        and is_ascii_digit(char_at(text, at + 2)) and is_ascii_digit(char_at(text, at + 3))
    )


cdef Py_ssize_t document_number(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef Py_ssize_t digits = ascii_digits(text, at), end
    cdef Code c
    if not 1 <= digits <= 6:
        return 0
    at += digits
    if char_at(text, at) == c'.':
        digits = ascii_digits(text, at + 1)
        if not 1 <= digits <= 3:
            return 0
        at += 1 + digits
    c = char_at(text, at)
    if c'A' <= c <= c'Z' or c'a' <= c <= c'z' or c == 0x110 or c == 0x111:
        at += 1
    c = char_at(text, at)
    if c == c'/':
        if is_year(text, at + 1) and char_at(text, at + 5) == c'/':
            at += 5
        end = doc_type(text, at + 1)
        return parts(text, end, 4) if end else 0
    if c == c'-':
        at = doc_type(text, at + 1)
        if at and char_at(text, at) == c'/':
            end = parts(text, at, 4)
            return end if end > at else 0
    return 0


# ── dates, numbers

cdef inline bint may_end_date(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef Code c = char_at(text, at)
    if class_at(text, at) & WORD:
        return False
    if c == c'/':
        return not class_at(text, at + 1) & WORD
    return not (c == c'.' and is_ascii_digit(char_at(text, at + 1)))


cdef inline bint is_day(const Text *text, Py_ssize_t at, Py_ssize_t digits, int most) noexcept nogil:
    """Whether one or two digits are a number from 1 to `most`."""
    return 1 <= digits <= 2 and 1 <= number_at(text, at, digits) <= most


cdef Py_ssize_t iso_date(const Text *text, Py_ssize_t at) noexcept nogil:
    if not is_year(text, at) or char_at(text, at + 4) != c'-' or char_at(text, at + 7) != c'-':
        return 0
    if ascii_digits(text, at + 5) != 2 or ascii_digits(text, at + 8) != 2:
        return 0
    if not (is_day(text, at + 5, 2, 12) and is_day(text, at + 8, 2, 31)):
        return 0
    return at + 10 if may_end_date(text, at + 10) else 0


cdef Py_ssize_t date(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef Py_ssize_t first = ascii_digits(text, at), second, third, month, year
    cdef Code by
    cdef bint day_month
    if at and char_at(text, at - 1) == c'/':  # 1/2/3
        return 0
    if first == 4:
        return iso_date(text, at)
    by = char_at(text, at + first)
    if not 1 <= first <= 2 or not (by == c'/' or by == c'.' or by == c'-'):
        return 0
    month = at + first + 1
    second = ascii_digits(text, month)
    day_month = is_day(text, at, first, 31) and is_day(text, month, second, 12)
    year = month + second + 1
    if day_month and char_at(text, year - 1) == by:
        third = ascii_digits(text, year)
        if (third == 4 and is_year(text, year)) or (third == 2 and by == c'/'):
            if may_end_date(text, year + third):
                return year + third
    if by != c'/':
        return 0
    if second == 4 and is_year(text, month) and is_day(text, at, first, 12) and may_end_date(text, month + 4):
        return month + 4
    return month + second if day_month and may_end_date(text, month + second) else 0


cdef Py_ssize_t number(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef bint parted = False
    while class_at(text, at) & DIGIT:
        at += 1
    while (char_at(text, at) == c'.' or char_at(text, at) == c',') and class_at(text, at + 1) & DIGIT:
        parted = True
        at += 1
        while class_at(text, at) & DIGIT:
            at += 1
    return at if parted else 0


# ── abbreviations

cdef inline Py_ssize_t one_letter(const Text *text, Py_ssize_t at) noexcept nogil:
    return marks_end(text, at + 1) if class_at(text, at) & (CAPITAL | SMALL) else 0


cdef inline bint is_roman_digit(Code c) noexcept nogil:
    return c == c'I' or c == c'V' or c == c'X'


cdef Py_ssize_t abbreviation(const Text *text, Py_ssize_t at) noexcept nogil:
    """What the shape alone tells: T/M, v.v., T.Ư., the initial of A.Tuấn."""
    cdef Py_ssize_t end = one_letter(text, at), more
    cdef bint capital = class_at(text, at) & CAPITAL
    cdef int count = 0
    if not end:
        return 0
    if capital and char_at(text, end) == c'/':
        more = one_letter(text, end + 1)
        return more if more and not class_at(text, more) & WORD and char_at(text, more) != c'/' else 0
    if char_at(text, end) != c'.':
        return 0
    while count < 8 and char_at(text, end) == c'.':
        more = one_letter(text, end + 1)
        if not more or class_at(text, more) & WORD:
            break
        end = more
        count += 1
    if count:
        return end + 1 if char_at(text, end) == c'.' else end
    if capital and not is_roman_digit(char_at(text, at)) and class_at(text, end + 1) & (LETTER | DIGIT):
        return end + 1
    return 0


cdef bint is_listed(const Text *text, Py_ssize_t at, Py_ssize_t end) noexcept nogil:
    """Whether the word is in rules/token_abbreviations.csv, letter by letter."""
    cdef int i, j
    if end - at > LONGEST_LISTED:
        return False
    for i in range(N_LISTED):
        j = 0
        while LISTED_WORDS[i][j] and char_at(text, at + j) == LISTED_WORDS[i][j]:
            j += 1
        if LISTED_WORDS[i][j] == 0 and at + j == end:
            return True
    return False


# ── Roman numbers, list markers

cdef Py_ssize_t roman(const Text *text, Py_ssize_t at, int small) noexcept nogil:
    """The end of a Roman number up to XXXIX that no other Roman digit follows; `small` is 32 for one in small letters."""
    cdef Code one = c'I' + small, five = c'V' + small, ten = c'X' + small, c
    cdef Py_ssize_t end = at
    cdef int count = 0
    while count < 3 and char_at(text, end) == ten:
        end += 1
        count += 1
    if char_at(text, end) == one and char_at(text, end + 1) in (five, ten):
        end += 2
    else:
        if char_at(text, end) == five:
            end += 1
        count = 0
        while count < 3 and char_at(text, end) == one:
            end += 1
            count += 1
    c = char_at(text, end)
    if end == at or c == one or c == five or c == ten or class_at(text, end) & MARK:
        return 0
    return end


cdef inline bint may_follow(const Text *text, Py_ssize_t at) noexcept nogil:
    """What may stand behind a list marker: the end, white space, a letter, an opening quote or bracket."""
    return at >= text.size or class_at(text, at) & (SPACE | LETTER) or flags_at(text, at) & OPENING


cdef inline Py_ssize_t closed(const Text *text, Py_ssize_t at) noexcept nogil:
    """The end of “)” or “.)” behind a number or letter."""
    cdef Py_ssize_t end = at + 1 if char_at(text, at) == c'.' else at
    return end + 1 if char_at(text, end) == c')' and may_follow(text, end + 1) else 0


cdef Py_ssize_t numbered(const Text *text, Py_ssize_t at) noexcept nogil:
    """1. 1) 1.) 1.2. 1.2 1/"""
    cdef Py_ssize_t first = ascii_digits(text, at), end = at + first, digits, end_of_spaces
    cdef int levels = 0
    cdef bint short = first <= 2
    if first > 3:
        return 0
    if short and char_at(text, end) == c'/':
        return end + 1 if class_at(text, end + 1) & SPACE else 0
    while levels < 4 and char_at(text, end) == c'.':
        digits = ascii_digits(text, end + 1)
        if not 1 <= digits <= 2:
            break
        end += 1 + digits
        levels += 1
    if closed(text, end):
        return closed(text, end)
    if char_at(text, end) == c'.' and may_follow(text, end + 1):
        return end + 1
    end_of_spaces = end
    while end_of_spaces - end < 8 and char_at(text, end_of_spaces) in (c' ', c'\t', 0xA0):
        end_of_spaces += 1
    return end if levels and short and end_of_spaces > end and class_at(text, end_of_spaces) & CAPITAL else 0


cdef Py_ssize_t lettered(const Text *text, Py_ssize_t at) noexcept nogil:
    """I. I) I- I/ i) a. a) A."""
    cdef Py_ssize_t capital = roman(text, at, 0), end = capital or one_letter(text, at), small
    cdef Code c = char_at(text, end)
    if capital:
        if c == c'/' and class_at(text, end + 1) & SPACE:
            return end + 1
        if (c == c'-' or c == 0x2013) and class_at(text, end + 1) & (SPACE | CAPITAL):
            return end + 1
    if not end:
        return 0
    if c == c'.' and may_follow(text, end + 1) and not (
        class_at(text, end + 1) & LETTER and not class_at(text, end + 2) & WORD
    ):
        return end + 1
    small = 0 if capital else roman(text, at, 32)
    return closed(text, small or end)


cdef Py_ssize_t list_marker(const Text *text, Py_ssize_t at) noexcept nogil:
    cdef Code c = char_at(text, at)
    cdef Py_ssize_t end
    if is_ascii_digit(c):
        return numbered(text, at)
    if class_at(text, at) & (CAPITAL | SMALL):
        return lettered(text, at)
    if c == c'(':
        end = ascii_digits(text, at + 1)
        if end > 3:
            return 0
        end = at + 1 + end if end else (
            roman(text, at + 1, 32) or roman(text, at + 1, 0) or one_letter(text, at + 1)
        )
        return end + 1 if end and char_at(text, end) == c')' and may_follow(text, end + 1) else 0
    if flags_at(text, at) & BULLET and char_at(text, at + 1) != c and may_follow(text, at + 1):
        return at + 1
    return 0
