import { channelNames } from '../../../schemas/collection/channel-names.ts';
import type { signUpdateSheetRoute } from '../../../schemas/collection/update-sheet-routes.ts';
import { maxStartDays, type OpenSheet } from '../../../schemas/collection/update-sheet.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { UpdateSheetPorts } from './ports.ts';
import { findSheets, type KnownSheets, proposalOf, toSheetView } from './read-update-sheet.ts';

type Input = RouteInput<typeof signUpdateSheetRoute>;

/**
 * Signs a sheet for the department, which replaces one that waits or was returned. Refuses `changed-meanwhile` when the
 * sheets or the department's people are others than the ones that were seen.
 */
export async function signUpdateSheet(input: Input, ports: Omit<UpdateSheetPorts, 'personBehind'>) {
  const { caller, params, body } = input;
  const known = await findSheets(params.dataset, ports);
  if (isRefused(known)) return known;
  if (!isPermitted(caller, 'sign-update-sheet', known.version.content.metadata.provider))
    return refused('not-your-department');
  const lockVersion = known.sheets?.lockVersion ?? 0;
  if (lockVersion !== body.lockVersion) return refused('changed-meanwhile');
  const open = toOpenSheet(input, known, ports.now());
  if (isRefused(open)) return open;
  const sheets = { ...known.sheets, dataset: known.version.dataset, lockVersion: lockVersion + 1, open };
  if (!(await ports.saveSheets(sheets))) return refused('changed-meanwhile');
  return toSheetView({ ...known, sheets });
}

function toOpenSheet({ caller, body }: Input, known: KnownSheets, at: string) {
  const { version, name, department, cycle, channels, from, until, people } = proposalOf(known);
  if (from === undefined) return refused('nothing-linked');
  if (!channels.includes(body.channel)) return refused('channel-not-linked', { channel: channelNames[body.channel] });
  if (body.start < from || body.start > until)
    return refused('start-not-possible', { from, until, days: maxStartDays });
  if (people === undefined) return refused('no-contacts');
  if (people.lockVersion !== body.peopleVersion) return refused('changed-meanwhile');
  const contact = people.contacts[body.contact];
  if (contact === undefined) return refused('no-contacts');
  const sheet: OpenSheet = {
    number: (known.sheets?.inForce?.number ?? 0) + 1,
    version,
    name,
    department,
    channel: body.channel,
    cycle,
    start: body.start,
    inCharge: people.inCharge,
    contact,
    signed: { at, by: caller.subject, name: caller.name },
  };
  return sheet;
}
