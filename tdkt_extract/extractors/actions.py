"""Whether words begin with an action: an administrative verb, perhaps after words of duty or manner (“tiếp tục”)."""

from __future__ import annotations

import re
from functools import cache

from ..rules import load_toml
from .units.words import Roles


@cache
def _opening() -> re.Pattern[str]:
    def any_of(roles: Roles, *classes: str) -> str:
        phrases = {phrase for word in roles.words if word.class_ in classes for phrase in word.phrases()}
        return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))

    roles = load_toml("unit_roles", Roles)
    before = any_of(roles, "modal", "manner", "linker")
    verbs = any_of(roles, "verb", "lead", "lead-first", "request")
    return re.compile(rf"(?:(?:{before}),? ){{0,4}}(?:{verbs}|phối hợp|phối kết hợp)\b")


def begins_with_action(folded: str, start: int, stop: int) -> bool:
    """Whether folded[start:stop] begins with an action."""
    return _opening().match(folded, start, stop) is not None
