"""Where waves are found: quotes, patches, kustomizations, ApplicationSets, Applications, hooks."""

import pytest
from order.repositories import application, found, ordered, thing, wave

from runbook_gen.model.sync import Task
from runbook_gen.order import Ordered

SET = """apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: tools}
spec:
  goTemplate: GO
  strategy: {type: RollingSync}
  generators:
GENERATORS
  template:
    metadata:
      name: '{{NAME}}'
      annotations: {argocd.argoproj.io/sync-wave: '{{WAVE}}'}
    spec:
      source: {repoURL: https://git.example/x.git, path: 'tools/{{NAME}}'}
      destination: {namespace: tools}
"""


def tasks(result: Ordered) -> dict[str, Task]:
    return {task.name: task for sync in result.plan.syncs for task in sync.tasks}


def waves(result: Ordered) -> dict[int, list[str]]:
    return {number: [app.name for app in apps] for number, apps in result.plan.waves.items()}


def kustomized(*lines: str, base: str = "", **files: str) -> dict[str, Task]:
    """What a kustomization with these lines makes of the ConfigMap `a`."""
    texts = {
        "base/a.yaml": base or thing("a", wave(1)),
        "base/kustomization.yaml": "resources: [a.yaml]\n",
    }
    over = "\n".join(("resources: [../base]", *lines)) + "\n"
    named = {f"over/{name}.yaml": text for name, text in files.items()}
    return tasks(ordered({**texts, **named, "over/kustomization.yaml": over}))


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("number", [-2, 0, 7])
def test_either_quote_and_negative_waves(quote: str, number: int) -> None:
    task = tasks(ordered({"a.yaml": thing("a", wave(number, quote))}))["a"]
    assert (task.wave, task.declared, task.place.line, task.place.column) == (number, True, 6, 35)


def test_the_default_is_said_to_be_one() -> None:
    task = tasks(ordered({"a.yaml": thing("a")}))["a"]
    assert (task.wave, task.declared, str(task.place)) == (0, False, "a.yaml:4:9")


def test_crlf_and_json_and_lists_are_read() -> None:
    one = thing("a", wave(3)).replace("\n", "\r\n")
    two = '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Secret",'
    two += ' "metadata": {"name": "b", "annotations": {"argocd.argoproj.io/sync-wave": "-4"}}}]}'
    read = tasks(ordered({"a.yaml": one, "b.json": two}))
    assert {name: task.wave for name, task in read.items()} == {"a": 3, "b": -4}


def test_a_strategic_merge_patch_in_a_file() -> None:
    for lines in (("patches: [{path: late.yaml}]",), ("patchesStrategicMerge: [late.yaml]",)):
        task = kustomized(*lines, late=thing("a", wave(9)))["a"]
        assert (task.wave, str(task.place)) == (9, "over/late.yaml:6:35")


def test_an_inline_patch_points_into_the_kustomization() -> None:
    patch = "\n".join("      " + line for line in thing("a", wave(8)).splitlines())
    task = kustomized("patches:", "  - patch: |-", patch)["a"]
    assert (task.wave, str(task.place)) == (8, "over/kustomization.yaml:9:41")


def test_a_json_patch_with_a_target() -> None:
    way = "/metadata/annotations/argocd.argoproj.io~1sync-wave"
    for form in ("patches", "patchesJson6902"):
        operation = f"[{{op: replace, path: {way}, value: '6'}}]"
        target = "target: {kind: ConfigMap, name: a.*}"
        lines = (f"{form}:", f"  - {target}", "    patch: |-", f"      {operation}")
        assert kustomized(*lines)["a"].wave == 6
        other = tuple(line.replace("a.*", "b") for line in lines)
        assert kustomized(*other)["a"].wave == 1
    removed = f"- {{op: remove, path: {way}}}"
    lines = ("patches:", "  - target: {kind: ConfigMap}", "    patch: |-", f"      {removed}")
    assert not kustomized(*lines)["a"].declared


