import type {
  confirmUpdateSheetRoute,
  returnUpdateSheetRoute,
} from '../../../schemas/collection/update-sheet-routes.ts';
import type { UpdateSheets } from '../../../schemas/collection/update-sheet.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { findSecondPersonObjection } from '../../kernel/second-person.ts';
import type { UpdateSheetPorts } from './ports.ts';
import { findSheets, toSheetView } from './read-update-sheet.ts';

/**
 * Confirms for the centre what the department has signed: the sheet is in force, and the one before is kept. Refuses one
 * person for both sides.
 */
export async function confirmUpdateSheet(
  { caller, params, body }: RouteInput<typeof confirmUpdateSheetRoute>,
  ports: UpdateSheetPorts,
) {
  const known = await findSheets(params.dataset, ports);
  if (isRefused(known)) return known;
  const waiting = waitingSheet(known.sheets, body.lockVersion);
  if (isRefused(waiting)) return waiting;
  const { sheets, open } = waiting;
  const people = { checker: caller.subject, makers: [open.signed.by] };
  const { objection } = await findSecondPersonObjection(people, ports);
  if (objection === 'same-person') return refused('one-person-for-both-sides');
  if (objection !== null) return refused(objection);
  const replaced = sheets.inForce;
  // A failure behind it leaves a copy of the sheet in force, which no list shows.
  if (replaced !== undefined) await ports.keepEarlier(params.dataset, replaced);
  const confirmed: UpdateSheets = {
    dataset: sheets.dataset,
    lockVersion: sheets.lockVersion + 1,
    inForce: {
      ...open,
      confirmed: { at: ports.now(), by: caller.subject, name: caller.name },
      receipt: ports.newSheetReceipt(),
    },
  };
  if (!(await ports.saveSheets(confirmed))) return refused('changed-meanwhile');
  const earlier = replaced === undefined ? known.earlier : [replaced, ...known.earlier];
  return toSheetView({ ...known, sheets: confirmed, earlier });
}

/** Returns what the department has signed, with a reason; a sheet in force stays so. */
export async function returnUpdateSheet(
  { caller, params, body }: RouteInput<typeof returnUpdateSheetRoute>,
  ports: Omit<UpdateSheetPorts, 'personBehind'>,
) {
  const known = await findSheets(params.dataset, ports);
  if (isRefused(known)) return known;
  const waiting = waitingSheet(known.sheets, body.lockVersion);
  if (isRefused(waiting)) return waiting;
  const { sheets, open } = waiting;
  const step = { at: ports.now(), by: caller.subject, name: caller.name, reason: body.reason };
  const returned = { ...sheets, lockVersion: sheets.lockVersion + 1, open: { ...open, returned: step } };
  if (!(await ports.saveSheets(returned))) return refused('changed-meanwhile');
  return toSheetView({ ...known, sheets: returned });
}

function waitingSheet(sheets: UpdateSheets | undefined, lockVersion: number) {
  if (sheets?.open === undefined || sheets.open.returned !== undefined) return refused('sheet-not-waiting');
  if (sheets.lockVersion !== lockVersion) return refused('changed-meanwhile');
  return { sheets, open: sheets.open };
}
