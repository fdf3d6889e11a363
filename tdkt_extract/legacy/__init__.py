"""Vietnamese text from before Unicode: TCVN3 (ABC), VNI, VPS, VISCII and Windows-1258.

Such text comes as characters of Windows-1252 (“QuyÕt ®Þnh”, “Quyeát ñònh”); the font said what they mean, and where no
font is known the words do. No I/O: a reader that knows fonts makes a `FontReader` for each document and gives it the
runs of a paragraph, each with `encoding_of_font(name)`; `mend` then looks at the blocks of every reader.
"""

from __future__ import annotations

from .evidence import guess, tokens
from .fonts import FontReader
from .mend import mend
from .pasted import may_be_legacy, read_pasted
from .pieces import PieceReader
from .tables import LETTERS, Encoding, decode, encoding, encoding_of_font, encodings
from .words import is_vietnamese

__all__ = [
    "LETTERS",
    "Encoding",
    "FontReader",
    "PieceReader",
    "decode",
    "encoding",
    "encoding_of_font",
    "encodings",
    "guess",
    "is_vietnamese",
    "may_be_legacy",
    "mend",
    "read_pasted",
    "tokens",
]