def test_a_patch_may_delete_an_object_and_others_pass_by() -> None:
    assert "a" not in kustomized("patches: [{path: no.yaml}]", no=thing("a") + "$patch: delete\n")
    assert kustomized("patches: [{path: b.yaml}]", b=thing("b", wave(9)))["a"].wave == 1


def test_common_annotations_names_and_namespaces() -> None:
    annotation = "commonAnnotations: {argocd.argoproj.io/sync-wave: '5'}"
    task = kustomized(annotation, "namePrefix: x-", "namespace: lab")["x-a"]
    assert (task.wave, task.namespace) == (5, "lab")
    assert str(task.place) == "over/kustomization.yaml:2:51"


def test_components_change_what_takes_them_in() -> None:
    component = "kind: Component\ncommonAnnotations: {argocd.argoproj.io/sync-wave: '-3'}\n"
    files = {
        "a/kustomization.yaml": "resources: [a.yaml]\ncomponents: [../late]\n",
        "a/a.yaml": thing("a"),
        "late/kustomization.yaml": component,
    }
    assert tasks(ordered(files))["a"].wave == -3


def test_bases_that_lead_back_to_themselves_end() -> None:
    files = {
        "a/kustomization.yaml": "resources: [../b, x.yaml]\ncomponents: [../c]\n",
        "a/x.yaml": thing("x", wave(1)),
        "b/kustomization.yaml": "resources: [../a]\n",
        "c/kustomization.yaml": "kind: Component\ncomponents: [../c, ../d]\n",
        "d/kustomization.yaml": "kind: Component\ncomponents: [../c]\n",
        "app.yaml": application("app", "a"),
    }
    assert tasks(ordered(files))["x"].wave == 1


def test_hooks_of_argo_cd_and_of_helm() -> None:
    texts = {
        "a.yaml": thing("a", "argocd.argoproj.io/hook: PreSync, PostSync"),
        "b.yaml": thing("b", "helm.sh/hook: post-install", "helm.sh/hook-weight: '-7'"),
        "c.yaml": thing("c", "helm.sh/hook: pre-delete", "argocd.argoproj.io/hook: Sync"),
        "d.yaml": thing("d", "argocd.argoproj.io/hook: Skip"),
        "e.yaml": thing("e", "argocd.argoproj.io/hook: PostDelete"),
    }
    (sync,) = ordered(texts).plan.syncs
    assert [(task.phase, task.wave, task.name) for task in sync.tasks] == [
        ("PreSync", 0, "a"),
        ("Sync", 0, "c"),
        ("PostSync", -7, "b"),
        ("PostSync", 0, "a"),
        ("PostDelete", 0, "e"),
    ]


@pytest.mark.parametrize(("go", "slot"), [("false", "{{%s}}"), ("true", "{{ .%s }}")])
def test_a_list_fills_in_the_waves(go: str, slot: str) -> None:
    lists = (
        "    - list: {elements: [{name: loki, at: {wave: 40}}, {name: grafana, at: {wave: '-1'}}]}"
    )
    text = SET.replace("GO", go, 1).replace("GENERATORS", lists)
    text = text.replace("{{NAME}}", slot % "name").replace("{{WAVE}}", slot % "at.wave")
    result = ordered({"apps/tools.yaml": text, "tools/loki/a.yaml": thing("a")})
    assert waves(result) == {-1: ["grafana"], 0: ["tools"], 40: ["loki"]}
    assert tasks(result)["a"].namespace == "tools"
    (app,) = result.plan.waves[40]
    assert (app.generated_by, app.declared, app.place.line) == ("tools", True, 12)


