import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import type { Statement } from '../policy';

/** A table's keys, as the code that uses the table states them (a part of CreateTable's input), and when its items expire. */
export interface TableDefinition {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: 'S' | 'N' | 'B' }[];
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];
  /** The attribute that holds an item's last moment, in epoch seconds; absent where nothing expires. */
  readonly ttlAttribute?: string;
}

export interface KeptTableProps {
  readonly name: string;
  readonly definition: TableDefinition;
  readonly protect: boolean;
}

/**
 * A table whose items expire when they say so, and which can be had back as it was at any moment of the last 35 days. It is encrypted
 * with the account's own key for DynamoDB, `aws/dynamodb`, whose uses the account's event history shows.
 */
export class KeptTable extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, { name, definition, protect }: KeptTableProps) {
    super(scope, id);
    const rangeKey = keyOf(definition, 'RANGE');
    this.table = new DynamodbTable(this, 'table', {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: keyOf(definition, 'HASH') ?? '',
      ...(rangeKey === undefined ? {} : { rangeKey }),
      attribute: definition.AttributeDefinitions.map(({ AttributeName, AttributeType }) => ({
        name: AttributeName,
        type: AttributeType,
      })),
      ...(definition.ttlAttribute !== undefined && {
        ttl: { attributeName: definition.ttlAttribute, enabled: true },
      }),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: protect,
      lifecycle: { preventDestroy: protect },
    });
  }

  may(sid: string, ...actions: readonly string[]): Statement {
    return { sid, actions: actions.map((action) => `dynamodb:${action}`), resources: [this.table.arn] };
  }
}

function keyOf(definition: TableDefinition, type: 'HASH' | 'RANGE'): string | undefined {
  return definition.KeySchema.find(({ KeyType }) => KeyType === type)?.AttributeName;
}
