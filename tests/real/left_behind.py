"""What a cluster leaves in a VPC, made and shown by boto3 in one process: faster than a CLI's many.

left_behind.py make NAME     a VPC with all that controllers leave; its parts as JSON
left_behind.py show [VPC]    everything there is, in one VPC or in all, to the byte
"""

import json
import sys
from typing import Any

import boto3

EC2, ELB = boto3.client("ec2"), boto3.client("elbv2")


def group(vpc: str, name: str) -> str:
    made = EC2.create_security_group(GroupName=name, Description="x", VpcId=vpc)
    return str(made["GroupId"])


def allowed(source: str) -> list[dict[str, Any]]:
    pair = [{"GroupId": source}]
    return [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": pair}]


def make(name: str) -> dict[str, Any]:
    """Groups that refer to each other; a load balancer; an interface with an address."""
    vpc = EC2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        EC2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=f"us-east-1{zone}")[
            "Subnet"
        ]["SubnetId"]
        for zone, block in (("a", "10.0.1.0/24"), ("b", "10.0.2.0/24"))
    ]
    nodes = group(vpc, "nodes")
    front, back = group(vpc, "k8s-ecoecomain"), group(vpc, "k8s-traffic-sesacthon")
    EC2.authorize_security_group_ingress(GroupId=nodes, IpPermissions=allowed(back))
    EC2.authorize_security_group_ingress(GroupId=back, IpPermissions=allowed(front))
    EC2.authorize_security_group_egress(GroupId=front, IpPermissions=allowed(back))
    balancer = ELB.create_load_balancer(
        Name=f"k8s-{name}", Subnets=subnets, SecurityGroups=[front]
    )["LoadBalancers"][0]["LoadBalancerArn"]
    for number in range(2):
        target = ELB.create_target_group(
            Name=f"k8s-{name}-{number}", Protocol="HTTP", Port=80, VpcId=vpc
        )["TargetGroups"][0]["TargetGroupArn"]
        ELB.create_listener(
            LoadBalancerArn=balancer,
            Protocol="HTTP",
            Port=8000 + number,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": target}],
        )
    interface = EC2.create_network_interface(
        SubnetId=subnets[0], Groups=[back], Description="left"
    )["NetworkInterface"]["NetworkInterfaceId"]
    EC2.associate_address(
        AllocationId=EC2.allocate_address()["AllocationId"], NetworkInterfaceId=interface
    )
    return {"id": vpc, "subnets": subnets, "nodes": nodes}


def show(vpc: str = "*") -> dict[str, Any]:
    """What the describing calls answer."""
    within = [{"Name": "vpc-id", "Values": [vpc]}]
    every = vpc == "*"
    enis = EC2.describe_network_interfaces(Filters=within)["NetworkInterfaces"]
    groups = EC2.describe_security_groups(Filters=within)["SecurityGroups"]
    held = {eni["NetworkInterfaceId"] for eni in enis}
    balancers = ELB.describe_load_balancers()["LoadBalancers"]
    targets = ELB.describe_target_groups()["TargetGroups"]
    of_vpc = {"Name": "group-id", "Values": [each["GroupId"] for each in groups]}
    return {
        "vpcs": EC2.describe_vpcs(Filters=within)["Vpcs"],
        "subnets": EC2.describe_subnets(Filters=within)["Subnets"],
        "groups": groups,
        "rules": EC2.describe_security_group_rules(Filters=[of_vpc])["SecurityGroupRules"],
        "interfaces": enis,
        "addresses": [
            each
            for each in EC2.describe_addresses()["Addresses"]
            if every or each.get("NetworkInterfaceId") in held
        ],
        "balancers": [each for each in balancers if every or each["VpcId"] == vpc],
        "listeners": [
            ELB.describe_listeners(LoadBalancerArn=each["LoadBalancerArn"])["Listeners"]
            for each in balancers
            if every or each["VpcId"] == vpc
        ],
        "targets": [each for each in targets if every or each["VpcId"] == vpc],
    }


if __name__ == "__main__":
    print(json.dumps({"make": make, "show": show}[sys.argv[1]](*sys.argv[2:]), default=str))
