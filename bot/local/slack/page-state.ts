import type { EveningStory } from '../sample/evenings';
import type { Exchange } from './exchanges';
import type { StandInMessage } from './message';
import type { OfferedCommand } from './user-world';
import type { StandInView } from './views';
import type { Workspace } from './workspace';

/** All that the page shows, as it is when the page connects. */
export interface PageState {
  readonly workspace: Workspace;
  readonly messages: readonly StandInMessage[];
  /** The open modals, the topmost last. */
  readonly modals: readonly StandInView[];
  readonly homes: readonly StandInView[];
  readonly examples: readonly string[];
  /** What may have gone wrong tonight, with questions to ask; empty for a real account. */
  readonly stories: readonly EveningStory[];
  readonly canPostDigest: boolean;
  /** Whether something can be made to change in the account, for whoever watches. */
  readonly canChange: boolean;
  /** What is offered while somebody types a command. */
  readonly commands: readonly OfferedCommand[];
  /** The newest requests between Slack and the bot, newest first. */
  readonly exchanges: readonly Exchange[];
  /** What can be chosen at the composer, where there is no message. */
  readonly globalShortcuts: readonly { readonly callbackId: string; readonly name: string }[];
  /** What can be chosen on a message that everybody sees. */
  readonly shortcuts: readonly { readonly callbackId: string; readonly name: string }[];
  /** Whether the banner says that everything is made up. */
  readonly sampleAccount: boolean;
}

/** What the server tells the page: all of it at first, then what changes. Each is one server-sent `data:` line. */
export type PageEvent =
  | ({ readonly kind: 'state' } & PageState)
  | { readonly kind: 'message'; readonly message: StandInMessage }
  | { readonly kind: 'removed'; readonly id: string }
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  /** The bot joined a channel. */
  | { readonly kind: 'workspace'; readonly workspace: Workspace }
  | { readonly kind: 'views'; readonly modals: readonly StandInView[]; readonly homes: readonly StandInView[] };