def test_folders_of_git_and_a_matrix_are_known_too() -> None:
    text = SET.replace("GO", "false", 1).replace("{{NAME}}", "{{path.basename}}")
    folders = "    - git: {directories: [{path: tools/*}, {path: tools/old, exclude: true}]}"
    files = {"tools/loki/a.yaml": thing("a"), "tools/old/b.yaml": thing("b")}
    fixed = text.replace("{{WAVE}}", "5")
    known = {"set.yaml": fixed.replace("GENERATORS", folders), **files}
    assert waves(ordered(known)) == {0: ["tools"], 5: ["loki"]}
    lists = "    - list: {elements: [{phase: 3}]}"
    both = "\n".join(("    - matrix:", "        generators:", f"      {folders}", f"      {lists}"))
    known["set.yaml"] = text.replace("{{WAVE}}", "{{phase}}").replace("GENERATORS", both)
    assert waves(ordered(known)) == {0: ["tools"], 3: ["loki"]}


def test_a_template_that_nothing_fills_is_reported_and_not_guessed() -> None:
    text = SET.replace("GO", "false", 1).replace("GENERATORS", "    - clusters: {}")
    result = ordered({"set.yaml": text.replace("{{WAVE}}", "{{phase}}")})
    assert [f.id for f in result.findings] == ["wave-templated"]
    assert not result.plan.waves.get(1)


def test_several_sources_and_plain_folders() -> None:
    text = application("app", "one").replace(
        "source: {repoURL: https://git.example/x.git, path: one}",
        "sources:\n    - {path: one}\n"
        "    - {path: two, directory: {recurse: true, exclude: '*/x.yaml'}}",
    )
    files = {
        "app.yaml": text,
        "one/a.yaml": thing("a"),
        "one/below/b.yaml": thing("b"),
        "two/below/c.yaml": thing("c"),
        "two/below/x.yaml": thing("x"),
    }
    (sync,) = [sync for sync in ordered(files).plan.syncs if sync.app]
    assert [task.name for task in sync.tasks] == ["a", "c"]
    assert sync.source == "one, two"


def test_an_application_that_deploys_itself_and_two_that_deploy_each_other() -> None:
    files = {
        "apps/root.yaml": application("root", "apps", wave(-1)),
        "apps/x.yaml": application("x", "y"),
    }
    assert waves(ordered(files)) == {-1: ["root"], 0: ["x"]}
    assert [a.parent for a in ordered(files).plan.applications] == ["", "root"]
    files = {"a/b.yaml": application("b", "b"), "b/a.yaml": application("a", "a")}
    assert waves(ordered(files)) == {0: ["a", "b"]}


def test_what_is_passed_over_is_said() -> None:
    files = {
        "apps/old.yaml.disabled": "nonsense: [",
        "apps/a.yaml": application("a", "chart"),
        "apps/b.yaml": application("b", "nowhere"),
        "chart/Chart.yaml": "apiVersion: v2\nname: chart\n",
        "chart/templates/x.yaml": "metadata:\n  name: {{ .Release.Name }}\n",
    }
    told = {passed.what: passed.reason for passed in ordered(files).plan.passed}
    assert set(told) == {"apps/old.yaml.disabled", "chart", "nowhere", "chart/templates/x.yaml"}
    assert ordered(files).astray == ("nowhere",)


def test_hostile_files_give_one_finding_each_and_the_rest_is_read() -> None:
    argo = "apiVersion: argoproj.io/v1alpha1\n"
    bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(8)
    )
    files = {
        "bomb.yaml": bomb,
        "deep.yaml": "[" * 5000,
        "tab.yaml": "metadata:\n\tname: a\n",
        "nul.yaml": "a: \0\n",
        "list.yaml": "- 1\n- [2]\n",
        "odd.yaml": "apiVersion: v1\nkind: Secret\nmetadata: [1]\nspec: x\n",
        "odd-app.yaml": f"{argo}kind: Application\nspec: {{source: 1}}\n",
        "odd-set.yaml": f"{argo}kind: ApplicationSet\nspec: {{generators: 3}}\n",
        "odd/kustomization.yaml": "resources: {a: 1}\npatches: [1, {patch: '['}, {path: 7}]\n",
        "fine.yaml": thing("fine", wave(2)),
    }
    result = ordered(files)
    broken = [(f.place.file, f.id) for f in result.findings]
    assert broken == [(f"{n}.yaml", "unread-file") for n in ("bomb", "deep", "nul", "tab")]
    assert tasks(result)["fine"].wave == 2


