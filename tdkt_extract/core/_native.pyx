# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The native core: what `_scan_py` does, over CPython's own string buffer."""

import unicodedata

cimport cython
from cpython.buffer cimport PyBUF_FORMAT, PyBUF_WRITABLE
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.list cimport PyList_New, PyList_SET_ITEM
from cpython.ref cimport Py_INCREF
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_Substring
from libc.stdint cimport int8_t, int16_t, int32_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memcpy, memset, strlen

from . import _characters_py, _segment_tables, _tables
from ._abbreviations import ABBREVIATIONS as _ABBREVIATIONS

__all__ = [
    "IMPLEMENTATION", "Automaton", "Segmenter", "Spans", "Tokens", "Vocabulary", "atoms", "fold", "in_capitals",
    "is_plain", "made", "tokenize", "tokenize_many",
]

IMPLEMENTATION = "native"

cdef enum:
    LONGEST_WORD = 16
    LONGEST_URL = 2047

include "_chars.pxi"
include "_grammar.pxi"
include "_scan.pxi"
include "_objects.pxi"
include "_automaton.pxi"
include "_characters.pxi"
include "_segment.pxi"
