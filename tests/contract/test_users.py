"""Who may sign in, and as what, alike in SQLite and in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.records.book import Records
from assistant.records.errors import RefusedError, SignInRefusedError, UnknownRecordError
from assistant.records.users import Role
from tests.keeping import PASSWORD
from tests.signing_in import HERE


@pytest.mark.parametrize(("password", "said"), [("elevenchars", "12 to 256"), ("x" * 257, "12 to 256")])
def test_a_password_has_12_characters_or_more(records: Records, password: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        records.users.add("李", Role.STAFF, password, by="test")
    assert records.users.every() == []
    records.users.add("李", Role.STAFF, "十二个字也可以作为密码呀", by="test")


@pytest.mark.parametrize("name", ["", " ", "字" * 65, "a\nb", "a\x00b"])
def test_a_name_is_short_and_printable(records: Records, name: str) -> None:
    with pytest.raises(RefusedError, match="name"):
        records.users.add(name, Role.STAFF, PASSWORD, by="test")


def test_names_are_the_same_in_any_width_and_case(records: Records) -> None:
    records.users.add("Wang", Role.STAFF, PASSWORD, by="test")
    with pytest.raises(RefusedError, match="taken"):
        records.users.add("ＷＡＮＧ ", Role.STAFF, PASSWORD, by="test")
    assert records.sign_in.attempt("wang", PASSWORD, HERE)


def test_a_new_password_ends_all_sessions_and_the_old_one(records: Records, boss: str) -> None:
    token = records.sign_in.attempt(boss, PASSWORD, HERE)
    records.users.set_password(boss, "another fine password", by=boss)
    assert records.sessions.find(token) is None
    with pytest.raises(SignInRefusedError):
        records.sign_in.attempt(boss, PASSWORD, HERE)
    assert records.sign_in.attempt(boss, "another fine password", HERE)


def test_disabling_ends_all_sessions(records: Records, boss: str) -> None:
    records.users.add("李", Role.EDITOR, PASSWORD, by=boss)
    token = records.sign_in.attempt("李", PASSWORD, HERE)
    records.users.disable("李", by=boss)
    assert records.sessions.find(token) is None
    records.users.enable("李", by=boss)
    assert records.sessions.find(token) is None
    assert records.sign_in.attempt("李", PASSWORD, HERE)


def test_another_role_holds_at_once(records: Records, boss: str) -> None:
    records.users.add("李", Role.EDITOR, PASSWORD, by=boss)
    token = records.sign_in.attempt("李", PASSWORD, HERE)
    records.users.set_role("李", Role.STAFF, by=boss)
    signed_in = records.sessions.find(token)
    assert signed_in is not None
    assert signed_in.user.role is Role.STAFF
    assert not signed_in.user.role.reaches(Role.EDITOR)


def test_the_last_active_admin_stays(records: Records, boss: str) -> None:
    records.users.add("李", Role.ADMIN, PASSWORD, by=boss)
    records.users.disable("李", by=boss)
    for attempt in (
        lambda: records.users.disable(boss, by=boss),
        lambda: records.users.set_role(boss, Role.EDITOR, by=boss),
    ):
        with pytest.raises(RefusedError, match="last active admin"):
            attempt()
    assert records.users.get(boss).role is Role.ADMIN
    records.users.enable("李", by=boss)
    records.users.set_role(boss, Role.EDITOR, by=boss)


def test_two_admins_cannot_disable_each_other_at_once(records: Records, boss: str) -> None:
    records.users.add("李", Role.ADMIN, PASSWORD, by=boss)

    def disable(name: str) -> None:
        try:
            records.users.disable(name, by="test")
        except RefusedError:
            return

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(disable, (boss, "李")))
    assert sum(not user.disabled for user in records.users.every()) == 1


def test_unknown_users_are_refused(records: Records) -> None:
    for call in (
        lambda: records.users.get("x"),
        lambda: records.users.disable("x", by="test"),
        lambda: records.users.enable("x", by="test"),
        lambda: records.users.set_role("x", Role.STAFF, by="test"),
        lambda: records.users.set_password("x", PASSWORD, by="test"),
    ):
        with pytest.raises(UnknownRecordError, match="no user 'x'"):
            call()


def test_roles_rank() -> None:
    assert [role.reaches(Role.EDITOR) for role in (Role.STAFF, Role.EDITOR, Role.ADMIN)] == [False, True, True]
