import type * as z from 'zod';

/**
 * Reads a function's environment, once, when it starts.
 * @throws Error that names every variable that is missing or wrong, never its value.
 */
export function readEnvironment<Schema extends z.ZodObject>(schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment does not fit: ${wrong.join('; ')}`);
}
