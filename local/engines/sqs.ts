import { randomUUID } from 'node:crypto';
import type { RunClock } from '../clock.ts';
import type { Resource } from '../deployment.ts';
import {
  type Answer,
  type AwsCall,
  type Engine,
  jsonAnswer,
  type Requirement,
  ServiceError,
} from '../engine.ts';
import type { Journal } from '../journal.ts';
import { type JsonRecord, numberAt, recordAt, recordsAt, textAt } from '../json-value.ts';
import type { Messaging } from './messaging.ts';
import { type QueuePlan, queuePlan } from './queue-plan.ts';
import { QueueState } from './queue-state.ts';

const UNIT_BYTES = 64 * 1024;
const LONGEST_DELAY_SECONDS = 900;

export interface ReceivedMessage {
  readonly id: string;
  readonly handle: string;
  readonly body: string;
  readonly raw: JsonRecord;
}

/** SQS as fauxqs keeps it, with a journal so that no accepted message is lost, and due times on the run's clock. */
export class Sqs implements Engine {
  private readonly messaging: Messaging;
  private readonly journal: Journal;
  private readonly clock: RunClock;
  private readonly queues = new Map<string, QueueState>();
  private readonly urls = new Map<string, string>();

  constructor(messaging: Messaging, journal: Journal, clock: RunClock) {
    this.messaging = messaging;
    this.journal = journal;
    this.clock = clock;
  }

  async start(resources: readonly Resource[]): Promise<void> {
    for (const resource of resources) {
      const plan = queuePlan(resource);
      await this.create(plan);
      this.urls.set(plan.settings.name, resource.ref);
    }
  }

  /** Sends again what an earlier run had accepted and not yet seen deleted. */
  async resume(): Promise<void> {
    const kept = new Map<string, JsonRecord>();
    for (const line of this.journal.read()) {
      const id = textAt(line, 'id') ?? '';
      if (line['op'] === 'put') kept.set(id, line);
      else kept.delete(id);
    }
    this.journal.compact([...kept.values()]);
    for (const [id, line] of kept) {
      const wait = Math.ceil(((numberAt(line, 'due') ?? 0) - this.clock.now()) / 1000);
      const delay = Math.min(Math.max(wait, 0), LONGEST_DELAY_SECONDS);
      const name = textAt(line, 'queue') ?? '';
      if (!this.queues.has(name)) continue;
      const params = { ...recordAt(line, 'params'), DelaySeconds: delay };
      const answer = await this.messaging.sqs('SendMessage', { ...params, QueueUrl: name });
      this.queues.get(name)?.add(textAt(answer, 'MessageId') ?? '', id, delay);
    }
  }

  queue(arn: string): QueueState | undefined {
    return this.queues.get(arn.split(':').at(-1) ?? '');
  }

  list(): readonly QueueState[] {
    return [...this.queues.values()];
  }

  requirements(call: AwsCall): Requirement[] {
    const action = call.action.replace(/Batch$/, '');
    const name = queueName(call.params);
    return [{ action: `sqs:${action}`, anyOf: [this.queues.get(name)?.arn ?? '*'] }];
  }

  async answer(call: AwsCall): Promise<Answer> {
    const { action, params } = call;
    const name = queueName(params);
    const units = Math.max(1, Math.ceil(call.body.length / UNIT_BYTES));
    switch (action) {
      case 'SendMessage':
        return jsonAnswer(await this.send(name, params), units);
      case 'SendMessageBatch':
        return jsonAnswer(await this.sendBatch(name, params), units);
      case 'ReceiveMessage':
        return jsonAnswer(await this.receiveAs(name, params), units);
      case 'GetQueueUrl':
        return jsonAnswer({ QueueUrl: this.urlOf(textAt(params, 'QueueName') ?? '') });
      case 'ListQueues':
        return jsonAnswer({ QueueUrls: [...this.urls.values()] });
      default: {
        const answer = await this.messaging.sqs(action, params);
        this.follow(action, name, params);
        return jsonAnswer(answer, units);
      }
    }
  }

  async send(name: string, params: JsonRecord): Promise<JsonRecord> {
    const answer = await this.messaging.sqs('SendMessage', { ...params, QueueUrl: name });
    this.accept(name, textAt(answer, 'MessageId') ?? '', params);
    return answer;
  }

