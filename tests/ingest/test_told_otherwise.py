"""One incident told in documents of different shapes gives the same incident, field by field."""

from typing import Any

import pytest
from ingest.reading import draft

SYMPTOM = "파드가 뜨지 않고 `ErrImagePull`이 반복된다"
CAUSE = "토큰에 `read:packages` 권한이 없다"
ACTION = "권한이 있는 토큰으로 Secret을 다시 만들었다"
LESSON = "토큰의 권한은 발급할 때 확인한다"
FENCE = """```bash
kubectl get pods -n shop
```
```
NAME      READY   STATUS
cart-0    0/1     ErrImagePull
```"""
FIX = """```bash
kubectl delete secret ghcr -n shop
```"""


def indented(text: str, margin: str = "  ") -> str:
    return "\n".join(margin + line for line in text.split("\n"))


SHAPES = {
    "bold bullets": f"""# 장애 모음

### 2.1 cart 이미지 pull 실패 (2025-11-16)

- **심각도**: 높음
- **증상**
  {SYMPTOM}

{indented(FENCE)}
- **원인**
  1. {CAUSE}
- **조치 (커밋 0f6663e)**
  1. ✅ {ACTION}
{indented(FIX, "     ")}
- **교훈**
  - ✅ {LESSON}
""",
    "headings": f"""# cart 이미지 pull 실패

- 날짜: 2025-11-16
- 심각도: 높음

## 증상

{SYMPTOM}

{FENCE}

## 원인

{CAUSE}

## 조치 (커밋 0f6663e)

{ACTION}

{FIX}

## 교훈

- {LESSON}
""",
    "numbered problem and solution": f"""# 트러블슈팅

## 1. 문제: cart 이미지 pull 실패 (2025-11-16, 심각도: 높음)

{SYMPTOM}

{FENCE}

### 원인

{CAUSE}

### 해결 (커밋 `0f6663e`)

{ACTION}

{FIX}

### 배운 점

{LESSON}
""",
    "bold lines": f"""# 장애 기록

## 사례 A. cart 이미지 pull 실패

**발생일** 2025년 11월 16일

**심각도**: High

**증상**

{SYMPTOM}

{FENCE}

**원인**

{CAUSE}

**조치 (커밋 0f6663e)**

{ACTION}

{FIX}

**교훈**

{LESSON}
""",
    "English headings, setext": f"""cart 이미지 pull 실패
====================

Date: 2025/11/16
Severity: SEV-2

Symptom
-------

{SYMPTOM}

{FENCE}

Root cause
----------

{CAUSE}

Resolution (commit 0f6663e)
---------------------------

{ACTION}

{FIX}

Lessons learned
---------------

* {LESSON}
""",
    "a fold": f"""# 당직 기록

<details>
<summary><b>cart 이미지 pull 실패 (2025-11-16, SEV2)</b></summary>

**증상**

{SYMPTOM}

{FENCE}

**원인**

{CAUSE}

**해결 (커밋 0f6663e)**

{ACTION}

{FIX}

**교훈**

{LESSON}

</details>
""",
    "front matter": f"""---
title: cart 이미지 pull 실패
date: 2025-11-16
severity: high
---

## Problem

{SYMPTOM}

{FENCE}

## Cause

{CAUSE}

## Solution (commit 0f6663e)

{ACTION}

{FIX}

## Lessons

{LESSON}
""",
}


def told(document: str) -> dict[str, Any]:
    """The only incident of a document, without what belongs to the document."""
    (incident,) = draft(document).incidents

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in ("origin", "notes", "status")}
        return [bare(each) for each in value] if isinstance(value, list) else value

    found: dict[str, Any] = bare(incident.record)
    return found


FIRST = told(next(iter(SHAPES.values())))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_incident(shape: str) -> None:
    assert told(SHAPES[shape]) == FIRST


def test_it_is_the_incident_that_was_told() -> None:
    command = {
        "run": "kubectl get pods -n shop",
        "output": FENCE.split("```\n")[-1].split("\n```")[0],
    }
    assert FIRST["symptoms"] == [{"summary": {"ko": SYMPTOM}, "commands": [command]}]
    assert FIRST["causes"] == [{"summary": {"ko": CAUSE}, "confirmed": True}]
    assert FIRST["actions"] == [
        {
            "summary": {"ko": ACTION},
            "purpose": "fix",
            "outcome": "worked",
            "commands": [{"run": "kubectl delete secret ghcr -n shop", "effect": "destroys"}],
            "commit": "0f6663e",
        }
    ]
    assert FIRST["lessons"] == [{"text": {"ko": LESSON}}]
    assert (FIRST["occurred"], FIRST["severity"]) == ("2025-11-16", "high")


def test_a_row_of_a_table_says_the_same_in_words() -> None:
    row = told(
        "| 증상 | 원인 | 조치 | 교훈 |\n|---|---|---|---|\n"
        f"| {SYMPTOM} | {CAUSE} | {ACTION} (커밋 0f6663e) | {LESSON} |\n"
    )
    assert row["symptoms"][0]["summary"] == FIRST["symptoms"][0]["summary"]
    assert row["causes"] == FIRST["causes"]
    assert row["lessons"] == FIRST["lessons"]
    assert row["actions"][0]["commit"] == "0f6663e"
