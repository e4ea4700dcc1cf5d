/** A request with an idempotency key. `scope` is who asks for what kind of thing; `content` is everything that makes the request another one. */
export type IdempotentRequest = { readonly scope: string; readonly key: string; readonly content: string };

/** What became of a key: it is ours now, somebody is at it, it was for another request, or the answer is known. */
export type IdempotencyClaim =
  | { readonly state: 'claimed'; readonly attempt: string }
  | { readonly state: 'in-progress' }
  | { readonly state: 'reused' }
  | { readonly state: 'answered'; readonly answer: string };

/** Where idempotency keys are kept, 24 hours each. An attempt that never ended may be claimed again after a minute. */
export type IdempotencyStore = {
  readonly claim: (request: IdempotentRequest) => Promise<IdempotencyClaim>;
  /** Keeps the answer, unless another attempt has taken over meanwhile. */
  readonly complete: (request: IdempotentRequest, attempt: string, answer: string) => Promise<void>;
  /** Forgets an attempt that made nothing, unless another attempt has taken over meanwhile. */
  readonly release: (request: IdempotentRequest, attempt: string) => Promise<void>;
};
