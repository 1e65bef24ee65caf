#!/usr/bin/env bash
# VPC cannot be deleted because a load balancer and target groups are left in it
#
# Made by runbook-gen from a reviewed runbook. Read it before you run it; --help says how.
# https://runbooks.example.com/en/incidents/vpc-delete-blocked.html
# shellcheck disable=SC2016 # texts are quoted because they are texts
set -euo pipefail

INPUT_VPC_ID=${VPC_ID-}
RB_INCIDENT=vpc-delete-blocked RB_STEPS=9 RB_PAGE=https://runbooks.example.com/en/incidents/vpc-delete-blocked.html

rb_usage() {
  printf '%s\n' \
    'VPC cannot be deleted because a load balancer and target groups are left in it' '' \
    'By default nothing is run: the steps are only shown.' '' \
    '  --reads       run what only reads' \
    '  --apply       run everything; ask before each change' \
    '  --yes         with --apply: do not ask, and stop at the first failure' \
    '  --from N      begin with step N' \
    '  --to N        end with step N' \
    '  --log FILE    add to FILE what was done: time, step, effect, what became of it, exit code'
  printf '%s\n' \
    '  --input NAME=VALUE' '' \
    'The inputs, each also taken from the environment:'
  printf '  %s ($%s): %s\n' VPC_ID VPC_ID 'The id of the VPC to delete. Make sure that it is not the VPC of the cluster in use.'
  printf '\n%s\n' 'Exit codes: 0 done, 1 stopped or failed, 2 not begun.'
}

rb_refuse() { # what is at fault, why
  printf '%s: %s\n' "$1" "$2" >&2
  exit 2
}

# --- What is asked for -------------------------------------------------------------------------

RB_MODE=shown RB_ASKING=1 RB_LOG='' RB_FROM=1 RB_TO=$RB_STEPS

rb_take_input() {
  case $1 in
    VPC_ID=*) INPUT_VPC_ID=${1#*=} ;;
    *) rb_refuse "${1%%=*}" 'there is no such input; --help lists them' ;;
  esac
}

rb_check_step() {
  [[ $2 =~ ^[1-9][0-9]{0,2}$ ]] || rb_refuse "$1 $2" 'name a step by its number'
  (($2 <= RB_STEPS)) || rb_refuse "$1 $2" 'the runbook has fewer steps'
}

