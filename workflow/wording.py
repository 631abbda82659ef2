"""What moves and history entries are called and how an entry reads, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Final, NamedTuple

from workflow import citing
from workflow.entries import Fact
from workflow.said import day_zh as day_zh
from workflow.said import in_chinese, in_english


class Words(NamedTuple):
    """The same in Chinese and in English."""

    zh: str
    en: str


#: move -> its name on buttons and in refusals
MOVES: Final[dict[str, Words]] = {
    "log": Words("登记", "Log"),
    "log_unconfirmed": Words("登记，待确认", "Log, to be confirmed"),
    "confirm_receipt": Words("确认收到", "Confirm receipt"),
    "record_confirmation_attempt": Words("记录联系未果", "Record a failed call"),
    "take_in_hand": Words("承办", "Take in hand"),
    "reassign": Words("转交承办人", "Reassign"),
    "split": Words("分案", "Split"),
    "ask_for_correction": Words("要求补正", "Ask for correction"),
    "receive_correction": Words("登记补正", "Receive correction"),
    "lapse": Words("视为放弃，结案", "Close as given up"),
    "ask_for_reasons": Words("要求说明理由", "Ask for reasons"),
    "receive_reasons": Words("登记理由", "Receive reasons"),
    "end_reasons": Words("未说明理由，继续办理", "No reasons given: go on"),
    "fix_delayed_period": Words("确定延迟答复期限", "Fix a delayed period"),
    "open_consultation": Words("征求意见", "Consult"),
    "record_consultation_service": Words("登记征求意见书送达", "Record service of the letter"),
    "record_opinion": Words("登记意见", "Record the opinion"),
    "close_consultation": Words("结束一项征询", "Close one consultation"),
    "close_last_consultation": Words("结束征求意见", "Close the consultation"),
    "tell_third_party": Words("告知第三方", "Tell the third party"),
    "propose_extension": Words("拟延期答复", "Propose an extension"),
    "approve_extension": Words("批准延期", "Approve the extension"),
    "refuse_extension": Words("不同意延期", "Refuse the extension"),
    "notify_extension": Words("告知延期", "Notify the extension"),
    "charge_fee": Words("通知收费", "Charge the fee"),
    "record_fee_service": Words("登记收费通知送达", "Record service of the fee notice"),
    "record_payment": Words("登记缴费", "Record payment"),
    "ask_unit": Words("交办协办", "Ask a unit"),
    "chase_unit": Words("催办协办", "Chase the unit"),
    "record_unit_answer": Words("登记协办答复", "Record the unit's answer"),
    "urge": Words("催办、督办", "Urge"),
    "answer_urging": Words("答复催办、督办", "Answer the urging"),
    "record_search": Words("记录检索", "Record a search"),
    "draft_reply": Words("拟写答复", "Draft the reply"),
    "revise_reply": Words("修改答复", "Revise the reply"),
    "submit": Words("送保密审查", "Submit for secrecy review"),
    "submit_for_approval": Words("送签发", "Submit for approval"),
    "pass_secrecy": Words("保密审查通过", "Pass secrecy review"),
    "return_from_secrecy": Words("保密审查退回", "Return from secrecy review"),
    "approve": Words("签发", "Approve"),
    "return_draft": Words("退回修改", "Return the draft"),
    "take_over_draft": Words("接手拟稿", "Take the drafting over"),
    "pass_secrecy_to_legal": Words("保密审查通过，转法制审核", "Pass secrecy review, on to legal review"),
    "pass_legal": Words("法制审核通过", "Pass legal review"),
    "pass_legal_to_secrecy": Words("法制审核通过，转保密审查", "Pass legal review, on to secrecy review"),
    "return_from_legal": Words("法制审核退回", "Return from legal review"),
    "endorse": Words("审核同意，报机关负责人签发", "Agree and pass to the leader"),
    "approve_as_leader": Words("机关负责人签发", "Sign as the agency's leader"),
    "recall_reply": Words("撤回已签发的答复", "Recall the signed reply"),
    "draft_notice": Words("拟写文书", "Draft a letter"),
    "revise_notice": Words("修改文书", "Revise a letter"),
    "submit_notice": Words("文书送审签", "Submit a letter"),
    "pass_notice_legal": Words("文书法制审核通过", "Pass legal review of a letter"),
    "return_notice_from_legal": Words("文书法制审核退回", "Return a letter from legal review"),
    "endorse_notice": Words("文书审核同意，报机关负责人签发", "Agree to a letter and pass it to the leader"),
    "sign_notice": Words("签发文书", "Sign a letter"),
    "sign_notice_as_leader": Words("机关负责人签发文书", "Sign a letter as the agency's leader"),
    "return_notice": Words("文书退回修改", "Return a letter"),
    "take_over_notice": Words("接手拟写文书", "Take the drafting of a letter over"),
    "send_notice": Words("发出文书", "Send a letter"),
    "record_notice_service": Words("登记文书送达", "Record service of a letter"),
    "record_failed_notice_service": Words("登记文书退件", "Record failed service of a letter"),
    "send_notice_again": Words("再次寄发文书", "Send a letter again"),
    "void_notice": Words("作废文书", "Void a letter"),
    "freeze_letter": Words("文书定稿存档", "Freeze the letter"),
    "reply_on_spot": Words("当场答复", "Reply on the spot"),
    "dispatch": Words("寄发、交付答复", "Dispatch the reply"),
    "record_service": Words("登记送达", "Record service"),
    "record_failed_service": Words("登记退件", "Record failed service"),
    "send_again": Words("再次寄发答复", "Send the reply again"),
    "withdraw": Words("登记撤回", "Record withdrawal"),
    "archive": Words("归档", "Archive"),
    "change_retention": Words("变更保管期限", "Change how long it is kept"),
    "mark_for_publication": Words("转为主动公开", "Mark for publication"),
    "record_publication": Words("登记已主动公开", "Record publication"),
    "reevaluate": Words("重新评估不予公开的信息", "Look again at what was withheld"),
    "redo_after_appeal": Words("登记责令重作", "Redo after appeal"),
    "register_appeal": Words("登记复议、诉讼、投诉", "Register an appeal"),
    "step_appeal": Words("登记复议、诉讼、投诉进展", "Record a step of an appeal"),
    "step_appeal_redo": Words("登记裁判生效，重新答复", "A judgment takes effect: reply anew"),
    "decide_appeal": Words("登记复议、诉讼、投诉结果", "Record the result of an appeal"),
    "decide_appeal_redo": Words("登记结果，责令重新答复", "Record a result that orders a new reply"),
    "add_appeal_paper": Words("添加复议、诉讼、投诉材料", "Add a paper of an appeal"),
    "send_mail": Words("电子邮件发送", "Send by e-mail"),
    "record_mail_sent": Words("登记邮件已发送", "Record an e-mail as sent"),
    "record_mail_failed": Words("登记邮件未能发送", "Record an e-mail as not sent"),
    "link": Words("关联案件", "Link a case"),
    "explain_lateness": Words("说明超期原因", "Explain lateness"),
    "add_document": Words("添加材料", "Add a document"),
    "note": Words("备注", "Note"),
    "redate": Words("期限随日历变动", "Re-date"),
}

#: entry kind -> how it reads; names in braces are its fields
ENTRIES: Final[dict[str, Words]] = {
    "ApplicationLogged": Words(
        "登记：{channel}，{arrived_on}到达", "Logged: {channel}, arrived {arrived_on}"
    ),
    "ReceiptFixed": Words(
        "收到日定为{received_on}（{provision}）", "Receipt fixed on {received_on} ({provision})"
    ),
    "CaseImported": Words(
        "自原台账导入：原编号{old_no}，原表第{sheet}张第{row}行",
        "Taken over from the old ledger: number {old_no}, sheet {sheet}, row {row}",
    ),
    "ConfirmationAttempted": Words(
        "联系确认未果：{how}，{result}", "Confirmation attempted: {how}, {result}"
    ),
    "TakenInHand": Words("开始承办", "Taken in hand"),
    "Reassigned": Words("转交承办人：{reason}", "Reassigned: {reason}"),
    "CorrectionAsked": Words(
        "{on}要求补正，应在{answer_by}前补正", "Correction asked on {on}, due by {answer_by}"
    ),
    "CorrectionReceived": Words("{on}收到补正，期限重新计算", "Corrected on {on}; a full new period begins"),
    "CaseLapsed": Words("{ground}，视为放弃，结案", "Given up: {ground}"),
    "ReasonsAsked": Words(
        "{on}要求说明理由，应在{answer_by}前说明", "Reasons asked on {on}, due by {answer_by}"
    ),
    "ReasonsReceived": Words("{on}收到理由", "Reasons received on {on}"),
    "ReasonsNotGiven": Words("逾期未说明理由", "No reasons given"),
    "DelayedPeriodFixed": Words(
        "延迟答复期限定为{until}：{reason}", "Delayed period fixed to {until}: {reason}"
    ),
    "ConsultationOpened": Words(
        "{on}向{party}发出征求意见书：{subject}", "Consulted {party} on {on}: {subject}"
    ),
    "ConsultationServed": Words("征求意见书{ref}于{on}送达", "Letter of consultation {ref} served on {on}"),
    "OpinionRecorded": Words("{on}收到意见：{stance}", "Opinion on {on}: {stance}"),
    "ConsultationClosed": Words(
        "征求意见{ref}于{on}结束：{ground}", "Consultation {ref} closed on {on}: {ground}"
    ),
    "ThirdPartyTold": Words(
        "{on}告知第三方决定公开及理由", "Third party told on {on} of the disclosure and why"
    ),
    "ExtensionProposed": Words(
        "拟延长{working_days}个工作日：{reason}",
        "Extension of {working_days} working days proposed: {reason}",
    ),
    "ExtensionApproved": Words(
        "批准延长{working_days}个工作日", "Extension of {working_days} working days approved"
    ),
    "ExtensionRefused": Words("不同意延期：{reason}", "Extension refused: {reason}"),
    "ExtensionNotified": Words(
        "{on}告知申请人延长{working_days}个工作日", "Applicant told on {on}: {working_days} working days more"
    ),
    "FeeCharged": Words("{on}发出收费通知：{mode}，{yuan}元", "Fee charged on {on}: {mode}, {yuan} yuan"),
    "FeeNoticeServed": Words("收费通知于{on}送达", "Fee notice served on {on}"),
    "FeePaid": Words("{on}缴费{yuan}元，期限重新计算", "{yuan} yuan paid on {on}; a full new period begins"),
    "SearchRecorded": Words(
        "检索：{places}，关键词{keywords}，命中{hits}份（{searcher}）",
        "Searched {places} for {keywords}: {hits} found ({searcher})",
    ),
    "ReplyDrafted": Words("拟写答复第{draft}稿", "Reply drafted, version {draft}"),
    "ReplySubmitted": Words("第{draft}稿送审", "Version {draft} submitted"),
    "SecrecyPassed": Words("保密审查通过：{remark}", "Secrecy review passed: {remark}"),
    "SecrecyReturned": Words("保密审查退回：{reason}", "Returned by secrecy review: {reason}"),
    "ReplyApproved": Words("签发{document_no}", "Approved as {document_no}"),
    "DraftReturned": Words("退回修改：{reason}", "Draft returned: {reason}"),
    "DraftTakenOver": Words("接手第{draft}稿：{reason}", "Version {draft} taken over: {reason}"),
    "LegalPassed": Words("法制审核通过：{remark}", "Legal review passed: {remark}"),
    "LegalReturned": Words("法制审核退回：{reason}", "Returned by legal review: {reason}"),
    "ReplyEndorsed": Words("审核同意，报机关负责人签发：{remark}", "Agreed, passed to the leader: {remark}"),
    "ReplyRecalled": Words("{on}撤回{document_no}：{reason}", "{document_no} recalled on {on}: {reason}"),
    "NoticeDrafted": Words("拟写文书{ref}", "Letter {ref} drafted"),
    "NoticeSubmitted": Words("文书{ref}送审签", "Letter {ref} submitted"),
    "NoticeLegalPassed": Words(
        "文书{ref}法制审核通过：{remark}", "Letter {ref} passed by legal review: {remark}"
    ),
    "NoticeLegalReturned": Words(
        "文书{ref}法制审核退回：{reason}", "Letter {ref} returned by legal review: {reason}"
    ),
    "NoticeEndorsed": Words(
        "文书{ref}审核同意，报机关负责人签发：{remark}",
        "Letter {ref} agreed to, passed to the leader: {remark}",
    ),
    "NoticeSigned": Words("签发文书{document_no}", "Letter {document_no} signed"),
    "NoticeReturned": Words("文书{ref}退回：{reason}", "Letter {ref} returned: {reason}"),
    "NoticeTakenOver": Words("接手文书{ref}：{reason}", "Letter {ref} taken over: {reason}"),
    "NoticeSent": Words(
        "{on}发出文书{ref}：{way} {tracking_no}", "Letter {ref} sent on {on}: {way} {tracking_no}"
    ),
    "NoticeServed": Words("文书{ref}于{on}送达：{how}", "Letter {ref} served on {on}: {how}"),
    "NoticeServiceFailed": Words(
        "文书{ref}于{on}未能送达：{reason}", "Service of letter {ref} failed on {on}: {reason}"
    ),
    "NoticeSentAgain": Words(
        "{on}再次寄发文书{ref}：{way} {tracking_no}", "Letter {ref} sent again on {on}: {way} {tracking_no}"
    ),
    "NoticeVoided": Words("文书{document_no}作废：{reason}", "Letter {document_no} voided: {reason}"),
    "LetterFrozen": Words("文书{document_no}定稿存档", "Letter {document_no} frozen"),
    "RepliedOnSpot": Words("{on}当场答复", "Replied on the spot on {on}"),
    "ReplyDispatched": Words(
        "{on}发出答复：{way} {tracking_no}", "Reply dispatched on {on}: {way} {tracking_no}"
    ),
    "MailQueued": Words("电子邮件{ref}待发送：{letter}", "E-mail {ref} waits to be sent: {letter}"),
    "MailSent": Words(
        "{on}电子邮件{ref}已发送（{message_id}；{answer}）",
        "E-mail {ref} sent on {on} ({message_id}; {answer})",
    ),
    "MailFailed": Words("{on}电子邮件{ref}未能发送：{reason}", "E-mail {ref} not sent by {on}: {reason}"),
    "ReplyServed": Words("{on}送达：{how}", "Served on {on}: {how}"),
    "ServiceFailed": Words("{on}未能送达：{reason}", "Service failed on {on}: {reason}"),
    "ReplySentAgain": Words(
        "{on}再次寄发答复：{way} {tracking_no}", "Reply sent again on {on}: {way} {tracking_no}"
    ),
    "ApplicationWithdrawn": Words("{on}申请人撤回申请：{reason}", "Withdrawn on {on}: {reason}"),
    "CaseArchived": Words(
        "归档，保管期限{retention}：{archive_no}", "Archived, kept {retention}: {archive_no}"
    ),
    "MarkedForPublication": Words("转为主动公开：{reason}", "Marked for publication: {reason}"),
    "RetentionChanged": Words("保管期限改为{retention}：{reason}", "Kept {retention} instead: {reason}"),
    "InformationPublished": Words("{on}公开{title}：{where_found}", "Public {on}: {title}, {where_found}"),
    "RefusalReevaluated": Words(
        "{on}重新评估：{result}。{reason}", "Looked at again on {on}: {result}. {reason}"
    ),
    "RedoOrdered": Words(
        "{on}{organ}以{document_no}责令重新答复", "{organ} ordered a new reply on {on} ({document_no})"
    ),
    "ReplyOrdered": Words(
        "{on}{organ}以{document_no}责令答复，期限重新计算",
        "{organ} ordered a reply on {on} ({document_no}); a new period begins",
    ),
    "AppealRegistered": Words(
        "{on}登记{kind}{ref}：{organ} {appeal_no}（{procedure}）",
        "{kind} {ref} registered on {on}: {organ} {appeal_no} ({procedure})",
    ),
    "AppealStepTaken": Words("{on}复议诉讼{ref}：{step}", "Appeal {ref} on {on}: {step}"),
    "AppealDecided": Words(
        "{on}复议诉讼{ref}有结果：{counts} {document_no}", "Appeal {ref} on {on}: {counts} {document_no}"
    ),
    "AppealPaperAdded": Words("复议诉讼{ref}添加材料：{what}", "Paper added to appeal {ref}: {what}"),
    "CaseSplit": Words("分案：{into}", "Split into {into}"),
    "CaseLinked": Words("与{case_no}关联：{relation}", "Linked to {case_no}: {relation}"),
    "UnitAsked": Words(
        "{on}交{unit}协办：{what}，{answer_by}前答复", "{unit} asked on {on}: {what}, by {answer_by}"
    ),
    "Urged": Words("{on}{kind}，{answer_by}前答复", "{kind} of {on}, to be answered by {answer_by}"),
    "UrgingAnswered": Words("{on}答复催办、督办{ref}", "Urging {ref} answered on {on}"),
    "UnitChased": Words("{on}催办协办{ref}", "Request {ref} chased on {on}"),
    "UnitAnswered": Words("{on}收到协办{ref}答复", "Request {ref} answered on {on}"),
    "LatenessExplained": Words("超期原因：{reason}（{unit}）", "Late because: {reason} ({unit})"),
    "DocumentAdded": Words(
        "添加材料（{media_type}，{size}字节）", "Document added ({media_type}, {size} bytes)"
    ),
    "NoteAdded": Words("备注", "Note"),
    "DeadlineMoved": Words(
        "放假安排变动，期限由{old_due_on}改为{new_due_on}",
        "Calendar notice: deadline moved from {old_due_on} to {new_due_on}",
    ),
}


def say(name: str) -> Words:
    """The name of a move or the plain name of an entry kind."""
    return MOVES[name] if name in MOVES else ENTRIES[name]


def _years(retention: str) -> str:
    """The classes of config/archive.toml in English."""
    return "for ever" if retention == "永久" else retention.replace("年", " years")


#: facts that are written in Chinese alone
_ENGLISH: Final[dict[str, Callable[[str], str]]] = {"provision": citing.english, "retention": _years}


def sentence(fact: Fact) -> Words:
    """How an entry reads, with its dates and facts filled in."""
    words = ENTRIES[type(fact).__name__]
    values = {field.name: getattr(fact, field.name) for field in fields(fact)}  # type: ignore[arg-type]
    zh = {name: in_chinese(value) for name, value in values.items()}
    en = {
        name: in_english(_ENGLISH[name](value) if name in _ENGLISH else value)
        for name, value in values.items()
    }
    return Words(words.zh.format_map(zh).rstrip("： "), words.en.format_map(en).rstrip(": "))
