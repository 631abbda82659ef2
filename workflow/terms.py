"""The words of the field as closed sets, each with its Chinese and English name."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word with two names: `zh` as law and offices say it, `en` for the second language of the pages."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.zh, term.en = zh, en
        return term


class Status(Term):
    """Where a case stands. *Overdue* is computed from the clock and never appears here."""

    AWAITING_CONFIRMATION = "awaiting_confirmation", "待确认", "Awaiting confirmation"
    RECEIVED = "received", "已收件", "Received"
    AWAITING_CORRECTION = "awaiting_correction", "待补正", "Awaiting correction"
    AWAITING_REASONS = "awaiting_reasons", "待说明理由", "Awaiting reasons"
    IN_HAND = "in_hand", "办理中", "In hand"
    CONSULTING = "consulting", "征求意见中", "Consulting"
    AWAITING_PAYMENT = "awaiting_payment", "待缴费", "Awaiting payment"
    UNDER_REVIEW = "under_review", "审查中", "Under review"
    AWAITING_APPROVAL = "awaiting_approval", "待签发", "Awaiting approval"
    APPROVED = "approved", "已签发", "Approved"
    REPLIED = "replied", "已答复", "Replied"
    SERVED = "served", "已送达", "Served"
    LAPSED = "lapsed", "视为放弃", "Lapsed"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"
    ARCHIVED = "archived", "已归档", "Archived"


class Channel(Term):
    """How an application came (art. 29 and 31; 国办公开办函〔2017〕19号)."""

    COUNTER = "counter", "当面提交", "At the counter"
    SIGNED_POST = "signed_post", "挂号信、EMS（本机关签收）", "Registered post (signed for)"
    PLAIN_POST = "plain_post", "平信", "Plain post"
    ORAL = "oral", "电话、口头（代填）", "Phone or oral (form filled in for the applicant)"
    FAX = "fax", "传真", "Fax"
    EMAIL = "email", "电子邮件", "E-mail"
    WEB = "web", "网上提交", "Web form"


class ApplicantType(Term):
    """The columns of table three of the annual report."""

    NATURAL_PERSON = "natural_person", "自然人", "Natural person"
    BUSINESS = "business", "商业企业", "Business"
    RESEARCH = "research", "科研机构", "Research institution"
    SOCIAL = "social", "社会公益组织", "Public-interest organisation"
    LEGAL_SERVICE = "legal_service", "法律服务机构", "Legal service"
    OTHER = "other", "其他", "Other organisation"


class UrgingKind(Term):
    """What a supervisor sends to whoever has a case."""

    URGE = "urge", "催办", "Urging notice"
    ORDER = "order", "督办", "Supervision order"


class Role(Term):
    """What a person does in an agency; a person may hold several."""

    FRONT_DESK = "front_desk", "收件", "Front desk"
    HANDLER = "handler", "承办", "Handler"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查", "Secrecy reviewer"
    LEGAL_REVIEWER = "legal_reviewer", "法制审核", "Legal reviewer"
    APPROVER = "approver", "签发", "Approver"
    LEADER = "leader", "机关负责人", "Agency leader"
    SUPERVISOR = "supervisor", "督办", "Supervisor"
    ADMINISTRATOR = "administrator", "管理员", "Administrator"
    AUDITOR = "auditor", "审计", "Auditor"


class CaseKind(Term):
    """An application for information, or for the correction of a record about oneself (art. 41)."""

    APPLICATION = "application", "信息公开申请", "Application"
    RECORD_CORRECTION = "record_correction", "更正申请", "Record correction"


class Party(Term):
    """Whom a consultation letter goes to (art. 32 and 34)."""

    THIRD_PARTY = "third_party", "第三方", "Third party"
    CO_PRODUCER = "co_producer", "共同制作机关", "Co-producing agency"
    OTHER_ORGAN = "other_organ", "其他机关", "Other organ"


class Stance(Term):
    """What the consulted party answered."""

    AGREES = "agrees", "同意公开", "Agrees"
    OBJECTS = "objects", "不同意公开", "Objects"
    PARTLY = "partly", "同意部分公开", "Agrees in part"


class ClosingGround(Term):
    """Why a consultation ended."""

    OPINION = "opinion", "收到意见", "Opinion received"
    SILENCE = "silence", "逾期未答复", "Silence"
    WITHDRAWN = "withdrawn", "撤回征询", "Consultation withdrawn"


class Authority(Term):
    """The paper that shows who may act for an applicant (民法典第一百六十五条, 第二十三条, 第六十一条)."""

    POWER_OF_ATTORNEY = "power_of_attorney", "授权委托书", "Power of attorney"
    LAW_FIRM = "law_firm", "授权委托书和律师事务所函", "Power of attorney and law firm's letter"
    GUARDIAN = "guardian", "监护关系证明", "Proof of guardianship"
    REPRESENTATIVE = (
        "representative",
        "法定代表人（负责人）身份证明",
        "Proof of being the legal representative",
    )
    NONE = "none", "未提交", "Not handed in"


class SupplyForm(Term):
    """The form in which the applicant wants the information (art. 29 and 40)."""

    PAPER = "paper", "纸质", "Paper"
    ELECTRONIC = "electronic", "电子文档", "Electronic copy"
    VIEWING = "viewing", "查阅、抄录", "Viewing and copying"


class Way(Term):
    """How a letter travels. Private couriers may not carry official letters (国办公开办函〔2016〕235号)."""

    COUNTER = "counter", "当面领取", "Handed over"
    POST = "post", "邮寄（邮政企业）", "Postal enterprise"
    AGENCY = "agency", "委托其他机关送达", "Through another agency"
    EMAIL = "email", "电子邮件", "E-mail"
    PORTAL = "portal", "网上平台", "Portal"


class NoticeStatus(Term):
    """How far a letter is; its number and words are fixed from the signature on."""

    DRAFTED = "drafted", "拟稿", "Drafted"
    SUBMITTED = "submitted", "审签中", "Submitted"
    SIGNED = "signed", "已签发", "Signed"
    SENT = "sent", "已发出", "Sent"
    SERVED = "served", "已送达", "Served"
    VOIDED = "voided", "已作废", "Voided"


class MailStatus(Term):
    """How far an e-mail is."""

    QUEUED = "queued", "待发送", "Waiting to be sent"
    SENT = "sent", "已发送", "Sent"
    FAILED = "failed", "未能发送", "Not sent"


class FeeMode(Term):
    """The two ways of the processing fee; never both for one application (办法第三条)."""

    PER_CASE = "per_case", "按件计收", "Per case"
    PER_PAGE = "per_page", "按量计收", "Per page"


class LapseGround(Term):
    """Why an application counts as given up."""

    CORRECTION = "correction", "逾期不补正", "Not corrected in time"
    FEE = "fee", "逾期不缴费", "Fee not paid in time"


class Relation(Term):
    """How two cases belong together."""

    RELATED = "related", "相关", "Related"
    SAME_APPLICANT = "same_applicant", "同一申请人", "Same applicant"
    REPEAT_OF = "repeat_of", "重复申请", "Repeat of"
    GROUP = "group", "并案办理", "Handled together"


class Reevaluation(Term):
    """What looking again at withheld information came to (art. 18)."""

    STILL_WITHHELD = "still_withheld", "仍不予公开", "Still withheld"
    TO_PUBLISH = "to_publish", "可以公开，转为主动公开", "May be published now"
    ON_REQUEST = "on_request", "可以依申请公开", "May be disclosed on request"
