import type { RefusalPhrases } from '../kernel/refusal.ts';

/** What the download of a certificate's file may refuse with. */
export const fileRefusals = {
  'certificate-not-found': { status: 404, title: '没有这份证照', detail: '平台没有颁发过这个标识的证照，或者它不归您的部门颁发。请核对证照标识后再试。' },
} as const satisfies RefusalPhrases;
