"""With which words a pattern can begin, read from itself: where none of them stands it need not be tried."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

from ..errors import RuleError

if sys.version_info >= (3, 11):
    from re import _parser as sre  # type: ignore[attr-defined]
else:
    import sre_parse as sre

_WORD = re.compile(r"\w+")


def first_words(pattern: str) -> frozenset[str]:
    """The first words of all that `pattern` matches. It ends words as rules do, with a space, a mark or a boundary.
    Raises RuleError where the pattern does not say its first word in letters."""
    try:
        begun = _begun(sre.parse(pattern), {""})
    except ValueError as error:
        raise RuleError(f"no first word in {pattern!r}") from error
    found = [_WORD.match(text) for text in begun]
    if None in found:
        raise RuleError(f"no first word in {pattern!r}")
    return frozenset(match.group() for match in found if match)


def _begun(nodes: Iterable[tuple[Any, Any]], texts: set[str]) -> set[str]:
    """What each of `texts` becomes with the nodes behind it, as far as its first word goes."""
    for kind, value in nodes:
        if all(map(_is_whole, texts)):
            break
        if kind is sre.LITERAL:
            texts = {text if _is_whole(text) else text + chr(value) for text in texts}
        elif kind is sre.BRANCH:
            texts = set().union(*(_begun(branch, texts) for branch in value[1]))
        elif kind is sre.SUBPATTERN:
            texts = _begun(value[3], texts)
        elif kind is sre.IN and all(inner is sre.LITERAL for inner, _ in value):
            texts = set().union(*(_begun([one], texts) for one in value))
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[1] == 1:
            texts = (texts if value[0] == 0 else set()) | _begun(value[2], texts)
        elif kind is sre.ASSERT_NOT and value[0] == 1 and value[1].getwidth() == (1, 1):
            texts = {f"{text} " for text in texts}  # (?!\w)
        elif kind not in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
            raise ValueError(kind)
    return texts


def _is_whole(text: str) -> bool:
    return text != "" and not text.isalnum()
