import { openInterface } from '../../../lib/adapters/sources/interface-session.ts';
import { parseAllowLists } from '../../../lib/adapters/sources/net/allow-list.ts';
import type { Resolve } from '../../../lib/adapters/sources/net/guarded-address.ts';
import { interfaceRules } from '../../../lib/collection/interface/interface-rules.ts';
import type { ReadOptions, SourcePage, SourceSession } from '../../../lib/collection/sources/pull/source-session.ts';
import { SourceFault } from '../../../lib/kernel/source-fault.ts';
import { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';

export const startedAt = '2026-06-30T02:00:00.000Z';
export const fullReadOptions: ReadOptions = { mode: 'full', startedAt };

type Parts = { readonly [Part in keyof InterfaceDeclaration]?: unknown } & {
  readonly request?: object;
  readonly answer?: object;
  readonly limits?: object;
};

/** A declaration without paging, with overrides. */
export function declared(url: string, { request, answer, limits, ...parts }: Parts = {}): InterfaceDeclaration {
  return InterfaceDeclaration.parse({
    channel: 'interface',
    name: '许可信息查询',
    request: { method: 'GET', url, ...request },
    authentication: { kind: 'none' },
    answer: { format: 'json', records: 'data', ...answer },
    fields: [{ field: 'licence', from: 'no' }],
    paging: { kind: 'none' },
    increment: { kind: 'full' },
    limits: { requestsPerMinute: 6000, ...limits },
    ...parts,
  });
}

type Settings = {
  readonly allowed?: string;
  readonly secret?: Record<string, string>;
  readonly readOptions?: ReadOptions;
  readonly resolve?: Resolve;
  readonly signal?: AbortSignal;
};

/** A session whose clock advances only in delays. `pauses` are the delays beyond the rate limit's. */
export function openSession(
  declaration: InterfaceDeclaration,
  {
    allowed = new URL(declaration.request.url).host,
    secret = {},
    readOptions = fullReadOptions,
    ...more
  }: Settings = {},
) {
  let clock = Date.parse(startedAt);
  const pauses: number[] = [];
  const session = openInterface({
    declaration,
    secret,
    readOptions,
    allowList: parseAllowLists(allowed)('agriculture'),
    rules: interfaceRules,
    now: () => new Date(clock).toISOString(),
    delay: async (milliseconds) => {
      clock += milliseconds;
      if (milliseconds > 10) pauses.push(milliseconds);
    },
    random: () => 0.5,
    ...more,
  });
  return { session, pauses, pass: (milliseconds: number) => void (clock += milliseconds) };
}

export async function readAll(session: SourceSession, from: string | null = null): Promise<SourcePage[]> {
  const pages: SourcePage[] = [];
  for (let checkpoint = from; ;) {
    const page = await session.page(checkpoint);
    pages.push(page);
    if (page.next === null) return pages;
    checkpoint = page.next;
  }
}

/** The fault that the work throws; anything else is rethrown. */
export async function faultOf(work: Promise<unknown>): Promise<SourceFault> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SourceFault) return error;
    throw error;
  }
  throw new Error('it went well');
}
