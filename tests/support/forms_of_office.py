"""Every form of the ledger, the reports, the settings and one's own account, ready to be sent."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Final

import pyotp
from administrators import number, take_office
from forms_of_cases import COUNTER, NOW, Office, Ready
from once import Form, body, filled, pressed
from pages import PASSWORD, Visitor, read
from seals import png

from workflow.redating import sync_folder
from workflow.reminding import sweeping
from workflow.sign_in import second_step

STEP: Final = timedelta(seconds=30)
NEW: Final = "海棠又开了 nine boats"
OWN: Final = {"place": "refusal_process.reason", "title": "本单位惯用", "body": "尚在征求意见，没有定稿。"}
PUBLIC: Final = {"title": "示例大道规划图", "where_found": "市政府网站"}
AGENCY: Final = "/admin/agencies/2"


def _own(office: Office) -> Visitor:
    take_office(office.store)
    return office.visit("own")


def _top(office: Office) -> Visitor:
    take_office(office.store)
    sync_folder(office.desk, NOW)
    return office.visit("top")


# one's own account ---------------------------------------------------------------------------------


def _sign_in(office: Office) -> Form:
    who = Visitor(office.app.test_client())
    return filled(who, "/sign-in", account="ana", password=PASSWORD)


def _phone(office: Office) -> pyotp.TOTP:
    """Ana's phone, her second step on."""
    second_step.offer(office.store, 1)
    phone = pyotp.TOTP(second_step.standing(office.store, 1).offered)
    second_step.confirm(office.store, 1, phone.at(NOW), NOW)
    return phone


def _code(office: Office) -> Form:
    phone, who = _phone(office), Visitor(office.app.test_client())
    who.sign_in("ana")
    return filled(who, "/sign-in/code", code=phone.at(NOW + STEP))


def _first_code(office: Office) -> Form:
    ana = office.visit("ana")
    second_step.offer(office.store, 1)
    phone = pyotp.TOTP(second_step.standing(office.store, 1).offered)
    return filled(ana, "/account/codes", "/account/codes/confirm", code=phone.at(NOW))


def _proof(what: str) -> Ready:
    def ready(office: Office) -> Form:
        ana = office.visit("ana")
        _phone(office)
        form = filled(ana, "/account/codes", "/account/codes/renew", password=PASSWORD)
        return form._replace(to=f"/account/codes/{what}")

    return ready


def _codes_reset(office: Office) -> Form:
    own = _own(office)
    _phone(office)
    return pressed(own, "/admin/people/1/codes")


def _session_ended(office: Office) -> Form:
    office.visit("ana")
    page = (ana := office.visit("ana")).get("/account/sessions")
    [other] = [f.attrib["action"] for f in page.all("form") if f.get("action", "").count("/") == 4]
    return pressed(ana, other)


def _press(account: str, to: str) -> Ready:
    return lambda office: pressed(office.visit(account), to)


def _password(office: Office) -> Form:
    return filled(office.visit("ana"), "/account/password", old=PASSWORD, new=NEW, again=NEW)


def _noted(office: Office) -> Form:
    due = datetime(2026, 12, 2, 3, tzinfo=UTC)
    office.app.config["NOW"] = lambda: due
    sweeping.sweep(office.desk, due)
    return filled(office.visit("ana"), "/reminders")


def _wish(office: Office) -> Form:
    return filled(office.visit("ana"), "/reminders/settings", "/reminders/settings", email="ana@example.org")


def _revoked(office: Office) -> Form:
    ana = office.visit("ana")
    form = pressed(ana, "/reminders/calendar")
    ana.client.post(form.to, data=form.fields)
    return form._replace(to="/reminders/calendar/revocation")


# ledger, phrases, reports --------------------------------------------------------------------------


def _columns(ledger: str) -> Ready:
    return lambda office: pressed(office.visit("ana"), f"{ledger}/columns", show=["case_no", "status"])


def _view(ledger: str) -> Ready:
    return lambda office: filled(office.visit("ana"), f"{ledger}/views", name="在办")


def _view_dropped(ledger: str) -> Ready:
    def made(office: Office) -> Form:
        form = filled(office.visit("ana"), f"{ledger}/views", name="全部")
        form.who.client.post(form.to, data=form.fields)
        return filled(form.who, f"{ledger}/views", f"{ledger}/views/forgotten")

    return made


def _several(office: Office) -> Form:
    case_no = office.desk.log(1, COUNTER, NOW).case_no
    return pressed(office.visit("ana"), "/ledger/bulk", kind="assign", case=[case_no])


def _several_done(office: Office) -> Form:
    form = _several(office)
    page = read(form.who.client.post(form.to, data=form.fields))
    return Form(form.who, "/ledger/bulk/acts", page.values() | {"handler": "2"})


def _phrase(do: str, **says: str) -> Ready:
    def ready(office: Office) -> Form:
        qian, to = office.visit("qian"), "/phrases/process_draft"
        if do in ("use", "original"):
            qian.do(to, do="retire")
        return filled(qian, to, do=do, **says)

    return ready


def _year_closed(office: Office) -> Form:
    office.app.config["NOW"] = lambda: datetime(2027, 1, 15, 3, tzinfo=UTC)
    return filled(office.visit("su"), "/reports/close?year=2026&agency=2", sure="1")


def _report_checked(office: Office) -> Form:
    su = office.visit("su")
    report = su.client.get("/reports/file.json?year=2026&subtree=1").get_data()
    return filled(su, "/reports/check", file=(report, "report.json"))


