import type { Json } from '../../core/json.ts';
import { age } from '../../kube/age.ts';
import { listAt, mapAt, numberAt, textAt, textMapAt, valueAt, type KubeObject } from '../kubeObject.ts';
import {
  ageColumn,
  column,
  containerColumns,
  labelsText,
  nameColumn,
  none,
  selectorText,
  since,
  textColumn,
  wide,
  type Column,
} from './column.ts';

function count(name: string, path: string, type: Column['type'] = 'integer'): Column {
  return column(name, (object) => numberAt(object, path), type);
}

const containers = containerColumns('spec.template.spec.containers');
const selector = wide('Selector', (object) => selectorText(object, 'spec.selector'));
const ready = column(
  'Ready',
  (object) => `${numberAt(object, 'status.readyReplicas')}/${numberAt(object, 'spec.replicas')}`,
);

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  ready,
  count('Up-to-date', 'status.updatedReplicas', 'string'),
  count('Available', 'status.availableReplicas', 'string'),
  ageColumn,
  ...containers,
  selector,
];

const replicas: readonly Column[] = [
  nameColumn,
  count('Desired', 'spec.replicas'),
  count('Current', 'status.replicas'),
  count('Ready', 'status.readyReplicas'),
  ageColumn,
  ...containers,
];

export const replicaSetColumns: readonly Column[] = [...replicas, selector];

/** Its selector is the older one: a map of labels. */
export const replicationControllerColumns: readonly Column[] = [
  ...replicas,
  wide('Selector', (object) => labelsText(textMapAt(object, 'spec.selector'))),
];

export const statefulSetColumns: readonly Column[] = [nameColumn, ready, ageColumn, ...containers];

export const daemonSetColumns: readonly Column[] = [
  nameColumn,
  count('Desired', 'status.desiredNumberScheduled'),
  count('Current', 'status.currentNumberScheduled'),
  count('Ready', 'status.numberReady'),
  count('Up-to-date', 'status.updatedNumberScheduled'),
  count('Available', 'status.numberAvailable'),
  column('Node Selector', (object) => labelsText(textMapAt(object, 'spec.template.spec.nodeSelector'))),
  ageColumn,
  ...containers,
  selector,
];

/** In the order in which they decide. */
const jobWords: readonly (readonly [condition: string, word: string])[] = [
  ['Complete', 'Complete'],
  ['Failed', 'Failed'],
  ['Suspended', 'Suspended'],
  ['FailureTarget', 'FailureTarget'],
  ['SuccessCriteriaMet', 'SuccessCriteriaMet'],
];

export const jobColumns: readonly Column[] = [
  nameColumn,
  column('Status', (job) => jobWords.find(([condition]) => holds(job, condition))?.[1] ?? 'Running'),
  column('Completions', (job) => {
    const succeeded = numberAt(job, 'status.succeeded');
    if (valueAt(job, 'spec.completions') !== undefined) return `${succeeded}/${numberAt(job, 'spec.completions')}`;
    const parallelism = numberAt(job, 'spec.parallelism');
    return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
  }),
  column('Duration', (job, now) => {
    const start = textAt(job, 'status.startTime');
    const end = textAt(job, 'status.completionTime');
    return start === undefined ? '' : age((end === undefined ? now : Date.parse(end)) - Date.parse(start));
  }),
  ageColumn,
  ...containers,
  selector,
];

export const cronJobColumns: readonly Column[] = [
  nameColumn,
  textColumn('Schedule', 'spec.schedule'),
  textColumn('Timezone', 'spec.timeZone', none),
  column('Suspend', (job) => (valueAt(job, 'spec.suspend') === true ? 'True' : 'False'), 'boolean'),
  column('Active', (job) => listAt(job, 'status.active').length, 'integer'),
  column('Last Schedule', (job, now) => {
    const last = textAt(job, 'status.lastScheduleTime');
    return last === undefined ? none : since(last, now);
  }),
  ageColumn,
  ...containerColumns('spec.jobTemplate.spec.template.spec.containers'),
  wide('Selector', (job) => selectorText(job, 'spec.jobTemplate.spec.selector')),
];

export const horizontalPodAutoscalerColumns: readonly Column[] = [
  nameColumn,
  column(
    'Reference',
    (scaler) => `${text(scaler, 'spec.scaleTargetRef.kind')}/${text(scaler, 'spec.scaleTargetRef.name')}`,
  ),
  column('Targets', targets),
  column('MinPods', (scaler) =>
    String(valueAt(scaler, 'spec.minReplicas') === undefined ? '<unset>' : numberAt(scaler, 'spec.minReplicas')),
  ),
  count('MaxPods', 'spec.maxReplicas', 'string'),
  count('Replicas', 'status.currentReplicas', 'string'),
  ageColumn,
];

/** Source: formatHPAMetrics, kubernetes/pkg/printers/internalversion/printers.go. */
function targets(scaler: KubeObject): string {
  const statuses = listAt(scaler, 'status.currentMetrics');
  const shown = listAt(scaler, 'spec.metrics').map((metric, index) => target(metric, statuses[index]));
  if (shown.length === 0) return none;
  return shown.length > 2 ? `${shown.slice(0, 2).join(', ')} + ${shown.length - 2} more...` : shown.join(', ');
}

function target(metric: Json, status: Json | undefined): string {
  const type = textAt(metric, 'type') ?? '';
  const field = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const wanted = mapAt(metric, `${field}.target`);
  const current = mapAt(status, `${field}.current`);
  const average = textAt(wanted, 'averageValue');
  if (field === 'resource' || field === 'containerResource') {
    const use =
      average === undefined ? percent(current.averageUtilization) : (textAt(current, 'averageValue') ?? unknown);
    return `${textAt(metric, `${field}.name`) ?? unknown}: ${use}/${average ?? percent(wanted.averageUtilization)}`;
  }
  if (average === undefined) return `${textAt(current, 'value') ?? unknown}/${textAt(wanted, 'value') ?? unknown}`;
  // A metric of each pod is an average by nature; of an object and from outside it is said.
  return `${textAt(current, 'averageValue') ?? unknown}/${average}${field === 'pods' ? '' : ' (avg)'}`;
}

const unknown = '<unknown>';

function percent(value: unknown): string {
  return typeof value === 'number' ? `${value}%` : unknown;
}

function text(object: KubeObject, path: string): string {
  return textAt(object, path) ?? '';
}

function holds(object: KubeObject, type: string): boolean {
  return listAt(object, 'status.conditions').some(
    (condition) => textAt(condition, 'type') === type && textAt(condition, 'status') === 'True',
  );
}
