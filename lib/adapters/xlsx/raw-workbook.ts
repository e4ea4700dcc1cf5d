import { workbookRefusals } from '../../../schemas/collection/workbook-refusals.ts';
import type { RawWorkbook, WorkbookRefusal } from '../../collection/ports.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import type { DownloadedObject } from '../object-store/raw-store.ts';
import { openWorkbook } from './open-workbook.ts';
import { WorkbookRefused } from './refusals/workbook-refused.ts';
import { fileSource } from './source/file-source.ts';

/** Opens a workbook that was brought near; a file that can't be read is refused by name. The file is away when `dispose` has run, or at once on a refusal. */
export async function rawWorkbook(near: DownloadedObject): Promise<RawWorkbook> {
  const source = await fileSource(near.path);
  const dispose = async () => {
    await source.close();
    await near.dispose();
  };
  try {
    return { workbook: await openWorkbook(source, { uncomputed: 'error' }), hash: near.hash, refusalOf, dispose };
  } catch (error) {
    await dispose();
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { ...refusal, hash: near.hash };
  }
}

/** A refusal's code and its sentence; `null` for what is no refusal of a workbook. */
export function refusalOf(thrown: unknown): WorkbookRefusal | null {
  return thrown instanceof WorkbookRefused
    ? { refused: thrown.code, detail: fillPhrase(workbookRefusals[thrown.code].detail, thrown.facts) }
    : null;
}
