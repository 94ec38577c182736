import { withoutAddresses } from '../../bot/change/addresses';
import { MODELS, readModel } from '../../bot/change/catalogue-build/models';
import { holdsHidden, isAllHidden, WITHHELD } from '../../bot/change/hidden';
import type { JsonObject } from '../../bot/change/json';
import { isSecretName, secretsIn, textWithoutSecrets, withoutSecrets } from '../../bot/change/secrets';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

describe('the name of a secret', () => {
  it.each(
    words(`
      password Password PASSWORD filePassword db_password passwd dbpwd DB_PWD passphrase passcode passwordHash password1 OldPassword
      secret Secret clientSecret client_secret SecretString SecretBinary accessKeySecret secretAccessKey aws_secret_access_key secrets
      token tokens accessToken access-token ACCESS_TOKEN authToken sessionToken refresh_token ParticipantToken ConnectionToken JoinToken
      DeviceToken adminToken oauth_token bearerToken tokenForCrm X-Amz-Security-Token jwt userJwt
      apiKey api_key API-KEY APIKey apikey x-api-key apiKeyProd CRM.apiKey Ocp-Apim-Subscription-Key privateKey private_key privateKeyPem
      certificatePrivateKey encryptionKey accessKey accessKeyId signingKey masterKey appKey
      authorization Authorization Proxy-Authorization auth basicAuth AuthCode cookie Set-Cookie
      credential credentials ParticipantCredentials X-Amz-Credential connectionString connection_string DSN
      pin PIN userPin user_pin userpin pin2 PinNumber otp CVV
      signature X-Amz-Signature X-Hub-Signature-256 SAMLResponse PromptPresignedUrl SignInUrl webhookUrl ｐａｓｓｗｏｒｄ
    `),
  )('%s', (name) => expect(isSecretName(name)).toBe(true));

  it.each(
    words(`
      KeyId EncryptionConfig EncryptionConfig.KeyId encryptionType encryptionKeyId encryptionKeyArn KmsKeyId kmsKeyArn publicKey keyPairs
      NextToken nextToken ClientToken clientRequestToken tokenCount tokenType maxTokens maxOutputTokens inputTokens tokenizer
      AccessTokenExpiration passwordPolicy passwordLastUsed secretArn secretName apiTokenSecretArn SecretsManagerArn SecretaryQueue
      Pinned PinnedX isPinned PinpointAppArn spin mapping passThrough compassDirection
      intentSignature parentIntentSignature slotTypeSignature SignInConfig AuthenticationProfileId AuthenticationResult authType
      sessionCredentialFromConsole credentialsIssuedTo credentialId principalId sessionContext sessionAttributes SessionId
      SecurityKeys SecurityProfileIds PersistentConnection s3ObjectKey TagKeys key Key FilterKey partitionKey keyword serviceKeywords
    `),
  )('not of one: %s', (name) => expect(isSecretName(name)).toBe(false));

  it('is that of the members which let somebody in, and of no other member of the models of AWS', async () => {
    const models = await Promise.all(MODELS.map(readModel));
    const members = models.flatMap(({ operations }) =>
      operations.flatMap(({ request, response }) => [...request, ...response]),
    );
    const names = new Set(members.map(({ path }) => path.split('.').at(-1)?.replace('[]', '') ?? ''));
    // Lex's `signature` is in what is read of its built-in intents, which changes nothing.
    expect([...names].filter(isSecretName).sort()).toEqual(
      words(`
        AccessToken AuthCode Credentials DeviceToken JoinToken ParticipantCredentials ParticipantToken Password PromptPresignedUrl
        RefreshToken SignInUrl associatedTranscriptsPassword botLocaleExportPassword filePassword signature
      `),
    );
  });
});

const MASKING = { word: () => WITHHELD };

