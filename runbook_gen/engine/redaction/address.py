"""Addresses of networks: which are everybody's, and what stands for the others."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

DEFAULTS = """
    kubeadm, kind: 10.96.0.0 10.96.0.1 10.96.0.10 10.244.0.0 fd00:10:96::1 fd00:10:96::a
    k3s: 10.43.0.0 10.43.0.1 10.43.0.10 10.42.0.0
    MicroK8s: 10.152.183.0 10.152.183.1 10.152.183.10
    EKS: 10.100.0.0 10.100.0.1 10.100.0.10 172.20.0.0 172.20.0.1 172.20.0.10
    Kubespray: 10.233.0.0 10.233.0.1 10.233.0.3 10.233.64.0
    OpenShift: 172.30.0.0 172.30.0.1 172.30.0.10 10.128.0.0
    AKS, GKE: 10.0.0.0 10.0.0.1 10.0.0.10 34.118.224.0 34.118.224.1 34.118.224.10
    Docker, at home: 172.17.0.0 172.17.0.1 172.16.0.0 192.168.0.0 192.168.0.1 192.168.1.1
    public resolvers: 8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9
"""
EVERYBODYS = frozenset(DEFAULTS.split())
"""What stands in every second cluster, and tells nothing."""

DOCUMENTATION = tuple(map(IPv4Network, ("203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24")))
DOCUMENTATION_6 = IPv6Network("2001:db8::/32")
SHARED = IPv4Network("100.64.0.0/10")
PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
GLOBAL_6, LOCAL_6, LINK_6 = map(IPv6Network, ("2000::/3", "fc00::/7", "fe80::/10"))
OWNED_6 = (GLOBAL_6, LOCAL_6, LINK_6)
FIXED_OCTETS = frozenset((0, 255))
"""What a network's own address has, and the one that means all of its hosts."""
FIRST_HOST = 1


def is_everybodys(text: str) -> bool:
    """Whether an address tells nothing: loopback, documentation, a default; or is none at all."""
    try:
        address = IPv6Address(text) if ":" in text else IPv4Address(text)
    except ValueError:
        return True
    if text.lower() in EVERYBODYS:
        return True
    if isinstance(address, IPv6Address):
        return address in DOCUMENTATION_6 or not any(address in network for network in OWNED_6)
    return (
        address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.packed[0] in (0, 255)
        or any(address in network for network in DOCUMENTATION)
    )


def is_private(address: IPv4Address) -> bool:
    """Whether an address belongs to somebody's own network."""
    return address in SHARED or any(address in network for network in PRIVATE)


def kept_octets(address: IPv4Address) -> int:
    """How many octets at the beginning every such private network has."""
    return 1 if address.packed[0] == 10 else 2
