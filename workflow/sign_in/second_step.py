"""The second step of signing in: one-time codes of a phone (RFC 6238), and recovery codes on paper."""

from __future__ import annotations

import hmac
import os
import secrets
from datetime import datetime
from typing import NamedTuple

import pyotp

from workflow.administration.scope import changing
from workflow.errors import BadInput, MoveRefused, NotAllowed, Reason
from workflow.records import moment_text
from workflow.store import Connection, Store
from workflow.store.offices import credential_rows, office_entries, office_rows, people_rows
from workflow.store.offices.office_entries import Change
from workflow.terms import Role

SECONDS, SKEW, CODES = 30, 1, 10  # a step, steps a clock may differ, recovery codes handed out
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Standing(NamedTuple):
    """Where a person stands: enrolled since (ISO UTC, or empty), the secret offered, codes left, whether asked for."""

    enrolled_at: str
    offered: str
    recovery_left: int
    required: bool


def required_roles() -> frozenset[Role]:
    """The roles of MINGFU_SECOND_STEP, by comma. Raises BadInput for one that is not a role."""
    given = [word.strip() for word in os.environ.get("MINGFU_SECOND_STEP", "").split(",") if word.strip()]
    try:
        return frozenset(Role(word) for word in given)
    except ValueError as unknown:
        named = ", ".join(role.value for role in Role)
        raise BadInput(f"MINGFU_SECOND_STEP 只能填角色：{named} / these are the roles there are") from unknown


def is_required(connection: Connection, person: int) -> bool:
    """Whether the person holds one of those roles anywhere."""
    wanted = required_roles()
    held = people_rows.employee(connection, person).roles.values() if wanted else ()
    return any(wanted.intersection(roles) for roles in held)


def is_missing(connection: Connection, person: int) -> bool:
    """Whether the person has to enrol before anything else."""
    return is_required(connection, person) and not credential_rows.of(connection, person).enrolled_at


def is_on(store: Store, person: int) -> bool:
    """Whether the password alone does not sign this person in."""
    with store.database.reading() as connection:
        return bool(credential_rows.of(connection, person).enrolled_at)


def standing(store: Store, person: int) -> Standing:
    """Where they stand."""
    with store.database.reading() as connection:
        held = credential_rows.of(connection, person)
        left = credential_rows.recovery_left(connection, person)
        required = is_required(connection, person)
    offered = "" if held.enrolled_at else store.vault.open(held.secret_sealed)
    return Standing(held.enrolled_at, offered, left, required)


def address(secret: str, account: str) -> str:
    """What the picture holds: an otpauth address."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name="Mingfu")


def offer(store: Store, person: int) -> None:
    """A new secret to be confirmed by a code. Raises MoveRefused for who is enrolled."""
    with store.database.writing() as connection:
        if credential_rows.of(connection, person).enrolled_at:
            raise MoveRefused(Reason("动态口令已启用", "The second step is on already"))
        sealed = store.vault.seal(pyotp.random_base32())
        credential_rows.put(connection, person, secret_sealed=sealed, last_step=0)


def confirm(store: Store, person: int, code: str, now: datetime) -> tuple[str, ...]:
    """Turn it on by a first code; answers the recovery codes, kept only as digests. Raises NotAllowed."""
    with store.database.writing() as connection:
        held = credential_rows.of(connection, person)
        if held.enrolled_at or not _takes(store, connection, person, code, now):
            raise NotAllowed("口令不对，请看手机上的新口令再试 / wrong code: try the next one on the phone")
        credential_rows.put(connection, person, enrolled_at=moment_text(now))
        _record(connection, person, "totp_on", now)
        return _new_codes(store, connection, person)


def passes(store: Store, person: int, code: str, now: datetime) -> bool:
    """Whether that code, of the phone or of the paper, signs the person in; it never does so again."""
    with store.database.writing() as connection:
        if not credential_rows.of(connection, person).enrolled_at:
            return False
        if _takes(store, connection, person, code, now):
            return True
        digest = _digest(store, person, code)
        used = credential_rows.use_recovery(connection, person, digest, now)
        if used:
            _record(connection, person, "recovery_code_used", now)
        return used


def renew_codes(store: Store, person: int, now: datetime) -> tuple[str, ...]:
    """New recovery codes; the old ones serve no more."""
    with store.database.writing() as connection:
        if not credential_rows.of(connection, person).enrolled_at:
            raise MoveRefused(Reason("尚未启用动态口令", "The second step is not on"))
        _record(connection, person, "recovery_codes_renewed", now)
        return _new_codes(store, connection, person)


def turn_off(store: Store, person: int, now: datetime) -> None:
    """Do without it. Raises MoveRefused where it is not on, or a role asks for it."""
    with store.database.writing() as connection:
        if not credential_rows.of(connection, person).enrolled_at:
            raise MoveRefused(Reason("尚未启用动态口令", "The second step is not on"))
        if is_required(connection, person):
            raise MoveRefused(Reason("你的角色须使用动态口令", "Your role asks for the second step"))
        _forget(connection, person)
        _record(connection, person, "totp_off", now)


def reset(store: Store, by: int, now: datetime, person: int) -> None:
    """An administrator takes it away from who lost the phone; every session ends. Raises NotAllowed."""
    with changing(store, by, now) as here:
        who = people_rows.employee(here.connection, person)
        for agency in {who.agency_id, *who.roles}:
            here.agency(agency)
        if person == by:
            raise NotAllowed("自己的动态口令由另一位管理员重置 / another administrator resets yours")
        _forget(here.connection, person)
        office_rows.end_sessions(here.connection, person)
        here.record(who.agency_id, "totp_reset", who.account)


def _takes(store: Store, connection: Connection, person: int, code: str, now: datetime) -> bool:
    """Whether the code is that of now, or of a step beside it, and newer than the last one used."""
    held = credential_rows.of(connection, person)
    if not held.secret_sealed:
        return False
    made, typed = pyotp.TOTP(store.vault.open(held.secret_sealed)), "".join(code.split()).encode()
    present = int(now.timestamp()) // SECONDS
    fits = [
        step
        for step in range(present - SKEW, present + SKEW + 1)
        if hmac.compare_digest(made.generate_otp(step).encode(), typed)
    ]
    return any(credential_rows.use_step(connection, person, step) for step in fits)


def _new_codes(store: Store, connection: Connection, person: int) -> tuple[str, ...]:
    plain = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(CODES)]
    credential_rows.put_recovery(connection, person, [_digest(store, person, code) for code in plain])
    return tuple(f"{code[:5]}-{code[5:]}" for code in plain)


def _digest(store: Store, person: int, code: str) -> str:
    return store.vault.digest(f"recovery {person} {code}")


def _forget(connection: Connection, person: int) -> None:
    credential_rows.put(connection, person, secret_sealed="", enrolled_at="", last_step=0)
    credential_rows.put_recovery(connection, person, ())


def _record(connection: Connection, person: int, kind: str, now: datetime) -> None:
    account = office_rows.person_account(connection, person)
    assert account is not None
    office_entries.add(
        connection, Change(agency=account.agency_id, kind=kind, about=account.account), now, person
    )
