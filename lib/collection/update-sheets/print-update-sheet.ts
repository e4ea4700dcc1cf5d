import type {
  downloadSheetDocumentRoute,
  downloadSheetPdfRoute,
} from '../../../schemas/collection/update-sheet-routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { CataloguePorts } from '../ports.ts';
import type { UpdateSheetRepository } from './ports.ts';
import { type Paper, sheetPaper } from './sheet-paper.ts';

export type PrintSheetPorts = Pick<CataloguePorts, 'publishedVersions'> &
  Pick<UpdateSheetRepository, 'sheetsOf'> & {
    readonly departmentName: (id: string) => Promise<string>;
    readonly writeDocument: (paper: Paper) => Promise<Uint8Array>;
    readonly writePdf: (paper: Paper) => Promise<Uint8Array>;
  };

type Input = Pick<RouteInput<typeof downloadSheetPdfRoute>, 'caller' | 'params'>;

/** Writes a sheet as Word; refuses `sheet-not-found` for a number that the dataset does not have. */
export async function downloadSheetDocument(
  input: Pick<RouteInput<typeof downloadSheetDocumentRoute>, 'caller' | 'params'>,
  ports: PrintSheetPorts,
) {
  const found = await findPaper(input, ports);
  return isRefused(found) ? found : { file: await ports.writeDocument(found.paper), name: `${found.name}.docx` };
}

/** The same as PDF. */
export async function downloadSheetPdf(input: Input, ports: PrintSheetPorts) {
  const found = await findPaper(input, ports);
  return isRefused(found) ? found : { file: await ports.writePdf(found.paper), name: `${found.name}.pdf` };
}

async function findPaper({ caller, params: { dataset, number } }: Input, ports: PrintSheetPorts) {
  const version = (await ports.publishedVersions(dataset)).at(-1);
  if (version === undefined) return refused('dataset-not-found', { dataset });
  const { provider } = version.content.metadata;
  if (!isPermitted(caller, 'read-update-sheet', provider)) return refused('not-your-department');
  const { sheets, earlier } = await ports.sheetsOf(dataset);
  const sheet = [sheets?.open, sheets?.inForce, ...earlier].find((one) => one?.number === number);
  if (sheet === undefined) return refused('sheet-not-found', { number });
  const department = await ports.departmentName(sheet.department);
  return { paper: sheetPaper(sheet, { department, dataset }), name: `${sheet.name}（数据维护更新表第${number}号）` };
}
