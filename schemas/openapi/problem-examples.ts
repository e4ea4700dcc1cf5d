import type { RefusalPhrase } from '../kernel/refusal.ts';
import type { Route } from '../kernel/route.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { Example } from './document.ts';

export type FindProblemName = (code: string, phrase: RefusalPhrase) => string;

/** Names examples by code; further sentences of a code get `code-2`, and so on. */
export function problemExamples(routes: readonly Route[]): {
  readonly examples: Readonly<Record<string, Example>>;
  readonly findName: FindProblemName;
} {
  const sentences = new Map<string, RefusalPhrase[]>();
  for (const [code, phrase] of routes.flatMap((route) => [...collectRefusals(route)])) {
    const known = sentences.get(code) ?? [];
    if (!known.some((one) => isSame(one, phrase))) sentences.set(code, [...known, phrase]);
  }
  const findName: FindProblemName = (code, phrase) => {
    const position = (sentences.get(code) ?? []).findIndex((one) => isSame(one, phrase));
    return position > 0 ? `${code}-${position + 1}` : code;
  };
  const all = [...sentences].flatMap(([code, phrases]) =>
    phrases.map((phrase): [string, Example] => [findName(code, phrase), buildExample(code, phrase)]),
  );
  return { examples: Object.fromEntries(all.toSorted(([one], [other]) => (one < other ? -1 : 1))), findName };
}

function isSame(one: RefusalPhrase, other: RefusalPhrase): boolean {
  return one.status === other.status && one.title === other.title && one.detail === other.detail;
}

function buildExample(code: string, { status, title, detail }: RefusalPhrase): Example {
  return {
    summary: title,
    value: {
      type: `/api/v1/docs#refusal-${code}`,
      title,
      status,
      detail,
      code,
      requestId: '5f0c9a1e-7b1d-4a55-8a51-2f9a1d0c6b3e',
    },
  };
}
