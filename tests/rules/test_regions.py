from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest

from backend.rules.late_cancellation import (
    CancelBefore,
    ClockTimeSameDay,
    FullWeekdaysBefore,
    HoursBefore,
    Timing,
    Unknown,
    consequence,
)
from backend.rules.regions import REGIONS_FOLDER, RegionDataError, Regions, load_regions
from backend.rules.tables import CareLevel, ContactRole, GuaranteeKind
from tests.rules.builders import local

ON = date(2026, 11, 24)
DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
FILES = sorted(REGIONS_FOLDER.glob("*.yml"))

SMALLEST = """
name: Region Provland
late_cancellation:
  - valid_from: 2026-01-01
    verified: true
    source: {title: Prislista}
    levels:
      - applies_to: [primary]
        cancel_before: {clock_time: 10:30}
        late_fee: {amount: 400}
"""


@pytest.fixture(scope="module")
def regions() -> Regions:
    return load_regions()


def write(folder: Path, text: str, name: str = "provland.yml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def fault_of(folder: Path) -> str:
    with pytest.raises(RegionDataError) as fault:
        load_regions(folder)
    return str(fault.value)


def test_every_region_file_loads(regions: Regions) -> None:
    assert len(FILES) >= 8
    assert len(regions.all()) == len(FILES)


def test_every_table_says_where_it_was_read_and_an_unverified_one_says_why(
    regions: Regions,
) -> None:
    for region in regions.all():
        for table in (
            *region.late_cancellation,
            *region.visit_fees,
            *region.high_cost,
            *region.guarantee,
        ):
            assert table.source.title
            assert table.source.url
            assert table.verified or table.note, region.name


def test_the_documentation_lists_every_late_cancellation_table(regions: Regions) -> None:
    rows = DOCS.read_text("utf-8").splitlines()
    for region in regions.all():
        for table in region.late_cancellation:
            mark = "yes" if table.verified else "no"
            row = f"| {region.name} | {table.valid_from} | {mark} |"
            assert any(line.startswith(row) for line in rows), row


def test_every_phone_number_is_swedish_and_says_where_it_was_published(regions: Regions) -> None:
    for region in regions.all():
        for contact in region.contacts:
            assert contact.source.url
            if contact.phone is not None:
                assert re.fullmatch(r"0\d{1,3}-\d{2,3}( \d{2,3}){1,2}", contact.phone)


@pytest.mark.parametrize(
    ("name", "level", "rule"),
    [
        ("Region Stockholm", CareLevel.PRIMARY, HoursBefore(24)),
        ("Region Stockholm", CareLevel.INPATIENT_SURGERY, HoursBefore(72)),
        ("Region Uppsala", CareLevel.SPECIALISED, HoursBefore(24)),
        ("Region Jönköpings län", CareLevel.PRIMARY, FullWeekdaysBefore(1)),
        ("Region Jönköpings län", CareLevel.SPECIALISED, FullWeekdaysBefore(3)),
        ("Region Västmanland", CareLevel.PRIMARY, ClockTimeSameDay(time(8, 30))),
    ],
)
def test_the_field_s_examples_stand_in_the_tables(
    regions: Regions, name: str, level: CareLevel, rule: CancelBefore
) -> None:
    region = regions.find(name)
    assert region is not None
    found = region.late_rule(level, ON)
    assert found is not None
    assert found.verified
    assert found.level.cancel_before == rule


def test_a_late_change_in_stockholm_costs_400_and_cites_1177(regions: Regions) -> None:
    said = consequence(
        local("2026-11-23 12:00"),
        local("2026-11-24 09:00"),
        regions.find("Region Stockholm"),
        CareLevel.SPECIALISED,
        90,
    )
    assert said.fee is not None
    assert said.fee.amount == 400
    assert "1177" in said.fee.version.source.title
    assert said.fee.version.valid_from == date(2020, 9, 1)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Region Okänd", Unknown.REGION),
        ("Region Norrbotten", Unknown.RULE),
        ("Region Dalarna", Unknown.UNVERIFIED),
        ("Region Östergötland", Unknown.UNVERIFIED),
    ],
)
def test_where_nothing_is_verified_no_figure_is_named(
    regions: Regions, name: str, why: Unknown
) -> None:
    said = consequence(
        local("2026-11-23 12:00"),
        local("2026-11-24 09:00"),
        regions.find(name),
        CareLevel.PRIMARY,
        40,
    )
    assert (said.timing, said.unknown) == (Timing.UNKNOWN, why)
    assert said.fee is None
    assert said.fee_words is None
    assert said.no_show_fee is None


@pytest.mark.parametrize(
    "name", ["Region Stockholm", "region  stockholm ", "Stockholms läns landsting"]
)
def test_a_region_is_found_by_name_and_alias_whatever_case_and_spacing(
    regions: Regions, name: str
) -> None:
    region = regions.find(name)
    assert region is not None
    assert region.name == "Region Stockholm"


def test_a_decomposed_letter_finds_the_same_region(regions: Regions) -> None:
    assert regions.find("Region Ska\u030ane") is regions.find("Region Skåne")


def test_no_name_finds_no_region(regions: Regions) -> None:
    assert regions.find(None) is None
    assert regions.find("") is None


