import { runInNewContext } from 'node:vm';
import type { Finding } from '../../schemas/collection/finding.ts';
import { CheckAnswer, type CheckRequest, type WorkbookCheck } from '../../schemas/collection/workbook-check.ts';
import { bundleModule } from './browser-module.ts';

export type CheckedByWorker = { readonly check: WorkbookCheck; readonly findings: readonly Finding[] };

/** Runs `lib/browser/check.ts`, bundled, with what Node has of a worker's world; `ask` is one check as a page would order it. */
export async function startWorker() {
  let deliver: (event: { readonly data: unknown }) => void = () => undefined;
  let heard: (answer: CheckAnswer) => void = () => undefined;
  const self = {
    addEventListener: (_: string, listener: typeof deliver) => {
      deliver = listener;
    },
    postMessage: (answer: unknown) => heard(CheckAnswer.parse(structuredClone(answer))),
  };
  const world = {
    self,
    crypto,
    performance,
    Blob,
    TextDecoder,
    TextEncoder,
    DecompressionStream,
    // The context shares these classes: `instanceof` fails for bytes of another realm.
    ArrayBuffer,
    Uint8Array,
  };
  runInNewContext(await bundleModule('lib/browser/check.ts', 'iife'), world);
  const until = async <Kind extends CheckAnswer['kind']>(kind: Kind, post: CheckRequest) => {
    const { promise, resolve, reject } = Promise.withResolvers<Extract<CheckAnswer, { kind: Kind }>>();
    heard = (answer) => {
      if (answer.kind === 'dataset-unknown')
        deliver({ data: { ...answer, kind: 'dataset-name', name: `名称 ${answer.dataset}` } });
      else if (answer.kind === 'failed') reject(new Error(answer.cause));
      else if (isKind(answer, kind)) resolve(answer);
    };
    deliver({ data: post });
    return await promise;
  };
  return async (order: Omit<Extract<CheckRequest, { kind: 'check' }>, 'kind'>): Promise<CheckedByWorker> => {
    const { check } = await until('checked', { kind: 'check', ...order });
    const findings: Finding[] = [];
    while (findings.length < check.findings) {
      const page = { request: findings.length, filter: {}, skip: findings.length, limit: 100 };
      const { items } = await until('findings', { kind: 'list-findings', ...page });
      if (items.length === 0) break;
      findings.push(...items);
    }
    return { check, findings };
  };
}

function isKind<Kind extends CheckAnswer['kind']>(
  answer: CheckAnswer,
  kind: Kind,
): answer is Extract<CheckAnswer, { kind: Kind }> {
  return answer.kind === kind;
}
