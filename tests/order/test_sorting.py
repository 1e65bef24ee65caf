"""The order of tasks is Argo CD's: phase, wave, kind, name."""

from hypothesis import given
from hypothesis import strategies as st
from order.repositories import ordered, thing, wave

from runbook_gen.model.place import Place
from runbook_gen.model.sync import PHASES, Task
from runbook_gen.order.sorting import KINDS, place_in_sync

OTHERS = ("Application", "Prometheus", "Widget")
TASKS = st.builds(
    Task,
    st.sampled_from(PHASES),
    st.integers(-3, 3),
    st.booleans(),
    st.sampled_from((*KINDS, *OTHERS)),
    st.sampled_from(("", "a", "b")),
    st.text("abc", min_size=1, max_size=2),
    st.builds(Place, st.just("a.yaml"), st.integers(1, 3)),
)


def before(one: Task, other: Task) -> bool:
    """`syncTasks.Less` of gitops-engine, told anew: what is no known kind has rank 0."""
    rank = {kind: index - len(KINDS) for index, kind in enumerate(KINDS)}
    if one.phase != other.phase:
        return PHASES.index(one.phase) < PHASES.index(other.phase)
    if one.wave != other.wave:
        return one.wave < other.wave
    if (a := rank.get(one.kind, 0)) != (b := rank.get(other.kind, 0)):
        return a < b
    return one.name < other.name


@given(st.lists(TASKS, max_size=12))
def test_the_order_is_that_of_a_reference_sort(tasks: list[Task]) -> None:
    reference: list[Task] = []
    for task in tasks:  # insertion, by the comparison alone
        at = next((i for i, other in enumerate(reference) if before(task, other)), len(reference))
        reference.insert(at, task)
    keys = [place_in_sync(task)[:4] for task in reference]
    assert keys == sorted(keys)
    assert [place_in_sync(t)[:4] for t in sorted(tasks, key=place_in_sync)] == keys


def test_the_ends_of_the_kinds_are_where_argo_cd_has_them() -> None:
    assert (len(KINDS), KINDS[0], KINDS[-1]) == (35, "Namespace", "APIService")


def test_files_in_any_order_give_the_same_plan() -> None:
    texts = {
        "b.yaml": thing("z", wave(0)) + "---\n" + thing("a", "argocd.argoproj.io/hook: PostSync"),
        "a.yaml": thing("v", wave(-1)) + "---\n" + thing("x", kind="Namespace"),
        "c.yaml": thing("w", "argocd.argoproj.io/hook: PreSync", wave(9)),
    }
    (sync,) = ordered(texts).plan.syncs
    told = [(t.phase, t.wave, t.declared, t.kind, t.name) for t in sync.tasks]
    assert told == [
        ("PreSync", 9, True, "ConfigMap", "w"),
        ("Sync", -1, True, "ConfigMap", "v"),
        ("Sync", 0, False, "Namespace", "x"),
        ("Sync", 0, True, "ConfigMap", "z"),
        ("PostSync", 0, False, "ConfigMap", "a"),
    ]
    assert ordered(dict(reversed(texts.items()))).plan == ordered(texts).plan
