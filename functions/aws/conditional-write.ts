import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** The result of a conditional write, or of `refused` when its condition does not hold; other errors pass. */
export async function conditionally<Result, Refused>(
  write: Promise<Result>,
  refused: () => Refused,
): Promise<Result | Refused> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return refused();
    throw error;
  }
}
