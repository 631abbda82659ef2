"""What the list of changes and the forms of numbers are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.words import said, t
from workflow.terms import Role
from workflow.wording import Words

CHANGES: Mapping[str, Words] = {
    "agency_added": Words("设立机关", "Agency set up"),
    "agency_closed": Words("停用机关", "Agency closed"),
    "agency_opened": Words("启用机关", "Agency opened again"),
    "agency_changed": Words("更改机关信息", "Agency changed"),
    "numbers_changed": Words("更改文号格式", "Number forms changed"),
    "seal_set": Words("更换印章", "Seal set"),
    "person_added": Words("增加人员", "Person added"),
    "person_closed": Words("停用账号", "Account closed"),
    "person_opened": Words("启用账号", "Account opened"),
    "password_reset": Words("重置密码", "Password reset"),
    "signed_out": Words("全部退出登录", "Signed out everywhere"),
    "roles_changed": Words("更改角色", "Roles changed"),
    "stand_in_named": Words("指定代办人", "Stand-in named"),
    "stand_in_ended": Words("终止代办", "Stand-in ended"),
    "calendar_imported": Words("载入放假安排", "Holidays loaded"),
    "verified": Words("核验", "Verified"),
    "backed_up": Words("备份", "Backup"),
    "publication_added": Words("登记已公开信息", "Publication entered"),
    "publication_closed": Words("已公开信息停用", "Publication closed"),
    "password_changed": Words("本人更改密码", "Password changed by its owner"),
    "totp_on": Words("启用动态口令", "One-time codes turned on"),
    "totp_off": Words("停用动态口令", "One-time codes turned off"),
    "recovery_code_used": Words("使用恢复码", "Recovery code used"),
    "recovery_codes_renewed": Words("更换恢复码", "Recovery codes renewed"),
    "totp_reset": Words("重置动态口令", "One-time codes reset"),
}
_NAMES: Mapping[str, Words] = {
    "name": Words("名称", "Name"),
    "name_en": Words("英文名称", "English name"),
    "code": Words("代码", "Code"),
    "office": Words("受理机构", "Office"),
    "address": Words("地址", "Address"),
    "postcode": Words("邮政编码", "Postcode"),
    "phone": Words("电话", "Telephone"),
    "hours": Words("办公时间", "Opening hours"),
    "review_organ": Words("复议机关", "Review organ"),
    "upper_organ": Words("上一级主管部门", "Department above"),
    "court": Words("管辖法院", "Court"),
    "review_online": Words("网上复议渠道", "Online review"),
    "number_template": Words("文号格式", "Number form"),
    "roles": Words("角色", "Roles"),
    "deputy": Words("代办人", "Stand-in"),
    "from": Words("自", "From"),
    "to": Words("至", "To"),
    "sha256": Words("SHA-256", "SHA-256"),
    "width": Words("宽", "Width"),
    "height": Words("高", "Height"),
    "moved": Words("期限变动件数", "Deadlines moved"),
    "faults": Words("问题数", "Faults"),
    "size": Words("字节", "Bytes"),
    "locked": Words("加密", "Encrypted"),
    "documents": Words("文件数", "Documents"),
    "rows": Words("行数", "Rows"),
    "": Words("通用", "Common"),
}
SERIES: Mapping[str, Words] = {
    "": Words("通用格式", "The common form"),
    "reply": Words("答复书、告知书", "Replies"),
    "notice": Words("程序性告知", "Procedural notices"),
    "consultation": Words("征求意见", "Consultations"),
    "fee": Words("收费通知", "Fee notices"),
    "assistance": Words("协办、移送", "Assistance"),
    "supervision": Words("督办", "Supervision"),
    "appeal": Words("复议答复、应诉", "Appeals"),
}


def change(kind: str) -> str:
    """What was done."""
    return said(CHANGES.get(kind, kind))


def named(name: str, kind: str) -> str:
    """What a value is called in a change of that kind."""
    if name == "name" and kind.startswith("person"):
        return t("姓名", "Name")
    words = _NAMES.get(name) or SERIES.get(name)
    return said(words) if words else name


def shown(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return t("是", "yes") if value else t("否", "no")
    if isinstance(value, list):
        roles = {role.value: said(role) for role in Role}
        return t("、", ", ").join(roles.get(one, str(one)) for one in value) or t("无", "none")
    text = str(value)
    return f"{text[:12]}…" if len(text) == 64 else text or t("无", "none")


def series(name: str) -> str:
    """A series of letters."""
    return said(SERIES.get(name, name))
