import type { FindingFix } from '../../../core/fix.ts';
import { objectPath } from '../../../core/objectPath.ts';
import type { Scan, ScanFinding } from '../../../core/scan.ts';
import { lacksContext } from '../lacksContext.ts';
import type {
  FailureLine,
  FindingItem,
  FindingLine,
  Grouping,
  ObjectGroup,
  Severity,
  SideGroup,
} from './findingItem.ts';

const severities: readonly Severity[] = ['critical', 'warning', 'info'];

/** So many lines a group shows at first, and more with each step. */
export const step = 200;

export interface LinesState {
  /** The last scan that had an answer. */
  readonly scan: Scan | undefined;
  /** What mends each of its findings, by its place. */
  readonly fixes: readonly (FindingFix | null)[];
  /** The last one, where it had none. */
  readonly failed: Scan | undefined;
  readonly grouping: Grouping;
  /** How many lines of a group are shown, where more than at first. */
  readonly shown: ReadonlyMap<string, number>;
}

/** The lines of the Findings view below `parent`, made from a scan. A finding that another one explains stands below that one alone. */
export class FindingLines {
  readonly #state: LinesState;
  readonly #below = new Map<number | undefined, FindingLine[]>();

  constructor(state: LinesState) {
    this.#state = state;
    const seen = new Map<string, number>();
    const lines: FindingLine[] = [];
    (state.scan?.findings ?? []).forEach((finding, index) => {
      const key = keyOf(state.scan?.context ?? '', finding);
      const twins = seen.get(key) ?? 0;
      seen.set(key, twins + 1);
      const parent = finding.explainedBy === undefined ? undefined : lines[finding.explainedBy];
      const id = twins === 0 ? key : `${key} ${twins}`;
      const line: FindingLine = {
        type: 'finding',
        id,
        parent,
        context: state.scan?.context ?? '',
        object: finding.object,
        finding,
        fix: state.fixes[index]?.tool,
        index,
      };
      lines.push(line);
      const below = this.#below.get(finding.explainedBy);
      if (below === undefined) this.#below.set(finding.explainedBy, [line]);
      else below.push(line);
    });
  }

  /** How many findings of a severity no other one explains: as many troubles there are. */
  count(severity: Severity): number {
    return this.#roots().filter(({ finding }) => finding.severity === severity).length;
  }

  children(parent: FindingItem | undefined): readonly FindingItem[] {
    if (parent === undefined) return [...this.#failure(), ...this.#groups()];
    switch (parent.type) {
      case 'severity':
        return this.#cut(
          parent,
          this.#roots().filter(({ finding }) => finding.severity === parent.severity),
        );
      case 'object':
        return this.#cut(parent, this.#rootsOf(parent));
      case 'finding':
        return [...evidenceOf(parent), ...(this.#below.get(parent.index) ?? [])];
      case 'unexplained':
        return podsOf(parent);
      case 'gaps':
        return parent.scan.gaps.map((gap) => ({ type: 'gap', id: `${parent.id} ${gap.wanted}`, parent, gap }));
      case 'looked':
        return [
          ...parent.scan.looked.map((one): FindingItem => ({
            type: 'lookedAt',
            id: `${parent.id} ${one.resource}`,
            parent,
            ...one,
          })),
          ...parent.scan.still.map((one): FindingItem => ({
            type: 'still',
            id: `${parent.id} ${one.rule}`,
            parent,
            ...one,
          })),
        ];
      default:
        return [];
    }
  }

  #roots(): readonly FindingLine[] {
    return this.#below.get(undefined) ?? [];
  }

  #rootsOf({ object }: ObjectGroup): readonly FindingLine[] {
    const path = objectPath(object);
    return this.#roots().filter((line) => objectPath(line.object) === path);
  }

