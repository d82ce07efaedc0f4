import type { RunClock, Timer } from '../clock.ts';

export interface TrackedMessage {
  readonly journalId: string;
  receives: number;
  /** The handle of the latest receipt, while it is hidden. */
  handle: string | undefined;
  timer: Timer | undefined;
}

export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  readonly visibilitySeconds: number;
  readonly delaySeconds: number;
  /** Infinite without a dead-letter queue. */
  readonly maxReceives: number;
  readonly deadLetterArn: string | undefined;
}

/** What the run must know of a queue to pump it and to skip time: the engine only tells when asked. */
export class QueueState {
  readonly name: string;
  readonly arn: string;
  readonly visibilitySeconds: number;
  readonly delaySeconds: number;
  readonly maxReceives: number;
  readonly deadLetterArn: string | undefined;
  private readonly messages = new Map<string, TrackedMessage>();
  private readonly visible = new Set<string>();
  private readonly worn = new Set<string>();
  private readonly handles = new Map<string, string>();
  private readonly clock: RunClock;
  private readonly listeners = new Set<() => void>();

  constructor(clock: RunClock, settings: QueueSettings) {
    this.clock = clock;
    this.name = settings.name;
    this.arn = settings.arn;
    this.visibilitySeconds = settings.visibilitySeconds;
    this.delaySeconds = settings.delaySeconds;
    this.maxReceives = settings.maxReceives;
    this.deadLetterArn = settings.deadLetterArn;
  }

  get visibleCount(): number {
    return this.visible.size;
  }

  get hiddenCount(): number {
    return this.messages.size - this.visible.size;
  }

  onVisible(listener: () => void): void {
    this.listeners.add(listener);
  }

  has(id: string): boolean {
    return this.messages.has(id);
  }

  ids(): string[] {
    return [...this.messages.keys()];
  }

  /** Visible messages whose next receipt sends them to the dead-letter queue. */
  exhausted(): string[] {
    return [...this.worn];
  }

  add(id: string, journalId: string, delaySeconds: number): void {
    const message: TrackedMessage = { journalId, receives: 0, handle: undefined, timer: undefined };
    this.messages.set(id, message);
    if (delaySeconds > 0) this.hide(id, message, delaySeconds);
    else this.show(id, message);
  }

  received(id: string, handle: string, visibilitySeconds: number): void {
    const message = this.messages.get(id);
    if (message === undefined) return;
    message.receives += 1;
    message.handle = handle;
    this.handles.set(handle, id);
    this.hide(id, message, visibilitySeconds);
  }

  changeVisibility(handle: string, seconds: number): void {
    const id = this.handles.get(handle);
    const message = id === undefined ? undefined : this.messages.get(id);
    if (id === undefined || message === undefined) return;
    if (seconds > 0) this.hide(id, message, seconds);
    else this.show(id, message);
  }

  /** The journal id of a message that is now gone; undefined for an old or unknown handle. */
  deleted(handle: string): string | undefined {
    const id = this.handles.get(handle);
    return id === undefined ? undefined : this.remove(id);
  }

  remove(id: string): string | undefined {
    const message = this.messages.get(id);
    if (message === undefined) return undefined;
    message.timer?.cancel();
    if (message.handle !== undefined) this.handles.delete(message.handle);
    this.messages.delete(id);
    this.visible.delete(id);
    this.worn.delete(id);
    return message.journalId;
  }

  private hide(id: string, message: TrackedMessage, seconds: number): void {
    message.timer?.cancel();
    this.visible.delete(id);
    this.worn.delete(id);
    // A millisecond later than the engine's own deadline, so that the engine agrees when asked.
    message.timer = this.clock.at(this.clock.now() + seconds * 1000 + 1, () => this.show(id, message));
  }

  private show(id: string, message: TrackedMessage): void {
    message.timer?.cancel();
    message.timer = undefined;
    if (message.handle !== undefined) this.handles.delete(message.handle);
    message.handle = undefined;
    this.visible.add(id);
    if (message.receives >= this.maxReceives) this.worn.add(id);
    for (const listener of this.listeners) listener();
  }
}
