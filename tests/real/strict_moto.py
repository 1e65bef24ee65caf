"""moto's server with those refusals of AWS that moto 5.2 lacks. It runs where moto is installed.

moto lets a VPC, a subnet or a security group go while something in it is left, gives load balancers
no network interfaces, and releases an address that is in use. What AWS documents is put in front of
moto's models here, with AWS's own code:

- a VPC is refused while a network interface, a security group of its own or an internet gateway is
  left (moto itself refuses for subnets and route tables); a subnet while a network interface is;
- a load balancer has a network interface in each of its subnets, which goes LATER seconds after it;
- a network interface that something uses is refused, and so is an address that is associated;
- a security group is refused while an interface uses it or a rule of another group refers to it.
"""

import time
from typing import Any

from moto.ec2.exceptions import DependencyViolationError, EC2ClientError
from moto.ec2.models import EC2Backend
from moto.elbv2.models import ELBv2Backend
from moto.server import main

LATER = 3.0
OF_BALANCER = "ELB app/"
doomed: dict[str, float] = {}  # network interfaces of deleted load balancers -> when they go

plain = {
    name: getattr(EC2Backend, name)
    for name in (
        "delete_vpc",
        "delete_subnet",
        "delete_network_interface",
        "delete_security_group",
        "release_address",
        "get_all_network_interfaces",
    )
} | {name: getattr(ELBv2Backend, name) for name in ("create_load_balancer", "delete_load_balancer")}


def interfaces(ec2: Any) -> list[Any]:
    """The network interfaces that are there by now."""
    for name in [name for name, end in doomed.items() if end < time.monotonic()]:
        del doomed[name], ec2.enis[name]
    return list(ec2.enis.values())


def depends(what: str) -> DependencyViolationError:
    return DependencyViolationError(f"{what} has dependencies and cannot be deleted.")


def delete_vpc(ec2: Any, vpc_id: str) -> Any:
    own = [group for group in ec2.groups[vpc_id].values() if group.name != "default"]
    gateways = [g for g in ec2.internet_gateways.values() if g.vpc and g.vpc.id == vpc_id]
    if own or gateways or any(each.subnet.vpc_id == vpc_id for each in interfaces(ec2)):
        raise depends(f"The vpc '{vpc_id}'")
    return plain["delete_vpc"](ec2, vpc_id)


def delete_subnet(ec2: Any, subnet_id: str) -> Any:
    if any(each.subnet.id == subnet_id for each in interfaces(ec2)):
        raise depends(f"The subnet '{subnet_id}'")
    return plain["delete_subnet"](ec2, subnet_id)


def delete_network_interface(ec2: Any, eni_id: str) -> None:
    eni = next((each for each in interfaces(ec2) if each.id == eni_id), None)
    if eni and (eni.status != "available" or eni.attachment_id):
        raise EC2ClientError("InvalidNetworkInterface.InUse", f"Interface: [{eni_id}] in use.")
    plain["delete_network_interface"](ec2, eni_id)


def delete_security_group(ec2: Any, name: str | None = None, group_id: str | None = None) -> None:
    if group_id:
        used = any(group_id in [g.id for g in each.group_set] for each in interfaces(ec2))
        rules = [
            rule
            for groups in ec2.groups.values()
            for group in groups.values()
            if group.id != group_id
            for rule in (*group.ingress_rules, *group.egress_rules)
        ]
        if used or any(rule.source_group.get("GroupId") == group_id for rule in rules):
            raise EC2ClientError(
                "DependencyViolation", f"resource {group_id} has a dependent object"
            )
    plain["delete_security_group"](ec2, name, group_id)


def release_address(ec2: Any, address: str | None = None, allocation_id: str | None = None) -> None:
    if allocation_id and ec2.address_by_allocation([allocation_id])[0].association_id:
        raise EC2ClientError("InvalidIPAddress.InUse", f"Address {allocation_id} is in use.")
    plain["release_address"](ec2, address, allocation_id)


def get_all_network_interfaces(ec2: Any, *args: Any, **named: Any) -> Any:
    interfaces(ec2)
    return plain["get_all_network_interfaces"](ec2, *args, **named)


def create_load_balancer(elb: Any, *args: Any, **named: Any) -> Any:
    balancer = plain["create_load_balancer"](elb, *args, **named)
    told = OF_BALANCER + balancer.arn.split("loadbalancer/app/")[-1]
    for subnet in balancer.subnets:
        eni = elb.ec2_backend.create_network_interface(
            subnet, None, group_ids=balancer.security_groups, description=told
        )
        eni.status = "in-use"
    return balancer


def delete_load_balancer(elb: Any, arn: str) -> None:
    told = OF_BALANCER + arn.split("loadbalancer/app/")[-1]
    for eni in interfaces(elb.ec2_backend):
        if eni.description == told:
            doomed[eni.id] = time.monotonic() + LATER
    plain["delete_load_balancer"](elb, arn)


for refused in (
    delete_vpc,
    delete_subnet,
    delete_network_interface,
    delete_security_group,
    release_address,
    get_all_network_interfaces,
):
    setattr(EC2Backend, refused.__name__, refused)
for told_of in (create_load_balancer, delete_load_balancer):
    setattr(ELBv2Backend, told_of.__name__, told_of)

if __name__ == "__main__":
    main()
