"""The whole way from logging in to logging out: by mouse, by keyboard, without a script."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_by_mouse_a_patient_logs_in_asks_reads_the_plan_and_logs_out(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    visitor.goto("/")
    page.get_by_role("button", name="84 år").first.click()
    page.wait_for_url(f"{visitor.system.url}/")

    visitor.press("Vad händer nu?")
    expect(visitor.answers.last).to_contain_text("kl.")

    page.get_by_role("link", name="Min plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Min plan")
    page.get_by_text("Meny").click()
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du är utloggad")
    visitor.goto("/plan")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Se vad som händer härnäst")
