import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { KeptDeadLetter } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { replayDeadLettersRoute } from '../../../../schemas/collection/sources/routes.ts';
import type { KeptSource } from '../../../../schemas/collection/sources/source.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { InputOf } from '../../../../schemas/kernel/route.ts';
import type { Clock, DeliveryBook } from '../../ports.ts';
import { knownSource, type KnownSourcePorts } from '../find-source.ts';
import type { DeadLetterBook, PullStore, SourceMessages, SourceSettings } from '../ports.ts';
import { manifestKey } from '../pull/pull-keys.ts';
import { pulledDelivery } from '../pull/submit-delivery.ts';
import { decided } from '../update-with-retry.ts';
import { openLetters } from './record-rejected-rows.ts';

export type ReplayPorts = KnownSourcePorts &
  Clock & {
    readonly letters: DeadLetterBook;
    readonly deliveries: Pick<DeliveryBook, 'read' | 'create'>;
    readonly pulls: Pick<PullStore, 'readManifest' | 'writeManifest'>;
    readonly messages: SourceMessages;
    readonly sourceSettings: SourceSettings;
    readonly newRunId: () => string;
  };

type Corrections = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * Sends rejected rows through the checks once more, with values put right where they are given: one delivery for each pull that they came with. A row that is
 * not waiting any more is passed over, so that doing it twice changes nothing. A page that could not be read is read anew by a run of the source.
 *
 * Not while a run is on its way: it may bring a newer row about the same record, which the replay of the older one would come after and replace. Of a run that
 * begins later the delivery comes later, too.
 */
export async function replayDeadLetters(
  { caller, params, body }: InputOf<typeof replayDeadLettersRoute>,
  ports: ReplayPorts,
) {
  const known = await knownSource(caller, params, ports);
  if (isRefused(known)) return known;
  const { source, version } = known;
  const corrections: Corrections = new Map((body.letters ?? []).map(({ id, correction = {} }) => [id, correction]));
  const fields = new Set(version.content.fields.map(({ key }) => key));
  const unknown = [...corrections.values()]
    .flatMap((correction) => Object.keys(correction))
    .filter((field) => !fields.has(field));
  if (unknown.length > 0) return refused('fields-unknown', { fields: [...new Set(unknown)].join('、') });

  const ids =
    body.letters?.map(({ id }) => id) ?? (await openLetters(params, ports.letters, ({ state }) => state === 'waiting'));
  const letters: KeptDeadLetter[] = [];
  for (const id of ids) {
    const letter = await ports.letters.read(params, id);
    if (letter?.state === 'waiting') letters.push(letter);
  }
  const rows = letters.filter(({ kind }) => kind === 'row');
  const readAnew = letters.length > rows.length && source.state === 'running';
  const byPull = Map.groupBy(rows, ({ delivery }) => delivery);
  const replays = new Map([...byPull.keys()].map((pull) => [pull, ports.newRunId()]));
  const at = ports.now();
  // The source knows of its replays before there are any: whoever dies in between leaves one that is looked for in vain, and not one that nobody closes.
  const traced = await decided(
    source,
    { kind: 'replayed', by: caller.subject, at, reason: body.reason },
    (now) =>
      rows.length > 0 && now.run !== undefined
        ? null
        : {
            replays: [...now.replays, ...replays.values()],
            wakeAt: at,
            ...(readAnew ? { asked: now.asked ?? { purpose: 'asked', by: caller.subject } } : {}),
          },
    ports.sources,
  );
  // A worker may have begun a run in between: the replays noted for it will be looked for in vain.
  if (rows.length > 0 && (traced ?? source).run !== undefined) return refused('run-on-its-way');
  if (traced === null) return refused('changed-since');
  let replayed = 0;
  const deliveries: string[] = [];
  for (const [pull, letters] of byPull) {
    const id = replays.get(pull) ?? '';
    const taken = await replay(traced, version, pull, id, letters, corrections, caller.subject, ports);
    replayed += taken;
    if (taken > 0) deliveries.push(id);
  }
  await ports.messages.pull(params);
  return { replayed, deliveries, readingAnew: readAnew };
}

/** One delivery of rows of one pull: its manifest points at the pages as they came, and at the rows that are meant. */
async function replay(
  source: KeptSource,
  version: DatasetVersion,
  pull: string,
  id: string,
  letters: readonly KeptDeadLetter[],
  corrections: Corrections,
  by: string,
  ports: ReplayPorts,
): Promise<number> {
  const came = await ports.deliveries.read(pull);
  if (came === null) return 0;
  const taken: KeptDeadLetter[] = [];
  for (const letter of letters) {
    const mine = await ports.letters.takeUp(source, letter.id, id);
    // Rejected anew since it was looked at: its place is one in another pull now, and here it would be another record's row.
    if (mine !== null && mine.delivery !== pull) await ports.letters.waitAgain(source, [letter.id]);
    else if (mine !== null) taken.push(mine);
  }
  // Somebody else has taken them all up.
  if (taken.length === 0) return 0;
  const { manifest } = await ports.pulls.readManifest(came.rawKey);
  const placeOf = ({ page, row }: KeptDeadLetter) => `${page}.${row ?? 0}`;
  await ports.pulls.writeManifest(manifestKey(id), {
    ...manifest,
    delivery: id,
    rowsOnce: false,
    only: taken.map(placeOf),
    corrections: Object.fromEntries(
      taken.map((letter) => [
        placeOf(letter),
        { ...manifest.corrections[placeOf(letter)], ...corrections.get(letter.id) },
      ]),
    ),
  });
  const bytes = manifest.pages.reduce((sum, page) => sum + page.bytes, 0);
  await ports.deliveries.create(
    pulledDelivery(source, version, { id, mode: 'increment', bytes, by, purpose: 'replay' }, ports),
  );
  await ports.messages.ingest({ id, channel: source.channel });
  return taken.length;
}
