"""Moto's server, with one defect mended (as of moto 5.2): CloudTrail takes a trail's ARN where it takes its name, moto its name alone.

Run as `python3 local_aws.py --host 127.0.0.1 --port 5000`, with the arguments of moto_server.
"""

import sys

from moto.cloudtrail.models import CloudTrailBackend
from moto.server import main


def by_name_or_arn(method):
    def called(self, name, *rest, **named):
        return method(self, name.rsplit("/", 1)[-1], *rest, **named)

    return called


for operation in ("start_logging", "stop_logging"):
    setattr(CloudTrailBackend, operation, by_name_or_arn(getattr(CloudTrailBackend, operation)))

main(sys.argv[1:])
