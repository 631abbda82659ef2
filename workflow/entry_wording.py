"""What history entries are called and how one reads, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Final

from workflow import citing
from workflow.clock.limits import ACTS, name_of
from workflow.entries import DeadlineMoved, Fact
from workflow.said import in_chinese, in_english
from workflow.wording import MOVES, Words

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
    "ReplyApproved": Words("签发{document_no}：{remark}", "Approved as {document_no}: {remark}"),
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
    "NoticeSigned": Words("签发文书{document_no}：{remark}", "Letter {document_no} signed: {remark}"),
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
    "RepliedOnSpot": Words("{on}当场答复：{remark}", "Replied on the spot on {on}: {remark}"),
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
    "LimitMoved": Words(
        "放假安排变动，{limit}的期限由{old_due_on}改为{new_due_on}",
        "Calendar notice: the limit for {limit} moved from {old_due_on} to {new_due_on}",
    ),
}


def say(name: str) -> Words:
    """The name of a move or the plain name of an entry kind."""
    return MOVES[name] if name in MOVES else ENTRIES[name]


def _limit(act: str) -> tuple[str, str]:
    """The name of a limit; a history may hold one that this version does not know, which reads as its code."""
    return name_of(act) if act.partition(":")[0] in ACTS else (act, act)


def _years(retention: str) -> str:
    """The classes of config/archive.toml in English."""
    return "for ever" if retention == "永久" else retention.replace("年", " years")


#: facts that are written in Chinese alone, and codes that are written in neither
_ENGLISH: Final[dict[str, Callable[[str], str]]] = {
    "provision": citing.english,
    "retention": _years,
    "limit": lambda act: _limit(act)[1],
}
_CHINESE: Final[dict[str, Callable[[str], str]]] = {"limit": lambda act: _limit(act)[0]}
#: the calendar is announced, and the day is the one that was foreseen
_FIRM: Final = Words(
    "放假安排公布，期限{new_due_on}由暂定转为确定",
    "Calendar notice: the provisional deadline {new_due_on} is firm",
)
#: the clock stands; what would follow once it goes on has changed
_STANDS: Final = Words(
    "放假安排变动，期限暂停中，续算后的期限不同",
    "Calendar notice: the clock stands, and will lead to another day once it goes on",
)


def sentence(fact: Fact) -> Words:
    """How an entry reads, with its dates and facts filled in."""
    words = _words(fact)
    values = {field.name: getattr(fact, field.name) for field in fields(fact)}  # type: ignore[arg-type]
    zh = {
        name: in_chinese(_CHINESE[name](value) if name in _CHINESE else value)
        for name, value in values.items()
    }
    en = {
        name: in_english(_ENGLISH[name](value) if name in _ENGLISH else value)
        for name, value in values.items()
    }
    return Words(words.zh.format_map(zh).rstrip("： "), words.en.format_map(en).rstrip(": "))


#: behind a signature in spite of a warning
_OVER = Words("，有提示而签发的理由：{warnings_accepted}", ", in spite of a warning: {warnings_accepted}")


def _words(fact: Fact) -> Words:
    if getattr(fact, "warnings_accepted", ""):
        said = ENTRIES[type(fact).__name__]
        return Words(said.zh.partition("：")[0] + _OVER.zh, said.en.partition(": ")[0] + _OVER.en)
    if isinstance(fact, DeadlineMoved) and fact.old_due_on == fact.new_due_on:
        return _FIRM if fact.was_provisional and not fact.is_provisional else _STANDS
    return ENTRIES[type(fact).__name__]
