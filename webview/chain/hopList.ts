import type { GraphBlock, GraphNode } from '../../src/core/blocks.ts';
import type { Evidence } from '../../src/core/finding.ts';
import type { ObjectRef } from '../../src/core/objectRef.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { evidenceList } from '../parts/evidenceList.ts';
import { objectTitle, revealButton, yamlButton } from '../parts/objectButton.ts';
import type { ViewContext } from '../viewContext.ts';
import { hopIcons, hopWord } from './hopState.ts';

export interface HopList {
  readonly root: HTMLElement;
  /** Opens one hop's evidence and closes the others; undefined closes all. */
  open(id: string | undefined): void;
  /** Scrolls as far as the opened evidence needs. */
  bringIntoView(id: string | undefined): void;
  /** Moves the focus out of a hop's evidence to the hop itself, before the evidence is closed. */
  focusRowOf(focused: Element | null): void;
}

/** The chain in words, each hop opening to its evidence: also the drawing's form for whoever cannot see it. */
export function hopList(view: ViewContext, block: GraphBlock<string>, choose: (id: string) => void): HopList {
  const hops = block.nodes.map((node) => {
    const details = element('div', { class: 'hop-details', hidden: true }, ...detailsOf(view, block, node));
    const row = hopRow(view, node, node.id === block.firstBroken);
    row.addEventListener('click', () => choose(node.id));
    return { id: node.id, row, details };
  });
  return {
    root: element(
      'ol',
      { class: 'hops', 'aria-label': view.label('Hops') },
      ...hops.map(({ row, details }) => element('li', {}, row, details)),
    ),
    open(id) {
      for (const hop of hops) {
        hop.row.setAttribute('aria-expanded', String(hop.id === id));
        hop.details.hidden = hop.id !== id;
      }
    },
    bringIntoView: (id) => hops.find((hop) => hop.id === id)?.details.scrollIntoView({ block: 'nearest' }),
    focusRowOf: (focused) => hops.find(({ details }) => details.contains(focused))?.row.focus(),
  };
}

function hopRow(view: ViewContext, node: GraphNode<string>, firstBroken: boolean): HTMLButtonElement {
  const [shape, tone] = hopIcons[node.state];
  return element(
    'button',
    { type: 'button', class: `hop-row ${node.state}`, 'aria-expanded': 'false' },
    icon('chevron-right'),
    icon(shape, tone),
    element('span', { class: 'unseen' }, `${hopWord(view, node.state)}: `),
    element('span', { class: 'quiet' }, node.caption),
    element('strong', {}, node.title),
    element('span', { class: 'hop-reason' }, node.because),
    firstBroken ? element('span', { class: 'tag critical' }, view.label('first broken hop')) : undefined,
  );
}

function detailsOf(view: ViewContext, block: GraphBlock<string>, node: GraphNode<string>): readonly HTMLElement[] {
  const { object, evidence = [] } = node;
  const objects = object === undefined ? (node.objects ?? []) : [object];
  const onArrows = block.edges.filter(({ to, text }) => to === node.id && text !== undefined);
  return [
    ...onArrows.map(({ text = '' }) => element('p', { class: 'quiet' }, view.label('On the way here: {0}', text))),
    ...(evidence.length === 0 ? [] : [evidenceList(view, evidence, object)]),
    ...(objects.length === 0
      ? [element('p', { class: 'quiet' }, view.label('No object of the cluster stands for this hop.'))]
      : objects.map((one) => objectLinks(view, one, ownPath(one, evidence), object === undefined))),
  ];
}

function objectLinks(view: ViewContext, object: ObjectRef, path: string | undefined, named: boolean): HTMLElement {
  return element(
    'p',
    { class: 'links' },
    named ? element('span', { class: 'quiet' }, objectTitle(object)) : undefined,
    yamlButton(view, object, view.label('Open YAML'), path),
    revealButton(view, object, view.label('Show in Clusters')),
  );
}

/** The first field of the hop's own object: evidence may also stand in another, such as a pod's labels. */
function ownPath(object: ObjectRef, evidence: readonly Evidence[]): string | undefined {
  return evidence.find((one) => objectTitle(one.object) === objectTitle(object))?.path;
}
