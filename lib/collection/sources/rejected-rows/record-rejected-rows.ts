import type { KeptDelivery } from '../../../../schemas/collection/delivery-record.ts';
import { RejectedRow } from '../../../../schemas/collection/sources/pull-manifest.ts';
import type { KeptDeadLetter } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { Clock, Stage } from '../../ports.ts';
import { overcomeKey, rejectedKey } from '../../staging-keys.ts';
import type { DeadLetterBook, SourceKey } from '../ports.ts';

export type CloseDeliveryPorts = Clock & { readonly letters: DeadLetterBook; readonly stage: Pick<Stage, 'readLines'> };

/** Dead letters written at a time, and looked at in a page. */
const atOnce = 500;

/** The rejected rows of a delivery of pages, as taking in wrote them down. */
export async function* rejectedRowsOf(
  { staged }: Pick<KeptDelivery, 'staged'>,
  stage: Pick<Stage, 'readLines'>,
): AsyncGenerator<RejectedRow> {
  for (let chunk = 1; chunk <= (staged?.rejectedChunks ?? 0); chunk += 1) {
    for await (const line of stage.readLines(rejectedKey(staged?.prefix ?? '', chunk)))
      yield RejectedRow.parse(JSON.parse(line));
  }
}

/**
 * Keeps what a settled delivery rejected as dead letters, and lets go those whose record came in good order. After everything was read, a letter that did not
 * come again is of a row that the source no longer shows. May be repeated.
 */
export async function closeDelivery(key: SourceKey, delivery: KeptDelivery, ports: CloseDeliveryPorts): Promise<void> {
  const at = delivery.finishedAt ?? ports.now();
  let batch: Parameters<DeadLetterBook['came']>[0][number][] = [];
  const flush = async () => {
    await ports.letters.came(batch);
    batch = [];
  };
  for await (const { p, r, k, c, d, f } of rejectedRowsOf(delivery, ports.stage)) {
    batch.push({
      ...key,
      id: k,
      kind: 'row',
      delivery: delivery.id,
      page: p,
      row: r,
      codes: c,
      detail: d,
      at,
      ...(f === undefined ? {} : { field: f }),
    });
    if (batch.length === atOnce) await flush();
  }
  await flush();

  const { staged } = delivery;
  if (staged !== undefined && (staged.overcome ?? 0) > 0) {
    const ids: string[] = [];
    for await (const line of ports.stage.readLines(overcomeKey(staged.prefix))) ids.push(String(JSON.parse(line)));
    await ports.letters.overcome(key, ids, delivery.id);
  }
  if (delivery.mode === 'full' && delivery.status === 'published' && staged?.truncated !== true) {
    await ports.letters.overcome(
      key,
      await openLetters(key, ports.letters, (letter) => letter.kind === 'row' && letter.delivery < delivery.id),
      delivery.id,
    );
  }
}

/** A source that could be read to its end: pages that could not be are done with. */
export async function pagesOvercome(
  key: SourceKey,
  run: string,
  { letters }: Pick<CloseDeliveryPorts, 'letters'>,
): Promise<void> {
  await letters.overcome(key, await openLetters(key, letters, ({ kind }) => kind === 'page'), run);
}

/** The ids of the open letters that are meant. */
export async function openLetters(
  key: SourceKey,
  letters: Pick<DeadLetterBook, 'open'>,
  isMeant: (letter: KeptDeadLetter) => boolean,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await letters.open(key, { limit: atOnce, ...(after === undefined ? {} : { after }) });
    ids.push(...page.filter(isMeant).map(({ id }) => id));
    after = page.at(-1)?.id;
    if (after === undefined || page.length < atOnce) return ids;
  }
}
