import type { JsonValue } from './change';
import { isObject, type JsonObject } from './json';
import { parseJson } from './json-text';

/** Members that Athena and many log stores keep as JSON text. */
const PARTS = ['userIdentity', 'requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails'];

/** A record with its parts as CloudTrail writes them, where they are JSON text; a text that is none stays. */
export const withParsedParts = (record: JsonObject): JsonObject => {
  const texts = PARTS.filter((part) => typeof record[part] === 'string');
  return texts.length === 0
    ? record
    : { ...record, ...Object.fromEntries(texts.map((part) => [part, parsedPart(record[part])])) };
};

const parsedPart = (text: JsonValue | undefined): JsonValue => {
  if (typeof text !== 'string') return text ?? null;
  if (text.trim() === '') return null;
  try {
    const json = parseJson(text);
    return isObject(json) || json === null ? json : text;
  } catch {
    return text;
  }
};

/** Source: CloudTrail's “record contents” and “userIdentity element” pages. */
const NAMES = new Map(
  [
    ...[
      'eventVersion',
      'userIdentity',
      'eventTime',
      'eventSource',
      'eventName',
      'awsRegion',
      'sourceIPAddress',
      'userAgent',
    ],
    ...[
      'errorCode',
      'errorMessage',
      'requestParameters',
      'responseElements',
      'additionalEventData',
      'requestID',
      'eventID',
    ],
    ...[
      'readOnly',
      'eventType',
      'apiVersion',
      'managementEvent',
      'recipientAccountId',
      'serviceEventDetails',
      'sharedEventID',
    ],
    ...[
      'vpcEndpointId',
      'eventCategory',
      'sessionCredentialFromConsole',
      'tlsDetails',
      'originalEventID',
      'principalId',
    ],
    ...['accountId', 'accessKeyId', 'userName', 'sessionContext', 'sessionIssuer', 'mfaAuthenticated', 'creationDate'],
    ...[
      'invokedBy',
      'identityProvider',
      'onBehalfOf',
      'userId',
      'identityStoreArn',
      'inScopeOf',
      'issuerType',
      'sourceArn',
    ],
    ...[
      'credentialsIssuedTo',
      'webIdFederationData',
      'federatedProvider',
      'sourceIdentity',
      'ec2RoleDelivery',
      'credentialId',
    ],
    ...['invokedByDelegate', 'assumedRoot'],
  ].map((name) => [name.toLowerCase(), name]),
);

/** A record as CloudTrail writes it of one whose members are all in small letters, as Athena gives them. What was set keeps its own. */
export const withKnownNames = (record: JsonObject): JsonObject => {
  const named = renamed(record);
  return isObject(named.userIdentity) ? { ...named, userIdentity: renamedWithin(named.userIdentity) } : named;
};

const renamed = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([name, part]) => [NAMES.get(name) ?? name, part]));

const renamedWithin = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(renamed(value)).map(([name, part]) => [name, isObject(part) ? renamedWithin(part) : part]),
  );
