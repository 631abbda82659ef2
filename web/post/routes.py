"""The outgoing post of the day: the list, labels, tracking numbers in one go, the register of what went."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request

from notices.labels import Label, labels
from web.access import desk, needs, now, officer, person
from web.access import today as this_day
from web.forms import read_day
from web.post import addresses, by_letter, paging, pasting, sending
from web.post.addresses import Destination
from web.post.forms import CARRIERS, ENDED, Labels, Paste, carrier_of
from web.post.paging import MOST
from web.post.sending import Sender, ToPost
from workflow.errors import BadInput
from workflow.guards.letters import POSTAL_LAW
from workflow.store import repository
from workflow.store.letters import outgoing_rows
from workflow.store.letters.outgoing_rows import Posted
from workflow.terms import Role, Way
from workflow.wording import Words

post = Blueprint("post", __name__, template_folder="templates")
DESK = (Role.FRONT_DESK, Role.HANDLER)
OTHER_WAYS = tuple(way.value for way in Way if way is not Way.POST)
RECORDED = Words(
    "清单和标签显示完整地址，每次查看都有记录。",
    "Lists and labels show addresses in full; each showing is recorded.",
)


@post.record
def _give_templates_the_names(state: Any) -> None:
    state.app.jinja_env.globals.update(
        outgoing_name=sending.name_of,
        way_name=Way,
        move_of=by_letter.move_of,
        moves_the_clock=by_letter.moves_the_clock,
        ended=ENDED,
        recorded=RECORDED,
    )


@post.get("/post")
@needs(*DESK)
def today() -> Any:
    """What waits to be sent."""
    return _page(Paste())


@post.post("/post/check")
@needs(*DESK)
def check() -> Any:
    """Which number goes to which letter, before anything is recorded."""
    form = Paste()
    if not form.validate():
        return _page(form), 400
    try:
        pairs = pasting.matched(form.numbers.data, _mine(_to_post()[0]))
    except BadInput as bad:
        form.numbers.errors = [*form.numbers.errors, str(bad)]
        return _page(form), 400
    return render_template(
        "post/check.html",
        form=form,
        pairs=pairs,
        on=form.on.data or this_day(),
        carrier=CARRIERS[form.carrier.data],
        stops=any(pair.level == "stop" for pair in pairs),
        warns=any(pair.level == "warn" for pair in pairs),
    )


@post.post("/post/send")
@needs(*DESK)
def send() -> Any:
    """Post each by its own act; what was refused is told beside what went."""
    sent, carrier = request.form.getlist("letter"), request.form.get("carrier", "")
    if carrier not in CARRIERS or not sent:
        raise BadInput("表单不全，请从待寄发重新开始 / the form is incomplete: begin at the outgoing post")
    try:
        wanted = [ToPost(*one.split("\t")) for one in sent]
        on = date.fromisoformat(request.form.get("on", ""))
    except (TypeError, ValueError):
        raise BadInput("表单有误，请重新开始 / the form is not as it was sent: begin anew") from None
    sender = Sender(person(), agencies(), now(), carrier_of(carrier), on)
    results = sending.post_all(desk(), sender, wanted)
    return render_template("post/sent.html", results=results, on=on)


@post.get("/post/labels.pdf")
@needs(*DESK)
def label_sheet() -> Any:
    """Address labels of what waits for the post, in the order of the list."""
    form = Labels(request.args)
    if not form.validate():
        raise BadInput("请选择标签纸和起始位置 / choose the sheet and where it begins")
    held = addresses.shown(desk().store, officer(), _mine(_to_post()[0]), "打印信封标签", now())
    with desk().store.database.reading() as connection:
        names = {a.agency_id: a.name for a in repository.agencies(connection)}
    made = labels([_label(one, names) for one in held], form.sheet.data, form.skip.data or 0)
    header = {"Content-Disposition": f'attachment; filename="labels-{this_day()}.pdf"'}
    return Response(made, content_type="application/pdf", headers=header)


@post.get("/post/register")
@needs(*DESK)
def register() -> Any:
    """What goes out, or went out on a day, with addresses, to be printed and signed by the post office."""
    wanted = request.args.get("on", "").strip()
    try:
        on = read_day(wanted) if wanted else None
    except ValueError as bad:
        raise BadInput(str(bad)) from None
    if on is None:
        held, reason = _mine(_to_post()[0]), Words("打印交寄清单", "Printing the list to post").zh
    else:
        with desk().store.database.reading() as connection:
            held = outgoing_rows.sent_on(connection, agencies(), Way.POST.value, on)
        reason = Words(f"查看 {on} 寄发登记簿", f"Reading the register of post of {on}").zh
    listed = addresses.shown(desk().store, officer(), held, reason, now())
    return render_template("post/register.html", listed=listed, on=on)


def agencies() -> set[int]:
    """The agencies at whose desk this person works."""
    return {h.agency for h in officer().held if h.role in DESK}


def _to_post() -> tuple[list[Posted], Posted | None]:
    """One page of what goes by post, behind the place the address names, and the last of it where more follow."""
    after = paging.place(request.values.get("after", ""))
    with desk().store.database.reading() as connection:
        found = outgoing_rows.to_send(connection, agencies(), (Way.POST.value,), MOST + 1, after)
    return paging.page(found)


def _mine(held: list[Posted]) -> list[Posted]:
    """Those whose sending is an act of this person's role: the rest is sent by the handler."""
    return [posted for posted in held if sending.may_send(officer(), posted)]


def _page(form: Paste) -> str:
    with desk().store.database.reading() as connection:
        others = outgoing_rows.to_send(connection, agencies(), OTHER_WAYS, MOST)
    held, last = _to_post()
    mine = _mine(held)
    return render_template(
        "post/today.html",
        form=form,
        labels=Labels(None),
        listed=mine,
        after=request.values.get("after", ""),
        more=paging.mark(last.out.signed_on, last) if last else "",
        by_handler=[(p, by_letter.move_of(p.out.kind)) for p in held if p not in mine],
        others=others,
        law=POSTAL_LAW,
        about=Words(
            "邮寄以交邮之日为答复日期；答复等公文只能交邮政企业寄递。",
            "By post the day of posting is the day of reply; official letters travel by the postal enterprise alone.",
        ),
    )


def _label(one: Destination, names: dict[int, str]) -> Label:
    return Label(one.name, one.address, one.postcode, one.posted.case_no, names[one.posted.agency_id])
