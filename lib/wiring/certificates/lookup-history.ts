import { deliveryRepository } from '../../adapters/deliveries/delivery-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { HistoryPorts } from '../../certificates/lookup/read-certificate-history.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { actorPorts } from '../actors.ts';
import { deliveryTables } from '../event-tables.ts';
import { lookupPorts } from './lookup.ts';

/** Adds DELIVERIES_TABLE to look-ups; the lineage of an unknown delivery is only its id, sheet and row. */
export async function historyPorts(): Promise<HistoryPorts> {
  const deliveries = deliveryRepository(documentClient(), deliveryTables());
  return {
    ...(await lookupPorts()),
    ...actorPorts(),
    readLineage: async ({ delivery: id, sheet, row }) => {
      const delivery = await deliveries.read(id);
      return {
        delivery: id,
        ...definedOnly({ sheet, row }),
        ...(delivery === null
          ? {}
          : { fileName: delivery.fileName, by: delivery.createdBy, at: delivery.finishedAt ?? delivery.createdAt }),
        ...definedOnly({ rawHash: delivery?.rawHash }),
      };
    },
  };
}
