import { spawn } from 'node:child_process';

export interface Said {
  readonly status: number | null;
  readonly text: string;
}

/** Runs an operator's command against a run, and answers with all that it said. */
export function command(program: string, url: string, ...words: string[]): Promise<Said> {
  const child = spawn(process.execPath, [program, ...words], { env: { ...process.env, RETOUR_URL: url } });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, text })));
}
