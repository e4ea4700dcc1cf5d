import { accountRepository } from '../adapters/departments/account-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { findPersonBehind } from '../departments/accounts/responsible-person.ts';
import type { SecondPersonPorts } from '../kernel/second-person.ts';
import { setting } from './setting.ts';

/** Opens ACCOUNTS_TABLE; caches nothing: a change of the responsible person holds at once. */
export function secondPersonPorts(): SecondPersonPorts {
  const repository = accountRepository(documentClient(), setting('ACCOUNTS_TABLE'));
  return { personBehind: async (subject) => await findPersonBehind(subject, repository) };
}
