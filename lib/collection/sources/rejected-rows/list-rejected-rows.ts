import { deadLetterOf, DeadLetterId } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { listDeadLettersRoute } from '../../../../schemas/collection/sources/routes.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { InputOf } from '../../../../schemas/kernel/route.ts';
import { readCursor, writeCursor } from '../../../kernel/cursor.ts';
import { knownSource, type KnownSourcePorts } from '../find-source.ts';
import type { DeadLetterBook } from '../ports.ts';

/** What was rejected of a source and is not overcome. */
export async function listDeadLetters(
  { caller, params, query }: InputOf<typeof listDeadLettersRoute>,
  ports: KnownSourcePorts & { readonly letters: Pick<DeadLetterBook, 'open'> },
) {
  const known = await knownSource(caller, params, ports);
  if (isRefused(known)) return known;
  const scope = `dead-letters/${params.dataset}/${params.channel}`;
  const after = query.cursor === undefined ? undefined : readCursor(scope, DeadLetterId, query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const letters = await ports.letters.open(params, { limit: query.limit, ...(after === undefined ? {} : { after }) });
  const last = letters.at(-1);
  return {
    items: letters.map(deadLetterOf),
    ...(last === undefined || letters.length < query.limit ? {} : { next: writeCursor(scope, last.id) }),
  };
}
