import type { Actor } from '../actor/actor';
import type { FieldSet } from '../change/change';
import type { Answer, AnsweredChange, NamedActor, NamedResource } from './answer';
import { plainText } from './wording';

/** The document of `--json`, version 1; every value of `kind`, `via`, `type` and `verb` is listed in docs/json.md. */
export const answerToJson = (answer: Answer) => ({
  version: 1,
  query: answer.query,
  outcome: answer.outcome,
  total: answer.total,
  changes: answer.changes.map(changeToJson),
  nearby: answer.nearby.map(changeToJson),
  ...(answer.observation === undefined ? {} : { observation: answer.observation }),
  coverage: answer.coverage,
  choices: answer.choices.map(resourceToJson),
  suggestions: answer.suggestions,
});

const changeToJson = ({ change, relation, resource, related, actor, sentence }: AnsweredChange) => ({
  eventId: change.eventId,
  time: change.time,
  eventSource: change.eventSource,
  eventName: change.eventName,
  verb: change.verb,
  outcome: change.outcome.kind,
  ...(change.outcome.kind === 'failed' ? { errorCode: change.outcome.errorCode } : {}),
  resource: resourceToJson(resource),
  relation,
  related: related.map(resourceToJson),
  actor: actorToJson(actor),
  via: change.via,
  sentence: plainText(sentence),
  fields: change.set.map(fieldToJson),
});

const resourceToJson = ({ ref, name, nameNow, deleted }: NamedResource) => ({
  service: ref.service,
  type: ref.type,
  id: ref.id ?? null,
  name: name ?? null,
  ...(nameNow === undefined ? {} : { nameNow }),
  ...(ref.instance === undefined ? {} : { instance: ref.instance }),
  ...(deleted ? { deleted } : {}),
});

const actorToJson = ({ actor, label, deleted }: NamedActor) => ({
  kind: actor.kind,
  id: idOfActor(actor),
  name: label,
  ...(deleted ? { deleted } : {}),
});

/** What tells this actor from every other of its kind, as the record holds it. */
const idOfActor = (actor: Actor): string | null => {
  switch (actor.kind) {
    case 'connect user':
      return actor.userId;
    case 'role session':
      return actor.session === undefined ? actor.role : `${actor.role}/${actor.session}`;
    case 'identity center user':
      return actor.userName ?? actor.userId ?? null;
    case 'iam user':
    case 'federated user':
    case 'saml user':
    case 'web identity user':
    case 'directory user':
      return actor.userName;
    case 'aws account':
      return actor.account;
    case 'root':
      return actor.account ?? null;
    case 'aws service':
      return actor.service;
    case 'replica sync':
      return null;
    case 'unknown':
      return actor.principal ?? null;
  }
};

/** Earlier values are not derived yet; a hidden one says so. */
const fieldToJson = ({ field, to }: FieldSet) =>
  to.kind === 'hidden' ? { field, to: 'hidden by AWS', hidden: true } : { field, to: to.value };
