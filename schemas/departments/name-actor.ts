import { platformActor } from '../collection/delivery.ts';
import type { Actor } from './actor.ts';

/**
 * Says who acted, as far as the server names them: `王测试（市公安局）`, or the department alone. An account that is not
 * registered, or no longer, is said to be so: its id is all that is known. Without `actors` the server names nobody, and
 * the id stands for the account.
 */
export function nameActor(actors: readonly Actor[] | undefined, account: string): string {
  if (account === platformActor) return '平台';
  if (actors === undefined) return account;
  const actor = actors.find((one) => one.account === account);
  if (actor === undefined) return `未登记的账号 ${account}`;
  return actor.name === undefined ? actor.departmentName : `${actor.name}（${actor.departmentName}）`;
}
