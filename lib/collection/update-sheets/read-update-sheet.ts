import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';
import type { readUpdateSheetRoute } from '../../../schemas/collection/update-sheet-routes.ts';
import {
  maxEarlierSheets,
  maxStartDays,
  type ConfirmedSheet,
  type SheetProposal,
  type UpdateSheets,
  type UpdateSheetView,
} from '../../../schemas/collection/update-sheet.ts';
import type { DepartmentPeople } from '../../../schemas/departments/people.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai, secondsAfter } from '../../kernel/instant.ts';
import { sheetChanges, sheetState } from '../../kernel/update-sheet.ts';
import type { UpdateSheetPorts } from './ports.ts';

type ReadPorts = Pick<UpdateSheetPorts, 'publishedVersions' | 'sheetsOf' | 'links' | 'people' | 'now'>;

/** All that is known when somebody works with the sheets of a dataset. */
export type KnownSheets = {
  readonly version: DatasetVersion;
  readonly sheets: UpdateSheets | undefined;
  readonly earlier: readonly ConfirmedSheet[];
  readonly links: readonly LinkState[];
  readonly people: DepartmentPeople | undefined;
  readonly today: Day;
};

/** Reads what a sheet is made from and compared with; refuses `dataset-not-found`. */
export async function findSheets(dataset: string, ports: ReadPorts) {
  const version = (await ports.publishedVersions(dataset)).at(-1);
  if (version === undefined) return refused('dataset-not-found', { dataset });
  const [{ sheets, earlier }, links, people] = await Promise.all([
    ports.sheetsOf(dataset),
    ports.links.read(dataset),
    ports.people(version.content.metadata.provider),
  ]);
  return { version, sheets, earlier, links, people, today: dayInShanghai(ports.now()) } satisfies KnownSheets;
}

/** Shows the sheets of a dataset to its department, the centre and the supervising office. */
export async function readUpdateSheet(
  { caller, params }: Pick<RouteInput<typeof readUpdateSheetRoute>, 'caller' | 'params'>,
  ports: ReadPorts,
) {
  const known = await findSheets(params.dataset, ports);
  if (isRefused(known)) return known;
  if (!isPermitted(caller, 'read-update-sheet', known.version.content.metadata.provider))
    return refused('not-your-department');
  return toSheetView(known);
}

/** Shows what is signed, with what would be signed today. */
export function toSheetView(known: KnownSheets): UpdateSheetView {
  const { version, sheets, earlier, links, people } = known;
  const facts = { sheets, cycle: version.content.metadata.updateCycle, links, people };
  return {
    dataset: version.dataset,
    lockVersion: sheets?.lockVersion ?? 0,
    changes: sheets?.inForce === undefined ? [] : sheetChanges(sheets.inForce, facts),
    proposal: proposalOf(known),
    earlier: earlier.slice(0, maxEarlierSheets),
    ...definedOnly({ state: sheetState(facts) ?? undefined, open: sheets?.open, inForce: sheets?.inForce }),
  };
}

/** What the department may sign today. */
export function proposalOf({ version, links, people, today }: KnownSheets): SheetProposal {
  const { name, provider, updateCycle } = version.content.metadata;
  const [first] = links.map(({ since }) => dayInShanghai(since)).toSorted();
  return {
    version: version.version,
    name,
    department: provider,
    cycle: updateCycle,
    channels: links.map(({ channel }) => channel),
    until: lastStart(today),
    ...definedOnly({
      from: first,
      people: people && {
        inCharge: people.inCharge,
        contacts: people.contacts,
        lockVersion: people.lockVersion,
      },
    }),
  };
}

const lastStart = (today: Day): Day => secondsAfter(`${today}T00:00:00.000Z`, maxStartDays * 86_400).slice(0, 10);
