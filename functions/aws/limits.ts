/** Milliseconds per attempt. Without `throwOnRequestTimeout` the SDK only warns and waits on. */
export function patience(requestTimeout: number) {
  return { connectionTimeout: Math.min(1000, requestTimeout), requestTimeout, throwOnRequestTimeout: true };
}

/** Survey tools hang up after 5 s: three attempts and their pauses stay under 4 s, and then it is 503. */
export const frontDoor = { maxAttempts: 3, requestHandler: patience(1000) };

export const background = { maxAttempts: 4, requestHandler: patience(5000) };