def test_two_clusters_folders_are_not_compared_through_their_own_roots() -> None:
    files = {}
    for cluster, number in (("dev", 1), ("prod", 5)):
        files[f"{cluster}/root.yaml"] = application(f"root-{cluster}", f"{cluster}/apps")
        files[f"{cluster}/apps/x.yaml"] = application("x", "x", wave(number))
    assert found(files) == []


def test_a_template_patch_may_state_the_wave() -> None:
    text = SET.replace("GO", "true", 1).replace("{{NAME}}", "{{.name}}").replace("{{WAVE}}", "1")
    text = text.replace("GENERATORS", "    - list: {elements: [{name: loki, at: 7}]}")
    annotation = "metadata: {annotations: {argocd.argoproj.io/sync-wave: '{{.at}}'}}"
    assert waves(ordered({"set.yaml": text})) == {0: ["tools"], 1: ["loki"]}
    patched = f"{text}  templatePatch: |\n    {annotation}\n"
    assert waves(ordered({"set.yaml": patched})) == {0: ["tools"], 7: ["loki"]}
    odd = f"{text}  templatePatch: |\n    {{{{- if .on }}}}\n    a: 1\n    {{{{- end }}}}\n"
    assert waves(ordered({"set.yaml": odd})) == {0: ["tools"], 1: ["loki"]}


def test_of_a_chart_what_is_plain_yaml_is_read() -> None:
    files = {
        "app.yaml": application("app", "chart"),
        "chart/Chart.yaml": "apiVersion: v2\nname: chart\n",
        "chart/templates/job.yaml": thing("job", "helm.sh/hook: pre-install"),
        "chart/templates/x.yaml": "metadata:\n  name: {{ .Release.Name }}\n",
        "chart/values.yaml": "a: 1\n",
    }
    for texts in (files, {path: text for path, text in files.items() if path != "app.yaml"}):
        (sync,) = ordered(texts).plan.syncs
        assert [(task.phase, task.name) for task in sync.tasks] == [("PreSync", "job")]
        assert found(texts) == []


def test_a_source_may_annotate_what_it_builds() -> None:
    options = "path: one, kustomize: {commonAnnotations: {argocd.argoproj.io/sync-wave: '4'}}"
    files = {
        "app.yaml": application("app", "one").replace("path: one", options),
        "one/kustomization.yaml": "resources: [a.yaml]\n",
        "one/a.yaml": thing("a"),
    }
    task = tasks(ordered(files))["a"]
    assert (task.wave, str(task.place)) == (4, "app.yaml:6:11")


def test_what_is_needed_is_looked_for_under_the_same_root() -> None:
    files = {}
    for cluster, number in (("dev", 5), ("prod", -5)):
        apps = f"{cluster}/apps"
        files[f"{cluster}/root.yaml"] = application(f"root-{cluster}", apps)
        files[f"{apps}/space.yaml"] = application("space", f"{cluster}/space", wave(number))
        files[f"{apps}/api.yaml"] = application("api", "api", namespace="auth")
        files[f"{cluster}/space/auth.yaml"] = thing("auth", kind="Namespace")
    late = [f for f in ordered(files).findings if f.id == "namespace-after-user"]
    assert [f.place.file for f in late] == ["dev/apps/api.yaml"]


def test_what_was_read_from_a_cluster_declares_nothing() -> None:
    live = thing("a") + "  uid: 7\n---\n" + thing("b", wave(2))
    declared = {"a.yaml": thing("a", wave(5)), "live.yaml": live}
    assert {name: task.wave for name, task in tasks(ordered(declared)).items()} == {"a": 5, "b": 2}
    assert found(declared) == []
    assert "a" in tasks(ordered({"-": live}))  # piped in, it is what one wants to know of
