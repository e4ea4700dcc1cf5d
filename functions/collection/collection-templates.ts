import { downloadTemplate } from '../../lib/collection/template/download-template.ts';
import { downloadTemplatePorts } from '../../lib/wiring/collection/download-template.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { downloadTemplateRoute } from '../../schemas/collection/routes.ts';

export const handler = router(http(downloadTemplateRoute, downloadTemplatePorts, downloadTemplate));
