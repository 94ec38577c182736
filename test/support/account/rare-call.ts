import type { CallParts } from '../../../bot/local/aws/records';
import { ACCOUNT, type Instance } from './world';
import type { AccountWriter } from './writer';

type Steps = readonly (() => void)[];

export type RareKind = (w: AccountWriter) => Steps;

/** Now and then a call is refused. */
const refused = (w: AccountWriter, n = 6): { readonly errorCode?: string } =>
  w.oneIn(n) ? { errorCode: w.pick(['AccessDeniedException', 'ThrottlingException']) } : {};

/** A call that succeeds or is refused, of things that Connect lists nowhere; whether it succeeded. */
export const call = (w: AccountWriter, instance: Instance, parts: Omit<CallParts, 'time'>, bare = false): boolean => {
  const error = refused(w);
  const { responseElements, ...tried } = parts;
  const succeeded = error.errorCode === undefined;
  w.record({
    instance,
    bare,
    call: { ...tried, ...error, ...(succeeded && responseElements && { responseElements }) },
  });
  return succeeded;
};

export const instanceArn = ({ id, region }: Instance): string => `arn:aws:connect:${region}:${ACCOUNT}:instance/${id}`;
