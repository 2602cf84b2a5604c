import type { Block } from '../core/blocks.ts';
import { label } from '../core/label.ts';

/** The namespaces that have an object of the name that was asked for. */
export function namesakesBlock(namespaces: readonly string[], name: string): Block {
  return {
    type: 'table',
    title: label('Objects of this name'),
    columns: [{ label: label('Namespace') }, { label: label('Name') }],
    rows: namespaces.map((one) => [one, name]),
  };
}