while (($#)); do
  case $1 in
    --help | -h) rb_usage; exit ;;
    --reads) RB_MODE=reads ;;
    --apply) RB_MODE=apply ;;
    --yes) RB_ASKING='' ;;
    --input | --from | --to | --log)
      (($# > 1)) || rb_refuse "$1" 'its value is missing'
      case $1 in
        --input) rb_take_input "$2" ;;
        --from) rb_check_step "$1" "$2"; RB_FROM=$2 ;;
        --to) rb_check_step "$1" "$2"; RB_TO=$2 ;;
        --log) case $2 in /*) RB_LOG=$2 ;; *) RB_LOG=$PWD/$2 ;; esac ;; # a command may change folders
      esac
      shift ;;
    *) rb_refuse "$1" 'there is no such option; --help lists them' ;;
  esac
  shift
done

RB_SAFE='^[A-Za-z0-9._/][A-Za-z0-9._/:@+=-]*$' RB_MISSING=''

rb_need() { # an input's name, its value, what it is, whether it may be shown
  local LC_ALL=C
  if [[ -z $2 ]]; then
    printf '%s: %s\n' "$1" "$3" >&2
  elif [[ $4 == open && ! $2 =~ $RB_SAFE ]]; then
    printf '%s: %s\n' "$1" 'Only letters, digits and . _ : / @ + = - can stand here, the last five never first: other characters could change the command.' >&2
  else
    return 0
  fi
  RB_MISSING="$RB_MISSING $1"
}

rb_need VPC_ID "$INPUT_VPC_ID" 'The id of the VPC to delete. Make sure that it is not the VPC of the cluster in use.' open
[[ -z $RB_MISSING ]] || rb_refuse "${RB_MISSING# }" 'Set this in the environment or by --input, then call again. Nothing was run.'

# --- How a step is done ------------------------------------------------------------------------

export AWS_PAGER='' PAGER=cat GIT_PAGER=cat
RB_STEP=0 RB_AT=0 RB_EFFECT=reads RB_TEXT='' RB_RUNNING='' RB_OTHERWISE=''
exec 3<&0 # the reader; each command comes to its function on standard input

rb_log() { # what became of it, exit code
  [[ -z $RB_LOG ]] || printf '%s\t%s\t%s\t%s\t%s\t%s\n' \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$RB_INCIDENT" "$RB_AT" "$RB_EFFECT" "$1" "$2" >>"$RB_LOG"
}

rb_differs() { # exit code
  printf '  %s %s\n' 'Exit code' "$1" >&2
  [[ -z $RB_OTHERWISE ]] || printf '  %s: %s\n' 'If it differs' "$RB_OTHERWISE" >&2
}

rb_go_on() {
  printf '%s --from %s\n' 'Stopped. To go on from here:' "$RB_STEP" >&2
}

rb_ended() {
  local code=$?
  [[ -n $RB_RUNNING ]] || return 0
  rb_log ran "$code"
  rb_differs "$code"
  rb_go_on
}
trap rb_ended EXIT

rb_stop() {
  rb_log stopped -
  rb_go_on
  exit 1
}

rb_step() { # its number, what to do, what to make sure of first, what to do if it differs
  RB_STEP=$1 RB_OTHERWISE=$4
  (($1 >= RB_FROM && $1 <= RB_TO)) || return 1
  printf '\n%s. %s\n' "$1" "$2"
  [[ -z $3 ]] || printf '  %s: %s\n' 'Check before' "$3"
}

rb_agreed() { # the question
  local answer=''
  [[ -n $RB_ASKING ]] || return 0
  printf '  %s %s ' "$1" 'y: yes, s: leave it out, anything else stops.'
  IFS= read -r answer <&3 || true
  case $answer in
    y | Y) return 0 ;;
    s | S) rb_log left-out -; return 1 ;;
  esac
  printf '\n'
  rb_stop
}

rb_evaluate() {
  set --
  eval "$RB_TEXT"
}

rb_command() { # its number, its effect, the effect's name; the command is on standard input
  local code=0
  RB_AT=$RB_STEP.$1 RB_EFFECT=$2
  IFS= read -r -d '' RB_TEXT || true
  printf '\n  [%s] %s\n' "$RB_AT" "$3"
  printf '%s' "$RB_TEXT" | sed 's/^/    /'
  case $RB_MODE/$RB_EFFECT in
    shown/* | reads/changes | reads/destroys) rb_log shown - ;;
    */reads)
      set +eu +o pipefail # as if it were typed: what it prints tells
      rb_evaluate <&3
      code=$?
      set -euo pipefail
      rb_log ran "$code"
      ((code == 0)) || rb_differs "$code"
      ((code == 0)) || [[ $RB_MODE == reads || -n $RB_ASKING ]] || rb_stop # nobody looks
      ;;
    *)
      rb_agreed 'Run it?' || return 0
      RB_RUNNING=1
      rb_evaluate <&3
      set -euo pipefail
      RB_RUNNING=''
      rb_log ran 0 ;;
  esac
}

rb_by_hand() { # its name in the log, what to do
  RB_AT=$RB_STEP.$1 RB_EFFECT=changes
  printf '\n  [%s] %s\n' "$RB_AT" 'by hand'
  printf '%s\n' "$2" | sed 's/^/    /'
  if [[ $RB_MODE != apply ]]; then
    rb_log shown -
    return 0
  fi
  [[ -n $RB_ASKING ]] || rb_stop # nobody is there to do it
  rb_agreed 'Done?' || return 0
  rb_log by-hand -
}

rb_way_back() {
  printf '\n  %s: %s\n' 'Way back' "$1"
}

