import type { Block, GraphNode, TableBlock } from '../../core/blocks.ts';

/** The same block with every label replaced by `of(label)`. Cluster text is not a label and stays as it is. */
export function mapLabels<From, To>(block: Block<From>, of: (label: From) => To): Block<To> {
  switch (block.type) {
    case 'facts': {
      const { title, ...rest } = block;
      const facts = block.facts.map((fact) => ({ label: of(fact.label), value: fact.value }));
      return title === undefined ? { ...rest, facts } : { ...rest, facts, title: of(title) };
    }
    case 'table':
      return mapTable(block, of);
    case 'findings':
    case 'log':
    case 'code':
    case 'timeline':
      return { ...block, title: of(block.title) };
    case 'graph':
      return { ...block, title: of(block.title), nodes: block.nodes.map((node) => mapNode(node, of)) };
  }
}

function mapTable<From, To>(block: TableBlock<From>, of: (label: From) => To): TableBlock<To> {
  const columns = block.columns.map((column) => ({ ...column, label: of(column.label) }));
  return { ...block, title: of(block.title), columns };
}

function mapNode<From, To>(node: GraphNode<From>, of: (label: From) => To): GraphNode<To> {
  return { ...node, caption: of(node.caption) };
}
