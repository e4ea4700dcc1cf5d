import { auditFailures } from './audit-failures.ts';
import type { FailureDescription } from './failure-description.ts';
import { sharingFailures } from './sharing-failures.ts';

/** Holds the codes of `Failure` and of log levels `warn` and `error`; source of docs/operations/failures.md. */
export const failures = {
  ...auditFailures,
  ...sharingFailures,
  // The failure below it is logged as `failure`.
  'http-failed': {
    happened: 'A request ended with an error; the caller received `internal-error` with the request id.',
    action: 'Look up the request id in the log; `failure` or `error` names the cause.',
  },
  'message-failed': {
    happened: 'A queue message could not be processed; SQS delivers it again.',
    action: 'Look up `failure` or `error`. After the last attempt, redrive the message from the dead-letter queue.',
  },
  'http-throttled': {
    happened: 'A request ended because a service had no capacity left; the caller received `service-busy` (503).',
    action: 'None at first: the caller repeats it. If it lasts, look at the throttled requests of the tables and KMS.',
  },
  'message-throttled': {
    happened: 'A queue message was not processed because a service had no capacity left; SQS delivers it again.',
    action: 'None at first: nothing is lost. If it lasts, lower the concurrency of the workers or raise the limit.',
  },
  'message-not-postponed': {
    happened: 'A failed queue message could not be given its shorter delay; it appears after the visibility timeout.',
    action: 'None: nothing is lost. If it repeats, check whether the function may change the visibility of messages.',
  },
  'scheduled-run-failed': {
    happened: 'A scheduled run ended with an error; the next run starts at its usual time.',
    action: 'Look up `failure` or `error`; act only if the next run fails too.',
  },
  'authorizer-failed': {
    happened: 'The authorizer could not check a token; the caller received `identity-unavailable` (503).',
    action: 'Check that the OpenID provider and the accounts table can be reached.',
  },
  'issuing-event-lost': {
    happened: 'The issuing queue was not notified that a dataset changed.',
    action: 'None: the issuing sweep finds the dataset within a minute. Check the queue if it repeats.',
  },
  'source-wake-failed': {
    happened: 'The pull queue was not notified that a delivery of a source has ended.',
    action: 'None: the source checks by itself within a minute. Check the queue if it repeats.',
  },

  'setting-missing': {
    happened: 'An environment variable of the function is not set.',
    action: 'Set the variable named in `setting` and deploy again.',
  },
  'setting-not-a-number': {
    happened: 'An environment variable is not a number above zero.',
    action: 'Correct the variable named in `setting` and deploy again.',
  },
  'demo-clock-refused': {
    happened: 'A function outside the local system was given the clock of the demo, and did nothing.',
    action: 'Remove the variable `DEMO_CLOCK` from the stage named in `stage`: it belongs to the local system only.',
  },
  'secret-missing': {
    happened: 'The parameter store has no value under the name in `parameter`.',
    action: 'Create the parameter as a SecureString, encrypted by the key of the stage; the next call reads it.',
  },
  'hash-key-too-short': {
    happened: 'The secret key for hashes of identifiers is shorter than `bytes`.',
    action: 'Set a random key of at least 32 bytes. Never change a key in use: stored hashes would no longer match.',
  },
  'source-addresses-unreadable': {
    happened: 'The allow list of source addresses has an entry that cannot be parsed.',
    action: 'Correct the entry at position `entry` and deploy again; until then no source is called.',
  },
  'model-without-table': {
    happened: 'A dynamoose model was not bound to its table: the library and the code disagree.',
    action: 'Check the version of dynamoose in the package; report the fault with the table named in `table`.',
  },
  'item-unreadable': {
    happened:
      'A stored item could not be read: `item` names its kind, `key` its key, `schema` its storage format. It was ' +
      'left out of a list, postponed by a sweep, or is the `failure` of a request.',
    action:
      'If `schema` is above 1, a newer release wrote it: nothing is lost, deploy that release again. Otherwise look ' +
      'at `issues`, and restore the item from a backup; a sweep tries it again every hour.',
  },
  'events-not-copied': {
    happened: 'An item of `table` was changed, and its event could not be written to the table of events.',
    action:
      'None at first: the item keeps the event, and the sweep copies it within minutes. If it repeats, look at `cause` ' +
      'and at the throttled requests of the table of events.',
  },
  'item-without-text': {
    happened: 'A stored item lacks the JSON text in `attribute`, or holds something else there.',
    action: 'Restore the item from a backup, or remove it if its table is derived.',
  },
  'change-not-recorded': {
    happened: 'The change log has an entry of the same id already; the change was not made.',
    action: 'Repeat the change: the id is made anew.',
  },
  'queue-without-url': {
    happened: 'SQS knows no queue of this name.',
    action: 'Check that the stack is deployed completely and that the queue setting names its queue.',
  },
  'browser-script-not-built': {
    happened: 'A page needs a browser script that is missing from the package.',
    action: 'Run `npm run build` and deploy again.',
  },
  'seed-provider-unknown': {
    happened: 'A dataset of the seed names a department that the seed does not hold.',
    action: 'Correct the seed files; nothing of this dataset was written.',
  },

  'issuer-discovery-failed': {
    happened: 'The OpenID provider answered the discovery request with an error status.',
    action: 'Check OIDC_ISSUER and the provider.',
  },
  'issuer-discovery-mismatch': {
    happened: 'The discovery document names another issuer than OIDC_ISSUER.',
    action: 'Set OIDC_ISSUER to the exact `issuer` of the document, trailing slash included.',
  },
  'issuer-keys-insecure': {
    happened: 'The discovery document points to keys on another protocol than the issuer, such as http below https.',
    action: "Correct the provider's configuration; no token is accepted until then.",
  },
  'identity-too-slow': {
    happened: 'A token was not checked within `limitMs`; the caller received `identity-unavailable` (503).',
    action: "Check the response times of the OpenID provider and of the accounts table, and the authorizer's memory.",
  },
  'issuer-keys-unavailable': {
    happened: "The provider's signing keys could not be fetched or parsed.",
    action: 'Check that the provider can be reached from the function.',
  },
  'department-of-account-missing': {
    happened: 'An account belongs to a department that is not registered.',
    action: "Register the department named in `department`, or correct the account's department.",
  },

  'refusal-not-declared': {
    happened: 'A use case refused with a code that its route does not declare.',
    action: 'Report it as a bug: the route needs the code named in `refusal`.',
  },
  'response-too-large': {
    happened: "An answer was larger than Lambda's 6 MB; the caller received a refusal that says what to do.",
    action: 'None if it is a list. For a file, report it: the route must answer with a presigned address.',
  },

  'route-not-served': {
    happened: 'API Gateway sent a request to a function that does not serve its route.',
    action: 'Deploy again: the functions and the routes of the API come from different versions.',
  },
  'message-not-json': {
    happened: 'A queue message is not JSON; it was not sent by the platform.',
    action: 'Find out who writes to the queue; delete the message from the dead-letter queue.',
  },
  'messages-not-sent': {
    happened: 'SQS accepted only part of a batch of messages.',
    action: 'None at first: the work is retried and sends all of them again. Check SQS if it repeats.',
  },

  'object-without-body': {
    happened: 'The object store answered without content.',
    action: 'Check that the object named in `key` exists and is readable.',
  },
  'object-longer-than-declared': {
    happened: 'The object store sent more bytes than it announced.',
    action: 'None at first: the work is retried. If it repeats, check the store and proxies before it.',
  },
  'object-shorter-than-declared': {
    happened: 'The object store closed the connection before all bytes had arrived.',
    action: 'None at first: the work is retried. If it repeats, check the store and proxies before it.',
  },

  'table-throttled': {
    happened: 'DynamoDB throttled batches of the table named in `table` through all attempts.',
    action: "Check the table's throttling metrics; the work is retried.",
  },
  'record-version-missing': {
    happened: 'The record index names a version that the table does not hold.',
    action: 'Stop publishing to the dataset and restore the table, or rebuild the index from the table.',
  },

  'catalogue-version-missing': {
    happened: 'A catalogue entry names a version that the table does not hold.',
    action: 'Restore the version named in `dataset` and `version` from a backup.',
  },
  'closed-version-missing': {
    happened: 'A catalogue entry does not list the version that was just found in it.',
    action: 'Report it as a bug with the request id.',
  },

  'illegal-transition': {
    happened: 'The code tried to move a delivery between statuses that the state table does not connect.',
    action: 'Report it as a bug: `from` and `to` name the statuses. Nothing was written.',
  },
  'lease-lost': {
    happened: 'A worker lost its lease on a dataset while it ingested a delivery, so it stopped.',
    action: 'None: the worker that holds the lease continues. If it repeats, the lease is too short for the load.',
  },
  'loading-lost': {
    happened: 'The dataset is no longer loading this delivery, so the worker stopped.',
    action: 'None if the delivery is published or failed; else retry the delivery.',
  },
  'link-missing': {
    happened: 'A delivery was published for a dataset without a link for its channel.',
    action: 'Report it as a bug: `dataset` and `delivery` name them. The message is retried.',
  },
  'raw-workbook-changed': {
    happened: 'The uploaded workbook in the object store is not the one that was ingested.',
    action: 'Find out who wrote to the bucket; the delivery stays without an annotated workbook.',
  },
  'nothing-to-annotate': {
    happened: 'The staged result or the dataset version of a delivery is missing, so the workbook cannot be annotated.',
    action: 'Report it as a bug: `delivery` names it.',
  },
  'delivery-sweep-incomplete': {
    happened: 'The sweep could not handle some deliveries; the first error is the cause.',
    action: 'Look up the cause; the next sweep tries them again.',
  },

  'source-lease-lost': {
    happened: 'A worker lost its lease on a source while it pulled, so it stopped.',
    action: 'None: the worker that holds the lease continues. If it repeats, the lease is too short for the source.',
  },
  'sources-not-started': {
    happened: 'Some sources that are due could not be started; the first error is the cause.',
    action: 'Look up the cause; the next run starts them.',
  },

  'signing-key-not-usable': {
    happened: 'SIGNING_KEY is no usable key; `reason` says why.',
    action:
      'Set `kms:` and the name of a signing key of the kind ECC_NIST_P256 or SM2; a private JWK works locally only.',
  },
  'signing-chain-not-usable': {
    happened:
      'The parameter named by SIGNING_CHAIN_PARAMETER holds no usable chain of certificates; `reason` says why: ' +
      '`count`, `no-certificate`, `other-key`, `order` or `out-of-date`, at `position`. PDF and OFD files are not made.',
    action:
      'Put PEM certificates of the key SIGNING_KEY there, the signing one first, each issued by the next; renew them ' +
      'before they end. The next request reads them.',
  },
  'seal-not-usable': {
    happened:
      'The city’s seal in the work bucket cannot be applied; `reason` says why: `no-seal`, `picture`, `picture-size`, ' +
      '`dimensions`, `other-certificate`, `out-of-date` or `maker` (its signature). OFD files are not made.',
    action:
      'Put a seal of the certificate SIGNING_CHAIN_PARAMETER there with `guiji admin seal put`, also after a renewal of ' +
      'that certificate. It takes effect within a minute.',
  },
  'stamp-without-place': {
    happened: 'The layout of a certificate has no place for a stamp: layout and writer disagree.',
    action: 'Report the fault.',
  },
  'pdf-writer-changed': {
    happened: 'The library The library pdfkit keeps its catalog elsewhere: the library and the code disagree.',
    action: 'Check the version of pdfkit in the package.',
  },
  'pdf-signature-too-long': {
    happened: 'A signature or seal of `bytes` bytes did not fit into the room that the PDF has for it.',
    action: 'Report the fault with `bytes`; shorten the chain in SIGNING_CHAIN_PARAMETER if it is unusually long.',
  },
  'kms-signature-missing': {
    happened: 'KMS answered a signing request without a signature.',
    action: 'None at first: the work is retried. Check KMS if it repeats.',
  },
  'signature-not-der': {
    happened: 'KMS returned a signature that is not DER of two 256-bit integers.',
    action: 'Check that the key is of the type ECC_NIST_P256 or SM2.',
  },
  'kms-throttled': {
    happened: 'KMS throttled a signature through all attempts.',
    action: 'None at first: the work is retried. If it repeats, lower SIGNATURES_PER_SECOND or raise the quota of KMS.',
  },
  'payload-not-canonical': {
    happened: 'A payload to be signed has no canonical JSON (RFC 8785).',
    action: 'Report it as a bug with `typ`.',
  },
  'document-not-canonical': {
    happened: 'A certificate document has no canonical JSON (RFC 8785).',
    action: 'Report it as a bug with the request id.',
  },
  'certificate-busy': {
    happened: 'A change of a certificate met other changes of it at every attempt.',
    action: 'Repeat the operation; if it fails again, look for a batch that handles the same certificate.',
  },
  'tally-without-reason': {
    happened: 'A row that could not be issued is counted without a known failure code.',
    action: 'Report it as a bug; the coverage page of this type cannot be shown until then.',
  },
  'records-not-issued': {
    happened: 'Some records of a part could not be issued; they are tried again, then quarantined.',
    action: 'None at first. Records in quarantine are listed with their reasons; see the run book of certificates.',
  },
  'issuing-sweep-incomplete': {
    happened: 'The issuing sweep could not handle some datasets; the first error is the cause.',
    action: 'Look up the cause; the next sweep tries them again.',
  },
  'status-list-sweep-incomplete': {
    happened: 'The sweep could not make `lists` of the status lists that were due.',
    action: 'None at first: they stay due. If it repeats, look up the cause; verifiers keep lists for a day at most.',
  },
  'batch-sweep-incomplete': {
    happened: 'The sweep of certificate batches could not handle some of them; the first error is the cause.',
    action: 'Look up the cause; the next sweep tries them again.',
  },
} as const satisfies Record<string, FailureDescription>;

export type FailureCode = keyof typeof failures;
