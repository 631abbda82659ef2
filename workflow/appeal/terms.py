"""The words of appeals as closed sets: what kind, by which procedure, how far, and who is to act."""

from __future__ import annotations

from workflow.terms import Term


class AppealKind(Term):
    """Before whom an outcome is disputed (条例第四十七条、第五十一条)."""

    REVIEW = "review", "行政复议", "Reconsideration"
    LITIGATION = "litigation", "行政诉讼", "Litigation"
    COMPLAINT = "complaint", "投诉、举报", "Complaint or report"


class Procedure(Term):
    """How the organ hears it; simplified has shorter limits (行政复议法第五十三条、行政诉讼法第八十二条)."""

    ORDINARY = "ordinary", "普通程序", "Ordinary"
    SIMPLIFIED = "simplified", "简易程序", "Simplified"


class AppealStatus(Term):
    """How far it is before the organ that hears it; at second instance an appeal is to be answered once more."""

    REGISTERED = "registered", "待答复、答辩", "To be answered"
    ANSWERED = "answered", "已答复，待决定", "Answered, to be decided"
    STAYED = "stayed", "已中止", "Stayed"
    DECIDED = "decided", "已裁判，上诉期内", "Judged, may be taken further"
    RECTIFYING = "rectifying", "待整改", "To be rectified"
    ENDED = "ended", "已办结", "Ended"
    STRUCK = "struck", "登记有误，已注销", "Registered by mistake"


class AppealStep(Term):
    """What happens to an appeal on its way; the rows of its lifecycle."""

    ANSWER = "answer", "提交答复、答辩和证据", "Answer with evidence"
    CHANGE_PROCEDURE = "change_procedure", "变更审理程序", "Change the procedure"
    FIX_HEARING = "fix_hearing", "登记听证、开庭安排", "Fix a hearing"
    HOLD_HEARING = "hold_hearing", "登记听证、开庭已举行", "Record that it was heard"
    EXTEND_DECISION = "extend_decision", "登记延长复议期限", "Record the organ's extension"
    STAY = "stay", "登记中止审理", "Record a stay"
    RESUME = "resume", "登记恢复审理", "Record that it goes on"
    DECIDE = "decide", "登记复议决定", "Record the review decision"
    JUDGE = "judge", "登记一审裁判", "Record the first judgment"
    JUDGE_FINALLY = "judge_finally", "登记二审裁判", "Record the final judgment"
    TAKE_FURTHER = "take_further", "登记对方上诉", "Record that the other side takes it further"
    TAKE_FURTHER_OURSELVES = "take_further_ourselves", "登记本机关上诉", "Record that we take it further"
    TAKE_EFFECT = "take_effect", "登记一审裁判生效", "Record that the judgment took effect"
    FIND = "find", "登记处理结果", "Record the finding"
    FIND_WRONG = "find_wrong", "登记处理结果，限期整改", "Record the finding, to be rectified"
    RECTIFY = "rectify", "登记整改完成", "Record that it was rectified"
    END_WITHDRAWN = "end_withdrawn", "登记撤回", "Record the withdrawal"
    STRIKE = "strike", "注销错误登记", "Strike a mistaken registration"


class ResultKind(Term):
    """The columns of table four of the annual report."""

    UPHELD = "upheld", "结果维持", "Upheld"
    CORRECTED = "corrected", "结果纠正", "Corrected"
    OTHER = "other", "其他结果", "Other result"
    PENDING = "pending", "尚未审结", "Pending"


class PaperKind(Term):
    """What a paper of an appeal is."""

    APPLICATION = "application", "申请书、起诉状、投诉材料", "Application, complaint or petition"
    NOTICE = "notice", "答复通知、应诉通知、传票", "Notice to answer, summons"
    ANSWER = "answer", "答复书、答辩状", "Answer or defence"
    EVIDENCE = "evidence", "证据及证据目录", "Evidence and its list"
    AUTHORITY = "authority", "身份证明、授权委托书", "Proof of identity, power of attorney"
    HEARING = "hearing", "听证、庭审、听取意见笔录", "Record of a hearing"
    DECISION = "decision", "决定书、判决书、裁定书", "Decision, judgment or ruling"
    OTHER = "other", "其他", "Other"
