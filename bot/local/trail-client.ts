import { S3Client } from '@aws-sdk/client-s3';
import { configuredRegion } from './aws-clients';

/** The SDK waits for ever unless told otherwise. A file may take minutes; a minute in which nothing of it comes is an end. */
const WAITING = {
  connectionTimeout: 5_000,
  requestTimeout: 30_000,
  throwOnRequestTimeout: true,
  socketTimeout: 60_000,
};

/**
 * A client for the bucket that a trail writes to: the SDK's own credential chain and endpoint variables. A trail of all Regions has its
 * bucket in one of them, often not the one that is set: S3 says where it is, so none need be set at all.
 */
export const createTrailClient = (): S3Client =>
  new S3Client({
    region: async () => (await configuredRegion()) ?? 'us-east-1',
    followRegionRedirects: true,
    requestHandler: WAITING,
  });
