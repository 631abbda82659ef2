"""What happened on the way in the cases of the great store: corrections, enquiries, extensions, fees, appeals."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

UNITS = ("综合科", "法规科", "规划科", "财务科", "信访科")
_WAYS = ("post", "post", "pickup", "email")
_PARTIES = ("third_party", "third_party", "co_producer", "other_organ")
#: how often, in a hundred cases
_CORRECTED, _CONSULTED, _EXTENDED, _CHARGED, _LATE, _TO_PUBLISH = 8, 6, 12, 1, 3, 2
#: a closed case in so many was appealed against
_APPEALED = 250
_RESULTS = (("upheld", "upheld"), ("upheld", "upheld"), ("revoked", "corrected"), ("withdrawn", "other"))


def details(by: random.Random, row: dict[str, Any], arrived: date, today: date) -> dict[str, Any]:
    """The columns of a case beside status and deadline, in keeping with them."""
    status, received, closed = row["status"], row["received_on"], row["dispatched_on"]
    corrected = status == "awaiting_correction" or (bool(received) and _in(by, _CORRECTED))
    consulted = status == "consulting" or (bool(received) and _in(by, _CONSULTED))
    charged = status == "awaiting_payment" or (bool(closed) and _in(by, _CHARGED))
    asked, back = _day(arrived, 2), _day(arrived, 9)
    wrote = arrived + timedelta(4)
    extended = bool(closed) and _in(by, _EXTENDED)
    return {
        "clock_from": received, "days_waited": by.randint(3, 12) * consulted, "extended": extended,
        "corrected": corrected, "timely": None if not closed else not _in(by, _LATE),
        "unit": by.choice(UNITS) if received and status != "received" else "",
        "receipt_rule": "submitted" if received else "", "supply_form": "paper", "supply_way": by.choice(_WAYS),
        "correction_asked_on": asked if corrected else None,
        "correction_answer_by": _day(arrived, 20) if corrected else None,
        "correction_received_on": back if corrected and status != "awaiting_correction" else None,
        "consulted": by.choice(_PARTIES) if consulted else "",
        "consulted_on": wrote.isoformat() if consulted else None,
        "consultation_served_on": _day(wrote, 2) if consulted else None,
        "opinion_on": _day(wrote, 12) if consulted and status != "consulting" else None,
        "extension_days": 20 if extended else None, "extended_on": _day(arrived, 15) if extended else None,
        "fee_yuan": 100 * by.randint(1, 30) * charged, "fee_charged_on": back if charged else None,
        "fee_paid_on": _day(arrived, 12) if charged and closed else None,
        "dispatch_way": by.choice(_WAYS) if closed else "",
        "tracking_no": f"EA{by.randrange(10**9):09d}CN" if closed else "",
        "for_publication": bool(closed) and _in(by, _TO_PUBLISH), "imported": False,
        "fee_mode": "per_case" if charged else "", "signed_on": closed,
    } | _limit(by, row, today)  # fmt: skip


def _in(by: random.Random, hundredths: int) -> bool:
    return by.randrange(100) < hundredths


def _day(start: date, days: int) -> str:
    return (start + timedelta(days)).isoformat()


_LIMITS = {
    "received": "correction_notice",
    "consulting": "consultation_third_party",
    "awaiting_correction": "correction_answer",
    "awaiting_payment": "fee_payment",
}


def _limit(by: random.Random, row: dict[str, Any], today: date) -> dict[str, Any]:
    """The limit that runs beside the reply's."""
    act = _LIMITS.get(row["status"], "")
    return {"limit_act": act, "limit_on": _day(today, by.randint(-5, 12)) if act else None}


def appeals(by: random.Random, row: dict[str, Any], today: date) -> list[dict[str, Any]]:
    """The appeal against a case, for few of those closed."""
    if row["is_open"] or by.randrange(_APPEALED):
        return []
    filed = date.fromisoformat(row["dispatched_on"]) + timedelta(by.randint(5, 55))
    over = filed + timedelta(60) < today
    result, counts = by.choice(_RESULTS) if over else ("", "pending")
    review = by.random() < 0.7
    return [
        {
            "appeal_id": row["case_id"] * 1000 + 1, "agency_id": row["agency_id"], "case_id": row["case_id"],
            "ref": "1", "kind": "review" if review else "litigation", "procedure": "ordinary",
            "status": "ended" if over else "registered", "is_pending": not over, "instance": 0 if review else 1,
            "after_review": False, "by_third_party": False, "against": "reply", "filed_on": filed.isoformat(),
            "received_on": _day(filed, 5), "organ": "示例市人民政府" if review else "示例市中级人民法院",
            "appeal_no": f"示复〔{filed.year}〕{row['case_id']}号", "appellant": row["applicant"],
            "document_no": row["document_no"], "next_limit_on": None if over else _day(today, by.randint(-3, 14)),
            "next_limit_act": "" if over else "answer", "next_limit_ours": not over, "provisional": False,
            "result": result, "result_kind": counts, "decided_on": _day(filed, 58) if over else None,
            "ended_on": _day(filed, 58) if over else None, "redo": False,
            "reasons": ",no_search_record," if counts == "corrected" else "",
        }
    ]  # fmt: skip


def archive(by: random.Random, row: dict[str, Any]) -> list[dict[str, Any]]:
    """What a closed case says of archive and publication."""
    archived = row["status"] == "archived"
    if not archived and not row["for_publication"]:
        return []
    closed = date.fromisoformat(row["dispatched_on"])
    published = row["for_publication"] and by.random() < 0.8
    return [
        {
            "case_id": row["case_id"], "agency_id": row["agency_id"],
            "archived_on": _day(closed, 30) if archived else None,
            "retention": by.choice(("永久", "30年", "10年")) if archived else "",
            "marked_on": _day(closed, 3) if row["for_publication"] else None,
            "published_on": _day(closed, 20) if published else None,
            "published_where": "门户网站" if published else "", "reevaluated_on": None, "reevaluation": "",
        }
    ]  # fmt: skip
