"""`mingfu office`: agencies, people, stand-ins and number forms, for whoever sets an installation up."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

import click

from workflow import office as rooms
from workflow.cli import put
from workflow.cli.at_desk import AS_JSON, agency, at_desk, day, person, plain
from workflow.errors import BadInput
from workflow.store import repository
from workflow.store.offices import office_rows
from workflow.terms import Role

_TEXTS = {
    "name_en": "英文名称 / English name",
    "number_template": "文号格式，如 示例公开〔{year}〕{n}号 / form of document numbers",
    "address": "地址 / address",
    "phone": "电话 / telephone",
    "review_organ": "复议机关 / who hears reconsideration",
    "court": "管辖法院 / court",
    "review_online": "网上申请复议的渠道 / internet channel for reconsideration",
    "upper_organ": "上一级主管部门，2024年以前的决定也可以向它申请复议 / department above, a second choice before 2024",
}


@click.group()
def office() -> None:
    """机关、人员、代办人、文号格式。 / Agencies, people, stand-ins, number forms."""


@office.command("list")
@AS_JSON
def tree(as_json: bool) -> None:
    """列出机关和人员。 / The agencies and who works in them."""
    with at_desk() as desk, desk.store.database.reading() as connection:
        agencies = repository.agencies(connection)
        people = office_rows.people(connection)
    answer = [
        {
            "code": a.code,
            "name": a.name,
            "parent": next((p.code for p in agencies if p.agency_id == a.parent_id), None),
            "people": [
                {"account": p.account, "name": p.name, "roles": list(p.roles)}
                for p in people
                if p.agency_id == a.agency_id
            ],
        }
        for a in agencies
    ]
    put({"agencies": answer}, as_json, "\n".join(_lines(answer)))


def _lines(agencies: list[dict[str, Any]]) -> list[str]:
    lines = []
    for one in agencies:
        lines.append(f"{one['code']}\t{one['name']}")
        for who in one["people"]:
            roles = "、".join(Role(role).zh for role in who["roles"])
            lines.append(f"\t{who['account']}\t{who['name']}\t{roles}")
    return lines


def _options(command: Any) -> Any:
    for name, said in _TEXTS.items():
        command = click.option(f"--{name.replace('_', '-')}", name, default="", callback=plain, help=said)(
            command
        )
    return command


@office.command("agency")
@click.argument("code", callback=plain)
@click.argument("name", callback=plain)
@click.option("--parent", callback=plain, help="上级机关代码 / code of the agency above")
@_options
@AS_JSON
def add_agency(code: str, name: str, parent: str | None, as_json: bool, **texts: str) -> None:
    """设立机关：代码用在受理编号之首。 / Set up an agency; its code begins case numbers."""
    with at_desk() as desk:
        above = agency(desk, parent) if parent else None
        made = rooms.add_agency(desk.store, code=code, name=name, parent=above, **texts)
    put({"agency": made, "code": code}, as_json, f"已设立 {name}（{code}） / set up")


@office.command("person")
@click.argument("code", callback=plain)
@click.argument("account", callback=plain)
@click.argument("name", callback=plain)
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([r.value for r in Role]))
@AS_JSON
def add_person(code: str, account: str, name: str, roles: tuple[str, ...], as_json: bool) -> None:
    """增加人员，密码随机生成，只显示一次。 / Add a person; the password is random and shown once."""
    password = secrets.token_urlsafe(12)
    with at_desk() as desk:
        rooms.add_person(
            desk.store,
            agency=agency(desk, code),
            account=account,
            name=name,
            password=password,
            roles=[Role(role) for role in dict.fromkeys(roles)],
        )
    put({"account": account, "password": password}, as_json, f"{account}\t{password}")


@office.command("stand-in")
@click.argument("code", callback=plain)
@click.argument("account", callback=plain)
@click.argument("deputy", callback=plain)
@click.option("--from", "from_on", required=True, callback=day, help="起始日 / first day")
@click.option("--to", "to_on", required=True, callback=day, help="终止日 / last day")
@AS_JSON
def add_stand_in(code: str, account: str, deputy: str, from_on: date, to_on: date, as_json: bool) -> None:
    """外出期间由谁代办。 / Who acts for a person while away."""
    with at_desk() as desk:
        rooms.name_stand_in(
            desk.store,
            agency=agency(desk, code),
            person=person(desk, account),
            deputy=person(desk, deputy),
            from_on=from_on,
            to_on=to_on,
        )
    answer = {"account": account, "deputy": deputy, "from": from_on, "to": to_on}
    put(answer, as_json, f"{from_on} 至 {to_on}，{deputy} 代 {account} 办理 / stands in")


@office.command("number-form")
@click.argument("code", callback=plain)
@click.argument("series", callback=plain)
@click.argument("template", callback=plain)
@AS_JSON
def set_number_form(code: str, series: str, template: str, as_json: bool) -> None:
    """某一类文书单独编号，如 consultation 示例公开征〔{year}〕{n}号。 / A series of letters with numbers of its own."""
    with at_desk() as desk:
        known = set(desk.rules.approvals.notices.values()) - {""} | {"reply"}
        if series not in known:
            raise BadInput(f"没有编号类别 {series}，只有 {'、'.join(sorted(known))} / no such series")
        rooms.set_number_form(desk.store, agency=agency(desk, code), series=series, template=template)
    put({"series": series, "template": template}, as_json, f"{series}：{template}")
