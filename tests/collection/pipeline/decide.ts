import { approveDelivery } from '../../../lib/collection/deliveries/approve-delivery.ts';
import { discardDelivery } from '../../../lib/collection/deliveries/discard-delivery.ts';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { callerWithRole, officer, openPipeline, type Pipeline, type PipelineSettings, type Row } from './pipeline.ts';
import { quiet, stored } from './steps.ts';

export const colleague = { ...officer, subject: 'officer-2' };
export const stranger = { ...officer, subject: 'officer-3', department: 'public-security' };
export const rows = (...keys: readonly string[]): Row[] => keys.map((key) => [key, '1']);
export const ten = rows('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');

export const emptyStaged: Staged = {
  prefix: 'staged/none',
  parts: 0,
  findingChunks: 0,
  findings: 0,
  truncated: false,
  records: 0,
  faultyRows: 0,
  headerRow: 1,
  columns: [],
  absentFields: [],
};

export const handed = async (pipeline: Pipeline, mode: 'full' | 'increment', given: readonly Row[]) => {
  const id = await pipeline.hand(mode, given);
  await quiet(pipeline);
  return stored(pipeline, id);
};
export const withTen = async (settings: PipelineSettings = {}) => {
  const pipeline = openPipeline({ shrinkLimit: 0.2, ...settings });
  await handed(pipeline, 'full', ten);
  return pipeline;
};
export const codeOf = (answer: unknown) => (isRefused(answer) ? answer.refused : 'done');
export const approve = async (pipeline: Pipeline, delivery: string, caller = colleague) =>
  codeOf(
    await approveDelivery(
      { ...callerWithRole(caller), params: { delivery }, body: { reason: '确已注销' } },
      pipeline.ports,
    ),
  );
export const discard = async (pipeline: Pipeline, delivery: string, caller = officer) =>
  codeOf(
    await discardDelivery(
      { ...callerWithRole(caller), params: { delivery }, body: { reason: '选错了文件' } },
      pipeline.ports,
    ),
  );
export const retry = async (pipeline: Pipeline, delivery: string, caller = officer) =>
  codeOf(await retryDelivery({ ...callerWithRole(caller), params: { delivery }, body: null }, pipeline.ports));