  /** Up to `max` messages of a queue, hidden for its visibility timeout. Reports dead letters to the journal. */
  async receive(name: string, max: number): Promise<ReceivedMessage[]> {
    const answer = await this.receiveAs(name, {
      MaxNumberOfMessages: Math.min(max, 10),
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return recordsAt(answer, 'Messages').map((raw) => ({
      id: textAt(raw, 'MessageId') ?? '',
      handle: textAt(raw, 'ReceiptHandle') ?? '',
      body: textAt(raw, 'Body') ?? '',
      raw,
    }));
  }

  async delete(name: string, messages: readonly ReceivedMessage[]): Promise<void> {
    for (let at = 0; at < messages.length; at += 10) {
      const Entries = messages
        .slice(at, at + 10)
        .map(({ handle }, index) => ({ Id: `${index}`, ReceiptHandle: handle }));
      await this.messaging.sqs('DeleteMessageBatch', { QueueUrl: name, Entries });
      this.follow('DeleteMessageBatch', name, { Entries });
    }
  }

  private async create({ settings, attributes }: QueuePlan): Promise<void> {
    await this.messaging.sqs('CreateQueue', { QueueName: settings.name, Attributes: attributes });
    this.queues.set(settings.name, new QueueState(this.clock, settings));
  }

  private urlOf(name: string): string {
    const url = this.urls.get(name);
    if (url === undefined) throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
    return url;
  }

  private async sendBatch(name: string, params: JsonRecord): Promise<JsonRecord> {
    const answer = await this.messaging.sqs('SendMessageBatch', params);
    const entries = new Map(recordsAt(params, 'Entries').map((entry) => [textAt(entry, 'Id') ?? '', entry]));
    for (const sent of recordsAt(answer, 'Successful'))
      this.accept(name, textAt(sent, 'MessageId') ?? '', entries.get(textAt(sent, 'Id') ?? '') ?? {});
    return answer;
  }

  /** Written before the sender is answered: from here on the message outlives the process. */
  private accept(name: string, messageId: string, params: JsonRecord): void {
    const state = this.queues.get(name);
    if (state === undefined || state.has(messageId)) return;
    const id = randomUUID();
    const delay = numberAt(params, 'DelaySeconds') ?? state.delaySeconds;
    const { QueueUrl, DelaySeconds, Id, ...kept } = params;
    const due = delay > 0 ? { due: this.clock.now() + delay * 1000 } : {};
    this.journal.append({ op: 'put', id, queue: name, params: kept, ...due });
    state.add(messageId, id, delay);
  }

  private async receiveAs(name: string, params: JsonRecord): Promise<JsonRecord> {
    const state = this.queues.get(name);
    const exhausted = state?.exhausted() ?? [];
    const answer = await this.messaging.sqs('ReceiveMessage', { ...params, QueueUrl: name });
    const seconds = numberAt(params, 'VisibilityTimeout') ?? state?.visibilitySeconds ?? 30;
    for (const message of recordsAt(answer, 'Messages'))
      state?.received(textAt(message, 'MessageId') ?? '', textAt(message, 'ReceiptHandle') ?? '', seconds);
    if (state?.deadLetterArn !== undefined && exhausted.length > 0)
      await this.followDeadLetters(state, exhausted);
    return answer;
  }

  /** The engine moves dead letters silently; the journal must follow, or a restart would revive them. */
  private async followDeadLetters(from: QueueState, candidates: readonly string[]): Promise<void> {
    const to = this.queue(from.deadLetterArn ?? '');
    if (to === undefined) return;
    const held = recordAt(await this.messaging.inspectQueue(to.name), 'messages');
    for (const message of recordsAt(held, 'ready')) {
      const id = textAt(message, 'messageId') ?? '';
      if (!candidates.includes(id) || to.has(id)) continue;
      const journalId = from.remove(id) ?? id;
      const attributes = recordAt(message, 'messageAttributes');
      const params = { MessageBody: textAt(message, 'body'), MessageAttributes: attributes };
      this.journal.append({ op: 'put', id: journalId, queue: to.name, params });
      to.add(id, journalId, 0);
    }
  }

  private follow(action: string, name: string, params: JsonRecord): void {
    const state = this.queues.get(name);
    if (state === undefined) return;
    const entries = action.endsWith('Batch') ? recordsAt(params, 'Entries') : [params];
    switch (action) {
      case 'DeleteMessage':
      case 'DeleteMessageBatch':
        for (const entry of entries) this.forget(state.deleted(textAt(entry, 'ReceiptHandle') ?? ''));
        break;
      case 'ChangeMessageVisibility':
      case 'ChangeMessageVisibilityBatch':
        for (const entry of entries)
          state.changeVisibility(
            textAt(entry, 'ReceiptHandle') ?? '',
            numberAt(entry, 'VisibilityTimeout') ?? 0,
          );
        break;
      case 'PurgeQueue':
        for (const id of state.ids()) this.forget(state.remove(id));
        break;
      default:
        break;
    }
  }

  private forget(journalId: string | undefined): void {
    if (journalId !== undefined) this.journal.append({ op: 'del', id: journalId });
  }
}

function queueName(params: JsonRecord): string {
  return (textAt(params, 'QueueUrl') ?? '').split('/').at(-1) ?? '';
}
