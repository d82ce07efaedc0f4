import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ControlClient } from './control-client.ts';

export interface ChildRunOptions {
  readonly assembly: string;
  /** Where it keeps its data; nowhere when left out. */
  readonly data?: string;
}

/** A run in a process of its own, for whoever wants to see it from outside, stop it or kill it. */
export class ChildRun extends ControlClient {
  private readonly child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    super(url);
    this.child = child;
  }

  /** @throws Error with what the run said when it ends before it is ready */
  static async start({ assembly, data }: ChildRunOptions): Promise<ChildRun> {
    const program = fileURLToPath(new URL('../bin/local.ts', import.meta.url));
    const keeping = data === undefined ? ['--memory'] : ['--data', data];
    const child = spawn(process.execPath, [program, '--port', '0', '--assembly', assembly, ...keeping], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        said += chunk.toString();
        const ready = /^ready (\S+)$/m.exec(said)?.[1];
        if (ready !== undefined) resolve(ready);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.on('error', reject);
      child.on('close', (status) =>
        reject(new Error(`The run ended with ${status} before it was ready:\n${said}`)),
      );
    });
    return new ChildRun(url, child);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Ends it in good order. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = new Promise((resolve) => this.child.on('close', resolve));
    this.child.kill(signal);
    await closed;
  }
}
