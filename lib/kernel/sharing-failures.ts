import type { FailureDescription } from './failure-description.ts';

/** Of grants, their files and notices. */
export const sharingFailures = {
  'grant-files-busy': {
    happened: 'Twenty times another process changed a file of the same grant first; the request was not answered.',
    action: 'None at first: the caller repeats it. If it lasts, look for a client that sends far too many requests.',
  },
  'notices-not-written': {
    happened: 'The notices of an event could not be written; other events are not held up.',
    action: 'Look up `failure` or `error`. The event named in `event` is tried again every five minutes.',
  },
  'usage-counter-busy': {
    happened: 'Twenty times another process counted a call under the same grant first; the call was not answered.',
    action: 'None at first: the caller repeats it. If it lasts, look for a client that sends far too many requests.',
  },
} as const satisfies Readonly<Record<string, FailureDescription>>;
