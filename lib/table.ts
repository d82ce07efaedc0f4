import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type Attribute,
  BillingMode,
  CfnTable,
  type GlobalSecondaryIndexProps,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { allow, type Binding } from './binding.ts';

type Action = 'GetItem' | 'BatchGetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'Query' | 'Scan';

/** The DynamoDB actions behind one method of a port. */
export interface Access {
  readonly table?: readonly Action[];
  readonly indexes?: Readonly<Record<string, readonly Action[]>>;
}

export interface AggregateTableProps<Store> {
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  /** Attribute with the second after which DynamoDB may delete an item. */
  readonly timeToLive?: string;
  readonly indexes?: readonly GlobalSecondaryIndexProps[];
  /** What each method of the port does to the table: a new method does not compile until it is said. */
  readonly access: Readonly<Record<keyof Store & string, Access>>;
}

/** One aggregate's table. It outlives its stack, and its access is asked for in the words of its port. */
export class AggregateTable<Store> extends Construct {
  readonly table: Table;
  private readonly access: Readonly<Record<string, Access>>;

  constructor(scope: Construct, id: string, props: AggregateTableProps<Store>) {
    super(scope, id);
    const { partitionKey, sortKey, timeToLive, indexes = [], access } = props;
    this.access = access;
    this.table = new Table(this, 'Table', {
      partitionKey,
      ...(sortKey && { sortKey }),
      ...(timeToLive && { timeToLiveAttribute: timeToLive }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of indexes) this.table.addGlobalSecondaryIndex(index);
    // Moving this code must not replace the table: its id is said, not derived from where it stands.
    const { defaultChild } = this.table.node;
    if (defaultChild instanceof CfnTable) defaultChild.overrideLogicalId(`${id}Table`);
  }

  /** The table's name, with access for these methods of its port. */
  binding(...methods: readonly (keyof Store & string)[]): Binding {
    return {
      value: this.table.tableName,
      grant: (grantee) => {
        const used = methods.map((method) => this.access[method]);
        const own = used.flatMap((access) => access?.table ?? []);
        if (own.length > 0) allow(dynamodb(own), [this.table.tableArn])(grantee);
        for (const [index, actions] of used.flatMap((access) => Object.entries(access?.indexes ?? {})))
          allow(dynamodb(actions), [`${this.table.tableArn}/index/${index}`])(grantee);
      },
    };
  }
}

function dynamodb(actions: readonly Action[]): string[] {
  return [...new Set(actions)].sort().map((action) => `dynamodb:${action}`);
}
