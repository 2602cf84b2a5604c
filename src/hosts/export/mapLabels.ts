import type { BarsBlock, Block, DiffBlock, DiffChange, DiffSide, GraphNode, TableBlock } from '../../core/blocks.ts';

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
    case 'bars':
      return mapBars(block, of);
    case 'findings':
    case 'log':
    case 'code':
    case 'timeline':
      return { ...block, title: of(block.title) };
    case 'diff':
      return mapDiff(block, of);
    case 'graph':
      return { ...block, title: of(block.title), nodes: block.nodes.map((node) => mapNode(node, of)) };
  }
}

function mapTable<From, To>(block: TableBlock<From>, of: (label: From) => To): TableBlock<To> {
  const columns = block.columns.map((column) => ({ ...column, label: of(column.label) }));
  return { ...block, title: of(block.title), columns };
}

function mapBars<From, To>(block: BarsBlock<From>, of: (label: From) => To): BarsBlock<To> {
  return {
    ...block,
    title: of(block.title),
    rowLabel: of(block.rowLabel),
    noteLabel: of(block.noteLabel),
    barLabels: block.barLabels.map(of),
    partLabels: block.partLabels.map(of),
    restLabel: of(block.restLabel),
    rows: block.rows.map((row) => ({
      ...row,
      name: of(row.name),
      note: of(row.note),
      bars: row.bars.map((bar) => ({ ...bar, text: of(bar.text) })),
    })),
  };
}

function mapNode<From, To>(node: GraphNode<From>, of: (label: From) => To): GraphNode<To> {
  return { ...node, caption: of(node.caption) };
}

function mapDiff<From, To>(block: DiffBlock<From>, of: (label: From) => To): DiffBlock<To> {
  const { rollBack, ...rest } = block;
  return {
    ...rest,
    title: of(block.title),
    before: mapSide(block.before, of),
    after: mapSide(block.after, of),
    sections: block.sections.map(({ title, changes }) => ({
      title: of(title),
      changes: changes.map((change) => mapChange(change, of)),
    })),
    ...(rollBack === undefined ? {} : { rollBack: { ...rollBack, label: of(rollBack.label) } }),
  };
}

function mapSide<From, To>({ title, tags, facts }: DiffSide<From>, of: (label: From) => To): DiffSide<To> {
  return { title: of(title), tags: tags.map(of), facts: facts.map((fact) => ({ ...fact, label: of(fact.label) })) };
}

function mapChange<From, To>({ before, after, ...rest }: DiffChange<From>, of: (label: From) => To): DiffChange<To> {
  const mapped = (value: string | From): string | To => (typeof value === 'string' ? value : of(value));
  return {
    ...rest,
    ...(before === undefined ? {} : { before: mapped(before) }),
    ...(after === undefined ? {} : { after: mapped(after) }),
  };
}
