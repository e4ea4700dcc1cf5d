/** Returns null when the condition did not hold; throws other errors. */
export async function conditionally<T>(write: Promise<T>): Promise<T | null> {
  try {
    return await write;
  } catch (error) {
    // By name, not by class: dynamoose may bring a second copy of the SDK.
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return null;
    throw error;
  }
}
