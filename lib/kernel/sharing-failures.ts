import type { FailureDescription } from './failure-description.ts';

/** Of grants, their files and notices. */
export const sharingFailures = {
  'grant-files-busy': {
    happened: 'Twenty times another process changed a file of the same grant first; the request was not answered.',
    action: 'None at first: the caller repeats it. If it lasts, look for a client that sends far too many requests.',
  },
  'grant-not-proven': {
    happened:
      'The result of a nightly proof could not be stored: ten times somebody else changed its application first.',
    action: 'None: the grant is proven again within the hour. If it lasts, look up who changes the application.',
  },
  'grant-suspended': {
    happened: 'A nightly proof found that answers under a grant differ from its terms; its use is suspended.',
    action:
      'Open the grant in the portal, which names the way and the kind of fault. Compare it with what was deployed or changed; once a proof has passed, the centre resumes it.',
  },
  'notices-not-written': {
    happened: 'The notices of an event could not be written; other events are not held up.',
    action: 'Look up `failure` or `error`. The event named in `event` is tried again every five minutes.',
  },
  'dispatch-failed': {
    happened: 'A notice could not be sent for a reason of the platform itself; it is tried again.',
    action: 'Look up `failure` or `error`. Notices wait; after the last try the department sees it in its list.',
  },
  'usage-counter-busy': {
    happened: 'Twenty times another process counted a call under the same grant first; the call was not answered.',
    action: 'None at first: the caller repeats it. If it lasts, look for a client that sends far too many requests.',
  },
} as const satisfies Readonly<Record<string, FailureDescription>>;
