import type { ListDeliveriesPorts } from '../../collection/deliveries/list-deliveries.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { collectionBasics } from './basics.ts';

export function listDeliveriesPorts(): ListDeliveriesPorts {
  return { ...collectionBasics(), ...publishedCatalogue() };
}
