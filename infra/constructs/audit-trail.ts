import { Cloudtrail } from '@cdktf/provider-aws/lib/cloudtrail';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { Construct } from 'constructs';

export interface AuditTrailProps {
  readonly name: string;
  readonly region: string;
  readonly retentionDays: number;
  readonly protect: boolean;
}

/** What CloudTrail writes of no use to anybody here, and in great numbers: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html */
const LOUD_SOURCES = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

/**
 * A trail of every Region's management write events, with the bucket that it needs: EventBridge delivers only what some trail logs.
 * The bucket's files outlive the event history's 90 days, and `npm run ingest -- --trail` reads them. What CloudTrail takes for a read is
 * not among them (of the changes that is known of `GetFederationTokens`, a login, at most): that comes by the catch-up alone.
 */
export class AuditTrail extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, { name, region, retentionDays, protect }: AuditTrailProps) {
    super(scope, id);
    const { accountId } = new DataAwsCallerIdentity(this, 'account', {});
    const { partition } = new DataAwsPartition(this, 'partition', {});
    this.bucket = new S3Bucket(this, 'bucket', {
      bucket: `${name}-${accountId}-trail`,
      forceDestroy: !protect,
      lifecycle: { preventDestroy: protect },
    });
    const bucket = this.bucket.id;
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    new S3BucketOwnershipControls(this, 'ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
    const closed = new S3BucketPublicAccessBlock(this, 'closed', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketLifecycleConfiguration(this, 'forgets', {
      bucket,
      rule: [{ id: 'expire', status: 'Enabled', filter: [{ prefix: '' }], expiration: [{ days: retentionDays }] }],
    });
    const mayWrite = new S3BucketPolicy(this, 'may-write', {
      bucket,
      policy: writableByTrail(
        this.bucket.arn,
        accountId,
        `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${name}`,
      ),
      // S3 takes one change of a bucket at a time.
      dependsOn: [closed],
    });
    new Cloudtrail(this, 'trail', {
      name,
      s3BucketName: bucket,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      eventSelector: [
        { readWriteType: 'WriteOnly', includeManagementEvents: true, excludeManagementEventSources: LOUD_SOURCES },
      ],
      dependsOn: [mayWrite],
    });
  }
}

/**
 * The bucket's policy: this one trail may write, nobody may come without TLS.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
function writableByTrail(bucketArn: string, accountId: string, trailArn: string): string {
  const trail = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } };
  const onBehalf = { 'aws:SourceArn': trailArn };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { ...trail, Sid: 'Look', Action: 's3:GetBucketAcl', Resource: bucketArn, Condition: { StringEquals: onBehalf } },
      {
        ...trail,
        Sid: 'Write',
        Action: 's3:PutObject',
        Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
        Condition: { StringEquals: { ...onBehalf, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
      {
        Sid: 'OnlyByTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
