"""A pod that cannot reach the API server: two networks, kube-proxy's address rewriting, a policy.

The pod's requests to the Service's address, 10.96.0.1:443, are rewritten on the node to the API
server's own, 10.0.0.10:6443, and then judged by the policy, as kube-proxy and many CNIs do.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from programs import Named, Run, Told, Tool, write
from real.namespaces import Namespace, certificate, namespace

INCIDENT = "alb-controller-crashloop"
NODE = """\
flush ruleset
table ip proxy {{
  chain services {{
    type nat hook prerouting priority dstnat;
    ip daddr 10.96.0.1 tcp dport 443 dnat to 10.0.0.10:6443;
  }}
}}
table ip pods {{
  chain input {{
    type filter hook input priority filter;
    ct state established,related accept;
    iifname "cali0" jump egress;
  }}
  chain egress {{ {policy} }}
}}
"""
DNS_ALONE = "udp dport 53 accept; drop;"
CLUSTER_IP = "ip daddr 10.96.0.1 tcp dport 443 accept; drop;"
ENDPOINT = "ip daddr 10.0.0.10 tcp dport 6443 accept; drop;"
KUBECONFIG = """\
apiVersion: v1
kind: Config
current-context: pod
clusters: [{{name: pod, cluster: {{server: "https://10.96.0.1:443", {authority}}}}}]
contexts: [{{name: pod, context: {{cluster: pod, user: pod}}}}]
users: [{{name: pod, user: {{token: none}}}}]
"""
PYTHON = """\
from kubernetes import client, config
config.load_kube_config()
print(client.VersionApi().get_code(_request_timeout=2).git_version)
"""


class Cluster:
    """A pod, and the node with the API server behind its policy."""

    def __init__(self, node: Namespace, pod: Namespace, nft: str, tool: Tool) -> None:
        self.node = node
        self.pod = pod
        self.nft = nft
        self.clients = {
            "kubectl 1.37 get": _kubectl(tool, "1.37", "--request-timeout=1s", "get", "namespaces"),
            "kubectl 1.21 get": _kubectl(tool, "1.21", "--request-timeout=2s", "get", "namespaces"),
            "kubectl 1.37 version": _kubectl(tool, "1.37", "--request-timeout=2s", "version"),
            "kubectl 1.37 raw": _kubectl(tool, "1.37", "get", "--raw", "/version"),
            "helm": [tool("kubectl-1.37", "helm"), "list"],
            "kubernetes for Python": [tool("kubernetes", "python"), "-c", PYTHON],
        }

    def apply(self, policy: str) -> None:
        """Replace the policy on the pod's egress."""
        write(self.node.folder, {"rules.nft": NODE.format(policy=policy)})
        self.node.do(f"{self.nft} -f {self.node.folder}/rules.nft")

    def asked_by(self, *clients: str, run: Run) -> list[Told]:
        """What clients in the pod print, all at once."""
        env = {"KUBECONFIG": str(self.node.folder / "kubeconfig")}
        with ThreadPoolExecutor(len(self.clients)) as pool:
            commands = [self.pod.inside(*self.clients[client]) for client in clients]
            return list(pool.map(lambda command: run(*command, env=env), commands))


def _kubectl(tool: Tool, generation: str, *words: str) -> list[str]:
    return [tool(f"kubectl-{generation}", "kubectl"), *words]


@pytest.fixture(scope="module")
def cluster(
    tool: Tool, system: Tool, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    system("ip", "iproute2")
    nft, openssl = system("nft", "nftables"), system("openssl", "openssl")
    pair = certificate(folder, openssl, "IP:10.96.0.1")
    write(folder, {"kubeconfig": KUBECONFIG.format(authority=f"certificate-authority: {pair[0]}")})
    (folder / "kubeconfig").chmod(0o600)
    with namespace(folder) as node, namespace(folder) as pod:
        node.do(
            f"ip link add cali0 type veth peer name eth0 netns {pod.pid}",
            "ip addr add 10.0.0.10/32 dev lo",
            "ip addr add 10.244.0.1/24 dev cali0",
            "ip link set cali0 up",
        )
        pod.do(
            "ip addr add 10.244.0.5/24 dev eth0",
            "ip link set eth0 up",
            "ip route add default via 10.244.0.1",
            "echo 1 >/proc/sys/net/ipv4/tcp_syn_retries",  # the kernel gives up after 3 s, not 130
        )
        with node.serving("stub_api_server.py", "10.0.0.10", "6443", *pair):
            yield Cluster(node, pod, nft, tool)


def test_a_policy_that_leaves_out_the_api_server(cluster: Cluster, run: Run, named: Named) -> None:
    cluster.apply(DNS_ALONE)
    refused = cluster.asked_by(*cluster.clients, run=run)
    assert 0 not in {told.code for told in refused}
    answers = zip(refused, named(*(told.text for told in refused)), strict=True)
    assert "\n".join(told.text for told, names in answers if names != [INCIDENT]) == ""

    cluster.apply(ENDPOINT)
    answered = cluster.asked_by(*cluster.clients, run=run)
    assert [told.text for told in answered if told.code != 0] == []
    assert named("".join(told.text for told in answered)) == [[]]


def test_the_cluster_ip_alone_does_not_help(cluster: Cluster, run: Run, named: Named) -> None:
    cluster.apply(CLUSTER_IP)
    [refused] = cluster.asked_by("kubectl 1.37 raw", run=run)
    assert refused.code != 0
    assert named(refused.text) == [[INCIDENT]], refused.text


def test_an_api_server_that_is_down_is_something_else(
    cluster: Cluster, run: Run, named: Named
) -> None:
    cluster.apply("tcp dport 6443 reject with tcp reset; drop;")
    [refused] = cluster.asked_by("kubectl 1.37 raw", run=run)
    assert "connection refused" in refused.text or "was refused" in refused.text
    assert named(refused.text) == [[]], refused.text