describe('a record without secrets', () => {
  const SECRET = 'hunter2-Zx';
  it.each<[string, object]>([
    ['under its name, at any depth', { a: [{ b: { clientSecret: SECRET } }] }],
    ['a number', { pin: 48_151_623 }],
    ['a whole object', { credentials: { user: SECRET, more: [SECRET] } }],
    ['a tag', { tags: { apiKey: SECRET } }],
    ['a tag in a list', { Tags: [{ Key: 'apiKey', Value: SECRET }] }],
    ['a tag in small letters', { tags: [{ key: 'X-API-KEY', value: SECRET }] }],
    ['a pair of a name and a value', { Parameters: [{ Name: 'AuthToken', Value: SECRET }] }],
    ['values of an attribute', { AttributeName: 'passphrase', Values: { StringList: [SECRET] } }],
    ['JSON in a text', { Content: JSON.stringify({ Parameters: { authToken: SECRET } }) }],
    ['JSON in JSON in a text', { Content: JSON.stringify({ a: JSON.stringify([{ api_key: SECRET }]) }) }],
    ['a pair in JSON in a text', { Content: JSON.stringify([{ Name: 'apiKey', Value: SECRET }]) }],
    ['JSON that is cut off', { Content: JSON.stringify({ apiKey: `${SECRET} and more` }).slice(0, 24) }],
    ['JSON that has a member twice', { Content: `{"a":{"apiKey":"${SECRET}"},"a":1}` }],
    ['JSON as a text of JSON in prose', { Content: `sent {\\"apiKey\\":\\"${SECRET}\\"}` }],
    ['a query', { Url: `https://x.example/hook?a=1&access_token=${SECRET}&b=2` }],
    [
      'the signature of a presigned address',
      { Url: `https://b.s3.amazonaws.com/k?X-Amz-Signature=${SECRET}&X-Amz-Date=1` },
    ],
    ['the session of a presigned address', { Url: `https://b.s3.amazonaws.com/k?X-Amz-Security-Token=${SECRET}` }],
    ['a shared access signature', { Url: `https://x.blob.core.windows.net/c?sv=1&sig=${SECRET}` }],
    ['a user of an address', { Url: `https://ann:${SECRET}@x.example/a` }],
    ['a user of an address, with an at sign', { Url: `https://ann:p@${SECRET}@x.example/a` }],
    ['a query that is encoded', { Body: `%7B%22apiKey%22%3A%22${SECRET}%22%7D` }],
    ['a connection', { Description: `Server=db;Password=${SECRET};Encrypt=yes` }],
    ['a header', { Description: `Authorization: Bearer ${SECRET}` }],
    ['a bearer', { Description: `sent as Bearer ${SECRET}` }],
    ['prose', { Description: `The API key: ${SECRET}` }],
    ['a private key', { Description: `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----` }],
    ['a token of the web', { Description: `eyJhbGciOi.eyJzdWIi.${SECRET}` }],
    ['a token of Slack', { Description: `xoxb-1-2-${SECRET}` }],
    ['a pair in JSON among words', { Description: `sent [{"Name":"apiKey","Value":"${SECRET}"}] today` }],
    ['what Java prints', { Content: `{apiKey=${SECRET}, name=x}` }],
  ])('holds none: %s', (_what, request) => {
    const text = JSON.stringify(withoutSecrets({ requestParameters: request as JsonObject }, MASKING));
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('48151623');
    expect(text).toContain(WITHHELD);
    // What is masked once stays as it is.
    expect(JSON.stringify(withoutSecrets(JSON.parse(text), MASKING))).toBe(text);
  });

  it.each<[string, object]>([
    ['names of things', { Name: 'Password reset', Description: 'Token desk: calls about tokens' }],
    ['keys that are no secrets', { EncryptionConfig: { EncryptionType: 'KMS', KeyId: 'k' }, NextToken: 'n' }],
    ['yes, no and nothing', { auth: true, password: null, secret: '', tokens: [], credentials: {} }],
    ['what AWS hid', { password: '***', secret: 'HIDDEN_DUE_TO_SECURITY_REASONS' }],
    ['tags', { tags: [{ Key: 'team', Value: 'x' }], Tags: { team: 'y' } }],
    ['JSON as it is written', { Content: '{ "Actions" : [ ], "n": 1.0 }' }],
    ['an address', { Url: 'https://x.example:8443/a?b=1&page=2#token' }],
    ['an ARN', { Arn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:crm-AbCdEf' }],
    ['a prompt', { Text: 'Please enter your PIN: ' }],
    ['a time', { Text: 'at 12:30 the secret santa' }],
  ])('keeps %s', (_what, request) => {
    expect(withoutSecrets(request as JsonObject, MASKING)).toEqual(request);
  });

  it('knows what other parts may repeat, but for what is too short', () => {
    expect(secretsIn({ a: { apiKey: 'hunter2', pin: '1234' }, b: '{"token":"hunter3"}' })).toEqual([
      'hunter2',
      'hunter3',
    ]);
  });
});

it('A text of which a part is not shown may be anything, and is not all hidden', () => {
  const text = textWithoutSecrets('https://x.example/?token=hunter2', MASKING);
  expect([holdsHidden(text), isAllHidden(text), holdsHidden([{ a: text }])]).toEqual([true, false, true]);
});

it.each([
  ['arn:aws:sts::1:assumed-role/Admin/ann@example.com did', 'arn:aws:sts::1:assumed-role/Admin/(X) did'],
  ['ann+tag@example.co.uk, "kai@example.com"', '(X), "(X)"'],
  ['"ann lee"@example.com', '(X)'],
  ['ann%40example.com', '(X)'],
  ['ann%2540example.com', '(X)'],
  ['ann＠example.com', '(X)'],
  ['ann@example．com', '(X)'],
  ['mailto:ann@example.com', 'mailto:(X)'],
  ['a/b/@example.com', 'a/b/(X)'],
  ['<@U1|mateo> ann@work @ann.lee 5@7 .', '<@U1|mateo> ann@work @ann.lee 5@7 .'],
])('E-mail addresses are found in %s', (text, expected) => {
  expect(withoutAddresses(text, '(X)')).toBe(expected);
});
