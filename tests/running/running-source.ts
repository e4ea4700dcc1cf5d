import { definedOnly } from '../../lib/kernel/defined-only.ts';
import type { RejectedRow } from '../../schemas/collection/sources/rejected-row.ts';
import {
  confirmSourceRoute,
  listRejectedRowsRoute,
  operateSourceRoute,
  readSourceRoute,
  registerSourceRoute,
  replayRejectedRowsRoute,
  setSourceSecretRoute,
  testSourceRoute,
  type SourceOperation,
} from '../../schemas/collection/sources/routes.ts';
import type { Source, SourceDeclaration, SourceTest } from '../../schemas/collection/sources/source.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { callerWithRole } from '../api/invoke.ts';
import { ask } from './running-collection.ts';

const operator = callerWithRole('operator');

/** A source with the calls of its department and of the centre. */
export function sourceAt(dataset: string, channel: Source['channel'], provider: Caller) {
  const params = { dataset, channel };
  const read = async (): Promise<Source> =>
    readSourceRoute.answer.body.parse(await ask(readSourceRoute, { params, caller: operator }));
  /** Waits until the source satisfies `holds`. */
  const until = async (isSo: (source: Source) => boolean, seconds = 60): Promise<Source> => {
    let source = await read();
    for (let waited = 0; !isSo(source); waited += 1) {
      if (waited === seconds * 10)
        throw new Error(
          `the source did not get so far in ${seconds} s: ${JSON.stringify({ ...source, declaration: undefined, test: undefined })}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
      source = await read();
    }
    return source;
  };
  const operate = async (operation: SourceOperation, from?: string) => {
    await ask(operateSourceRoute, {
      params,
      caller: operator,
      body: JSON.stringify({ operation, reason: '测试', ...definedOnly({ from }) }),
    });
  };
  return {
    read,
    until,
    operate,
    register: async (
      declaration: SourceDeclaration,
      secret: Readonly<Record<string, string>>,
      timetable: object = { times: '0 0 1 1 *', reconcile: 'never' },
    ) => {
      await ask(registerSourceRoute, { params, caller: provider, body: JSON.stringify({ declaration, timetable }) });
      await ask(setSourceSecretRoute, { params, caller: provider, body: JSON.stringify({ secret }) });
    },
    test: async (): Promise<SourceTest> =>
      testSourceRoute.answer.body.parse(await ask(testSourceRoute, { params, caller: operator })),
    confirm: async (): Promise<Source> =>
      confirmSourceRoute.answer.body.parse(await ask(confirmSourceRoute, { params, caller: operator, body: '{}' })),
    /** Runs once and waits for its end. */
    run: async (operation: 'run-now' | 'reconcile-now' = 'run-now'): Promise<Source> => {
      const before = (await read()).health;
      await operate(operation);
      return await until(
        ({ health, running }) =>
          running === undefined &&
          (health.lastSuccess?.at !== before.lastSuccess?.at || health.lastFailure?.at !== before.lastFailure?.at),
      );
    },
    rejectedRows: async (): Promise<RejectedRow[]> =>
      listRejectedRowsRoute.answer.body.parse(await ask(listRejectedRowsRoute, { params, caller: provider })).items,
    replay: async (
      rejectedRows?: readonly { readonly id: string; readonly correction?: Readonly<Record<string, string>> }[],
    ) =>
      replayRejectedRowsRoute.answer.body.parse(
        await ask(replayRejectedRowsRoute, {
          params,
          caller: operator,
          body: JSON.stringify({ reason: '已核对', ...definedOnly({ rejectedRows }) }),
        }),
      ),
  };
}
