"""The part of Argo CD's schema that matters here, as an API server publishes it to kubectl.

kubectl reads OpenAPI v2 in protobuf alone. The numbers are those of the fields in gnostic's
OpenAPIv2.proto; here every field is a string or a message.
"""


def field(number: int, value: bytes | str) -> bytes:
    """A field of a protobuf message."""
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def varint(number: int) -> bytes:
    """A number, seven bits to a byte, the lowest first."""
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def record(**properties: bytes) -> bytes:
    """The schema of an object."""
    entries = (field(1, field(1, name) + field(2, value)) for name, value in properties.items())
    return field(22, field(1, "object")) + field(25, b"".join(entries))


def array(items: bytes) -> bytes:
    """The schema of a list."""
    return field(22, field(1, "array")) + field(23, field(1, items))


def kind(group: str, version: str, name: str) -> bytes:
    """The mark by which kubectl finds the schema of a kind."""
    value = f"- {{group: {group}, version: {version}, kind: {name}}}\n"
    return field(31, field(1, "x-kubernetes-group-version-kind") + field(2, field(2, value)))


TEXT = field(22, field(1, "string"))
SOURCE = record(repoURL=TEXT, path=TEXT, targetRevision=TEXT, kustomize=record(images=array(TEXT)))
TEMPLATE = record(metadata=record(name=TEXT), spec=record(source=SOURCE))
APPLICATION_SET = record(
    apiVersion=TEXT,
    kind=TEXT,
    metadata=record(name=TEXT, namespace=TEXT),
    spec=record(generators=array(record()), template=TEMPLATE),
) + kind("argoproj.io", "v1alpha1", "ApplicationSet")
NAME = "io.argoproj.v1alpha1.ApplicationSet"
DOCUMENT = (
    field(1, "2.0")
    + field(2, field(1, "Kubernetes") + field(2, "v1.37.1"))
    + field(8, b"")
    + field(9, field(1, field(1, NAME) + field(2, APPLICATION_SET)))
)