def test_the_tables_are_looked_up_as_of_a_date(regions: Regions) -> None:
    uppsala = regions.find("Region Uppsala")
    assert uppsala is not None
    before, after = date(2023, 12, 31), date(2024, 1, 1)
    old, new = uppsala.high_cost_limit(before), uppsala.high_cost_limit(after)
    assert old is not None
    assert new is not None
    assert (old.amount, new.amount) == (1300, 1400)
    assert (old.version.valid_from, new.version.valid_from) == (date(2023, 3, 1), after)
    assert uppsala.late_rule(CareLevel.PRIMARY, date(2020, 1, 1)) is None


def test_a_high_cost_limit_of_a_past_year_is_not_named(regions: Regions) -> None:
    assert all(region.high_cost_limit(ON) is None for region in regions.all())


@pytest.mark.parametrize(("age", "amount"), [(17, 0), (18, 275), (84, 275), (85, 0), (None, None)])
def test_the_visit_fee_goes_by_age(regions: Regions, age: int | None, amount: int | None) -> None:
    stockholm = regions.find("Region Stockholm")
    assert stockholm is not None
    fee = stockholm.visit_fee(CareLevel.PRIMARY, ON, age)
    assert (fee.amount if fee else None) == amount


def test_an_age_whose_fee_is_not_known_and_an_unverified_fee_have_no_figure(
    regions: Regions,
) -> None:
    varmland, skane = regions.find("Region Värmland"), regions.find("Region Skåne")
    assert varmland is not None
    assert skane is not None
    assert varmland.visit_fee(CareLevel.PRIMARY, ON, 10) is None
    assert skane.visit_fee(CareLevel.PRIMARY, ON, 40) is None


def test_a_target_is_not_taken_for_a_guarantee(regions: Regions) -> None:
    jonkoping = regions.find("Region Jönköpings län")
    assert jonkoping is not None
    assert jonkoping.shorter_guarantee(GuaranteeKind.FIRST_VISIT, ON) is None


def test_contacts_are_found_by_role(regions: Regions) -> None:
    uppsala = regions.find("Region Uppsala")
    assert uppsala is not None
    desk = uppsala.contact(ContactRole.CARE_GUARANTEE)
    assert desk is not None
    assert desk.name == "Vårdgarantienheten"
    assert uppsala.contact(ContactRole.SWITCHBOARD) is None


def test_an_unquoted_clock_time_is_read_as_a_clock_time(tmp_path: Path) -> None:
    region = load_regions(write(tmp_path, SMALLEST)).find("Region Provland")
    assert region is not None
    found = region.late_rule(CareLevel.PRIMARY, ON)
    assert found is not None
    assert found.level.cancel_before == ClockTimeSameDay(time(10, 30))


@pytest.mark.parametrize(
    ("right", "wrong", "field"),
    [
        ("2026-01-01", "2026-13-01", "late_cancellation.0.valid_from"),
        ("verified: true", "verified: maybe", "late_cancellation.0.verified"),
        ("{title: Prislista}", "{titel: Prislista}", "late_cancellation.0.source.title"),
        ("[primary]", "[primar]", "late_cancellation.0.levels.0.applies_to.0"),
        ("{amount: 400}", "{amount: -1}", "late_cancellation.0.levels.0.late_fee"),
        ("{amount: 400}", "{belopp: 400}", "late_cancellation.0.levels.0.late_fee.belopp"),
        ("{amount: 400}", "{}", "late_cancellation.0.levels.0.late_fee"),
        (
            "{clock_time: 10:30}",
            "{hours: -1}",
            "late_cancellation.0.levels.0.cancel_before.HoursBefore",
        ),
        ("name:", "namn:", "name"),
    ],
)
def test_a_fault_names_the_file_and_the_field(
    tmp_path: Path, right: str, wrong: str, field: str
) -> None:
    assert right in SMALLEST
    fault = fault_of(write(tmp_path, SMALLEST.replace(right, wrong)))
    assert f"provland.yml: {field}:" in fault


def test_a_file_that_is_not_yaml_is_named(tmp_path: Path) -> None:
    assert "provland.yml: not readable" in fault_of(write(tmp_path, "name: [Region"))


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    assert "provland.yml: (file):" in fault_of(write(tmp_path, ""))


def test_two_files_may_not_claim_one_name(tmp_path: Path) -> None:
    write(tmp_path, SMALLEST, "a.yml")
    write(tmp_path, "name: Region Annan\naliases: [REGION PROVLAND]\n", "b.yml")
    fault = fault_of(tmp_path)
    assert "b.yml: aliases" in fault
    assert "a.yml" in fault


def test_tables_that_overlap_in_time_are_refused(tmp_path: Path) -> None:
    table = SMALLEST.split("late_cancellation:\n")[1]
    twice = SMALLEST + table.replace("2026-01-01", "2026-06-01")
    assert "overlap" in fault_of(write(tmp_path, twice))


def test_a_table_that_ends_before_it_starts_is_refused(tmp_path: Path) -> None:
    ended = SMALLEST.replace("    verified", "    valid_to: 2025-12-31\n    verified")
    assert "valid_to is before valid_from" in fault_of(write(tmp_path, ended))


def test_a_level_may_stand_only_once_in_a_table(tmp_path: Path) -> None:
    twice = SMALLEST.replace("[primary]", "[primary, primary]")
    assert "primary stands twice" in fault_of(write(tmp_path, twice))
