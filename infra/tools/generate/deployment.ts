import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '../../../schemas/routes.ts';
import { alarmResources } from '../../deployment/alarms.ts';
import { functionSection } from '../../deployment/function-section.ts';
import { functions } from '../../deployment/functions.ts';
import { grants } from '../../deployment/grants.ts';
import { queueResources } from '../../deployment/queue-resources.ts';
import { queues } from '../../deployment/queues.ts';
import { roleResources } from '../../deployment/role-resources.ts';
import { routeSettings } from '../../deployment/route-settings.ts';
import { projectDirectory } from '../../local/project-directory.ts';
import { compactJson } from './compact-json.ts';
import { writeOrCheck } from './write-or-check.ts';

// The parts of the template that repeat the routes and the tables of infra/deployment/.

const source = (path: string): string => readFileSync(join(projectDirectory, path), 'utf8');
const parts = {
  functions: functionSection(functions, queues, routes, source),
  queues: { Resources: queueResources(queues, functions) },
  alarms: { Resources: alarmResources(queues, functions) },
  roles: { Resources: roleResources(functions, grants) },
  'route-settings': { extensions: routeSettings(routes) },
};
for (const [name, part] of Object.entries(parts))
  writeOrCheck(`infra/resources/generated/${name}.json`, compactJson(part), 'infra/deployment/ and functions/');
