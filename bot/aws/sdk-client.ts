/** Around a call of the SDK, or each attempt of one; of any service's client. */
export type Around = <Call, Result>(
  next: (call: Call) => Promise<Result>,
  context: { readonly [key: string]: unknown },
) => (call: Call) => Promise<Result>;

export interface Stack {
  readonly add: (
    around: Around,
    options: { readonly name: string; readonly step: 'initialize'; readonly override: boolean },
  ) => void;
  readonly addRelativeTo: (
    around: Around,
    options: {
      readonly name: string;
      readonly relation: 'after';
      readonly toMiddleware: string;
      readonly override: boolean;
    },
  ) => void;
}

/** Any client of the SDK. */
export interface SdkClient {
  readonly middlewareStack: { use(plugin: { readonly applyToStack: (stack: Stack) => void }): void };
}