rb_log begun - || rb_refuse "$RB_LOG" 'cannot be written'
printf '%s\n' 'VPC cannot be deleted because a load balancer and target groups are left in it'
case $RB_MODE in
  shown) printf '%s\n' 'Nothing is run: --reads runs what only reads, --apply everything.' ;;
  reads) printf '%s\n' 'Only what reads is run.' ;;
esac
printf '  %s: %s\n' VPC_ID "$INPUT_VPC_ID"

# --- The steps ---------------------------------------------------------------------------------

if rb_step 1 \
  'Settle which VPC is to be deleted. The one in Terraform'"'"'s state and the one found by its tag must be the same.' \
  '' \
  'If there are two or more, or they differ, stop. One of them may carry the cluster that is running now; at the time of the record that was `vpc-0cb5bbb41f25671f5`.'
then
rb_command 1 reads 'reads only' <<'RUNBOOK_COMMAND'
aws ec2 describe-vpcs --filters "Name=tag:Project,Values=SeSACTHON" --query 'Vpcs[].[VpcId,CidrBlock]' --output text
RUNBOOK_COMMAND
rb_command 2 reads 'reads only' <<'RUNBOOK_COMMAND'
terraform show -no-color | grep -oE 'vpc-[0-9a-f]{8,17}' | sort -u
RUNBOOK_COMMAND
fi

if rb_step 2 \
  'Check that `kubectl` points at the cluster in that VPC. The instance ids of its nodes (`providerID`) or the public address of its API server must be among the VPC'"'"'s instances.' \
  '' \
  'If they are not, this is another cluster. Run none of the next step'"'"'s `kubectl` commands before you have switched the context. If the VPC'"'"'s cluster is already gone, skip the next step.'
then
rb_command 1 reads 'reads only' <<'RUNBOOK_COMMAND'
aws ec2 describe-instances --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query 'Reservations[].Instances[].[InstanceId,PublicIpAddress,State.Name]' --output text
RUNBOOK_COMMAND
rb_command 2 reads 'reads only' <<'RUNBOOK_COMMAND'
kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}{"\n"}'
RUNBOOK_COMMAND
rb_command 3 reads 'reads only' <<'RUNBOOK_COMMAND'
kubectl get nodes -o custom-columns=NODE:.metadata.name,PROVIDER:.spec.providerID
RUNBOOK_COMMAND
fi

if rb_step 3 \
  'If the cluster is still alive, stop Argo CD'"'"'s self-heal, then delete the Ingresses and the LoadBalancer Services, so that the controller removes the load balancers and target groups it made.' \
  'The step before has shown that `kubectl` points at the cluster of the VPC to delete, and nobody needs to reach that cluster any more.' \
  'If the cluster or its controller is already gone, nothing will remove them; go on and delete them in AWS.'
then
rb_command 1 reads 'reads only' <<'RUNBOOK_COMMAND'
kubectl rollout status -n kube-system deployment/aws-load-balancer-controller --timeout=1m
RUNBOOK_COMMAND
rb_command 2 changes changes <<'RUNBOOK_COMMAND'
kubectl scale statefulset argocd-application-controller -n argocd --replicas=0
RUNBOOK_COMMAND
rb_command 3 destroys destroys <<'RUNBOOK_COMMAND'
kubectl delete ingress --all --all-namespaces
RUNBOOK_COMMAND
rb_command 4 reads 'reads only' <<'RUNBOOK_COMMAND'
kubectl get service -A -o jsonpath='{range .items[?(@.spec.type=="LoadBalancer")]}{.metadata.namespace}/{.metadata.name}{"\n"}{end}'
RUNBOOK_COMMAND
rb_command 5 destroys destroys <<'RUNBOOK_COMMAND'
kubectl get service -A -o jsonpath='{range .items[?(@.spec.type=="LoadBalancer")]}{.metadata.namespace} {.metadata.name}{"\n"}{end}' |
  while read -r namespace name; do
    kubectl delete service "$name" -n "$namespace"
  done
