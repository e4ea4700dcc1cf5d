import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Account } from '../../../schemas/departments/account.ts';
import { batchPut } from '../dynamodb/batch-put.ts';

/** Accounts by subject. */
export function accountRepository(tables: DynamoDBDocumentClient, tableName: string) {
  return {
    account: async (subject: string): Promise<Account | undefined> => {
      const { Item } = await tables.send(new GetCommand({ TableName: tableName, Key: { subject } }));
      return Item === undefined ? undefined : Account.parse(Item);
    },
    /** Writes over accounts of the same subject. */
    put: async (accounts: readonly Account[]): Promise<void> =>
      await batchPut(
        tables,
        tableName,
        accounts.map((account) => Account.parse(account)),
      ),
  };
}
