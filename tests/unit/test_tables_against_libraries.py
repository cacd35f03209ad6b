"""Positions, regions and codes of the tables agree with GeoNames and ISO 3166, but for the listed exceptions."""

from __future__ import annotations

from tools.check_tables import Town, alike, faults, kilometres, towns


def test_the_tables_agree_with_the_libraries() -> None:
    assert faults() == []


def test_what_the_checks_rest_on() -> None:
    assert towns()["109223"].region == "SA-03"  # Medina
    assert kilometres(24.0, 39.61, towns()["109223"]) > 50
    assert kilometres(10.0, 10.0, Town("XX", "", 10.0, 10.0)) == 0
    assert alike("Al Batinah South", "Janub al Batinah") < alike("Batinah", "Al Batinah")
