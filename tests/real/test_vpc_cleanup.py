"""The script of `vpc-delete-blocked`: run by Bash, with the real AWS CLI, on a VPC that is blocked.

moto alone refuses too little to prove anything, which the last test keeps an eye on; so the script
meets `strict_moto.py`, which says what it adds.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from programs import Named, Told, Tool, plain
from real.cloud import ACCESS, served
from sources import REAL, collection

from runbook_gen.render.script import script

INCIDENT = "vpc-delete-blocked"
HERE = Path(__file__).parent
CLEANUP = ("--from", "4", "--to", "8")  # without the cluster's part and Terraform's

Vpc = dict[str, Any]
"""A VPC as a cluster leaves it: its `id`, and of Terraform its `subnets` and the `nodes`' group."""


class Cloud:
    """The AWS CLI against a server, and Bash with that CLI on its path."""

    def __init__(self, tool: Tool, folder: Path, address: str) -> None:
        self.folder = folder
        self.python = tool("aws", "python")
        self.env = plain(folder) | ACCESS | {"AWS_ENDPOINT_URL": address}
        self.env["PATH"] = f"{Path(tool('aws', 'aws')).parent}:{self.env['PATH']}"

    def told(self, *command: str, stdin: str = "") -> Told:
        done = subprocess.run(
            command, env=self.env, cwd=self.folder, input=stdin, encoding="utf-8", timeout=300,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return Told(done.returncode, done.stdout)

    def blocked_vpc(self, name: str) -> Vpc:
        """A new VPC with all that a cluster's controllers leave."""
        made = self.told(self.python, str(HERE / "left_behind.py"), "make", name)
        assert made.code == 0, made.text
        vpc: Vpc = json.loads(made.text)
        return vpc

    def everything(self, vpc: Vpc | None = None) -> str:
        """All that there is in a VPC, or in all of them, to the byte."""
        words = [vpc["id"]] if vpc else []
        shown = self.told(self.python, str(HERE / "left_behind.py"), "show", *words)
        assert shown.code == 0, shown.text
        return shown.text

    def destroy(self, vpc: Vpc) -> list[Told]:
        """What `terraform destroy` does to its own part; it ends at the first refusal."""
        calls = [f"delete-subnet --subnet-id {subnet}" for subnet in vpc["subnets"]]
        calls += [f"delete-security-group --group-id {vpc['nodes']}"]
        calls += [f"delete-vpc --vpc-id {vpc['id']}"]
        told: list[Told] = []
        for call in calls:
            told.append(self.told("aws", "ec2", *call.split()))
            if told[-1].code:
                break
        return told

    def script(self, vpc: Vpc, *words: str, stdin: str = "") -> Told:
        """How the script ends."""
        file = self.folder / "cleanup.sh"
        real = collection(REAL)
        file.write_text(script(real, real.by_id[INCIDENT], "en"), encoding="utf-8")
        return self.told("bash", str(file), "--input", f"VPC_ID={vpc['id']}", *words, stdin=stdin)


@pytest.fixture
def cloud(tool: Tool, tmp_path: Path) -> Iterator[Cloud]:
    with served(tmp_path, tool("aws", "python"), str(HERE / "strict_moto.py")) as address:
        yield Cloud(tool, tmp_path, address)


def test_it_unblocks_one_vpc_and_leaves_the_other(cloud: Cloud, named: Named) -> None:
    """Refused before, done after; nothing outside is touched; a second run changes nothing."""
    old, running = cloud.blocked_vpc("old"), cloud.blocked_vpc("running")
    spare = cloud.told("aws", "ec2", "allocate-address", "--query", "AllocationId").text.strip()
    refused = [
        cloud.destroy(old)[-1],
        cloud.told("aws", "ec2", "delete-vpc", "--vpc-id", old["id"]),
    ]
    assert all("DependencyViolation" in told.text for told in refused), refused
    assert named(*(told.text for told in refused)) == [[INCIDENT]] * 2
    cloud.everything()  # at the first look, moto's load balancers become active
    outside, before = cloud.everything(running), cloud.everything()

    for mode in ((), ("--reads", *CLEANUP)):
        looked = cloud.script(old, *mode)
        assert looked.code == 0, looked.text
        assert cloud.everything() == before, "looking must not touch anything"

    done = cloud.script(old, "--apply", "--yes", "--log", "run.log", *CLEANUP)
    assert done.code == 0, done.text
    assert cloud.everything(running) == outside
    left = cloud.everything()
    assert spare in left

    again = cloud.script(old, "--apply", "--yes", "--log", "run.log", *CLEANUP)
    assert again.code == 0, again.text
    assert cloud.everything() == left
    log = [line.split("\t") for line in (cloud.folder / "run.log").read_text("utf-8").splitlines()]
    assert {row[5] for row in log} == {"0", "-"}
    assert [row[2:5] for row in log].count(["5.1", "destroys", "ran"]) == 2

    destroyed = cloud.destroy(old)
    assert [told.code for told in destroyed] == [0, 0, 0, 0], destroyed[-1].text
    gone = cloud.told("aws", "ec2", "describe-vpcs", "--vpc-ids", old["id"])
    assert "InvalidVpcID.NotFound" in gone.text
    assert cloud.everything(running) == outside


def test_it_asks_before_each_change_and_stops_at_a_no(cloud: Cloud) -> None:
    vpc = cloud.blocked_vpc("old")
    cloud.everything()
    before = cloud.everything()
    stopped = cloud.script(vpc, "--apply", "--from", "5", "--to", "8", stdin="s\nn\n")
    assert stopped.code == 1
    assert "--from 6" in stopped.text
    assert cloud.everything() == before


def test_moto_alone_refuses_less(tool: Tool, tmp_path: Path) -> None:
    """Should moto learn to refuse, `strict_moto.py` can go."""
    with served(tmp_path, tool("aws", "moto_server")) as address:
        cloud = Cloud(tool, tmp_path, address)
        assert [told.code for told in cloud.destroy(cloud.blocked_vpc("old"))] == [0, 0, 0, 0]
