"""The cases of the great store, made up one after another: whose, when, about what, how far they are."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from made_details import appeals, archive, details

from workflow import words
from workflow.records import START, Record, seal
from workflow.store.personal import Vault
from workflow.terms import Channel

SEED, AGENCIES, DISTRICT, OWN = 10, 61, 40, 2
CLERK, HANDLER, APPROVER, CITY, DISTRICT_SUPERVISOR = 1, 2, 3, 4, 5
PASSWORD = "a-long-password"
FIRST_DAY, TODAY = date(2019, 5, 15), date(2026, 11, 20)
#: of the oldest cases few are open, of the newest many: about one in twenty in all
_NEW, _OPEN_NEW, _OPEN_OLD = 0.9, 0.42, 0.009


def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split())


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文辉力红玉兰志鹏飞宇浩然子轩梓涵"
PLACES = _split(
    "示例大道 样本路 样板村 范例镇 模拟河 参考湾 标本街 典范桥 试点新区 样式巷 示范园 例证岭 图样坡"
)
MATTERS = _split(
    "拓宽工程 征地补偿 房屋拆迁 环境影响评价 规划许可 安置方案 招标采购 资金使用 "
    "用地批准 低保发放 学校划片 学位分配 河道整治 污水处理 公交线路 医保结算 "
    "工程验收 消防检查 价格听证 行政处罚 土地出让 集体资产 惠农补贴 扶贫项目 "
    "危房改造 加装电梯 停车收费 物业备案 垃圾焚烧 噪声监测 水质检测 供暖价格 "
    "食品抽检 事故调查 招商协议 预算决算"
)
PAPERS = _split(
    "批复 公告 方案 合同 会议纪要 名单 依据 标准 红线图 评估报告 验收报告 审批表 统计数据 检测报告"
)
ENDS = _split(
    "纸质复印件请邮寄 请以电子邮件答复 并请说明依据 用于了解本人权益 如不公开请说明理由 请一并提供附图"
)
RARE = "琥珀鳟鱼"  #: stands in one case in five thousand
OUTCOMES = {
    "disclosed": 40, "already_public": 18, "partly_disclosed": 9, "not_held": 15, "not_ours": 5, "still_unclear": 4,
    "repeat": 3, "refused_third_party": 2, "refused_internal": 3, "refused_process": 0.9, "refused_state_secret": 0.1,
}  # fmt: skip
OPEN = {
    "in_hand": 40, "received": 15, "consulting": 15, "under_review": 8, "awaiting_approval": 7, "approved": 6,
    "awaiting_correction": 5, "awaiting_confirmation": 3, "awaiting_payment": 1,
}  # fmt: skip
CLOSED = {"archived": 80, "served": 14, "replied": 3, "lapsed": 2, "withdrawn": 1}
CHANNELS = dict(zip((c.value for c in Channel), (25, 22, 6, 4, 1, 12, 30), strict=True))
_UNASSIGNED = ("received", "awaiting_confirmation")
STOPPED = {"consulting": "suspended", "awaiting_correction": "stopped", "awaiting_payment": "stopped"}


class Case(NamedTuple):
    """The rows of one case by table, and the pieces it is found by."""

    tables: dict[str, list[dict[str, Any]]]
    words: tuple[int, int, list[int]]
    agency: int
    year: int
    number: int


class Made(NamedTuple):
    """The rows of many cases."""

    tables: dict[str, list[dict[str, Any]]]
    words: list[tuple[int, int, list[int]]]

    @classmethod
    def empty(cls) -> Made:
        return cls({}, [])

    def take(self, case: Case) -> None:
        for table, rows in case.tables.items():
            if rows:
                self.tables.setdefault(table, []).extend(rows)
        self.words.append(case.words)


def picked(by: random.Random, weights: dict[str, float]) -> str:
    return by.choices(*_weights(tuple(weights.items())))[0]


@lru_cache
def _weights(items: tuple[tuple[str, float], ...]) -> tuple[list[str], list[float]]:
    return [name for name, _ in items], [weight for _, weight in items]


def cases(n: int, vault: Vault) -> Iterator[Case]:
    """n cases in the order they arrived; the same for the same number."""
    by = random.Random(SEED)
    last: dict[tuple[int, int], int] = {}
    skew = [1 / (rank + 4) for rank in range(AGENCIES)]
    people = max(n // 3, 20)
    for case_id in range(1, n + 1):
        arrived = FIRST_DAY + (TODAY - FIRST_DAY) * ((case_id - 1) / n)
        agency = by.choices(range(1, AGENCIES + 1), skew)[0]
        key = (agency, arrived.year)
        last[key] = last.get(key, 0) + 1
        who = _person(int(people * by.random() ** 3), vault)
        yield _case(by, case_id, agency, arrived, last[key], who, case_id > n * _NEW)


class Who(NamedTuple):
    """An applicant; some come again and again."""

    name: str
    type: str
    sealed: dict[str, str]


@lru_cache(maxsize=400_000)
def _person(number: int, vault: Vault) -> Who:
    by = random.Random(number)
    name = by.choice(SURNAMES[: 1 + int(len(SURNAMES) * by.random() ** 2)])
    name += by.choice(GIVEN[:12]) if by.random() < 0.4 else by.choice(GIVEN) + by.choice(GIVEN)
    plain = {"id_no": f"1101051949{number:08d}", "phone": f"139{number:08d}"}
    sealed = {f"{field}_sealed": vault.seal(value) for field, value in plain.items()}
    digests = {f"{field}_digest": vault.digest(value) for field, value in plain.items()}
    return Who(name, "business" if number % 12 == 0 else "natural_person", sealed | digests)


def application(by: random.Random, case_id: int) -> str:
    """What is asked for; matters are as unevenly common as in an office."""
    matter = MATTERS[int(len(MATTERS) * by.random() ** 2)]
    year, place = by.randint(2010, 2026), by.choice(PLACES)
    rare = RARE if case_id % 5000 == 17 else ""
    return (
        f"根据政府信息公开条例，申请公开{year}年{place}{by.randint(1, 400)}号{matter}{rare}的"
        f"{by.choice(PAPERS)}和{by.choice(PAPERS)}，{by.choice(ENDS)}。"
    )


def _case(
    by: random.Random, case_id: int, agency: int, arrived: date, number: int, who: Who, new: bool
) -> Case:
    is_open = by.random() < (_OPEN_NEW if new else _OPEN_OLD)
    status = picked(by, OPEN if is_open else CLOSED)  # type: ignore[arg-type]
    case_no = f"示{agency:02d}-{arrived.year}-{number:04d}"
    asked = application(by, case_id)
    summary = asked[:40]
    row = _row(by, agency, arrived, is_open, status) | {
        "case_id": case_id, "case_no": case_no, "submission_key": f"made{case_id}", "summary": summary,
        "applicant": who.name, "applicant_type": who.type,
    }  # fmt: skip
    row |= details(by, row, arrived, TODAY)
    if row["outcome"]:
        row["document_no"] = f"示{agency:02d}公开〔{arrived.year}〕{number}号"
    history = _history(row, asked, summary)
    row |= {"version": len(history), "digest": history[-1]["digest"]}
    tables = {
        "cases": [row],
        "entries": history,
        "texts": [_text(case_id, agency, body) for body in (asked, summary)],
        "applicants": [_applicant(case_id, agency, who)],
        "appeals": appeals(by, row, TODAY),
        "archive_facts": archive(by, row),
    }
    said = words.codes((case_no, row["document_no"], asked, who.name))
    return Case(tables, (case_id, agency, sorted(said)), agency, arrived.year, number)


def _row(by: random.Random, agency: int, arrived: date, is_open: bool, status: str) -> dict[str, Any]:
    confirmed = status != "awaiting_confirmation"
    clock = STOPPED.get(status, "running") if is_open else "replied"
    due = TODAY + timedelta(by.randint(-4, 40)) if is_open else arrived + timedelta(28)
    replied = None if is_open else arrived + timedelta(by.randint(5, 30))
    return {
        "agency_id": agency, "kind": "application", "channel": picked(by, CHANNELS), "status": status,
        "is_open": is_open, "arrived_on": arrived.isoformat(),
        "received_on": arrived.isoformat() if confirmed else None, "regime": "prc-2019",
        "due_on": due.isoformat() if confirmed and clock in ("running", "replied") else None,
        "provisional": False, "clock_status": clock if confirmed else "",
        "days_left": by.randint(1, 15) if clock == "suspended" else None,
        "handler_id": _handler(by, agency, status), "document_no": "",
        "outcome": "" if is_open else picked(by, OUTCOMES),
        "decided_on": replied and replied.isoformat(), "dispatched_on": replied and replied.isoformat(),
    }  # fmt: skip


def _handler(by: random.Random, agency: int, status: str) -> int | None:
    """A third of what is assigned in the agency whose handler there is."""
    return HANDLER if agency == OWN and status not in _UNASSIGNED and by.random() < 0.3 else None


def _history(row: dict[str, Any], asked: str, summary: str) -> list[dict[str, Any]]:
    """How the case began, in its chain: logged, received, taken in hand. What came later is not made up."""
    logged, received, taken = (dict(fact) for fact in _FACTS)
    digests = [sha256(body.encode()).hexdigest() for body in (asked, summary)]
    logged |= {
        "agency": row["agency_id"], "applicants": [row["submission_key"]], "arrived_on": row["arrived_on"],
        "application_sha256": digests[0], "case_no": row["case_no"], "channel": row["channel"],
        "submission_key": row["submission_key"], "summary_sha256": digests[1],
    }  # fmt: skip
    facts = [("ApplicationLogged", logged)]
    if row["received_on"]:
        facts.append(("ReceiptFixed", received | {"received_on": row["received_on"]}))
    if row["handler_id"]:
        facts.append(("TakenInHand", taken | {"handler": row["handler_id"]}))
    return list(_chained(row, facts))


_FACTS: tuple[dict[str, Any], ...] = (
    {"kind": "application", "query_code": "ABCD2345", "split_from": "", "supply_form": "paper", "supply_way": "post",
     "written_by_office": False},
    {"how": "", "provision": "条例第三十一条第一项", "regime": "prc-2019", "rule": "submitted"},
    {"unit": "综合科"},
)  # fmt: skip
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _chained(row: dict[str, Any], facts: list[tuple[str, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    before, at = START, f"{row['arrived_on']}T01:00:00.000000Z"
    for seq, (kind, fact) in enumerate(facts, start=1):
        record = Record(seq, kind, at, CLERK, None, _CANONICAL.encode(fact), "")
        before = seal(before, row["case_no"], record)
        yield {
            "case_id": row["case_id"], "seq": seq, "agency_id": row["agency_id"], "kind": kind, "at": at,
            "by_id": CLERK, "acting_for": None, "data": record.data, "digest": before,
        }  # fmt: skip


def _text(case_id: int, agency: int, body: str) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "sha256": sha256(body.encode()).hexdigest(),
        "agency_id": agency,
        "body": body,
    }


def _applicant(case_id: int, agency: int, who: Who) -> dict[str, Any]:
    return {
        "key": f"made{case_id}", "agency_id": agency, "case_id": case_id, "position": 1, "name": who.name,
        "type": who.type, "id_kind": "resident", "address_sealed": "", "email_sealed": "", "email_digest": "",
        "agent": "", "help_needed": "", **who.sealed,
    }  # fmt: skip
