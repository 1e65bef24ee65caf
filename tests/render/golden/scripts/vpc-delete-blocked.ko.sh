#!/usr/bin/env bash
# 남은 ALB와 타깃 그룹 때문에 VPC를 지우지 못함
#
# 검토를 거친 런북에서 runbook-gen이 만들었다. 실행하기 전에 읽는다. 쓰는 법은 --help에 있다.
# https://runbooks.example.com/ko/incidents/vpc-delete-blocked.html
# shellcheck disable=SC2016 # texts are quoted because they are texts
set -euo pipefail

INPUT_VPC_ID=${VPC_ID-}
RB_INCIDENT=vpc-delete-blocked RB_STEPS=9 RB_PAGE=https://runbooks.example.com/ko/incidents/vpc-delete-blocked.html

rb_usage() {
  printf '%s\n' \
    '남은 ALB와 타깃 그룹 때문에 VPC를 지우지 못함' '' \
    '기본은 아무것도 실행하지 않고 단계만 보여 준다.' '' \
    '  --reads       조회만 하는 명령을 실행한다' \
    '  --apply       모두 실행하되 변경할 때마다 물어본다' \
    '  --yes         --apply와 함께: 묻지 않고, 하나라도 실패하면 멈춘다' \
    '  --from N      N단계부터 시작한다' \
    '  --to N        N단계에서 끝낸다' \
    '  --log FILE    한 일을 FILE에 덧붙인다: 시각, 단계, 영향, 결과, 종료 코드'
  printf '%s\n' \
    '  --input NAME=VALUE' '' \
    '입력값. 환경 변수로도 줄 수 있다:'
  printf '  %s ($%s): %s\n' VPC_ID VPC_ID '지우려는 VPC의 ID. 지금 쓰는 클러스터의 VPC가 아닌지 반드시 확인한다.'
  printf '\n%s\n' '종료 코드: 0 끝남, 1 멈췄거나 실패함, 2 시작하지 않음.'
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
    *) rb_refuse "${1%%=*}" '그런 입력값은 없다. 목록은 --help에 있다' ;;
  esac
}

rb_check_step() {
  [[ $2 =~ ^[1-9][0-9]{0,2}$ ]] || rb_refuse "$1 $2" '단계는 번호로 적는다'
  (($2 <= RB_STEPS)) || rb_refuse "$1 $2" '런북의 단계가 그만큼 많지 않다'
}

