import type { IssuingLevel, IssuingMode } from '../../../schemas/certificates/certificate-type.ts';
import { operations, type PersonalOperation } from '../../../schemas/certificates/status.ts';

export const modeNames = {
  'issue-here': '本市制证',
  'mirrored-from-province': '省级分发数据',
  'sealed-by-province': '省级签章',
  'engineering-standard': '按工程标准制证',
} as const satisfies Record<IssuingMode, string>;

export const levelNames = {
  city: '市级',
  county: '县级',
  'blood-station': '市县乡血站',
} as const satisfies Record<IssuingLevel, string>;

type OperationWords = {
  /** Verb and object. */
  readonly label: string;
  readonly verb: string;
  readonly consequence: string;
};

const noWayBack = '办理后不能恢复；确需恢复的，须以新的证照编号重新颁发。';

const operationWords = {
  withhold: {
    label: '暂扣证照',
    verb: '暂扣',
    consequence: '暂扣后，任何人核验这份证照都会看到“暂扣”，持证人不能用它办事；发还后恢复。',
  },
  'give-back': {
    label: '发还证照',
    verb: '发还',
    consequence: '发还后，这份证照不再是“暂扣”；只要没有过期，核验时重新显示“有效”。',
  },
  'transfer-out': {
    label: '办理转出',
    verb: '转出',
    consequence: '转出后，任何人核验这份证照都会看到“办理转出”，持证人不能用它办事；取消转出后恢复。',
  },
  'cancel-transfer': {
    label: '取消转出',
    verb: '取消转出',
    consequence: '取消转出后，这份证照不再是“办理转出”；只要没有过期，核验时重新显示“有效”。',
  },
  annul: {
    label: '注销证照',
    verb: '注销',
    consequence: `注销后，任何人核验这份证照都会看到“已注销”，持证人不能再使用它。${noWayBack}`,
  },
  lapse: {
    label: '登记失效',
    verb: '登记失效',
    consequence: `登记失效后，任何人核验这份证照都会看到“已失效”，持证人不能再使用它。${noWayBack}`,
  },
  rescind: {
    label: '撤销证照',
    verb: '撤销',
    consequence: `撤销后，任何人核验这份证照都会看到“已撤销”，持证人不能再使用它。${noWayBack}`,
  },
  revoke: {
    label: '吊销证照',
    verb: '吊销',
    consequence: `吊销后，任何人核验这份证照都会看到“已吊销”，持证人不能再使用它。${noWayBack}`,
  },
  other: {
    label: '登记其他状态',
    verb: '登记',
    consequence:
      '登记后，任何人核验这份证照都会看到“状态特殊”，须向颁证机关核实后才能使用；以后只能注销、撤销、吊销或登记失效。',
  },
} as const satisfies Record<PersonalOperation, OperationWords>;

export type OfferedOperation = OperationWords & {
  readonly operation: PersonalOperation;
  /** Nothing leads back from the status that it ends in. */
  readonly isFinal: boolean;
};

const sources: readonly string[] = Object.values(operations).flatMap(({ from }) => from);

const offered: readonly PersonalOperation[] = [
  'withhold',
  'give-back',
  'transfer-out',
  'cancel-transfer',
  'other',
  'annul',
  'lapse',
  'rescind',
  'revoke',
];

/** Operations that the status permits, by standards §3.4; those without a way back come last. */
export function offeredOperations(code: string): readonly OfferedOperation[] {
  return offered.flatMap((operation) => {
    const { from, to } = operations[operation];
    const permitted: readonly string[] = from;
    if (!permitted.includes(code)) return [];
    return [
      {
        operation,
        ...operationWords[operation],
        isFinal: !sources.includes(to),
      },
    ];
  });
}
