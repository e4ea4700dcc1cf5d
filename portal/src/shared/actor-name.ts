import { platformActor } from '../../../schemas/collection/delivery.ts';
import type { Actor } from '../../../schemas/departments/actor.ts';

/** Says who acted, as far as the server names them: 王测试（市公安局）, or the department alone, or the account. */
export function nameActor(actors: readonly Actor[] | undefined, account: string): string {
  if (account === platformActor) return '平台';
  const actor = actors?.find((one) => one.account === account);
  if (actor === undefined) return account;
  return actor.name === undefined ? actor.departmentName : `${actor.name}（${actor.departmentName}）`;
}
