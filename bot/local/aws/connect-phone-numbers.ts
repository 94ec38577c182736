import { answer, type JsonMembers } from './aws-http';
import { bareId, instanceArn, notFound, onInstance, pageOf, type Route } from './connect-route';
import type { LocalAccount, LocalInstance, LocalResource } from './local-account';

const numberDetails = ({ name, details }: LocalResource): JsonMembers => ({
  PhoneNumber: name,
  PhoneNumberCountryCode: 'US',
  PhoneNumberType: 'TOLL_FREE',
  ...details,
});

/** Phone numbers stand beside the instance in an ARN, not under it. */
const claimedNumber = (instance: LocalInstance, number: LocalResource): JsonMembers => ({
  PhoneNumberId: number.id,
  PhoneNumberArn: `arn:aws:connect:${instance.region}:${instance.account}:phone-number/${number.id}`,
  TargetArn: instanceArn(instance),
  InstanceId: instance.id,
  ...numberDetails(number),
});

const numbersIn = (account: LocalAccount, region: string): readonly JsonMembers[] =>
  account.instances
    .filter((instance) => instance.region === region)
    .flatMap((instance) => instance.phoneNumbers.map((number) => claimedNumber(instance, number)));

const isOf = (number: JsonMembers, { InstanceId, TargetArn }: JsonMembers): boolean =>
  (InstanceId === undefined || number.InstanceId === bareId(InstanceId)) &&
  (TargetArn === undefined || number.TargetArn === TargetArn);

export const PHONE_NUMBER_ROUTES: readonly Route[] = [
  {
    operation: 'ListPhoneNumbers',
    method: 'GET',
    path: '/phone-numbers-summary/{InstanceId}',
    perform: onInstance((instance, input) => {
      const items = instance.phoneNumbers.map((number) => ({
        Id: number.id,
        Arn: claimedNumber(instance, number).PhoneNumberArn,
        ...numberDetails(number),
      }));
      return pageOf(items, 'PhoneNumberSummaryList', input, {
        operation: 'ListPhoneNumbers',
        largest: 1000,
        usual: 100,
      });
    }),
  },
  {
    operation: 'ListPhoneNumbersV2',
    method: 'POST',
    path: '/phone-number/list',
    perform: (account, input, region) => {
      const items = numbersIn(account, region).filter((number) => isOf(number, input));
      const paging = { operation: 'ListPhoneNumbersV2', largest: 1000, usual: 100 };
      return pageOf(items, 'ListPhoneNumbersSummaryList', input, paging);
    },
  },
  {
    operation: 'DescribePhoneNumber',
    method: 'GET',
    path: '/phone-number/{PhoneNumberId}',
    perform: (account, input, region) => {
      const id = bareId(input.PhoneNumberId);
      const number = numbersIn(account, region).find((candidate) => candidate.PhoneNumberId === id);
      return number ? answer({ ClaimedPhoneNumberSummary: number }) : notFound('phone number');
    },
  },
];
