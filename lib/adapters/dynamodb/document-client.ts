import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { clientSettings, onePerProcess } from '../client-settings.ts';

/** One client, hence one pool of connections and one rate, for all tables of a process. */
export const documentClient = onePerProcess(() =>
  DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings()), {
    marshallOptions: { removeUndefinedValues: true },
  }),
);
