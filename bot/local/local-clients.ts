import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ConnectClient } from '@aws-sdk/client-connect';
import { LOCAL_CREDENTIALS } from './own-requests';

/** Clients for the local AWS, whatever endpoint variables and credentials are about: nothing of AWS is touched. */
export const localClients = (url: string) => ({
  cloudTrail: (region: string) =>
    new CloudTrailClient({
      region,
      endpoint: url,
      credentials: LOCAL_CREDENTIALS,
      maxAttempts: 8,
      retryMode: 'standard',
    }),
  connect: (region: string) => new ConnectClient({ region, endpoint: url, credentials: LOCAL_CREDENTIALS }),
});
