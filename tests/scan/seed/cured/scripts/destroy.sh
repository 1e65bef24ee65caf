#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")/../terraform"
../scripts/cleanup-vpc-resources.sh
terraform destroy -auto-approve
