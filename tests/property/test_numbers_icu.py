"""Numbers that ICU spells out are read back; needs PyICU, which wants a compiler and libicu (pip install pyicu)."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.property.test_numbers_properties import magnitudes, only_number, quick

icu = pytest.importorskip("icu")


@pytest.mark.parametrize("rules", ["numbering", "cardinal-feminine", "cardinal-masculine"])
@quick
@given(n=magnitudes(10**13))
def test_icu_cardinals(rules: str, n: int) -> None:
    assert only_number(_icu(rules, n)).low == n


@pytest.mark.parametrize("rules", ["ordinal-feminine", "ordinal-masculine"])
@pytest.mark.parametrize("n", range(1, 100))
def test_icu_ordinals(rules: str, n: int) -> None:
    number = only_number(_icu(rules, n))
    assert (number.low, number.form) == (n, "ordinal")


def _icu(rules: str, n: int) -> str:
    spellout = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale("ar"))
    spellout.setDefaultRuleSet(f"%spellout-{rules}")
    return str(spellout.format(n))
