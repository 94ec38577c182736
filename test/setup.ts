import { LOCAL_CREDENTIALS } from '../bot/local/own-requests';

// No test may reach AWS by accident, nor depend on the credentials or Region of the machine it runs on. A local AWS takes this key alone.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.env.AWS_ACCESS_KEY_ID = LOCAL_CREDENTIALS.accessKeyId;
process.env.AWS_SECRET_ACCESS_KEY = 'test';
process.env.AWS_REGION = 'us-east-1';
process.env.AWS_EC2_METADATA_DISABLED = 'true';
process.env.TZ = 'UTC';
delete process.env.AWS_PROFILE;
delete process.env.AWS_SESSION_TOKEN;
