#!/bin/sh
# Makes models/ from published artifacts of the versions below: see docs/formats/models.md.
set -eu

botocore=1.43.107
sqs=1.0.6
s3=3.1173.0

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$work" "botocore==$botocore"
(cd "$work" && npm pack --silent "@aws-sdk/client-s3@$s3" >/dev/null && tar xzf aws-sdk-client-s3-*.tgz)
cd "$root"
mvn -q -N dependency:copy "-Dartifact=software.amazon.api.models:sqs:$sqs" "-DoutputDirectory=$work"
mvn -q -Dquick -pl codegen compile exec:java -Dexec.mainClass=dev.weir.codegen.Main \
    "-Dexec.args=import $work/botocore-$botocore-py3-none-any.whl $work/sqs-$sqs.jar $work/package $root/models"
