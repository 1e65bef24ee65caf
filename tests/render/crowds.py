"""Crowds to draw: a cluster of sixty apps in twelve waves, and incidents by the hundred."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sources import SOUND, collection

from runbook_gen.model.incident import Incident
from runbook_gen.render.labels import SEVERITY_ORDER, STATUS_ORDER

AREAS = ("ingress", "identity", "billing", "search", "metrics", "storage", "mail", "queue")
PARTS = ("operator", "controller-manager", "api", "worker", "cache", "gateway", "exporter", "jobs")
WAVES = (-2, -1, 0, 20, 40, 60, 70, 80, 90, 100, 110, 120)
SEED = 60


def waves() -> list[dict[str, Any]]:
    """Twelve waves of five apps as YAML has them; each app needs up to three earlier ones."""
    random = Random(SEED)
    names = [f"{area}-{part}" for area in AREAS for part in PARTS][:60]
    random.shuffle(names)
    return [
        {
            "wave": wave,
            "summary": {"ko": "이 단계에서 올리는 것을 설명한다.", "en": "Says what comes here."},
            "apps": [
                {
                    "name": name,
                    "summary": {"ko": f"{name}에 필요한 모든 것", "en": f"All that {name} takes"},
                    "needs": random.sample(names[: number * 5], min(number, random.randint(0, 3))),
                }
                for name in names[number * 5 : number * 5 + 5]
            ],
        }
        for number, wave in enumerate(WAVES)
    ]


def incidents(count: int, first: date, days: int) -> list[Incident]:
    """`count` incidents on `days` days, of every severity and status, the old ones resolved."""
    random = Random(SEED)
    model = collection(SOUND).by_id["dns-down"]
    made = []
    for number in range(count):
        day = random.randrange(days)
        recent = day >= int(days * 0.9)
        made.append(
            model.model_copy(
                update={
                    "id": f"incident-{number}",
                    "occurred": first + timedelta(days=day),
                    "severity": random.choices(SEVERITY_ORDER, (1, 4, 5, 2))[0],
                    "status": random.choice(STATUS_ORDER) if recent else "resolved",
                    "components": (random.choice(AREAS), random.choice(PARTS)),
                    "wave": random.choice(WAVES),
                }
            )
        )
    return made