RUNBOOK_COMMAND
rb_command 6 reads 'reads only' <<'RUNBOOK_COMMAND'
kubectl get targetgroupbindings -A
RUNBOOK_COMMAND
rb_way_back 'Set `argocd-application-controller` to `--replicas=1` again, and Argo CD makes the Ingresses and Services anew from the repository. The load balancers are new ones, with other DNS names.'
fi

if rb_step 4 \
  'Find everything that is left in the VPC. The description of each network interface tells who holds it. This page'"'"'s script does all from here to the security groups (`--from 4 --to 8`).' \
  '' \
  'To use the team'"'"'s own `scripts/cleanup-vpc-resources.sh` instead of the next four steps, first read what it is going to delete, and in which VPC.'
then
rb_command 1 reads 'reads only' <<'RUNBOOK_COMMAND'
aws ec2 describe-network-interfaces --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query 'NetworkInterfaces[].[NetworkInterfaceId,Status,Description]' --output text
RUNBOOK_COMMAND
rb_command 2 reads 'reads only' <<'RUNBOOK_COMMAND'
aws elbv2 describe-load-balancers --query "LoadBalancers[?VpcId=='${INPUT_VPC_ID}'].LoadBalancerArn" --output text
RUNBOOK_COMMAND
rb_command 3 reads 'reads only' <<'RUNBOOK_COMMAND'
aws elbv2 describe-target-groups --query "TargetGroups[?VpcId=='${INPUT_VPC_ID}'].TargetGroupArn" --output text
RUNBOOK_COMMAND
rb_command 4 reads 'reads only' <<'RUNBOOK_COMMAND'
aws ec2 describe-security-groups --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query "SecurityGroups[?GroupName!='default'].[GroupId,GroupName]" --output text
RUNBOOK_COMMAND
fi

if rb_step 5 \
  'Delete the load balancers left in the VPC. Their listeners go with them.' \
  'All that the step before listed belongs to the VPC to delete, and no Ingress or LoadBalancer Service is left, for which a controller would make it again.' \
  'If deletion protection refuses it, first find out why that load balancer was protected.'
then
rb_command 1 destroys destroys <<'RUNBOOK_COMMAND'
aws elbv2 describe-load-balancers --query "LoadBalancers[?VpcId=='${INPUT_VPC_ID}'].LoadBalancerArn" --output text |
  xargs -r -n 1 aws elbv2 delete-load-balancer --load-balancer-arn
RUNBOOK_COMMAND
rb_way_back 'There is none; one that is made again has another DNS name.'
fi

if rb_step 6 \
  'Wait until the load balancers'"'"' network interfaces are all gone, then delete the target groups.' \
  'Only target groups of the VPC to delete are listed. Do not work from a list that is not filtered by VPC.' \
  'If it is refused with `ResourceInUse`, a listener still uses it; see whether the load balancers of the step before are really gone.'
then
rb_command 1 destroys destroys <<'RUNBOOK_COMMAND'
for attempt in $(seq 60); do
  left=$(aws ec2 describe-network-interfaces --filters Name=vpc-id,Values="${INPUT_VPC_ID}" 'Name=description,Values=ELB *' --query 'length(NetworkInterfaces)' --output text)
  echo "$attempt: $left"
  [ "$left" = 0 ] && break
  sleep 10
done
[ "$left" = 0 ] &&
  aws elbv2 describe-target-groups --query "TargetGroups[?VpcId=='${INPUT_VPC_ID}'].TargetGroupArn" --output text |
  xargs -r -n 1 aws elbv2 delete-target-group --target-group-arn
RUNBOOK_COMMAND
rb_way_back 'There is none; the registrations of the targets go with them.'
fi

if rb_step 7 \
  'Delete the network interfaces that hang on nothing (`available`), after releasing the Elastic IPs that they hold.' \
  'No firewall and no DNS record anywhere names an address that is going to be released.' \
  'A network interface that is `in-use` goes only with its owner, which its description names (a NAT gateway, RDS, Lambda, a VPC endpoint).'
