clusterName: ${cluster}
vpcId: ${vpc_id}
%{ if staging ~}
replicaCount: 1
%{ endif ~}
