import { readGrantDocument } from '../../lib/sharing/documents/read-grant-document.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { readGrantDocumentPorts } from '../../lib/wiring/sharing/documents.ts';
import { readGrantDocumentRoute } from '../../schemas/sharing/document-routes.ts';

export const handler = router(http(readGrantDocumentRoute, readGrantDocumentPorts, readGrantDocument));
