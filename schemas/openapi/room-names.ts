import type { Role } from '../kernel/role.ts';
import type { Room } from '../kernel/route.ts';

export const roomNames: Readonly<Record<Room, { readonly name: string; readonly description: string }>> = {
  departments: { name: '部门', description: '谁参加归集、属于哪一批次、有哪些账号和职责。' },
  catalogue: { name: '目录', description: '有哪些数据、由谁提供、是什么结构、能否共享。' },
  collection: { name: '归集', description: '数据是否已报送、是否正确、信息中心是否已验收。' },
  records: { name: '归集数据', description: '现在有哪些数据、过去是什么样、每一格从哪里来。' },
  certificates: { name: '电子证照', description: '签发过什么证照、今天是否有效。' },
  sharing: { name: '共享', description: '谁可以看什么、为什么、到什么时候，并留下痕迹。' },
  supervision: { name: '督查', description: '是否按时、是否合格、是否按约定使用。' },
};

export const roleNames: Readonly<Record<Role, string>> = {
  provider: '提供部门',
  consumer: '使用部门',
  operator: '信息中心',
  supervisor: '督查部门',
};
