import { AttributeType, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { assignsByLoad } from '../functions/domain/opening.ts';
import { needsHistory } from '../functions/domain/rules.ts';
import type {
  CaseStore,
  CustomerStore,
  DeliveryStore,
  FeedbackStore,
  ImprovementStore,
  OwnerStore,
  SourceLog,
  Watermarks,
} from '../functions/ports.ts';
import type { House } from './house.ts';
import { AggregateTable } from './table.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });
const number = (name: string) => ({ name, type: AttributeType.NUMBER });

/** What functions may do with cases: to read every one there ever was is the operators' alone. */
type ListedCases = Omit<CaseStore, 'list'>;

/** A table per aggregate; the adapters in `functions/aws/` hold the other end of these keys. */
export class Data extends Construct {
  readonly deliveries: AggregateTable<DeliveryStore & SourceLog & Watermarks>;
  readonly feedback: AggregateTable<FeedbackStore>;
  readonly cases: AggregateTable<ListedCases>;
  readonly customers: AggregateTable<CustomerStore>;
  readonly owners: AggregateTable<OwnerStore>;
  readonly improvements: AggregateTable<ImprovementStore>;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.deliveries = new AggregateTable<DeliveryStore & SourceLog & Watermarks>(this, 'Deliveries', {
      partitionKey: text('id'),
      sortKey: text('part'),
      timeToLive: 'expiresAt',
      indexes: [
        {
          indexName: 'set-aside',
          partitionKey: text('setAsideSource'),
          sortKey: number('receivedAt'),
          projectionType: ProjectionType.ALL,
        },
      ],
      access: {
        record: { table: ['PutItem'] },
        keptOf: { table: ['Query'] },
        listKept: { table: ['Scan'] },
        reorderKept: { table: ['UpdateItem'] },
        forgetKept: { table: ['Query', 'UpdateItem'] },
        setAside: { table: ['GetItem', 'PutItem'] },
        listSetAside: { table: ['Query'], indexes: { 'set-aside': ['Query', 'Scan'] } },
        forgetSetAside: { table: ['Query', 'DeleteItem'] },
        note: { table: ['UpdateItem'] },
        read: { table: ['GetItem'] },
        watermarkOf: { table: ['GetItem'] },
        moveWatermark: { table: ['UpdateItem'] },
      },
    });

    this.feedback = new AggregateTable<FeedbackStore>(this, 'Feedback', {
      partitionKey: text('id'),
      indexes: [
        {
          indexName: 'by-customer',
          partitionKey: text('customerKey'),
          sortKey: number('at'),
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: ['metric', 'score', 'band', 'caseId'],
        },
      ],
      access: {
        get: { table: ['GetItem'] },
        getMany: { table: ['BatchGetItem'] },
        save: { table: ['PutItem'] },
        list: { table: ['Scan'] },
        ofCustomer: { indexes: { 'by-customer': ['Query'] } },
        withTheme: { table: ['Scan'] },
      },
    });

    this.cases = new AggregateTable<ListedCases>(this, 'Cases', {
      partitionKey: text('id'),
      indexes: [
        {
          indexName: 'open-cases',
          partitionKey: text('openWith'),
          sortKey: text('id'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          indexName: 'closed-cases',
          partitionKey: text('closedOn'),
          sortKey: text('id'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      access: {
        open: { table: ['PutItem'] },
        get: { table: ['GetItem'] },
        getMany: { table: ['BatchGetItem'] },
        append: { table: ['UpdateItem'] },
        awaitOwner: { table: ['UpdateItem'] },
        listOpen: { indexes: { 'open-cases': ['Scan'] } },
        countOpenWith: { indexes: { 'open-cases': ['Query'] } },
        listClosedOn: { indexes: { 'closed-cases': ['Query'] } },
      },
    });

    this.customers = new AggregateTable<CustomerStore>(this, 'Customers', {
      partitionKey: text('key'),
      sortKey: text('part'),
      access: {
        get: { table: ['GetItem'] },
        suppress: { table: ['UpdateItem'] },
        claimCase: { table: ['UpdateItem', 'GetItem'] },
        claimMail: { table: ['PutItem', 'GetItem', 'UpdateItem'] },
        wasMailed: { table: ['GetItem'] },
        releaseMail: { table: ['DeleteItem', 'UpdateItem'] },
        settleMail: { table: ['UpdateItem'] },
      },
    });

    this.owners = new AggregateTable<OwnerStore>(this, 'Owners', {
      partitionKey: text('owner'),
      sortKey: text('part'),
      timeToLive: 'expiresAt',
      indexes: [
        {
          indexName: 'collecting',
          partitionKey: text('collecting'),
          sortKey: text('part'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      access: {
        admit: { table: ['UpdateItem', 'PutItem'] },
        collectedFor: { table: ['Query'] },
        listCollecting: { indexes: { collecting: ['Scan'] } },
        forgetCollected: { table: ['DeleteItem'] },
        claimOverview: { table: ['UpdateItem'] },
        releaseOverview: { table: ['DeleteItem'] },
        lastDigest: { table: ['GetItem'] },
        noteDigest: { table: ['PutItem'] },
      },
    });

    this.improvements = new AggregateTable<ImprovementStore>(this, 'Improvements', {
      partitionKey: text('id'),
      access: {
        register: { table: ['PutItem', 'GetItem'] },
        get: { table: ['GetItem'] },
        saveTally: { table: ['UpdateItem'] },
      },
    });
  }
}

/** What deciding on a case does to feedback beyond the response itself: rules may look at what the customer said before. */
export function historyAccess({ configuration }: Pick<House, 'configuration'>): readonly 'ofCustomer'[] {
  return needsHistory(configuration) ? ['ofCustomer'] : [];
}

/** What opening a case does to its customer: they may have another one. */
export function claimAccess({ configuration }: Pick<House, 'configuration'>): readonly 'claimCase'[] {
  return configuration.sameCustomer === 'separate' ? [] : ['claimCase'];
}

/** What opening a case asks of the others: somebody may get it who has the fewest. */
export function loadAccess({ configuration }: Pick<House, 'configuration'>): readonly 'countOpenWith'[] {
  return assignsByLoad(configuration) ? ['countOpenWith'] : [];
}