  #failure(): readonly FailureLine[] {
    const { failed } = this.#state;
    if (failed?.error === undefined) return [];
    const isWithout = failed.error.reason === 'NoKubeconfig';
    const hint = failed.error.hint === '' ? [] : (['hint'] as const);
    // The same again would fail the same: another context has to be chosen
    const again = lacksContext(failed.error.reason) ? 'switch' : 'retry';
    const whats = ['reason', ...hint, again, 'log', ...(isWithout ? (['demo'] as const) : [])] as const;
    return whats.map((what) => ({ type: 'failure', id: `failure ${what}`, parent: undefined, what, scan: failed }));
  }

  #groups(): readonly FindingItem[] {
    const { scan, grouping } = this.#state;
    if (scan === undefined) return [];
    const isUnexplained = scan.unexplained.count > 0;
    const side = (type: SideGroup['type']): FindingItem => ({ type, id: `group ${type}`, parent: undefined, scan });
    return [
      ...(this.#roots().length > 0
        ? grouping === 'severity'
          ? this.#bySeverity()
          : this.#byObject()
        : isUnexplained
          ? []
          : [{ type: 'nothing', id: 'nothing', parent: undefined, scan } as const]),
      ...(isUnexplained ? [side('unexplained')] : []),
      ...(scan.gaps.length > 0 ? [side('gaps')] : []),
      side('looked'),
    ];
  }

  #bySeverity(): readonly FindingItem[] {
    return severities
      .map((severity): FindingItem & { count: number } => ({
        type: 'severity',
        id: `group ${severity}`,
        parent: undefined,
        severity,
        count: this.count(severity),
      }))
      .filter(({ count }) => count > 0);
  }

  #byObject(): readonly FindingItem[] {
    const groups = new Map<string, FindingLine[]>();
    for (const line of this.#roots()) {
      const path = objectPath(line.object);
      const group = groups.get(path);
      if (group === undefined) groups.set(path, [line]);
      else group.push(line);
    }
    const all = [...groups].flatMap(([path, lines]): readonly ObjectGroup[] => {
      const [first] = lines;
      if (first === undefined) return [];
      const worst = severities.find((one) => lines.some(({ finding }) => finding.severity === one)) ?? 'info';
      const { context, object } = first;
      const id = `object ${context} ${path}`;
      return [{ type: 'object', id, parent: undefined, context, object, worst, count: lines.length }];
    });
    const sorted = all.sort((a, b) => severities.indexOf(a.worst) - severities.indexOf(b.worst));
    return this.#cut(undefined, sorted);
  }

  #cut(parent: FindingItem | undefined, lines: readonly FindingItem[]): readonly FindingItem[] {
    const group = parent?.id ?? 'group';
    const shown = this.#state.shown.get(group) ?? step;
    const rest = lines.length - shown;
    const placed = lines.slice(0, shown).map((line) => ({ ...line, parent }));
    return rest <= 0 ? placed : [...placed, { type: 'more', id: `${group} more`, parent, group, rest }];
  }
}

function evidenceOf(parent: FindingLine): readonly FindingItem[] {
  const { finding, context, id } = parent;
  const own = objectPath(finding.object);
  const rows = finding.evidence.map(({ object, path, value }, index): FindingItem => ({
    type: 'evidence',
    id: `${id} evidence ${index}`,
    parent,
    context,
    object,
    path,
    value,
    isOwn: objectPath(object) === own,
  }));
  const { object, path } = decidingField(finding);
  const remedy: FindingItem = {
    type: 'remedy',
    id: `${id} remedy`,
    parent,
    context,
    object,
    path,
    remedy: finding.remedy,
  };
  return [...rows, ...(finding.remedy === '' ? [] : [remedy])];
}

/** The pods by name, and the list that has all of them. */
function podsOf(parent: SideGroup): readonly FindingItem[] {
  const { context = '', namespace, unexplained, only: readable = [] } = parent.scan;
  const { count, worst } = unexplained;
  const rest = count - worst.length;
  const places = new Set(worst.map(({ object }) => object.namespace));
  const [only] = rest === 0 && places.size === 1 ? places : [];
  const [lone] = readable.length === 1 ? readable : [];
  return [
    ...worst.map((one): FindingItem => ({
      type: 'pod',
      id: `${parent.id} ${context} ${objectPath(one.object)}`,
      parent,
      context,
      ...one,
    })),
    { type: 'listPods', id: `${parent.id} list`, parent, context, namespace: namespace ?? only ?? lone, rest },
  ];
}

/** The field that a finding rests on first. */
export function decidingField({ object, evidence }: ScanFinding): Pick<RemedyTarget, 'object' | 'path'> {
  const first = evidence[0];
  return first === undefined ? { object, path: undefined } : { object: first.object, path: first.path };
}

interface RemedyTarget {
  readonly object: ScanFinding['object'];
  readonly path: string | undefined;
}

/** Without the message, which counts and dates change: the same trouble keeps its line. */
function keyOf(context: string, { rule, object, evidence }: ScanFinding): string {
  return JSON.stringify([context, rule, objectPath(object), evidence[0]?.path ?? '']);
}
