import { editDraft } from '../../lib/catalogue/life-cycle/edit-draft.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { editDraftRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(editDraftRoute, cataloguePorts, editDraft);
