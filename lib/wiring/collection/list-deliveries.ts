import type { ListDeliveriesPorts } from '../../collection/list-deliveries.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { collectionBasics } from './basics.ts';

export function listDeliveriesPorts(): ListDeliveriesPorts {
  return { ...collectionBasics(), ...publishedCatalogue() };
}
