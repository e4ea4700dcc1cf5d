import { ulid } from 'ulid';
import type { ConfirmLinkPorts } from '../../collection/deliveries/confirm-link.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { collectionBasics } from './basics.ts';

export function confirmLinkPorts(): ConfirmLinkPorts {
  return { ...collectionBasics(), ...publishedCatalogue(), newReceiptNumber: () => `YS-${ulid()}` };
}
