"""Shapes that public documents have, told in words of our own: which headings are incidents, and
where their lines go."""

from typing import Any

import pytest
from ingest.reading import draft

SHAPES = {
    "a number before a picture": (
        "# 일지\n\n## 2. 🚨 디스크가 가득 참\n\n### 증상\n\n쓰기 실패\n\n### 해결\n\n"
        "로그를 지웠다\n",
        ["디스크가 가득 참"],
    ),
    "a broken picture before a field": (
        "# 노드 장애 보고\n\n## 1. \ufffd 배경\n\n### 1단계: 처음\n- **증상**: 느림\n"
        "- **원인**: 모름\n\n"
        "## 2. 🚨 발생한 문제 (The Error)\n\n### 오류 내용\n\n멈춤\n\n### 원인 분석\n\n"
        "메모리 부족\n\n"
        "## 3. ✅ 해결 방법 (The Fix)\n\n늘렸다\n",
        ["노드 장애 보고"],
    ),
    "folds that say no more than troubleshooting": (
        "# 앱\n\n## 트러블슈팅\n\n"
        "### 캐시가 비지 않음\n\n<details>\n<summary>트러블슈팅 과정</summary>\n\n"
        "**문제**: 옛 값\n"
        "**해결**: TTL을 줄였다\n\n</details>\n\n"
        "### 큐 적체\n\n<details>\n<summary>트러블슈팅 과정</summary>\n\n**문제**: 밀림\n"
        "**해결**: 소비자를 늘렸다\n\n</details>\n",
        ["캐시가 비지 않음", "큐 적체"],
    ),
    "headings within folds": (
        "# 7. 트러블슈팅\n\n<details>\n\n<summary> <h2> 로그인 불가 </h2> </summary>\n\n"
        "- ### 오류 내용 :\n\n쿠키가 없다\n\n#### 오류 해결 방법\n\n- 도메인을 고쳤다\n\n"
        "</details>\n\n"
        "<details>\n\n<summary> <h2> 업로드 실패 </h2> </summary>\n\n- ### 오류 내용 :\n\n413\n\n"
        "#### 오류 해결 방법\n\n- 한도를 올렸다\n\n</details>\n\n# 8. 앞으로\n\n- 정리\n",
        ["로그인 불가", "업로드 실패"],
    ),
    "a log of errors in a handbook": (
        "# 핸드북\n\n## 7. 검증 결과\n\n통과\n\n## 8. 에러 로그\n\n"
        "### [에러 #1] 빌드 실패\n\n**에러 메시지**\n\n```\nno module\n```\n\n"
        "**원인:** 선언 누락\n\n"
        "### [에러 #2] 포트 충돌\n\n**에러 메시지**\n\n```\nin use\n```\n\n"
        "**수정:** 포트를 바꿨다\n\n"
        "## 9. 남은 이슈\n\n- 경고 하나\n",
        ["빌드 실패", "포트 충돌"],
    ),
    "items under a heading of problems and cures": (
        "# 카메라\n\n## 오류 내용 및 해결\n\n- 손을 사람으로 셈\n    - 원인: 문턱이 낮다\n"
        "    - 해결: 0.8로 올렸다\n\n- 화면이 늦음\n    - 원인: 버퍼\n    - 해결: 줄였다\n",
        ["손을 사람으로 셈", "화면이 늦음"],
    ),
    "common errors and their fixes": (
        "# Setup\n\n## Common Errors & Solutions\n\n### 1. Nothing is drawn\n```\nblank\n```\n"
        "**Solution:** reload\n\n### 2. The clock is off by an hour\n```\n09:00\n```\n"
        "**Solution:** set the zone\n",
        ["Nothing is drawn", "The clock is off by an hour"],
    ),
    "problems among the chapters of a lab": (
        "# Lab\n\n## 1. Prepare\n\n```bash\nhelm repo update\n```\n\n"
        "## 2. Problem 1 — the pod is killed\n\n### Symptom\n\nExit 137\n\n### Fix\n\n"
        "More memory\n\n"
        "## 3. Problem 2 — the target is down\n\n```bash\nkubectl get svc\n```\n\n"
        "## 4. Clean up\n\n```bash\nhelm uninstall lab\n```\n",
        ["the pod is killed", "the target is down"],
    ),
    "another trouble behind a whole report": (
        "# 배포 장애 일지\n\n## 🚨 발생했던 문제 증상\n\n521\n\n"
        "## 🔍 핵심 원인 분석 (겹친 원인)\n\n포트\n\n"
        "## 🛠 해결 방안 및 조치 내역\n\n되돌렸다\n\n## 🎯 배포하는 법\n\n스크립트를 돌린다\n\n"
        "## [추가] 지도 API 오류\n\n### 증상\n\n403\n\n### 원인\n\n꺼진 스위치\n\n### 조치\n\n"
        "켰다\n",
        ["배포 장애 일지", "[추가] 지도 API 오류"],
    ),
    "a page of one trouble without fields": (
        "# The builder fails to create machines\n\n## `bad certificate`\n\n"
        "The certificate expired.\n\n"
        "1. Look at it.\n\n   ```shell\n   ls -l certs\n   ```\n",
        ["The builder fails to create machines"],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_incident_is_found(shape: str) -> None:
    text, wanted = SHAPES[shape]
    told = draft(text)
    assert [next(iter(each.record["title"].values())) for each in told.incidents] == wanted
    assert told.placed + told.noted + sum(len(range(*x.span)) for x in told.leftovers) >= told.said


def only(text: str) -> dict[str, Any]:
    (incident,) = draft(text).incidents
    return incident.record


def words(items: list[dict[str, Any]], name: str = "summary") -> list[str]:
    return [next(iter(item[name].values())) for item in items]


def test_fields_as_high_as_the_title_belong_to_the_only_incident() -> None:
    told = only(
        "# QueueStuck\n\n## Meaning\n\nNothing moves.\n\n## Mitigation\n\nRestart it.\n\n"
        "# Escalation\n\nCall the broker team.\n\n# Stats\n\n- Time to recovery: 5 minutes\n"
    )
    assert words(told["respond"]) == ["Restart it.", "Call the broker team."]
    assert (told["measurements"][0]["value"], told["measurements"][0]["unit"]) == ("5", "min")


def test_a_field_within_an_unnamed_part_of_a_field_is_not_lost() -> None:
    told = only(
        "# Loop in the wizard\n\n## Problem\n\n### Endless calls\n\nIt asks again and again.\n\n"
        "**Root cause**:\n\nThe callback is made anew.\n\n## Solution\n\nKeep the callback.\n"
    )
    assert words(told["causes"]) == ["The callback is made anew."]
    assert "notes" not in told


def test_the_day_is_taken_from_the_course_of_events() -> None:
    told = only(
        "# All services answer 503\n\n## Summary\n\nThe balancer lost its targets.\n\n"
        "## Timeline\n\n"
        "| Time | Event |\n|---|---|\n| 2031-06-30 08:32 | upgrade |\n\n## Root cause\n\n"
        "A timeout.\n"
    )
    assert told["occurred"] == "2031-06-30"
    assert "occurred" not in told["assumed"]


def test_a_day_and_other_facts_among_the_items_of_an_overview() -> None:
    told = only(
        "# 엑셀 읽기 오류\n\n## 🚨 에러 개요\n- **발생 시간**: 2031-07-14 11:46\n"
        "- **심각도**: 높음\n"
        "- **영향 범위**: 모든 업로드\n- **태스크 번호**: 02\n\n## 원인\n엔진이 없다\n\n## 해결\n"
        "정했다\n"
    )
    assert (told["occurred"], told["severity"]) == ("2031-07-14", "high")
    assert words(told["impact"]) == ["모든 업로드"]


def test_what_tells_of_components_does_not_name_them() -> None:
    told = only(
        "# QueueStuck\n\n## Services\n\n- broker\n"
        "- The team that owns this is on call at night\n\n"
        "## Meaning\n\nNothing moves.\n\n## Mitigation\n\nRestart it.\n"
    )
    assert told["components"] == ["broker"]


def test_what_stands_before_the_headings_of_an_incident_was_seen() -> None:
    told = only(
        "# Lab\n\n## Problem 3 — targets are down\n\n```bash\nkubectl get svc\n```\n\n"
        "### Open the port\n\n```bash\nkubectl edit svc prometheus\n```\n"
    )
    assert told["symptoms"][0]["commands"][0]["run"] == "kubectl get svc"
    assert words(told["respond"]) == ["Open the port"]


def test_compounds_with_a_word_before_the_field() -> None:
    told = only("# 사례\n\n### 화면이 끊김\n\n- **증상**: 늦다\n- **최종결정**: 모델을 바꿨다\n")
    assert words(told["actions"]) == ["모델을 바꿨다"]


def test_a_field_and_more_in_one_heading() -> None:
    told = only(
        "# Reader crash\n\n## Root cause\n\nA new object each time.\n\n## Remediation\n\n"
        "Kept it.\n\n"
        "## Prevention and release gates\n\n- Mount it in a test.\n"
    )
    assert [a["purpose"] for a in told["actions"]] == ["fix", "prevent"]


def test_components_named_as_often_are_the_first_ones() -> None:
    told = only(
        "# It ends at once\n\n## Symptom\n\nExit 1\n\n## Cause\n\nRedis, Docker, Jenkins, Kafka\n"
    )
    assert told["components"] == ["redis", "docker"]


def test_a_list_of_fixes_says_which_of_them_was_for_now() -> None:
    told = only(
        "# Disk full\n\n## Symptom\n\nno space left\n\n## Fix\n\n- Raised the limit\n"
        "- ✅ Workaround: deleted the logs\n- **Permanent**: set a retention\n- Added an alert\n"
    )
    assert words(told["actions"]) == [
        "Raised the limit", "deleted the logs", "set a retention", "Added an alert"
    ]  # fmt: skip
    assert [a["purpose"] for a in told["actions"]] == ["fix", "workaround", "fix", "fix"]
    told = only(
        "# 디스크\n\n## 원인\n\n로그\n\n## 조치\n\n- 임시: 지웠다\n- 영구: 보존 기간을 두었다\n"
    )
    assert [a["purpose"] for a in told["actions"]] == ["workaround", "fix"]
    assert words(told["actions"]) == ["지웠다", "보존 기간을 두었다"]


def test_a_table_of_figures_with_more_columns_keeps_them() -> None:
    told = only(
        "# Disk full\n\n## Symptom\n\nno space\n\n## Cause\n\nlogs\n\n## Measurements\n\n"
        "| What | Value | Source |\n|---|---|---|\n| Free | 3 | df |\n| Used | 97 | |\n"
    )
    assert [each["value"] for each in told["measurements"]] == ["3", "97"]
    assert words(told["notes"], "text") == ["| Free | 3 | df |", "| What | Value | Source |"]


def test_what_follows_a_closed_fold_is_not_of_it() -> None:
    told = only(
        "# Disk\n\n## Symptom\n\n<details><summary>Cause</summary>\n\n#### Rotation\n\nnone\n\n"
        "</details>\n\n<details><summary>On a node</summary>\n\nfired\n\n</details>\n"
    )
    assert words(told["causes"]) == ["Rotation\n\nnone"]
    assert told["causes"][0]["origin"]["lines"] == "7-11"
    assert "On a node" in str(told)


def test_code_below_a_moment_or_a_figure_is_kept() -> None:
    told = only(
        "# Disk full\n\n## Cause\n\nlogs\n\n## Timeline\n\n- 10:00 restarted\n\n"
        "  ```\n  one\n  ```\n\n"
        "| two |\n|---|\n\n## Measurements\n\nFree: 3\n\n```\nthree\n```\n"
    )
    assert words(told["timeline"], "text") == ["restarted"]
    assert [each["value"] for each in told["measurements"]] == ["3"]
    assert [word for word in ("one", "two", "three") if word not in str(told["notes"])] == []


def test_what_a_heading_names_beside_its_field_is_kept() -> None:
    told = only("# Crash\n\n## Root cause & heap dumps\n\nA leak.\n\n## Fix\n\nRestart.\n")
    assert words(told["causes"]) == ["A leak."]
    assert words(told["notes"], "text") == ["## Root cause & heap dumps"]


def test_the_head_of_a_table_of_labels_is_kept() -> None:
    told = only(
        "# Disk\n\n## Symptom\n\nx\n\n## Cause\n\n### Detail\n\n| Item | As of May |\n|---|---|\n"
        "| Impact | none |\n| Severity | high |\n\n## Fix\n\nx\n"
    )
    assert words(told["notes"], "text") == ["| Item | As of May |"]
