/** `scope` names the caller and the kind of request; `content` is everything that makes it a different request. */
export type IdempotentRequest = { readonly scope: string; readonly key: string; readonly content: string };

export type IdempotencyClaim =
  | { readonly state: 'claimed'; readonly attempt: string }
  | { readonly state: 'in-progress' }
  | { readonly state: 'reused' }
  | { readonly state: 'answered'; readonly answer: string };

/** Stores idempotency keys for 24 hours. An attempt that did not end may be claimed again after a minute. */
export type IdempotencyStore = {
  readonly claim: (request: IdempotentRequest) => Promise<IdempotencyClaim>;
  /** Stores the answer, unless another attempt has claimed the key since. */
  readonly complete: (request: IdempotentRequest, attempt: string, answer: string) => Promise<void>;
  /** Frees the key after an attempt without effect, unless another attempt has claimed it since. */
  readonly release: (request: IdempotentRequest, attempt: string) => Promise<void>;
};
