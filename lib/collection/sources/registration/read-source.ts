import type { readSourceRoute } from '../../../../schemas/collection/sources/routes.ts';
import { sourceOf } from '../../../../schemas/collection/sources/source.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import type { InputOf } from '../../../../schemas/kernel/route.ts';
import { knownSource, type KnownSourcePorts } from '../find-source.ts';
import type { DeadLetterBook } from '../ports.ts';

/** One source, with how many dead letters of it are open. */
export async function readSource(
  { caller, params }: InputOf<typeof readSourceRoute>,
  ports: KnownSourcePorts & { readonly letters: Pick<DeadLetterBook, 'countOpen'> },
) {
  const known = await knownSource(caller, params, ports);
  if (isRefused(known)) return known;
  return { ...sourceOf(known.source), deadLetters: await ports.letters.countOpen(params) };
}
