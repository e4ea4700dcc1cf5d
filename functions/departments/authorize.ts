import { identify } from '../../lib/departments/identify.ts';
import { authorizer } from '../../lib/wiring/authorizer.ts';
import { identifyPorts } from '../../lib/wiring/identify.ts';

export const handler = authorizer(identifyPorts, identify);
