import { addCodeList, changeCodeList } from '../../lib/catalogue/code-list-changes.ts';
import { compareDataset } from '../../lib/catalogue/compare/compare-dataset.ts';
import { exportDatasetSheet } from '../../lib/catalogue/export/export-dataset-sheet.ts';
import { exportDataset } from '../../lib/catalogue/export/export-dataset.ts';
import { approveDataset } from '../../lib/catalogue/life-cycle/approve-dataset.ts';
import { draftDataset } from '../../lib/catalogue/life-cycle/draft-dataset.ts';
import { draftVersion } from '../../lib/catalogue/life-cycle/draft-version.ts';
import { editDraft } from '../../lib/catalogue/life-cycle/edit-draft.ts';
import { returnDataset } from '../../lib/catalogue/life-cycle/return-dataset.ts';
import { submitDataset } from '../../lib/catalogue/life-cycle/submit-dataset.ts';
import { withdrawDataset } from '../../lib/catalogue/life-cycle/withdraw-dataset.ts';
import { listCodeLists } from '../../lib/catalogue/reading/list-code-lists.ts';
import { listDatasets } from '../../lib/catalogue/reading/list-datasets.ts';
import { listVersions } from '../../lib/catalogue/reading/list-versions.ts';
import { readCodeList } from '../../lib/catalogue/reading/read-code-list.ts';
import { readDataset } from '../../lib/catalogue/reading/read-dataset.ts';
import { readVersion } from '../../lib/catalogue/reading/read-version.ts';
import { searchDatasets } from '../../lib/catalogue/search/search-datasets.ts';
import { catalogueSheetPorts } from '../../lib/wiring/catalogue-sheet.ts';
import { cataloguePorts, reviewingPorts, searchPorts } from '../../lib/wiring/catalogue.ts';
import { codeListAdminPorts } from '../../lib/wiring/code-lists-admin.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import {
  addCodeListRoute,
  changeCodeListRoute,
  listCodeListsRoute,
  readCodeListRoute,
} from '../../schemas/catalogue/code-list-routes.ts';
import {
  approveDatasetRoute,
  compareVersionsRoute,
  draftDatasetRoute,
  draftVersionRoute,
  editDraftRoute,
  exportDatasetRoute,
  exportDatasetSheetRoute,
  listDatasetsRoute,
  listVersionsRoute,
  readDatasetRoute,
  readVersionRoute,
  returnDatasetRoute,
  searchDatasetsRoute,
  submitDatasetRoute,
  withdrawDatasetRoute,
} from '../../schemas/catalogue/routes.ts';

export const handler = router(
  http(draftDatasetRoute, cataloguePorts, draftDataset),
  http(draftVersionRoute, cataloguePorts, draftVersion),
  http(editDraftRoute, cataloguePorts, editDraft),
  http(submitDatasetRoute, cataloguePorts, submitDataset),
  http(returnDatasetRoute, reviewingPorts, returnDataset),
  http(approveDatasetRoute, reviewingPorts, approveDataset),
  http(withdrawDatasetRoute, cataloguePorts, withdrawDataset),
  http(listDatasetsRoute, cataloguePorts, listDatasets),
  http(searchDatasetsRoute, searchPorts, searchDatasets),
  http(readDatasetRoute, cataloguePorts, readDataset),
  http(listVersionsRoute, cataloguePorts, listVersions),
  http(readVersionRoute, cataloguePorts, readVersion),
  http(compareVersionsRoute, cataloguePorts, compareDataset),
  http(exportDatasetRoute, cataloguePorts, exportDataset),
  http(exportDatasetSheetRoute, catalogueSheetPorts, exportDatasetSheet),
  http(listCodeListsRoute, cataloguePorts, listCodeLists),
  http(readCodeListRoute, cataloguePorts, readCodeList),
  http(addCodeListRoute, codeListAdminPorts, addCodeList),
  http(changeCodeListRoute, codeListAdminPorts, changeCodeList),
);
