import { IDS as $, BOT, type Case, DOMAIN, UNNAMED } from '../told';

const Q = { QueueId: $.billing };

export const LEX: readonly Case[] = [
  [
    'CreateBot',
    { botName: 'Shop', roleArn: 'arn:aws:iam::111122223333:role/lex', dataPrivacy: { childDirected: false } },
    'ann created Lex bot Shop',
  ],
  [
    'BuildBotLocale',
    { botId: BOT, botVersion: 'DRAFT', localeId: 'en_US' },
    'ann built Lex bot language en_US of Lex bot OrderFlowers',
  ],
  [
    'CreateBotVersion',
    { botId: BOT },
    'ann created version 4 of Lex bot OrderFlowers',
    { response: { botVersion: '4' } },
  ],
  [
    'UpdateBotAlias',
    { botId: BOT, botAliasId: 'ALIASID123', botAliasName: 'live', botVersion: '4' },
    'ann set the version of Lex bot alias live of Lex bot OrderFlowers from 3 to 4',
    {
      nameBefore: 'live',
      before: [['UpdateBotAlias', { botId: BOT, botAliasId: 'ALIASID123', botAliasName: 'live', botVersion: '3' }]],
    },
  ],
  [
    'UpdateIntent',
    {
      botId: BOT,
      botVersion: 'DRAFT',
      localeId: 'en_US',
      intentId: 'INTENT1234',
      intentName: 'BuyRoses',
      sampleUtterances: [{ utterance: 'roses' }],
    },
    'ann set the sample utterances of Lex intent BuyRoses of Lex bot OrderFlowers (en_US) (before: not recorded)',
    { nameBefore: 'BuyRoses' },
  ],
  [
    'CreateSlot',
    {
      botId: BOT,
      intentId: 'INTENT1234',
      slotName: 'Size',
      slotTypeId: 'TYPEID1234',
      botVersion: 'DRAFT',
      localeId: 'en_US',
    },
    'ann created Lex slot Size of Lex intent BuyRoses (en_US)',
  ],
  [
    'DeleteSlotType',
    { botId: BOT, slotTypeId: 'TYPEID1234' },
    'ann deleted Lex slot type Colours of Lex bot OrderFlowers',
  ],
  [
    'BatchCreateCustomVocabularyItem',
    { botId: BOT, localeId: 'en_US', customVocabularyItemList: [{}] },
    'ann added words to Lex custom vocabulary with id en_US of Lex bot OrderFlowers',
  ],
  ['PutIntent', { name: 'BuyRoses', checksum: 'x' }, 'ann updated Lex intent BuyRoses'],
  ['PutIntent', { name: 'BuyRoses' }, 'ann created Lex intent BuyRoses'],
  ['CreateDomain', { Name: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, 'ann created a Voice ID domain'],
  [
    'UpdateDomain',
    { DomainId: DOMAIN, Name: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    'ann saved the name (hidden) of Voice ID domain Callers',
  ],
  [
    'AssociateFraudster',
    { DomainId: DOMAIN, WatchlistId: 'w1', FraudsterId: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    'ann added a fraudster to Voice ID watchlist with id w1 of Voice ID domain Callers',
  ],
  [
    'ReassignQueueOwner',
    Q,
    'ann called ReassignQueueOwner, a kind of change that is not in our catalogue, naming queue Billing',
  ],
  ['DeleteQueue', { QueueId: UNNAMED }, 'ann deleted queue with id 000000ff-aaaa-4bbb-8ccc-dddddddddddd'],
];
