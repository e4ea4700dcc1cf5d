/** A request with an idempotency key. `scope` is who asks for what kind of thing; `content` is everything that makes the request another one. */
export type KeyedRequest = { readonly scope: string; readonly key: string; readonly content: string };

/** What became of a key: it is ours now, somebody is at it, it was for another request, or the answer is known. */
export type KeyClaim =
  | { readonly state: 'claimed'; readonly attempt: string }
  | { readonly state: 'in-progress' }
  | { readonly state: 'reused' }
  | { readonly state: 'answered'; readonly answer: string };

/** Where idempotency keys are kept, 24 hours each. An attempt that never ended may be claimed again after a minute. */
export type KeyBook = {
  readonly claim: (request: KeyedRequest) => Promise<KeyClaim>;
  /** Keeps the answer, unless another attempt has taken over meanwhile. */
  readonly keep: (request: KeyedRequest, attempt: string, answer: string) => Promise<void>;
  /** Forgets an attempt that made nothing, unless another attempt has taken over meanwhile. */
  readonly release: (request: KeyedRequest, attempt: string) => Promise<void>;
};
