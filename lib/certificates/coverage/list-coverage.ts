import { z } from 'zod';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { CoverageListing } from '../../../schemas/certificates/coverage.ts';
import type { listCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { buildCoverage } from './build-coverage.ts';
import { groupRows, type RowGroup } from './group-rows.ts';
import type { FaceDataFacts, ListCoveragePorts } from './ports.ts';

const readConcurrency = 16;

/**
 * Lists the coverage of the types that the caller may read, in the order of annex 1. A type without face data costs no
 * query; one whose publications are all issued costs one query of its tallies.
 */
export async function listCoverage(
  { caller, query }: Pick<RouteInput<typeof listCoverageRoute>, 'caller' | 'query'>,
  ports: ListCoveragePorts,
) {
  const scope = 'coverage';
  const after = query.cursor === undefined ? 0 : readCursor(scope, z.int(), query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const remaining = (await ports.types.all()).filter(
    ({ serial, department }) => serial > after && isPermitted(caller, 'read-coverage', department),
  );
  const page = remaining.slice(0, query.limit);
  const facts = await ports.faceDataOf(page.map(({ type }) => type));
  const items = await mapWithConcurrency(readConcurrency, page, async (type) => {
    const faceData = facts.get(type.type);
    return faceData === undefined ? [] : [await coverageOf(type, faceData, ports)];
  });
  const last = page.at(-1);
  const hasMore = remaining.length > page.length;
  return {
    items: items.flat(),
    ...definedOnly({ next: last !== undefined && hasMore ? writeCursor(scope, last.serial) : undefined }),
  };
}

async function coverageOf(
  type: CertificateType,
  faceData: FaceDataFacts,
  ports: ListCoveragePorts,
): Promise<CoverageListing> {
  const groups = await groupsOf(type.type, faceData, ports);
  const { units: _units, ...listing } = buildCoverage(type, groups, {
    faceData,
    rules: ports.rules,
    at: ports.clock.now(),
  });
  return listing;
}

async function groupsOf(type: string, facts: FaceDataFacts, ports: ListCoveragePorts): Promise<RowGroup[]> {
  const { publications, progress } = facts;
  if (publications === 0 && progress.publication === 0) return [];
  const isIssued = progress.publication >= publications && progress.order === undefined;
  return await groupRows(ports.repository.tallies(type), isIssued ? nothing() : ports.pending(type));
}

async function* nothing(): AsyncGenerator<never> {}
