import type { readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { buildCoverage } from './build-coverage.ts';
import { groupRows } from './group-rows.ts';
import type { CoveragePorts } from './ports.ts';

/** Reads a type's coverage; refused to departments other than the type's. */
export async function readCoverage({ caller, params }: RouteInput<typeof readCoverageRoute>, ports: CoveragePorts) {
  const type = await ports.types.type(params.type);
  if (type === null) return refused('certificate-type-not-found', { type: params.type });
  if (!isPermitted(caller, 'read-coverage', type.department)) return refused('coverage-not-yours');
  const [groups, faceData] = await Promise.all([
    groupRows(ports.repository.tallies(type.type), ports.pending(type.type)),
    ports.faceData(type.type),
  ]);
  return buildCoverage(type, groups, { faceData, rules: ports.rules, at: ports.clock.now() });
}
