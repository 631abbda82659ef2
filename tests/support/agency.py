"""An agency of its own for letters that are checked without a store."""

from __future__ import annotations

from workflow.store.repository import AgencyView

AGENCY = AgencyView(
    agency_id=2,
    parent_id=1,
    path="/1/2/",
    code="示发改",
    name="示例市发展和改革委员会",
    name_en="",
    number_template="示发改公开〔{year}〕{n}号",
    address="示例市人民路1号",
    phone="0000-1234567",
    review_organ="示例市人民政府",
    court="示例市示例区人民法院",
    review_online="示例市网上复议平台（互联网）",
)
