import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Account } from '../../../schemas/departments/account.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import { defineModel, readEntity } from '../dynamodb/entity-model.ts';

const accountModel = defineModel({ subject: { type: String, hashKey: true } });

/** Reads are eventually consistent. */
export function accountRepository(client: DynamoDBDocumentClient, table: string) {
  const model = accountModel(client, table);
  return {
    account: async (subject: string): Promise<Account | undefined> => {
      const item = await readEntity(model, { subject }, { consistent: false });
      return item === undefined ? undefined : Account.parse(item);
    },
    put: async (accounts: readonly Account[]): Promise<void> => {
      const items = accounts.map((account) => Account.parse(account));
      await batchPut({ client, name: table }, items);
    },
  };
}
