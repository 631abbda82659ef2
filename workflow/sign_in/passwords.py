"""Passwords people choose: what they must be, and changing one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from workflow import office
from workflow.errors import MoveRefused, NotAllowed, Reason
from workflow.store import Store
from workflow.store.offices import credential_rows, office_entries, office_rows, people_rows
from workflow.store.offices.office_entries import Change
from workflow.store.offices.office_rows import Account

AT_LEAST, AT_MOST, DIFFERENT = office.PASSWORD_AT_LEAST, 128, 5  # characters
#: what stands between the digits and signs of the passwords tried first everywhere, and in offices
COMMON = frozenset(
    """
    a aa aaa abc abcd abcdef abcdefg abcdefgh abcdefghij admin adminadmin administrator asdf asdfgh
    asdfghjkl changeme default dragon football guest hello helloworld iloveyou letmein login loveyou
    master mima mingfu mingfumingfu monkey pass password passwordpassword passwd princess qazwsx
    qazwsxedc qq qwe qweasd qweasdzxc qwer qwert qwerty qwertyui qwertyuiop root secret shenqing
    superman system test testtest trustno user welcome woaini woainiwoaini woaizhongguo xinxi
    xinxigongkai zaq zaqxsw zhengfu zhengfuxinxi zhengfuxinxigongkai zhongguo zxcvbn zxcvbnm
    """.split()  # noqa: SIM905  a list of words is read as words
)
_LEET = str.maketrans("013457@$!", "oleastasi")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def faults(password: str, account: str, name: str = "") -> tuple[Reason, ...]:
    """Every reason against a new password; empty when it may be used. Length counts, signs are not asked for."""
    return tuple(_faults(password, account, name))


def _faults(password: str, account: str, name: str) -> Iterator[Reason]:
    if len(password) < AT_LEAST:
        yield Reason(f"密码至少 {AT_LEAST} 位", f"A password has at least {AT_LEAST} characters")
    if len(password) > AT_MOST:
        yield Reason(f"密码最多 {AT_MOST} 位", f"A password has at most {AT_MOST} characters")
    if _is_guessed(password):
        yield Reason(
            "这个密码太常见，容易被猜到，请换几个不相干的词",
            "This password is among the first to be guessed: use some unrelated words",
        )
    if any(part and part.casefold() in password.casefold() for part in (account, name)):
        yield Reason("密码不能含有账号或姓名", "A password may not hold the account or the name")


def _is_guessed(password: str) -> bool:
    """A common word with digits or signs around it, digits alone, or the same few characters over and over."""
    plain = password.casefold()
    words = {
        _EDGES.sub("", plain),
        _EDGES.sub("", plain).translate(_LEET),
        _EDGES.sub("", plain.translate(_LEET)),
    }
    return len(set(plain)) < DIFFERENT or "" in words or bool(words & COMMON)


def change(store: Store, person: int, old: str, new: str, now: datetime) -> Account:
    """Change one's own; every session ends. Answers the account as it then stands.

    Raises NotAllowed for a wrong old password, MoveRefused with every fault of the new one.
    """
    with store.database.reading() as connection:
        account = office_rows.person_account(connection, person)
    if account is None or not office.fits(account, old):
        raise NotAllowed("现在的密码不对 / the present password is wrong")
    against = faults(new, account.account, account.name)
    if old == new:
        against += (Reason("新密码与现在的密码相同", "The new password is the present one"),)
    if against:
        raise MoveRefused(*against)
    kept = office.hashed(new)
    with store.database.writing() as connection:
        people_rows.set_password(connection, person, kept, must_change=False)
        said = Change(agency=account.agency_id, kind="password_changed", about=account.account)
        office_entries.add(connection, said, now, person)
        changed = office_rows.person_account(connection, person)
    assert changed is not None
    return changed


def must_change(store: Store, person: int) -> bool:
    """Whether the password was handed over and is to be changed before anything else."""
    with store.database.reading() as connection:
        return credential_rows.of(connection, person).must_change
