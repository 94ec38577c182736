import { Readable } from 'node:stream';
import { GetObjectCommand, paginateListObjectsV2, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { folderTrail } from './folder-trail';
import { type Input, inputTrail } from './input-trail';
import { isNamedAsLog, type LogFile, logFilesAmong, type Trail } from './log-files';

/** Of its parts the first is the bucket. Loose, as old buckets have capitals and underscores: S3 says which there are. */
const ADDRESS = /^s3:\/\/([\w.-]{3,255})(?:\/(.*))?$/is;

/** What an address may need: a client is made only for S3, and only `-` reads what comes in. */
interface TrailPlaces {
  readonly makeS3Client: () => S3Client;
  readonly input: () => Input;
}

/** The trail at an address: in S3 where that begins with `s3://`, standard input where it is `-`, in a folder otherwise. */
export const trailAt = (address: string, { makeS3Client, input }: TrailPlaces): Trail => {
  if (address === '-') return inputTrail(input());
  return /^s3:\/\//i.test(address) ? s3Trail(address, makeS3Client()) : folderTrail(address);
};

/**
 * The log files below `s3://bucket/prefix`, where a trail writes them, or the one whose address that is. The prefix is read
 * as a folder, with or without a slash at its end: what lies in `…/11/10` is not below `…/11/1`.
 * Throws with one line where the address can't be one. The client stays the caller's.
 */
export const s3Trail = (address: string, client: S3Client): Trail => {
  const [, bucket, prefix = ''] = ADDRESS.exec(address) ?? [];
  if (bucket === undefined) {
    throw new Error(`${address} is no address of a bucket: s3://bucket or s3://bucket/prefix is.`);
  }
  return {
    address,
    files: async (days) => {
      const objects = await listed(client, bucket, prefix).catch((error: unknown) => {
        throw new Error(`${address} can't be read: ${whyNot(error, MAY_LIST)}.`, { cause: error });
      });
      return logFilesAmong(objects.filter(isNamedAsLog), address, days);
    },
  };
};

/** All objects below a prefix, each by its key below that, as a file is called below its folder. */
const listed = async (client: S3Client, bucket: string, prefix: string): Promise<readonly LogFile[]> => {
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  const isFile = isNamedAsLog({ name: prefix });
  const objects: LogFile[] = [];
  const object = (name: string, bytes: number, key: string): LogFile => ({
    name,
    bytes,
    read: () => bytesOf(client, bucket, key),
  });
  // The key of a file that is named alone begins with itself, but not with its folder.
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: isFile ? prefix : folder });
  for await (const { Contents = [] } of pages) {
    for (const { Key: key, Size: bytes = 0 } of Contents) {
      if (key === undefined) continue;
      if (isFile && key === prefix) return [object(key.slice(key.lastIndexOf('/') + 1), bytes, key)];
      if (key.startsWith(folder)) objects.push(object(key.slice(folder.length), bytes, key));
    }
  }
  return objects;
};

async function* bytesOf(client: S3Client, bucket: string, key: string): AsyncGenerator<Uint8Array> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    // An empty object has a body too; without one there was no answer.
    if (!(Body instanceof Readable)) throw new Error('S3 sent no content');
    yield* Body;
  } catch (error) {
    throw new Error(whyNot(error, MAY_READ), { cause: error });
  }
}

const MAY_LIST = 's3:ListBucket';
const MAY_READ = 's3:GetObject, and kms:Decrypt where a key of your own encrypts it';

/** What S3 answers, in words that say what to do about it; other failures in their own. */
const whyNot = (error: unknown, permission: string): string => {
  if (!(error instanceof Error)) return 'S3 gave no reason';
  switch (error.name) {
    case 'NoSuchBucket':
      return 'there is no such bucket';
    case 'NoSuchKey':
      return 'it is no longer there';
    case 'AccessDenied':
      return `access is denied (it takes ${permission})`;
    case 'InvalidObjectState':
      return 'it is archived, and must be restored first';
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
      return `the bucket is in another Region: set AWS_REGION${regionTold(error)}`;
    default:
      return error.message.replace(/\s+/g, ' ').replace(/\.$/, '') || error.name;
  }
};

const regionTold = (error: Error): string => {
  const region = error instanceof S3ServiceException ? error.$response?.headers['x-amz-bucket-region'] : undefined;
  return region === undefined ? ' to that' : `=${region}`;
};
