/** Address of the worker that checks workbooks, `lib/browser/check.ts`; the build fills it in. */
declare const CHECK_WORKER: string;
