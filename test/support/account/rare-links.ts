import { call, type RareKind } from './rare-call';
import { ACCOUNT, INSTANCES, PROD } from './world';

/** Lex bots, their aliases, which have two ids, and their links to instances by the alias's ARN. */
export const lexAliases: RareKind = (w) => {
  const bots: { readonly id: string; readonly alias: string }[] = [];
  const lex = { eventSource: 'lex.amazonaws.com' };
  const tenOf = (what: string): string => w.newId(what).replaceAll('-', '').slice(0, 10).toUpperCase();
  const aliasArn = ({ id, alias }: (typeof bots)[number]): string =>
    `arn:aws:lex:${PROD.region}:${ACCOUNT}:bot-alias/${id}/${alias}`;
  return [
    () => {
      const [id, alias] = [tenOf('bot'), tenOf('alias')];
      const botName = w.pick(['OrderBot', 'Greeter', 'Billing']);
      const bot = { requestParameters: { botName }, responseElements: { botId: id, botName } };
      if (!call(w, PROD, { ...lex, eventName: 'CreateBot', ...bot }, true)) return;
      const botAliasName = w.pick(['live', 'test']);
      const made = call(
        w,
        PROD,
        {
          ...lex,
          eventName: 'CreateBotAlias',
          requestParameters: { botId: id, botAliasName, botVersion: '1' },
          responseElements: { botAliasId: alias, botAliasName, botId: id },
        },
        true,
      );
      if (made) bots.push({ id, alias });
    },
    ...Array.from({ length: 2 }, () => () => {
      if (bots.length === 0) return;
      const bot = w.pick(bots);
      const eventName = w.pick(['AssociateBot', 'AssociateBot', 'DisassociateBot']);
      const requestParameters = { LexV2Bot: { AliasArn: aliasArn(bot) } };
      call(w, w.pick([PROD, PROD, INSTANCES[1]]), { eventName, requestParameters });
    }),
    () => {
      if (bots.length === 0) return;
      const requestParameters = { resourceARN: aliasArn(w.pick(bots)), tags: { team: w.pick(['voice', 'chat']) } };
      call(w, PROD, { ...lex, eventName: 'TagResource', requestParameters }, true);
    },
    () => {
      if (bots.length === 0) return;
      const { id: botId, alias: botAliasId } = w.pick(bots);
      const requestParameters = { botId, botAliasId, botAliasName: 'live', botVersion: w.pick(['1', '2']) };
      call(w, PROD, { ...lex, eventName: 'UpdateBotAlias', requestParameters }, true);
    },
  ];
};

/** What an instance is linked to by something else than an id of Connect's. */
export const links: RareKind = (w) => [
  () => {
    const FunctionArn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${w.pick(['order-status', 'Billing'])}`;
    const eventName = w.pick(['AssociateLambdaFunction', 'DisassociateLambdaFunction']);
    call(w, w.pick([PROD, INSTANCES[1]]), { eventName, requestParameters: { FunctionArn } });
  },
  () => {
    const Origin = w.pick(['https://crm.example.com', 'https://desk.example.com']);
    const eventName = w.pick(['AssociateApprovedOrigin', 'DisassociateApprovedOrigin']);
    call(w, w.pick([PROD, INSTANCES[1]]), { eventName, requestParameters: { Origin } });
  },
];
