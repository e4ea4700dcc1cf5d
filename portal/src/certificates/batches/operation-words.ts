import { type Batch, BatchOperation } from '../../../../schemas/certificates/batch.ts';
import { formatNumber } from '../../shared/format-number.ts';

type Operation = Batch['operation'];
type Words = {
  readonly verb: string;
  /** What the verification shows afterwards. */
  readonly seen: string;
  readonly isFinal: boolean;
};

const words = {
  withhold: { verb: '暂扣', seen: '暂扣', isFinal: false },
  'give-back': { verb: '发还', seen: '有效', isFinal: false },
  annul: { verb: '注销', seen: '已注销', isFinal: true },
  rescind: { verb: '撤销', seen: '已撤销', isFinal: true },
  revoke: { verb: '吊销', seen: '已吊销', isFinal: true },
  lapse: { verb: '登记失效', seen: '已失效', isFinal: true },
} as const satisfies Record<Operation, Words>;

export const verbOf = (operation: Operation): string => words[operation].verb;

/** Offered in this order: those with a way back first. */
export const batchOperations: readonly (readonly [Operation, string])[] = BatchOperation.options.map((operation) => [
  operation,
  words[operation].verb,
]);

/** What will happen to whom, with numbers. */
export function consequenceOf(operation: Operation, count: number): string {
  const { verb, seen, isFinal } = words[operation];
  const seenAfter =
    operation === 'give-back'
      ? '没有过期的，持证人再核验时会看到“有效”'
      : `持证人再核验时会看到“${seen}”，不能再用它们办事`;
  return `将${verb} ${formatNumber(count)} 份证照，${seenAfter}。${
    isFinal ? '办理后不能恢复；确需恢复的，须以新的证照编号重新颁发。' : ''
  }`;
}