# settings ------------------------------------------------------------------------------------------


def _set(shown: str, to: str = "", **says: object) -> Ready:
    return lambda office: filled(_own(office), f"{AGENCY}{shown}", to, **says)


def _agency_opened(office: Office) -> Form:
    form = _set("", do="close")(office)._replace(to=f"{AGENCY}/closing")
    form.who.client.post(form.to, data=form.fields)
    return filled(form.who, AGENCY, do="open")._replace(to=f"{AGENCY}/closing")


def _stand_in_days() -> dict[str, str]:
    return {"person": "1", "deputy": "2", "from_on": "2026-11-20", "to_on": "2026-11-30"}


def _stand_in_ended(office: Office) -> Form:
    own = _own(office)
    own.do(f"{AGENCY}/people", **_stand_in_days())
    return filled(own, f"{AGENCY}/people", f"{AGENCY}/stand-ins/1/end")


def _person(what: str) -> Ready:
    def ready(office: Office) -> Form:
        own, at = _own(office), f"/admin/people/{number(office.store, 'bo')}"
        if what == "open":
            own.client.post(f"{at}/close", data=pressed(own, at).fields)
        return pressed(own, f"{at}/{what}")

    return ready


def _roles(office: Office) -> Form:
    return filled(_own(office), "/admin/people/2/roles/2", role_auditor="1")


def _publication(office: Office) -> Form:
    return filled(_own(office), "/admin/publications", agency="2", **PUBLIC)


def _publication_closed(office: Office) -> Form:
    form = _publication(office)
    form.who.client.post(form.to, data=form.fields)
    return filled(form.who, "/admin/publications", "/admin/publications/1/close")


def _notice() -> tuple[bytes, str]:
    days = [{"name": "元旦", "date": f"2027-01-0{day}", "isOffDay": True} for day in (1, 2, 3)]
    said = {"year": 2027, "papers": ["https://example.org/notice"], "days": days}
    return json.dumps(said).encode(), "2027.json"


def _holidays(office: Office) -> Form:
    return filled(_top(office), "/admin/calendar", file=_notice())


def _holidays_loaded(office: Office) -> Form:
    form = _holidays(office)
    form.who.client.post(form.to, data=body(form.fields))
    return filled(form.who, "/admin/calendar/preview", "/admin/calendar/import")


def _backup(office: Office) -> Form:
    secret = "correct horse battery staple"
    return filled(_top(office), "/admin/backup", passphrase=secret, again=secret)


def _verified(office: Office) -> Form:
    return filled(_top(office), "/admin/verify")


FORMS: Final[dict[str, Ready]] = {
    "sign_in.enter": _sign_in,
    "sign_in.enter_code": _code,
    "sign_in.leave": _press("ana", "/sign-out"),
    "account.change_password": _password,
    "account.end_session": _session_ended,
    "account.end_sessions": _press("ana", "/account/sessions/end"),
    "account.offer_codes": _press("ana", "/account/codes"),
    "account.confirm_codes": _first_code,
    "account.renew_codes": _proof("renew"),
    "account.turn_off_codes": _proof("off"),
    "account.reset_codes": _codes_reset,
    "reminders.note": _noted,
    "reminders.change": _wish,
    "reminders.make_calendar": _press("ana", "/reminders/calendar"),
    "reminders.revoke_calendar": _revoked,
    "ledger.choose": _columns("/ledger"),
    "ledger.my_views": _view("/ledger"),
    "ledger.forget": _view_dropped("/ledger"),
    "appeals.choose": _columns("/appeals"),
    "appeals.my_views": _view("/appeals"),
    "appeals.forget": _view_dropped("/appeals"),
    "bulk.ask": _several,
    "bulk.do": _several_done,
    "phrases.add": lambda office: filled(office.visit("qian"), "/phrases/new", **OWN),
    "phrases.change save": _phrase("save", body="草稿不公开。"),
    "phrases.change retire": _phrase("retire"),
    "phrases.change use": _phrase("use"),
    "phrases.change original": _phrase("original"),
    "reports.close": _year_closed,
    "reports.check": _report_checked,
    "admin.change_agency": _set("", phone="0000-87654321"),
    "admin.add_agency": lambda office: filled(
        _own(office), f"{AGENCY}/new", code="示例二", name="示例二局", review_organ="示例市人民政府"
    ),
    "admin.close_agency close": lambda office: _set("", do="close")(office)._replace(to=f"{AGENCY}/closing"),
    "admin.close_agency open": _agency_opened,
    "admin.set_numbers": _set("/numbers", form_="示例公告〔{year}〕{n}号"),
    "admin.set_seal": _set("/seal", picture=(png(), "seal.png")),
    "admin.take_backup": _backup,
    "admin.read_notice": _holidays,
    "admin.import_notice": _holidays_loaded,
    "admin.add_stand_in": lambda office: filled(
        _own(office), f"{AGENCY}/people", f"{AGENCY}/people", **_stand_in_days()
    ),
    "admin.end_stand_in": _stand_in_ended,
    "admin.add_person": _set("/people/new", account="xin", name="新承办", role_handler="1"),
    "admin.set_roles": _roles,
    "admin.reset_password": _person("password"),
    "admin.close_person": _person("close"),
    "admin.open_person": _person("open"),
    "admin.sign_out": _person("sign-out"),
    "admin.add_publication": _publication,
    "admin.close_publication": _publication_closed,
    "admin.verify": _verified,
}
