/** A field that two pod templates have differently; what one of them lacks is absent. */
export interface TemplateChange {
  /** Within the template, items of lists by their names: `spec.containers[web].image`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What the Deployment controller writes into each ReplicaSet's template. */
const written = new Set(['pod-template-hash']);

/** What changed from one pod template to another, in the order of the fields of the newer one. */
export function templateChanges(before: object | undefined, after: object | undefined): readonly TemplateChange[] {
  const changes: TemplateChange[] = [];
  compare(before, after, '', changes);
  return changes.filter(({ path }) => !written.has(path.slice(path.lastIndexOf('.') + 1)));
}

function compare(before: unknown, after: unknown, path: string, changes: TemplateChange[]): void {
  const older = entriesOf(before);
  const newer = entriesOf(after);
  if (older === undefined || newer === undefined) {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    changes.push({ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
    return;
  }
  for (const key of new Set([...newer.keys(), ...older.keys()]))
    compare(older.get(key), newer.get(key), path === '' ? key.replace(/^\./, '') : `${path}${key}`, changes);
}

/** The parts of an object, and of a list whose items have names; undefined for what is compared as a whole. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (Array.isArray(value)) {
    const names = value.map((item: unknown) => nameOf(item));
    if (names.some((name) => name === undefined) || new Set(names).size !== names.length) return undefined;
    return new Map(value.map((item: unknown, index) => [`[${names[index] ?? ''}]`, item]));
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map(Object.entries(value).map(([key, inner]: [string, unknown]) => [`.${key}`, inner]));
}

function nameOf(item: unknown): string | undefined {
  return typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string'
    ? item.name
    : undefined;
}