then
rb_command 1 reads 'reads only' <<'RUNBOOK_COMMAND'
aws ec2 describe-network-interfaces --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query "NetworkInterfaces[?Status=='available'].[NetworkInterfaceId,Description,Association.PublicIp]" --output text
RUNBOOK_COMMAND
rb_command 2 destroys destroys <<'RUNBOOK_COMMAND'
aws ec2 describe-network-interfaces --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query "NetworkInterfaces[?Status=='available' && Association.AllocationId].[Association.AssociationId,Association.AllocationId]" --output text |
  while read -r association allocation; do
    aws ec2 disassociate-address --association-id "$association"
    aws ec2 release-address --allocation-id "$allocation"
  done
RUNBOOK_COMMAND
rb_command 3 destroys destroys <<'RUNBOOK_COMMAND'
aws ec2 describe-network-interfaces --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query "NetworkInterfaces[?Status=='available'].NetworkInterfaceId" --output text |
  xargs -r -n 1 aws ec2 delete-network-interface --network-interface-id
RUNBOOK_COMMAND
rb_command 4 reads 'reads only' <<'RUNBOOK_COMMAND'
aws ec2 describe-addresses --query 'Addresses[?AssociationId==null].[AllocationId,PublicIp]' --output text
RUNBOOK_COMMAND
rb_way_back 'There is none; a released address may be lost for good.'
fi

if rb_step 8 \
  'Delete the security groups that the controller left (their names begin with `k8s-`), after revoking the rules that refer to them.' \
  'No network interface uses a group on the list.' \
  'If one is refused with `has a dependent object`, a network interface still uses it, or a rule in another VPC refers to it.'
then
rb_command 1 reads 'reads only' <<'RUNBOOK_COMMAND'
aws ec2 describe-security-groups --filters Name=vpc-id,Values="${INPUT_VPC_ID}" 'Name=group-name,Values=k8s-*' --query 'SecurityGroups[].[GroupId,GroupName]' --output text
RUNBOOK_COMMAND
rb_command 2 changes changes <<'RUNBOOK_COMMAND'
all=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query 'SecurityGroups[].GroupId' --output text | tr '\t' ,)
left=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values="${INPUT_VPC_ID}" 'Name=group-name,Values=k8s-*' --query 'SecurityGroups[].GroupId' --output text)
for group in $left; do
  aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$all" \
    --query "SecurityGroupRules[?ReferencedGroupInfo.GroupId=='$group'].[IsEgress,GroupId,SecurityGroupRuleId]" --output text |
    while read -r egress holder rule; do
      case $egress in
        True) aws ec2 revoke-security-group-egress --group-id "$holder" --security-group-rule-ids "$rule" ;;
        *) aws ec2 revoke-security-group-ingress --group-id "$holder" --security-group-rule-ids "$rule" ;;
      esac
    done
done
RUNBOOK_COMMAND
rb_command 3 destroys destroys <<'RUNBOOK_COMMAND'
aws ec2 describe-security-groups --filters Name=vpc-id,Values="${INPUT_VPC_ID}" 'Name=group-name,Values=k8s-*' --query 'SecurityGroups[].GroupId' --output text |
  xargs -r -n 1 aws ec2 delete-security-group --group-id
RUNBOOK_COMMAND
rb_way_back 'There is none; while the cluster lives, its controller makes new ones.'
fi

if rb_step 9 \
  'Run `terraform destroy` again.' \
  '`terraform plan -destroy` lists nothing but this environment, and data that must stay is backed up.' \
  'If a subnet or the VPC only repeats `Still destroying...`, do not wait it out; look for left network interfaces from another terminal.'
then
rb_command 1 destroys destroys <<'RUNBOOK_COMMAND'
terraform destroy
RUNBOOK_COMMAND
rb_way_back 'There is none. `terraform apply` builds it anew, with other ids and addresses and without the data.'
fi

printf '\n%s %s\n' 'These were the steps. Whether it is over, the page'"'"'s verification tells:' "$RB_PAGE"
RB_AT=0 RB_EFFECT=reads
rb_log ended 0
