"""A generated log: what a cluster says in a day, with a known failure in few of its lines.

The same size and seed always give the same bytes. Lines are made from templates of the tools that
this project knows, each with its own numbers; about one in `RARITY` is a text on which a rule of
the collection fires, and one in `RARITY` a text that only looks so.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

SEED = 20251116
RARITY = 2_000
TEMPLATES = (
    'I1116 %(time)s.118302    1102 kubelet.go:2406] "SyncLoop ADD" source="api" pods=["%(ns)s/%(svc)s-7d9c5b8f6-%(id)s"]',  # noqa: E501
    'I1116 %(time)s.204411    1102 reconciler_common.go:231] "operationExecutor.MountVolume started for volume \\"kube-api-access-%(id)s\\"" pod="%(ns)s/%(svc)s"',  # noqa: E501
    'W1116 %(time)s.301123    1102 prober.go:107] "Probe failed" probeType="Readiness" pod="%(ns)s/%(svc)s-%(id)s" output="HTTP probe failed with statuscode: %(status)s"',  # noqa: E501
    'time="2025-11-16T%(time)s.%(n)sZ" level=info msg="PullImage \\"registry.example.com/%(ns)s/%(svc)s:1.%(small)s.2\\" returns image reference \\"sha256:%(hex)s\\""',  # noqa: E501
    'time="2025-11-16T%(time)s.%(n)sZ" level=info msg="StartContainer for \\"%(hex)s\\" returns successfully"',  # noqa: E501
    'time="2025-11-16T%(time)sZ" level=info msg="Comparing app state (cluster: https://kubernetes.default.svc, namespace: %(ns)s)" application=argocd/%(svc)s',  # noqa: E501
    'time="2025-11-16T%(time)sZ" level=info msg="Reconciliation completed" application=argocd/%(svc)s dedup_ms=0 git_ms=%(small)s time_ms=%(n)s',  # noqa: E501
    '{"level":"info","ts":"2025-11-16T%(time)s.%(n)sZ","logger":"controllers.ingress","msg":"successfully built model","model":"{\\"id\\":\\"%(ns)s/%(svc)s\\"}"}',  # noqa: E501
    '{"level":"debug","ts":17631%(n)s.%(small)s,"caller":"http/handler.go:%(small)s","msg":"request served","path":"/api/v1/%(ns)s/%(id)s","status":%(status)s,"ms":%(small)s}',  # noqa: E501
    '10.244.%(small)s.7 - - [16/Nov/2025:%(time)s +0000] "GET /api/v1/%(ns)s/%(n)s?page=%(small)s HTTP/1.1" %(status)s %(n)s "https://shop.example.com/" "Mozilla/5.0 (X11; Linux x86_64)"',  # noqa: E501
    '10.244.%(small)s.9 - - [16/Nov/2025:%(time)s +0000] "POST /%(svc)s/orders HTTP/1.1" %(status)s %(small)s "-" "kube-probe/1.28"',  # noqa: E501
    'INFO:     10.244.%(small)s.1:%(n)s - "GET /healthz HTTP/1.1" %(status)s OK',
    "INFO:     Application startup complete for %(svc)s in %(small)s ms",
    "2025-11-16T%(time)s.%(n)s0Z ##[group]Run docker/build-push-action@v5 # %(svc)s",
    "2025-11-16T%(time)s.%(n)s1Z \x1b[36;1mdocker push ghcr.io/example/%(svc)s:%(hex)s\x1b[0m",
    "2025-11-16T%(time)s.%(n)s2Z  ---> Running in %(hex)s",
    "module.vpc.aws_subnet.private[%(small)s]: Refreshing state... [id=subnet-%(hex)s]",
    "aws_security_group.%(ns)s: Still creating... [%(small)s0s elapsed]",
    "TASK [%(ns)s : install %(svc)s] ***************************************************",
    "ok: [10.0.%(small)s.12] => (item=%(svc)s-%(id)s)",
    'changed: [node-%(small)s.example.com] => {"changed": true, "checksum": "%(hex)s"}',
    "2025-11-16 %(time)s.%(n)s UTC [%(small)s] LOG:  checkpoint complete: wrote %(n)s buffers (0.%(small)s%%)",  # noqa: E501
    "2025-11-16 %(time)s,%(n)s ERROR %(svc)s retry %(small)s of upstream after connection reset, next in 2s",  # noqa: E501
    "[%(n)s] %(svc)s: dial tcp 10.%(small)s.0.9:5432: connect: connection refused, will try again",
    "서비스 %(svc)s 요청 %(n)s 처리 완료 (%(small)s ms)",
    '%(svc)s  | level=warn msg="slow query" table=%(ns)s ms=%(n)s id=%(id)s',
    'E1116 %(time)s.518302       1 leaderelection.go:330] error retrieving resource lock %(ns)s/%(svc)s: leases.coordination.k8s.io "%(svc)s" not found',  # noqa: E501
    "",
)
NAMESPACES = ("auth", "billing", "catalogue", "commerce", "delivery", "events", "media", "search")
SERVICES = ("account-api", "audit-writer", "cart-api", "checkout-web", "event-relay", "feed-api",
            "ledger-api", "mail-sender", "order-api", "payment-gateway", "profile-api",
            "review-api", "search-indexer", "session-store", "stock-api")  # fmt: skip


def lines(seed: int = SEED) -> Iterator[str]:
    """Ordinary lines, without end."""
    random = Random(seed)
    choose, number = random.choice, random.random
    second = 0
    while True:
        second += 1
        yield choose(TEMPLATES) % {
            "time": f"{second // 90000 % 24:02}:{second // 1500 % 60:02}:{second // 25 % 60:02}",
            "ns": choose(NAMESPACES),
            "svc": choose(SERVICES),
            "id": f"{int(number() * 1e8):06x}",
            "hex": f"{int(number() * 1e18):016x}",
            "n": int(number() * 90_000) + 1_000,
            "small": int(number() * 90) + 1,
            "status": choose((200, 200, 200, 201, 204, 301, 404, 500, 503)),
        }


def write(path: Path, size: int, known: Sequence[str], alike: Sequence[str]) -> None:
    """Write `size` bytes of log; `known` and `alike` are single lines that are strewn in."""
    random = Random(SEED)
    written = 0
    with path.open("wb") as stream:
        for line in lines():
            data = line.encode() + b"\n"
            for texts in (known, alike):
                if texts and random.random() < 1 / RARITY:
                    data += random.choice(texts).encode() + b"\n"
            written += stream.write(data)
            if written >= size:
                return
