"""What the rules of a regime, their values, the steps of a route and the checks are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from workflow.terms import Channel
from workflow.wording import Words


class Section(NamedTuple):
    """Rules under one heading, in the order in which a case meets them."""

    heading: Words
    rules: Mapping[str, Words]


SECTIONS: Final = (
    Section(
        Words("收到日", "Day of receipt"),
        {f"receipt.{channel.value}": Words(channel.zh, channel.en) for channel in Channel}
        | {"confirmation": Words("与申请人确认", "Confirming with the applicant")},
    ),
    Section(
        Words("答复", "Reply"),
        {
            "on_the_spot": Words("当场答复", "Reply on the spot"),
            "reply": Words("答复期限", "Reply"),
            "extension": Words("延长答复", "Extension"),
            "extension_after_restart": Words("重新计算后此前的延长", "An extension before a restart"),
            "reply_form": Words("提供形式", "Form of supply"),
            "search": Words("检索", "Search"),
            "review": Words("内部审查期间", "While reviewed inside"),
            "service": Words("答复之日", "Day of the reply"),
            "withdrawal": Words("撤回申请", "Withdrawal"),
            "redo": Words("撤销后重新答复", "New reply after an order"),
            "publication": Words("转为主动公开", "Proactive publication"),
        },
    ),
    Section(
        Words("补正", "Correction"),
        {
            "correction_notice": Words("告知补正", "Ask for correction"),
            "correction_answer": Words("申请人补正", "Answer to it"),
            "correction_restart": Words("补正之后", "After the correction"),
            "correction_lapse": Words("逾期不补正", "Not corrected in time"),
        },
    ),
    Section(
        Words("征求意见", "Consultation"),
        {
            "consultation_third_party": Words("第三方答复", "Third party's answer"),
            "consultation_co_producer": Words("共同制作机关答复", "Co-producing agency's answer"),
            "consultation_other_organ": Words("其他机关答复", "Another organ's answer"),
            "consultation_suspension": Words("不计入答复期限的征询", "Consultations that stop the clock"),
            "silence_third_party": Words("第三方逾期未答", "Third party stays silent"),
            "silence_co_producer": Words("共同制作机关逾期未答", "Co-producing agency stays silent"),
            "silence_other_organ": Words("其他机关逾期未答", "Another organ stays silent"),
        },
    ),
    Section(
        Words("数量、频次异常", "Excessive applications"),
        {
            "reasons_request": Words("要求说明理由期间", "While reasons are asked for"),
            "reasons_answer": Words("申请人说明理由", "Giving the reasons"),
            "delayed_period": Words("延迟答复", "Delayed reply"),
        },
    ),
    Section(
        Words("信息处理费", "Processing fee"),
        {
            "fee_notice": Words("收费通知", "Fee notice"),
            "fee_payment": Words("缴费", "Payment"),
            "fee_restart": Words("缴费之后", "After payment"),
            "fee_lapse": Words("逾期不缴费", "Not paid in time"),
        },
    ),
    Section(
        Words("救济", "Remedies"),
        {
            "reconsideration_apply": Words("申请行政复议", "Apply for reconsideration"),
            "reconsideration_answer": Words("复议答复", "Answer in reconsideration"),
            "reconsideration_answer_simplified": Words(
                "复议答复（简易程序）", "Answer, simplified procedure"
            ),
            "litigation_apply": Words("提起行政诉讼", "Go to court"),
            "litigation_after_review": Words("复议后起诉", "Go to court after reconsideration"),
            "court_evidence": Words("向法院提交证据和答辩状", "Evidence and defence to the court"),
        },
    ),
    Section(
        Words("归档与更正", "Archive and records"),
        {
            "archive": Words("保管期限", "Kept for"),
            "record_correction": Words("更正申请的期限", "Limit for correcting a record"),
        },
    ),
    Section(
        Words("本机关内部时限", "Limits of the office"),
        {
            "unit_answer": Words("内设机构协办", "Answer of a unit"),
            "draft": Words("拟稿", "Draft"),
            "submission": Words("送审", "Submission"),
        },
    ),
)
UNITS: Final = {
    "working_days": Words("个工作日", "working days"),
    "days": Words("日", "days"),
    "months": Words("个月", "months"),
    "years": Words("年", "years"),
}
VALUES: Final = {
    "submitted": Words("提交之日", "the day it is handed in"),
    "signed": Words("签收之日", "the day it is signed for"),
    "confirmed": Words("双方确认之日", "the day both sides confirm"),
    "system": Words("进入系统之日", "the day it enters the system"),
    "posted": Words("交邮之日", "the day it is posted"),
    "allowed": Words("可以", "allowed"),
    "may": Words("可以", "may"),
    "required": Words("必须", "required"),
    "as_requested": Words("按申请人要求的形式", "as the applicant asked"),
    "running": Words("期限照常计算", "the clock runs on"),
    "ends": Words("程序终结", "the procedure ends"),
    "lapses": Words("视为放弃", "counts as given up"),
    "stands": Words("继续有效", "stands"),
    "new_full_period": Words("答复期限重新计算", "a new full period"),
    "every_consultation": Words("每一项征询", "every consultation"),
    "third_party_only": Words("仅征求第三方意见", "third parties alone"),
    "agency_decides": Words("行政机关决定", "the agency decides"),
    "deemed_consent": Words("视为同意公开", "counts as consent"),
    "fixed_by_agency": Words("行政机关确定并告知", "fixed and told by the agency"),
    "no_limit": Words("没有规定", "none in law"),
    "within_reply_period": Words("在答复期限内", "within the reply period"),
}
LAPSING: Final = {"extension_after_restart": Words("不再计入", "no longer counts")}
STEPS: Final = {
    "secrecy": Words("保密审查", "secrecy review"),
    "legal": Words("法制审核", "legal review"),
    "approval": Words("工作机构负责人", "head of the disclosure office"),
    "leader": Words("机关负责人", "agency leader"),
}
ROUTES: Final = {
    "notice": Words("程序性告知", "procedural notices"),
    "extension": Words("延期", "extensions"),
    "reply": Words("答复", "replies"),
    "refusal": Words("不予公开、不予处理", "refusals"),
    "appeal": Words("复议、诉讼", "appeals"),
    "supervision": Words("督办", "supervision"),
    "internal": Words("内部表格", "internal forms"),
    "none": Words("无需签发", "nothing to sign"),
}
CHECKS: Final = {
    "incomplete": Words("事实、复议机关或者法院缺少", "A fact, the review organ or the court is missing"),
    "provision": Words(
        "依据不是作出之日该结果的条款", "The provision is not that of the outcome on that day"
    ),
    "no_article": Words("没有条款规定这种结果", "No article covers the outcome"),
    "other_article": Words("引用了同一法规的其他条款", "Further articles of the same law are cited"),
    "remedy": Words("救济告知缺少、类别或者机关不对", "The remedy paragraph is missing or wrong"),
    "remedy_online": Words(
        "网上送达而没有网上复议渠道", "Served online without an online channel for review"
    ),
    "review_body": Words(
        "复议机关或者法院与机关的类别不符", "The review organ or court does not fit the kind of agency"
    ),
    "gaps": Words("文中留有空白", "Placeholders are left in the text"),
    "identity_number": Words("文中有身份证件号", "An identity number stands in the text"),
    "phone": Words("文中有他人手机号", "Somebody else's mobile number stands in the text"),
    "landline": Words("文中有不属于本机关的固定电话", "A fixed line that is not the agency's"),
    "address": Words("文中有他人住址", "Somebody else's home address stands in the text"),
    "addressee": Words("送达对象不对", "Not addressed to whom it belongs"),
    "search_record": Words("信息不存在而没有检索记录", "'Not held' without a search on file"),
    "search_found": Words("信息不存在而检索有命中", "'Not held', though a search found something"),
    "correction_asked": Words("仍不明确而未要求补正", "'Still unclear', though never asked to be corrected"),
    "reasons_asked": Words("大量反复而未要求说明理由", "Refused as excessive without asking for reasons"),
    "secrecy_review": Words("公开而未经保密审查", "Disclosed before the secrecy review"),
    "reviewed_before": Words(
        "当场提供而未写明此前的保密审查", "Given at the counter: when it was reviewed is not said"
    ),
    "consultation_open": Words("征求意见尚未结束", "A consultation is still open"),
    "third_party_asked": Words("以第三方为由而未征求意见", "Refused for a third party never asked"),
    "third_party_told": Words(
        "第三方反对而公开前未告知", "Disclosed against an objection, third party not told"
    ),
    "deadline": Words("答复期限已过", "The reply is late"),
    "limit": Words(
        "七日、十五日、二十日的限期未遵守或者未写明", "A limit of 7, 15 or 20 working days is not kept"
    ),
}
LEVELS: Final = {
    "stop": Words("不能签发", "cannot be signed"),
    "warn": Words("写明理由方可签发", "signed only with a written reason"),
}
EFFECTS: Final = {
    "none": Words("不影响", "none"),
    "start": Words("起算", "starts"),
    "stop": Words("停止", "stops"),
    "restart": Words("重新计算", "starts anew"),
    "suspend": Words("暂停", "suspends"),
    "resume": Words("恢复", "resumes"),
    "extend": Words("延长", "extends"),
    "end": Words("结束", "ends"),
    "new_date": Words("另定日期", "sets a new date"),
}
