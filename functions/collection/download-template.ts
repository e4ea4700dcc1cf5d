import { downloadTemplate } from '../../lib/collection/template/download-template.ts';
import { downloadTemplatePorts } from '../../lib/wiring/collection/download-template.ts';
import { http } from '../../lib/wiring/http.ts';
import { downloadTemplateRoute } from '../../schemas/collection/routes.ts';

export const handler = http(downloadTemplateRoute, downloadTemplatePorts, downloadTemplate);
