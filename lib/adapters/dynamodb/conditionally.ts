import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Whether a write with a condition went through; whatever else goes wrong is thrown. */
export async function conditionally(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
