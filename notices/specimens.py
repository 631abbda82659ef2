"""Invented letters, one or more of each kind: they show the wording and test the hard cases of setting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from notices.letter import Letter, Organ, Receipt, Reply
from notices.remedies import Remedies

ORGAN = Organ(
    name="示例市人民政府办公室",
    review_organ="示例市人民政府",
    court="示例市示例区人民法院",
    upper_organ="示例省人民政府办公厅",
    office="示例市人民政府办公室政务公开科",
    address="示例市示例区人民路1号",
    postcode="000000",
    phone="0000-12345678",
    hours="工作日9:00至17:00",
)
LONG_REQUEST = (
    "原浒山街道赖王村三产综合楼用地对外出让的批准决定、土地出让合同及其附件、补偿安置方案和听证笔录，"
    "以及2018年至2022年期间与该地块有关的规划条件、建设工程规划许可证、竣工规划核实意见，"
    "并请一并提供上述文件形成过程中对外正式印发的会议纪要"
)


def specimens(config: Path) -> dict[str, tuple[str, Letter]]:
    """Name -> (kind, context); remedy paragraphs come from the folder of settings."""
    reply, receipt = _reply(Remedies.load(config / "remedies.toml")), _receipt()
    ten = tuple(f"示例市第{n}批城市更新项目建设用地批准书（示例土批〔2025〕{n}号）" for n in range(1, 11))
    return {
        "receipt": ("receipt", receipt),
        "receipt-provisional": (
            "receipt",
            replace(receipt, due_on=date(2027, 1, 4), provisional_from=date(2027, 1, 1)),
        ),
        "receipt-long": ("receipt", replace(receipt, request=f"一、{LONG_REQUEST}；\n二、{LONG_REQUEST}。")),
        "reply_disclosed": ("reply_disclosed", reply),
        "reply_disclosed-long": ("reply_disclosed", replace(reply, request=LONG_REQUEST)),
        "reply_disclosed-ten": ("reply_disclosed", replace(reply, supplied=ten)),
        "reply_disclosed-rare": (
            "reply_disclosed",
            replace(reply, applicant="喆堃䶮龑", request="䶮镇龑村喆堃地块的征收补偿方案"),
        ),
        "reply_disclosed-short-name": (
            "reply_disclosed",
            replace(reply, organ=replace(ORGAN, name="示例县政府")),
        ),
        "reply_disclosed-long-name": (
            "reply_disclosed",
            replace(
                reply, organ=replace(ORGAN, name="示例自治州示例自治县人民政府政务公开工作领导小组办公室")
            ),
        ),
    }


def _reply(remedies: Remedies) -> Reply:
    decided = date(2026, 11, 20)
    return Reply(
        organ=ORGAN,
        number="示例公开〔2026〕12号",
        case_no="示例-2026-0199",
        applicant="王小明",
        received_on=date(2026, 11, 10),
        request="示例区人民路西侧地块国有建设用地使用权出让合同",
        provision="条例第三十六条第二项",
        supplied=("国有建设用地使用权出让合同（合同编号：示例-2025-0031）",),
        supply="纸质复印件",
        way="邮寄",
        remedy=remedies.paragraph("B", decided, ORGAN),
        dated_on=decided,
    )


def _receipt() -> Receipt:
    return Receipt(
        organ=ORGAN,
        case_no="示例-2026-0199",
        query_code="7K4M-Q2XD",
        applicant="王小明",
        channel="挂号信、EMS",
        received_on=date(2026, 11, 10),
        received_how="以本机关签收之日为收到申请之日",
        received_provision="条例第三十一条第二项",
        due_on=date(2026, 12, 8),
        reply_days=20,
        reply_provision="条例第三十三条第二款",
        request="示例区人民路西侧地块国有建设用地使用权出让合同",
        supply="纸质复印件，邮寄",
        dated_on=date(2026, 11, 10),
    )
