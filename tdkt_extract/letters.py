"""Vietnamese capitals and small letters, for the character classes of patterns."""

CAPITAL = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(ord("Ạ"), ord("Ỹ") + 1, 2)))
"""From Ạ to Ỹ capitals and small letters take turns, so that a range would hold both."""

SMALL = "a-zà-ãè-êìíò-õùúýăđĩũơư" + "".join(map(chr, range(ord("ạ"), ord("ỹ") + 1, 2)))
