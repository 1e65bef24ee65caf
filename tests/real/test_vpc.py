"""A VPC that is not empty, deleted by the AWS CLI and boto3 against moto's EC2."""

import re
import urllib.request
from collections.abc import Iterator

import pytest
from programs import Named, Run, Told, Tool
from real.cloud import ACCESS, served

INCIDENT = "vpc-delete-blocked"
BOTO3 = """\
import boto3, sys
boto3.client("ec2", endpoint_url=sys.argv[1]).delete_vpc(VpcId=sys.argv[2])
"""
SCOPE = "AWS4-HMAC-SHA256 Credential=testing/20251116/us-east-1/ec2/aws4_request"
LEFT = {  # what was left in it: its id, how it is made, and how it is taken away
    "a subnet": (
        "subnetId",
        "Action=CreateSubnet&VpcId={vpc}&CidrBlock=10.0.1.0/24",
        "Action=DeleteSubnet&SubnetId={left}",
    ),
    "a route table": (
        "routeTableId",
        "Action=CreateRouteTable&VpcId={vpc}",
        "Action=DeleteRouteTable&RouteTableId={left}",
    ),
}


class Cloud:
    """EC2, and two of its clients."""

    def __init__(self, run: Run, tool: Tool, address: str) -> None:
        self.run = run
        self.tool = tool
        self.address = address

    def ask(self, query: str, answer: str = "requestId") -> str:
        """An element of the answer to a request that succeeds, without a client in between."""
        body = f"{query}&Version=2016-11-15".encode()
        request = urllib.request.Request(self.address, body, {"Authorization": SCOPE})
        with urllib.request.urlopen(request, timeout=20) as response:
            text = response.read().decode()
        found = re.search(f"<{answer}>(.*?)</{answer}>", text)
        assert found is not None, text
        return str(found[1])

    def aws(self, *words: str) -> Told:
        """How a request by the AWS CLI ends."""
        aws = [self.tool("aws", "aws"), "--endpoint-url", self.address, "ec2"]
        return self.run(*aws, *words, env=ACCESS)

    def boto3(self, vpc: str) -> Told:
        """How a deletion by boto3 ends."""
        python = self.tool("aws", "python")
        return self.run(python, "-c", BOTO3, self.address, vpc, env=ACCESS)


@pytest.fixture(scope="module")
def moto(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of moto's server."""
    with served(tmp_path_factory.mktemp("moto"), tool("aws", "moto_server")) as address:
        yield address


@pytest.fixture
def cloud(run: Run, tool: Tool, moto: str) -> Cloud:
    return Cloud(run, tool, moto)


@pytest.mark.parametrize("left", LEFT)
def test_a_vpc_that_is_not_empty(cloud: Cloud, named: Named, left: str) -> None:
    kind, make, clean = LEFT[left]
    vpc = cloud.ask("Action=CreateVpc&CidrBlock=10.0.0.0/16", "vpcId")
    resource = cloud.ask(make.format(vpc=vpc), kind)
    refused = [cloud.aws("delete-vpc", "--vpc-id", vpc), cloud.boto3(vpc)]
    assert 0 not in {told.code for told in refused}
    texts = [told.text for told in refused]
    assert named(*texts) == [[INCIDENT], [INCIDENT]], texts

    cloud.ask(clean.format(left=resource))
    deleted = cloud.aws("delete-vpc", "--vpc-id", vpc)
    assert deleted.code == 0, deleted.text
    gone = cloud.boto3(vpc)
    assert "InvalidVpcID.NotFound" in gone.text
    assert named(deleted.text, gone.text) == [[], []]


def test_a_route_table_in_use_is_something_else(cloud: Cloud, named: Named) -> None:
    vpc = cloud.ask("Action=CreateVpc&CidrBlock=10.0.0.0/16", "vpcId")
    subnet = cloud.ask(LEFT["a subnet"][1].format(vpc=vpc), "subnetId")
    table = cloud.ask(LEFT["a route table"][1].format(vpc=vpc), "routeTableId")
    use = f"Action=AssociateRouteTable&SubnetId={subnet}&RouteTableId={table}"
    cloud.ask(use, "associationId")
    refused = cloud.aws("delete-route-table", "--route-table-id", table)
    assert refused.code != 0
    assert "DependencyViolation" in refused.text
    assert named(refused.text) == [[]]
