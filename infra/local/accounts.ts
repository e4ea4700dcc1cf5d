import { definedOnly } from '../../lib/kernel/defined-only.ts';
import type { CarriedGrant } from '../../lib/wiring/certificates/carry-grants.ts';
import type { Account } from '../../schemas/departments/account.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import { seedDepartments } from '../seeds/index.ts';

/** The secrets open only the local demo. */
export type LocalClient = { readonly account: Account; readonly secret: string };

/** Every role has a person, and two where a rule asks for a second one. */
export const localPeople: readonly Account[] = [
  person('wang-fang', '王芳', 'public-security', 'provider'),
  person('li-qiang', '李强', 'public-security', 'provider'),
  person('zhao-min', '赵敏', 'civil-affairs', 'provider'),
  person('chen-jing', '陈静', 'human-resources-social-security', 'consumer'),
  person('liu-yang', '刘洋', 'information-center', 'operator'),
  person('sun-li', '孙丽', 'information-center', 'operator'),
  person('zhou-kai', '周凯', 'reform-office', 'supervisor'),
];

const partner = client('partner-window-system', '市政务服务大厅窗口系统', 'reform-office', 'consumer');

/** The window system's grants name this matter; calls for another one are refused. */
export const localMatter = '政务服务窗口核验证照';

/** What the window system's department was granted: the types that the demo issues, without what it does not need. */
export const localGrant: Omit<CarriedGrant, 'until' | 'by' | 'department' | 'reason'> = {
  consumer: partner.account.department,
  types: [
    'certificate-nurse',
    'certificate-human-resources-service',
    'certificate-freight-vehicle',
    'certificate-vessel-operation',
    'certificate-real-estate-title',
  ],
  fields: [
    'ZZBH',
    'ZZBS',
    'CZZT',
    'ZZBFJG',
    'ZZBFRQ',
    'ZZYXQQSRQ',
    'ZZYXQJZRQ',
    'KZ_ZYDD',
    'KZ_XKJGYWFW',
    'KZ_CLHP',
    'KZ_JYFW',
    'KZ_CM',
    'KZ_QLLX',
    'KZ_GYQK',
  ],
  copies: true,
  purpose: '在政务服务窗口核验申请人持有的证照，不再收取复印件',
  legalBasis: '《国务院关于在线政务服务的若干规定》第十条',
  matter: localMatter,
  callsPerDay: 10_000,
};

/** A start adds these to a state of an earlier version. */
export const localPartners: readonly Account[] = [partner.account];

/** Lists `<department>-system` for every department, with its role. */
export function localClients(): readonly LocalClient[] {
  const roles: Readonly<Record<string, Role>> = { 'information-center': 'operator', 'reform-office': 'supervisor' };
  const own = seedDepartments().map(({ id, name }) =>
    withPerson(client(`${id}-system`, `${name}业务系统`, id, roles[id] ?? 'provider')),
  );
  return [
    ...own,
    withPerson(client('information-center-checker', '市政府信息中心复核程序', 'information-center', 'operator')),
    client(
      'human-resources-social-security-reader',
      '市人力资源和社会保障局查询程序',
      'human-resources-social-security',
      'consumer',
    ),
    partner,
  ];
}

/** Nobody answers for the other departments' systems: the centre approves what they remove. */
const responsible: Readonly<Record<string, string>> = {
  'public-security-system': 'wang-fang',
  'civil-affairs-system': 'zhao-min',
  'information-center-system': 'liu-yang',
  'information-center-checker': 'sun-li',
};

function withPerson({ account, secret }: LocalClient): LocalClient {
  return { account: { ...account, ...definedOnly({ responsible: responsible[account.subject] }) }, secret };
}

function person(subject: string, name: string, department: string, role: Role): Account {
  return { subject, kind: 'person', name, department, roles: [role], active: true };
}

function client(subject: string, name: string, department: string, role: Role): LocalClient {
  return {
    account: { subject, kind: 'system', name, department, roles: [role], active: true },
    secret: `${subject}-secret`,
  };
}
