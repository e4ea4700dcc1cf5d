/** Address of the worker that proposes fields, `lib/browser/propose.ts`; the build fills it in. */
declare const PROPOSE_WORKER: string;
