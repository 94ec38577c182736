import type { Actor } from '../actor/actor';

/** What tells this actor from every other of its kind, as the record holds it; undefined where it holds nothing. */
export const idOfActor = (actor: Actor): string | undefined => {
  switch (actor.kind) {
    case 'connect user':
      return actor.userId;
    case 'role session':
      return actor.session === undefined ? actor.role : `${actor.role}/${actor.session}`;
    case 'identity center user':
      return actor.userName ?? actor.userId;
    case 'iam user':
    case 'federated user':
    case 'saml user':
    case 'web identity user':
    case 'directory user':
      return actor.userName;
    case 'aws account':
      return actor.account;
    case 'root':
      return actor.account;
    case 'aws service':
      return actor.service;
    case 'replica sync':
      return undefined;
    case 'unknown':
      return actor.principal;
  }
};

/** The same for the same actor, for putting changes together; undefined where a record does not tell who it was. */
export const actorKey = (actor: Actor): string | undefined => {
  const id = idOfActor(actor);
  if (id === undefined && actor.kind !== 'root' && actor.kind !== 'replica sync') return undefined;
  return `${actor.kind} ${id?.toLowerCase() ?? ''}`;
};
