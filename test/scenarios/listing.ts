import { z } from 'zod';
import { RESOURCE_TYPES } from '../../bot/change/catalogue';
import { type InstanceRef, type ResourceRef, sameResource } from '../../bot/change/resource';
import type { DirectoryFact } from '../../bot/directory/facts';
import type { AnswerDeps } from '../../bot/look-up/answer-deps';

/** What every listed thing and user has. */
const COMMON = {
  id: z.string(),
  /** Connect's own last-modified time. */
  lastModified: z.iso.datetime().optional(),
  /** When a listing showed it last, where it is gone from the listing since. */
  lastListed: z.iso.datetime().optional(),
  /** Ids of what it depends on, as Connect tells it: a queue's hours and routing profiles, a user's profiles. */
  dependsOn: z.array(z.string()).optional(),
};

const listingSchema = z.strictObject({
  instances: z.array(
    z.strictObject({
      id: z.string(),
      alias: z.string(),
      region: z.string(),
      account: z.string(),
      users: z
        .array(
          z.strictObject({
            ...COMMON,
            username: z.string(),
            firstName: z.string().optional(),
            lastName: z.string().optional(),
          }),
        )
        .optional(),
      things: z.array(z.strictObject({ ...COMMON, type: z.enum(RESOURCE_TYPES), name: z.string() })).optional(),
    }),
  ),
});

/** What Connect lists of its instances, as `listing.json` holds it. */
export type Listing = z.infer<typeof listingSchema>;
type ListedInstance = Listing['instances'][number];

/** Reads `listing.json`; throws with what is wrong with it. */
export const readListing = (json: unknown): Listing => listingSchema.parse(json);

/** All that an answer asks of Connect, told by a listing; `facts` are what its directory holds. */
export interface ListedWorld {
  readonly facts: readonly DirectoryFact[];
  readonly instances: readonly InstanceRef[];
  readonly describeUser: NonNullable<AnswerDeps['describeUser']>;
  readonly lastModified: NonNullable<AnswerDeps['lastModified']>;
  readonly dependencies: NonNullable<AnswerDeps['dependencies']>;
}

interface Listed {
  readonly ref: ResourceRef;
  readonly name: string;
  readonly person?: { readonly firstName?: string; readonly lastName?: string };
  readonly lastModified: string | undefined;
  readonly lastListed: string | undefined;
  readonly dependsOn: readonly string[];
}

/** The world as a listing of this moment tells it. */
export const worldOf = ({ instances: listed }: Listing, now: Date): ListedWorld => {
  const instances = listed.map(({ id, alias, region, account }) => ({ id, alias, region, account }));
  const things = listed.flatMap(thingsOf);
  const find = (ref: ResourceRef): Listed | undefined => things.find((thing) => sameResource(thing.ref, ref));
  return {
    facts: [
      ...instances.map((instance) => aliasFact(instance, now)),
      ...things.flatMap((thing) => factsOf(thing, now)),
    ],
    instances,
    describeUser: async (instance, id) => {
      const user = find({ service: 'connect', type: 'user', id, region: instance.region, instance });
      if (user === undefined || user.lastListed !== undefined) return 'not known';
      return { username: user.name, ...(user.person !== undefined && { person: user.person }) };
    },
    lastModified: async (ref) => find(ref)?.lastModified,
    dependencies: async (ref) => {
      const ids = find(ref)?.dependsOn ?? [];
      const refs = things.filter((thing) => ids.includes(thing.ref.id ?? '')).map((thing) => thing.ref);
      return { refs, whole: true };
    },
  };
};

const thingsOf = ({ users = [], things = [], ...place }: ListedInstance): readonly Listed[] => {
  const instance: InstanceRef = place;
  const refTo = (type: ResourceRef['type'], id: string): ResourceRef => ({
    service: 'connect',
    type,
    id,
    region: instance.region,
    instance,
  });
  return [
    ...users.map(({ id, username, firstName, lastName, lastModified, lastListed, dependsOn = [] }) => {
      const person = { ...(firstName && { firstName }), ...(lastName && { lastName }) };
      return { ref: refTo('user', id), name: username, person, lastModified, lastListed, dependsOn };
    }),
    ...things.map(({ type, id, name, lastModified, lastListed, dependsOn = [] }) => ({
      ref: refTo(type, id),
      name,
      lastModified,
      lastListed,
      dependsOn,
    })),
  ];
};

const aliasFact = ({ id, region, alias }: InstanceRef & { readonly alias: string }, now: Date): DirectoryFact => ({
  kind: 'listed',
  ref: { service: 'connect', type: 'instance', id, region },
  name: alias,
  at: now.toISOString(),
});

const factsOf = ({ ref, name, person, lastListed }: Listed, now: Date): readonly DirectoryFact[] => {
  const at = now.toISOString();
  const listed: DirectoryFact = {
    kind: 'listed',
    ref,
    name,
    at: lastListed ?? at,
    ...(person !== undefined && { person }),
  };
  return lastListed === undefined ? [listed] : [listed, { kind: 'missing', ref, at }];
};
