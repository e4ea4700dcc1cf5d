import { deadLetterOf } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { readDeadLetterRoute } from '../../../../schemas/collection/sources/routes.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { InputOf } from '../../../../schemas/kernel/route.ts';
import { rowsOfPages, type ReadPage } from '../../ingest/rows-of-pages.ts';
import type { DeliveryBook } from '../../ports.ts';
import { knownSource, type KnownSourcePorts } from '../find-source.ts';
import type { DeadLetterBook, PullStore } from '../ports.ts';

export type ReadDeadLetterPorts = KnownSourcePorts & {
  readonly letters: Pick<DeadLetterBook, 'read'>;
  readonly deliveries: Pick<DeliveryBook, 'read'>;
  readonly pulls: Pick<PullStore, 'readManifest' | 'readPage'>;
  readonly readPage: ReadPage;
};

/** Characters shown of a page that could not be read. */
const shown = 2_000;

/** One dead letter in its raw form: the row's values as the source gave them, or how the page begins. */
export async function readDeadLetter(
  { caller, params }: InputOf<typeof readDeadLetterRoute>,
  ports: ReadDeadLetterPorts,
) {
  const known = await knownSource(caller, params, ports);
  if (isRefused(known)) return known;
  const letter = await ports.letters.read(params, params.letter);
  if (letter === null) return refused('dead-letter-not-found');
  if (letter.kind === 'page') {
    const bytes = letter.rawKey === undefined ? new Uint8Array() : await ports.pulls.readPage(letter.rawKey);
    return {
      letter: deadLetterOf(letter),
      values: {},
      text: new TextDecoder().decode(bytes.subarray(0, shown * 4)).slice(0, shown),
    };
  }
  const delivery = await ports.deliveries.read(letter.delivery);
  if (delivery === null) return refused('dead-letter-not-found');
  const { manifest } = await ports.pulls.readManifest(delivery.rawKey);
  const fields = known.version.content.fields.map(({ key }) => key);
  const page = manifest.pages[letter.page - 1];
  const one = { ...manifest, pages: page === undefined ? [] : [page], only: [`1.${letter.row ?? 0}`], corrections: {} };
  for await (const [row] of rowsOfPages(one, fields, ports.readPage)) {
    if (row === undefined) break;
    const cells = fields.flatMap((field, i) => {
      const cell = row.cells[i] ?? null;
      return cell === null ? [] : [[field, typeof cell === 'object' ? JSON.stringify(cell) : String(cell)] as const];
    });
    return { letter: deadLetterOf(letter), values: Object.fromEntries(cells) };
  }
  return refused('dead-letter-not-found');
}
