import { downloadAnnotated } from '../../lib/collection/annotate/download-annotated.ts';
import { downloadAnnotatedPorts } from '../../lib/wiring/collection/deliveries.ts';
import { http } from '../../lib/wiring/http.ts';
import { downloadAnnotatedRoute } from '../../schemas/collection/routes.ts';

export const handler = http(downloadAnnotatedRoute, downloadAnnotatedPorts, downloadAnnotated);
