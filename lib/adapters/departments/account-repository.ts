import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Account } from '../../../schemas/departments/account.ts';
import type { AccountChanges } from '../../departments/ports.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import {
  collect,
  createEntity,
  defineModel,
  queryEntities,
  readEntity,
  updateEntity,
  where,
} from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

/** The log names no account: its subject is a person's. */
const accountItem = storedItem({ name: 'account', key: [], parse: (item) => parseTolerantly(Account, item) });

const accountModel = defineModel({ subject: { type: String, hashKey: true } });

/** `account` reads eventually consistent, the others strongly. */
export function accountRepository(client: DynamoDBDocumentClient, table: string) {
  const model = accountModel(client, table);
  return {
    account: async (subject: string): Promise<Account | undefined> => {
      const item = await readEntity(model, { subject }, { consistent: false });
      return item === undefined ? undefined : accountItem.read(item);
    },
    readAccount: async (subject: string): Promise<Account | undefined> => {
      const item = await readEntity(model, { subject });
      return item === undefined ? undefined : accountItem.read(item);
    },
    accounts: async (): Promise<readonly Account[]> =>
      accountItem.readAll(await collect(queryEntities(model.scan().consistent()))),
    createAccount: (account: Account): Promise<boolean> => createEntity(model, Account.parse(account)),
    updateAccount: async (subject: string, changes: AccountChanges): Promise<Account | null> => {
      const condition = where().attribute('subject').exists();
      const item = await updateEntity(model, { subject }, { set: changes, condition });
      return item === null ? null : accountItem.read(item);
    },
    put: async (accounts: readonly Account[]): Promise<void> => {
      const items = accounts.map((account) => Account.parse(account));
      await batchPut({ client, name: table }, items);
    },
  };
}
