const IDENTITY = /^arn:aws[\w-]*:(?:iam|sts):[^:]*:\d*:(?:user|role|assumed-role|federated-user)\/(?:.*\/)?([^/]+)$/i;

/** The name that an IAM user, a role or a session signs in by, out of its ARN; undefined for any other text. */
export const nameInArn = (text: string): string | undefined => IDENTITY.exec(text)?.[1];
