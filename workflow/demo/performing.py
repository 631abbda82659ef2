"""Every act of every story, performed at the desk in the order of time, at the moments it would have happened."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter

from workflow import acts as a
from workflow.composing import composed
from workflow.days.office_time import SHANGHAI
from workflow.days.working_days import WorkingDays
from workflow.demo.people import Cast
from workflow.demo.scenes import Matter, Scene
from workflow.demo.unfolding import unfold
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.terms import Channel, Role

_LOGGED, _ACTED = time(9), time(10)
_SLOT, _MINUTE = timedelta(minutes=30), timedelta(minutes=1)
_NEXT_YEAR: Final = "next_year"


class Cue(NamedTuple):
    """One act to perform: the moment, the matter it belongs to, and the scene (None: the letter is logged)."""

    at: datetime
    matter: int
    scene: Scene | None


class Performance:
    """Performs the matters on a desk as of `today`; nothing happens on `today` itself or later."""

    def __init__(self, desk: Desk, cast: Cast, days: WorkingDays, today: date) -> None:
        self._desk, self._cast, self._days, self._today = desk, cast, days, today
        self._case_nos: dict[int, str] = {}
        self._keys: dict[str, str] = {}

    def perform(self, matters: tuple[Matter, ...]) -> int:
        """Do all of it in the order of time; answers how many cases were logged."""
        cues = sorted(cue for place, matter in enumerate(matters) for cue in self._cues(place, matter))
        for cue in cues:
            self._play(cue, matters[cue.matter])
        return len(matters)

    def _cues(self, place: int, matter: Matter) -> Iterator[Cue]:
        """Within a day half an hour lies between the acts of one case, and a minute between cases."""
        arrived = self._day(matter, 0)
        minutes = place * _MINUTE
        yield Cue(datetime.combine(arrived, _LOGGED, SHANGHAI) + minutes, place, None)
        slots: dict[int, int] = {}
        for scene in unfold(matter, self._desk.rules.approvals):
            if not 0 <= scene.day < matter.age:
                raise BadInput(f"演示数据：第 {place + 1} 件的 {scene.move} 尚未发生 / has not happened yet")
            slot = slots[scene.day] = slots.get(scene.day, -1) + 1
            begun = datetime.combine(self._day(matter, scene.day), _ACTED, SHANGHAI)
            yield Cue(begun + slot * _SLOT + minutes, place, scene)

    def _day(self, matter: Matter, n: int) -> date:
        """The n-th working day after the matter arrived."""
        arrived = self._days.add_working_days(self._today, -matter.age)
        return self._days.add_working_days(arrived, n)

    def _play(self, cue: Cue, matter: Matter) -> None:
        if cue.scene is None:
            by = self._cast.people[matter.agency, Role.FRONT_DESK]
            logged = self._desk.log(by, self._letter(matter), cue.at)
            self._case_nos[cue.matter] = logged.case_no
            self._keys[matter.key] = logged.case_no
            return
        by, case_no = self._cast.people[matter.agency, cue.scene.by], self._case_nos[cue.matter]
        step = composed(self._desk, by, case_no, self._act(matter, cue.scene), cue.at)
        if isinstance(step, a.Split):
            self._desk.split(by, case_no, step, cue.at)
        else:
            self._desk.perform(by, case_no, step, cue.at)

    def _letter(self, matter: Matter) -> a.Log:
        arrived = self._day(matter, 0)
        at_once = matter.confirmed == 0
        return _read(
            a.Log,
            matter.form
            | {
                "agency": self._cast.agencies[matter.agency],
                "arrived_on": arrived,
                "signed_on": arrived if matter.form["channel"] == Channel.SIGNED_POST else None,
                "confirmed_on": arrived if at_once else None,
                "confirmed_how": "电话确认" if at_once else "",
                "submission_key": secrets.token_hex(16),
            },
        )

    def _act(self, matter: Matter, scene: Scene) -> a.Act:
        kind = a.ACTS[scene.move]
        values = dict(scene.fields)
        for field in fields(kind):
            if field.name in values and "date" in str(field.type):
                values[field.name] = self._date(matter, values[field.name])
        if kind is a.TakeInHand:
            values["handler"] = self._cast.people[matter.agency, Role.HANDLER]
        if "until" in values.get("content", {}):
            content = dict(values["content"])
            content["new_due_on"] = self._date(matter, content.pop("until"))
            values["content"] = content
        if kind is a.Link:
            values["case_no"] = self._keys[values["case_no"]]
        return _read(kind, values)

    def _date(self, matter: Matter, said: int | str) -> date:
        if said == _NEXT_YEAR:
            return self._days.first_working_day_from(date(self._today.year + 1, 1, 20))
        return self._day(matter, int(said))


def _read(kind: type[a.A], values: dict[str, Any]) -> a.A:
    """The act its fields say, as strictly as a script's."""
    made: a.A = TypeAdapter(kind).validate_json(json.dumps(values, default=str), strict=True)
    return made