while (($#)); do
  case $1 in
    --help | -h) rb_usage; exit ;;
    --reads) RB_MODE=reads ;;
    --apply) RB_MODE=apply ;;
    --yes) RB_ASKING='' ;;
    --input | --from | --to | --log)
      (($# > 1)) || rb_refuse "$1" '값이 빠졌다'
      case $1 in
        --input) rb_take_input "$2" ;;
        --from) rb_check_step "$1" "$2"; RB_FROM=$2 ;;
        --to) rb_check_step "$1" "$2"; RB_TO=$2 ;;
        --log) case $2 in /*) RB_LOG=$2 ;; *) RB_LOG=$PWD/$2 ;; esac ;; # a command may change folders
      esac
      shift ;;
    *) rb_refuse "$1" '그런 옵션은 없다. 목록은 --help에 있다' ;;
  esac
  shift
done

RB_SAFE='^[A-Za-z0-9._/][A-Za-z0-9._/:@+=-]*$' RB_MISSING=''

rb_need() { # an input's name, its value, what it is, whether it may be shown
  local LC_ALL=C
  if [[ -z $2 ]]; then
    printf '%s: %s\n' "$1" "$3" >&2
  elif [[ $4 == open && ! $2 =~ $RB_SAFE ]]; then
    printf '%s: %s\n' "$1" '영문자, 숫자, . _ : / @ + = - 만 쓸 수 있고 : @ + = - 는 맨 앞에 올 수 없다. 다른 문자는 명령의 뜻을 바꿀 수 있다.' >&2
  else
    return 0
  fi
  RB_MISSING="$RB_MISSING $1"
}

rb_need VPC_ID "$INPUT_VPC_ID" '지우려는 VPC의 ID. 지금 쓰는 클러스터의 VPC가 아닌지 반드시 확인한다.' open
[[ -z $RB_MISSING ]] || rb_refuse "${RB_MISSING# }" '환경 변수나 --input으로 정한 뒤 다시 실행한다. 아직 아무것도 실행하지 않았다.'

# --- How a step is done ------------------------------------------------------------------------

export AWS_PAGER='' PAGER=cat GIT_PAGER=cat
RB_STEP=0 RB_AT=0 RB_EFFECT=reads RB_TEXT='' RB_RUNNING='' RB_OTHERWISE=''
exec 3<&0 # the reader; each command comes to its function on standard input

rb_log() { # what became of it, exit code
  [[ -z $RB_LOG ]] || printf '%s\t%s\t%s\t%s\t%s\t%s\n' \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$RB_INCIDENT" "$RB_AT" "$RB_EFFECT" "$1" "$2" >>"$RB_LOG"
}

rb_differs() { # exit code
  printf '  %s %s\n' '종료 코드' "$1" >&2
  [[ -z $RB_OTHERWISE ]] || printf '  %s: %s\n' '결과가 다르면' "$RB_OTHERWISE" >&2
}

rb_go_on() {
  printf '%s --from %s\n' '멈췄다. 여기서 이어 하려면:' "$RB_STEP" >&2
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
  [[ -z $3 ]] || printf '  %s: %s\n' '먼저 확인' "$3"
}

rb_agreed() { # the question
  local answer=''
  [[ -n $RB_ASKING ]] || return 0
  printf '  %s %s ' "$1" 'y: 예, s: 건너뜀, 그 밖에는 멈춤.'
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
      rb_agreed '실행할까?' || return 0
      RB_RUNNING=1
      rb_evaluate <&3
      set -euo pipefail
      RB_RUNNING=''
      rb_log ran 0 ;;
  esac
}

rb_by_hand() { # its name in the log, what to do
  RB_AT=$RB_STEP.$1 RB_EFFECT=changes
  printf '\n  [%s] %s\n' "$RB_AT" '수동'
  printf '%s\n' "$2" | sed 's/^/    /'
  if [[ $RB_MODE != apply ]]; then
    rb_log shown -
    return 0
  fi
  [[ -n $RB_ASKING ]] || rb_stop # nobody is there to do it
  rb_agreed '끝냈는가?' || return 0
  rb_log by-hand -
}

rb_way_back() {
  printf '\n  %s: %s\n' '되돌리는 법' "$1"
}

rb_log begun - || rb_refuse "$RB_LOG" '쓸 수 없다'
printf '%s\n' '남은 ALB와 타깃 그룹 때문에 VPC를 지우지 못함'
case $RB_MODE in
  shown) printf '%s\n' '아무것도 실행하지 않는다. --reads는 조회만, --apply는 모두 실행한다.' ;;
  reads) printf '%s\n' '조회만 하는 명령을 실행한다.' ;;
esac
printf '  %s: %s\n' VPC_ID "$INPUT_VPC_ID"

# --- The steps ---------------------------------------------------------------------------------

if rb_step 1 \
  '지울 VPC를 확정한다. Terraform 상태에 있는 VPC와 태그로 찾은 VPC가 같아야 한다.' \
  '' \
  'VPC가 둘 이상 나오거나 서로 다르면 멈춘다. 하나는 지금 돌고 있는 클러스터의 것일 수 있다. 기록 당시 클러스터는 `vpc-0cb5bbb41f25671f5`에서 돌고 있었다.'
then
rb_command 1 reads '조회 전용' <<'RUNBOOK_COMMAND'
aws ec2 describe-vpcs --filters "Name=tag:Project,Values=SeSACTHON" --query 'Vpcs[].[VpcId,CidrBlock]' --output text
RUNBOOK_COMMAND
rb_command 2 reads '조회 전용' <<'RUNBOOK_COMMAND'
terraform show -no-color | grep -oE 'vpc-[0-9a-f]{8,17}' | sort -u
RUNBOOK_COMMAND
fi

if rb_step 2 \
  '`kubectl`이 가리키는 클러스터가 지울 VPC에 있는지 확인한다. 노드의 인스턴스 ID(`providerID`)나 API 서버의 공인 주소가 그 VPC의 인스턴스 목록에 있어야 한다.' \
  '' \
  '목록에 없으면 다른 클러스터를 가리키고 있는 것이다. 컨텍스트를 바꾸기 전에는 다음 단계의 `kubectl` 명령을 하나도 실행하지 않는다. 지울 VPC의 클러스터가 이미 없으면 다음 단계를 건너뛴다.'
then
rb_command 1 reads '조회 전용' <<'RUNBOOK_COMMAND'
aws ec2 describe-instances --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query 'Reservations[].Instances[].[InstanceId,PublicIpAddress,State.Name]' --output text
RUNBOOK_COMMAND
rb_command 2 reads '조회 전용' <<'RUNBOOK_COMMAND'
kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}{"\n"}'
RUNBOOK_COMMAND
rb_command 3 reads '조회 전용' <<'RUNBOOK_COMMAND'
kubectl get nodes -o custom-columns=NODE:.metadata.name,PROVIDER:.spec.providerID
RUNBOOK_COMMAND
fi

if rb_step 3 \
  '클러스터가 아직 살아 있으면 Argo CD의 자동 복구를 멈춘 뒤 Ingress와 LoadBalancer Service를 지워, 컨트롤러가 자기가 만든 ALB와 타깃 그룹을 스스로 지우게 한다.' \
  '앞 단계에서 `kubectl`이 지울 VPC의 클러스터를 가리킨다는 것을 확인했고, 이 클러스터로 들어오는 요청이 끊겨도 된다.' \
  '클러스터나 컨트롤러가 이미 없으면 지울 주체가 없으므로 다음 단계부터 AWS에서 직접 지운다.'
then
rb_command 1 reads '조회 전용' <<'RUNBOOK_COMMAND'
kubectl rollout status -n kube-system deployment/aws-load-balancer-controller --timeout=1m
RUNBOOK_COMMAND
rb_command 2 changes '변경' <<'RUNBOOK_COMMAND'
kubectl scale statefulset argocd-application-controller -n argocd --replicas=0
RUNBOOK_COMMAND
rb_command 3 destroys '파괴적' <<'RUNBOOK_COMMAND'
kubectl delete ingress --all --all-namespaces
RUNBOOK_COMMAND
rb_command 4 reads '조회 전용' <<'RUNBOOK_COMMAND'
kubectl get service -A -o jsonpath='{range .items[?(@.spec.type=="LoadBalancer")]}{.metadata.namespace}/{.metadata.name}{"\n"}{end}'
RUNBOOK_COMMAND
rb_command 5 destroys '파괴적' <<'RUNBOOK_COMMAND'
kubectl get service -A -o jsonpath='{range .items[?(@.spec.type=="LoadBalancer")]}{.metadata.namespace} {.metadata.name}{"\n"}{end}' |
  while read -r namespace name; do
    kubectl delete service "$name" -n "$namespace"
  done
RUNBOOK_COMMAND
rb_command 6 reads '조회 전용' <<'RUNBOOK_COMMAND'
kubectl get targetgroupbindings -A
RUNBOOK_COMMAND
rb_way_back '`argocd-application-controller`를 `--replicas=1`로 되돌리면 Argo CD가 저장소에서 Ingress와 Service를 다시 만든다. 로드 밸런서는 새로 생기므로 DNS 이름이 바뀐다.'
fi

if rb_step 4 \
  'VPC 안에 남은 것을 모두 찾는다. 네트워크 인터페이스의 설명을 보면 누가 붙잡고 있는지 알 수 있다. 이 페이지의 스크립트는 여기부터 보안 그룹까지(`--from 4 --to 8`) 이어서 한다.' \
  '' \
  '다음 네 단계 대신 팀의 `scripts/cleanup-vpc-resources.sh`를 쓰려면, 어느 VPC의 무엇을 지우는지 먼저 읽는다.'
then
rb_command 1 reads '조회 전용' <<'RUNBOOK_COMMAND'
aws ec2 describe-network-interfaces --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query 'NetworkInterfaces[].[NetworkInterfaceId,Status,Description]' --output text
RUNBOOK_COMMAND
rb_command 2 reads '조회 전용' <<'RUNBOOK_COMMAND'
aws elbv2 describe-load-balancers --query "LoadBalancers[?VpcId=='${INPUT_VPC_ID}'].LoadBalancerArn" --output text
RUNBOOK_COMMAND
rb_command 3 reads '조회 전용' <<'RUNBOOK_COMMAND'
aws elbv2 describe-target-groups --query "TargetGroups[?VpcId=='${INPUT_VPC_ID}'].TargetGroupArn" --output text
RUNBOOK_COMMAND
rb_command 4 reads '조회 전용' <<'RUNBOOK_COMMAND'
aws ec2 describe-security-groups --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query "SecurityGroups[?GroupName!='default'].[GroupId,GroupName]" --output text
RUNBOOK_COMMAND
fi

if rb_step 5 \
  'VPC에 남은 로드 밸런서를 지운다. 리스너는 함께 지워진다.' \
  '앞 단계의 목록에 나온 것이 모두 지울 VPC의 것이고, Ingress와 LoadBalancer Service가 남아 있지 않다. 남아 있으면 컨트롤러가 다시 만든다.' \
  '삭제 방지(`deletion protection`)로 거부되면 그 로드 밸런서를 왜 보호했는지부터 알아본다.'
then
rb_command 1 destroys '파괴적' <<'RUNBOOK_COMMAND'
aws elbv2 describe-load-balancers --query "LoadBalancers[?VpcId=='${INPUT_VPC_ID}'].LoadBalancerArn" --output text |
  xargs -r -n 1 aws elbv2 delete-load-balancer --load-balancer-arn
RUNBOOK_COMMAND
rb_way_back '없다. 다시 만들어도 DNS 이름이 다르다.'
fi

if rb_step 6 \
  '로드 밸런서의 네트워크 인터페이스가 모두 사라질 때까지 기다린 다음 타깃 그룹을 지운다.' \
  '지울 VPC의 타깃 그룹만 나온다. VPC로 거르지 않은 목록을 쓰지 않는다.' \
  '`ResourceInUse`로 거부되면 아직 리스너가 쓰고 있는 것이다. 앞 단계의 로드 밸런서가 정말 사라졌는지 본다.'
then
rb_command 1 destroys '파괴적' <<'RUNBOOK_COMMAND'
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
rb_way_back '없다. 타깃의 등록도 함께 사라진다.'
fi

if rb_step 7 \
  '아무 데도 붙어 있지 않은(`available`) 네트워크 인터페이스를, 그것이 쥔 Elastic IP부터 해제하고 지운다.' \
  '해제할 주소를 방화벽이나 DNS에 등록해 쓰는 곳이 없다.' \
  '`in-use`인 네트워크 인터페이스는 설명에 적힌 주인(NAT 게이트웨이, RDS, Lambda, VPC 엔드포인트)을 지워야 사라진다.'
then
rb_command 1 reads '조회 전용' <<'RUNBOOK_COMMAND'
aws ec2 describe-network-interfaces --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query "NetworkInterfaces[?Status=='available'].[NetworkInterfaceId,Description,Association.PublicIp]" --output text
RUNBOOK_COMMAND
rb_command 2 destroys '파괴적' <<'RUNBOOK_COMMAND'
aws ec2 describe-network-interfaces --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query "NetworkInterfaces[?Status=='available' && Association.AllocationId].[Association.AssociationId,Association.AllocationId]" --output text |
  while read -r association allocation; do
    aws ec2 disassociate-address --association-id "$association"
    aws ec2 release-address --allocation-id "$allocation"
  done
RUNBOOK_COMMAND
rb_command 3 destroys '파괴적' <<'RUNBOOK_COMMAND'
aws ec2 describe-network-interfaces --filters Name=vpc-id,Values="${INPUT_VPC_ID}" --query "NetworkInterfaces[?Status=='available'].NetworkInterfaceId" --output text |
  xargs -r -n 1 aws ec2 delete-network-interface --network-interface-id
RUNBOOK_COMMAND
rb_command 4 reads '조회 전용' <<'RUNBOOK_COMMAND'
aws ec2 describe-addresses --query 'Addresses[?AssociationId==null].[AllocationId,PublicIp]' --output text
RUNBOOK_COMMAND
rb_way_back '없다. 한번 해제한 주소는 되찾지 못할 수 있다.'
fi

if rb_step 8 \
  '컨트롤러가 남긴 보안 그룹(이름이 `k8s-`로 시작)을, 그것을 참조하는 규칙부터 없애고 지운다.' \
  '목록의 그룹을 쓰는 네트워크 인터페이스가 없다.' \
  '`has a dependent object`로 거부되면 아직 쓰는 네트워크 인터페이스가 있거나 다른 VPC의 규칙이 참조하는 것이다.'
then
rb_command 1 reads '조회 전용' <<'RUNBOOK_COMMAND'
aws ec2 describe-security-groups --filters Name=vpc-id,Values="${INPUT_VPC_ID}" 'Name=group-name,Values=k8s-*' --query 'SecurityGroups[].[GroupId,GroupName]' --output text
RUNBOOK_COMMAND
rb_command 2 changes '변경' <<'RUNBOOK_COMMAND'
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
rb_command 3 destroys '파괴적' <<'RUNBOOK_COMMAND'
aws ec2 describe-security-groups --filters Name=vpc-id,Values="${INPUT_VPC_ID}" 'Name=group-name,Values=k8s-*' --query 'SecurityGroups[].GroupId' --output text |
  xargs -r -n 1 aws ec2 delete-security-group --group-id
RUNBOOK_COMMAND
rb_way_back '없다. 클러스터가 살아 있으면 컨트롤러가 새 그룹을 만든다.'
fi

if rb_step 9 \
  '`terraform destroy`를 다시 돌린다.' \
  '`terraform plan -destroy`의 목록에 이 환경의 것만 있고, 남겨야 할 데이터는 백업했다.' \
  '서브넷이나 VPC에서 `Still destroying...`만 이어지면 끝까지 기다리지 말고, 다른 터미널에서 남은 네트워크 인터페이스를 찾는다.'
then
rb_command 1 destroys '파괴적' <<'RUNBOOK_COMMAND'
terraform destroy
RUNBOOK_COMMAND
rb_way_back '없다. `terraform apply`로 다시 만들 수 있지만 ID와 주소가 바뀌고 데이터는 돌아오지 않는다.'
fi

printf '\n%s %s\n' '단계는 여기까지다. 정말 끝났는지는 페이지의 '"'"'해결 확인'"'"'에서 본다:' "$RB_PAGE"
RB_AT=0 RB_EFFECT=reads
rb_log ended 0
