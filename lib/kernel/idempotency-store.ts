/** `scope` names caller and kind of request; `content` tells requests of one key apart. */
export type IdempotentRequest = { readonly scope: string; readonly key: string; readonly content: string };

export type IdempotencyClaim =
  | { readonly state: 'claimed'; readonly attempt: string }
  | { readonly state: 'in-progress' }
  | { readonly state: 'reused' }
  | { readonly state: 'answered'; readonly answer: string };

/** Keys last 24 hours; an unfinished attempt may be claimed again after a minute. */
export type IdempotencyStore = {
  readonly claim: (request: IdempotentRequest) => Promise<IdempotencyClaim>;
  /** Has no effect if another attempt has claimed the key since. */
  readonly complete: (request: IdempotentRequest, attempt: string, answer: string) => Promise<void>;
  /** Has no effect if another attempt has claimed the key since. */
  readonly release: (request: IdempotentRequest, attempt: string) => Promise<void>;
};
