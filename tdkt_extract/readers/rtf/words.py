"""The control words that stand for characters, and those that begin what is not part of the text."""

from __future__ import annotations

# “34-CT/TW” is typed with a non-breaking hyphen so that no line ends in it; numbers are matched with "-".
SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
CHARACTERS = {
    b"tab": "\t", b"line": "\n", b"lbr": "\n", b"softline": "\n", b"page": "\n", b"column": "\n", b"emdash": "—",
    b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•",
    b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
NOT_TEXT = frozenset(
    (
        b"colortbl info pict nonshppict objdata nonesttables header headerl headerr headerf footer footerl footerr "
        b"footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe tc tcn rxe txe shprslt sp levelnumbers listname "
        b"liststylename pntxta pntxtb revtbl filetbl userprops themedata colorschememapping datastore latentstyles "
        b"generator mmathPict mmathPr pgdsctbl falt panose private xmlattrname xmlattrvalue background atnid atnauthor "
        b"annotation bkmkstart bkmkend docvar"
    ).split()
)
r"""Destinations whose text a page does not show in its place, with \* or without."""

SEEN_THROUGH = frozenset(
    (
        b"shpinst shpgrp shptxt do dptxbxtext nesttableprops fldinst fldrslt listtable listoverridetable ud moMath "
        b"moMathPara footnote listtext pntext stylesheet fonttbl"
    ).split()
)
r"""Destinations marked with \* that are read all the same; any other that is marked so may be passed over."""
