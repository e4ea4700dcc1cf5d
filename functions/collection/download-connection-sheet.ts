import { downloadConnectionSheet } from '../../lib/collection/sources/registration/download-connection-sheet.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { downloadConnectionSheetRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(downloadConnectionSheetRoute, sourceBasics, downloadConnectionSheet);
